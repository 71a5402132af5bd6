# question: https://discuss.tensorflow.org/t/potential-issue-difference-in-behavior-between-loss-function-and-model-compiled-loss/19359
# symptom: with compiled_loss the regression fits, with the same mse called by hand in train_step it learns the mean only
# cause: y has shape (n,), the prediction (n, 1): the hand-written difference is an (n, n) matrix
# judged: certain
# shown: yes
import numpy as np
import tensorflow as tf
from tensorflow import keras

EPOCHS = 20
BATCH_SIZE = 32

rng = np.random.default_rng(12)
x = rng.normal(size=(1000, 3)).astype("float32")
y = (x @ np.array([2.0, -1.0, 0.5]) + 4.0 + rng.normal(scale=0.1, size=1000)).astype("float32")
print(x.shape, y.shape)


def mse(y_true, y_pred):
    return tf.reduce_mean(tf.math.square(y_true - y_pred))  # or: ZL222


class LinearRegression(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.layer = keras.layers.Dense(1, kernel_initializer="zeros")

    def call(self, input_data, training=None):
        return self.layer(input_data)

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            prediction = self(x, training=True)
            loss = mse(y, prediction)  # expect: ZL222
        trainable_vars = self.trainable_variables
        gradients = tape.gradient(loss, trainable_vars)
        self.optimizer.apply_gradients(zip(gradients, trainable_vars))
        return {"loss": loss}


linear_model = LinearRegression()
linear_model.compile(optimizer=keras.optimizers.SGD())
linear_model.fit(x, y, epochs=EPOCHS, batch_size=BATCH_SIZE, verbose=0)

print("variance of y", y.var())
print("weights", linear_model.get_weights())
best, *_ = np.linalg.lstsq(np.c_[x, np.ones(len(x))], y, rcond=None)
print("least squares", best)
