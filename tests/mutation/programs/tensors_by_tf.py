# facts: task=regression targets=unknown inputs=plain rows=800
"""Rows drawn by TensorFlow; a subclass with a loop of layers."""
import tensorflow as tf
from sklearn.metrics import r2_score

generator = tf.random.Generator.from_seed(1)
rows = generator.normal((1000, 8))
values = tf.reduce_sum(rows[:, :3], axis=1) + 0.5 * rows[:, 3] * rows[:, 4]


class Regressor(tf.keras.Model):
    def __init__(self, hidden=(32, 16)):
        super().__init__()
        self.hidden = [tf.keras.layers.Dense(units, activation="relu") for units in hidden]
        self.out = tf.keras.layers.Dense(1)

    def call(self, x):
        for layer in self.hidden:
            x = layer(x)
        return self.out(x)


model = Regressor()
model.compile(tf.keras.optimizers.Adam(learning_rate=0.01), loss=tf.keras.losses.MeanSquaredError())
model.fit(rows[:800], values[:800], batch_size=32, epochs=15, verbose=0)
print("r2", r2_score(values[800:], model.predict(rows[800:])[:, 0]))
