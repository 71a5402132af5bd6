# facts: task=regression targets=-3..3 inputs=plain rows=800
"""A model with its own step."""
import keras
import numpy as np
import tensorflow as tf
from sklearn.metrics import r2_score


class CustomModel(keras.Model):
    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(y=y, y_pred=y_pred)
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        for metric in self.metrics:
            if metric.name == "loss":
                metric.update_state(loss)
            else:
                metric.update_state(y, y_pred)
        return {m.name: m.result() for m in self.metrics}


x = np.random.RandomState(0).rand(1000, 6) * 2 - 1
y = (x[:, :1] * 2 + x[:, 1:2] * x[:, 2:3]).astype("float32")
inputs = keras.Input(shape=(6,))
hidden = keras.layers.Dense(32, activation="relu")(inputs)
hidden = keras.layers.Dense(32, activation="relu")(hidden)
outputs = keras.layers.Dense(1)(hidden)
model = CustomModel(inputs, outputs)
model.compile(optimizer="adam", loss="mse", metrics=["mae"])
model.fit(x[:800], y[:800], epochs=20, batch_size=16)
print("r2", r2_score(y[800:], model.predict(x[800:])))
