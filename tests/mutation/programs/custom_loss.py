# facts: task=regression targets=-3..3 inputs=plain rows=800
"""A loss that is written out, two hidden layers in a loop."""
import numpy as np
import tensorflow as tf
from sklearn.metrics import r2_score
from tensorflow.keras import Model, layers


def smooth_l1(y_true, y_pred):
    error = tf.abs(y_true - y_pred)
    return tf.reduce_mean(tf.where(error < 1.0, 0.5 * tf.square(error), error - 0.5))


def build(widths=(32, 32), lr=0.005):
    inputs = layers.Input(shape=(5,))
    x = inputs
    for width in widths:
        x = layers.Dense(width, activation="relu")(x)
    model = Model(inputs, layers.Dense(1)(x))
    model.compile(optimizer=tf.keras.optimizers.Adam(lr), loss=smooth_l1)
    return model


rng = np.random.RandomState(8)
x = rng.randn(1000, 5)
y = np.clip(x[:, 0] - x[:, 1] + 0.5 * x[:, 2] ** 2 - 0.5, -3, 3).reshape(-1, 1)
model = build()
model.fit(x[:800], y[:800], epochs=15, batch_size=32, verbose=0)
print("r2", r2_score(y[800:], model.predict(x[800:])))
