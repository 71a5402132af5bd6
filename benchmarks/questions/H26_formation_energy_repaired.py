# question: https://github.com/tensorflow/tensorflow/issues/59279
# expect: silence
# (the repaired version: shuffled once for the split, and again in each epoch in the training part only)
# shown: yes (0.31 on both)
import numpy as np
import tensorflow as tf


def compounds(n, seed):
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(n, 12)).astype("float32")
    energy = np.sin(features[:, 0]) + 0.5 * features[:, 1] * features[:, 2] + 0.3 * rng.normal(size=n)
    return features, energy.astype("float32")[:, None]


def split(dataset, n, fraction, seed=0):
    once = dataset.shuffle(n, seed=seed, reshuffle_each_iteration=False)
    n_val = int(n * fraction)
    parts = {"val": once.take(n_val), "train": once.skip(n_val)}
    parts["train"] = parts["train"].shuffle(n - n_val)
    return {name: part.batch(32).prefetch(tf.data.AUTOTUNE) for name, part in parts.items()}


features, energy = compounds(1000, 42)
parts = split(tf.data.Dataset.from_tensor_slices((features, energy)), len(features), 0.2)
model = tf.keras.Sequential([tf.keras.Input((12,))]
                            + [tf.keras.layers.Dense(128, activation="relu") for _ in range(3)]
                            + [tf.keras.layers.Dense(1)])
model.compile(optimizer="adam", loss="mae")
model.fit(parts["train"], validation_data=parts["val"], epochs=10, verbose=2)
print("new compounds:", model.evaluate(*compounds(1000, 1), verbose=0))
