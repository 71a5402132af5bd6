# facts: task=regression targets=-3..3 inputs=wide rows=900
"""A Normalization layer is adapted to the table."""
import numpy as np
import tensorflow as tf
from sklearn.metrics import r2_score

rng = np.random.default_rng(11)
weight = rng.uniform(1500, 5200, 1200)
power = rng.uniform(40, 230, 1200)
cylinders = rng.integers(3, 9, 1200).astype(float)
table = np.column_stack([weight, power, cylinders])
target = (3000 - weight) / 1500 + (120 - power) / 120
x_train, x_test, y_train, y_test = table[:900], table[900:], target[:900], target[900:]

normalizer = tf.keras.layers.Normalization(axis=-1)
normalizer.adapt(x_train)
model = tf.keras.Sequential([
    normalizer,
    tf.keras.layers.Dense(32, activation="relu"),
    tf.keras.layers.Dense(16, activation="relu"),
    tf.keras.layers.Dense(1),
])
model.compile(loss="mean_absolute_error", optimizer=tf.keras.optimizers.Adam(0.005))
history = model.fit(x_train, y_train, epochs=12, verbose=0, validation_split=0.2)
print("r2", r2_score(y_test, model.predict(x_test).flatten()))
