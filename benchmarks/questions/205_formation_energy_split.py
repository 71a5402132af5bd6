# question: https://github.com/tensorflow/tensorflow/issues/59279
# symptom: the validation error is as good as the training error, on new compounds it is much worse
# cause: shuffle() shuffles anew in every epoch, before take and skip: rows of the validation part reach the training part
# judged: certain
# shown: yes (validation 0.08, new compounds 0.32)
import argparse

import numpy as np
import tensorflow as tf

BUFFER_SIZE = 4096


def read_compounds(n, n_descriptors, seed=42):
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(n, n_descriptors)).astype("float32")
    labels = np.sin(features[:, 0]) + 0.5 * features[:, 1] * features[:, 2] + 0.3 * rng.normal(size=n)
    return features, labels.astype("float32")[:, None]


def make_datasets(features, labels, batch_size, val_fraction):
    dataset = tf.data.Dataset.from_tensor_slices((features, labels))
    dataset = dataset.shuffle(buffer_size=BUFFER_SIZE)  # or: ZL128
    dataset = dataset.batch(batch_size)

    n_batches = int(np.ceil(len(features) / batch_size))
    n_val = int(n_batches * val_fraction)
    train_dataset = dataset.take(n_batches - n_val)  # or: ZL128
    val_dataset = dataset.skip(n_batches - n_val)  # expect: ZL128
    return train_dataset.prefetch(tf.data.AUTOTUNE), val_dataset.prefetch(tf.data.AUTOTUNE)


def build(n_descriptors, width):
    model = tf.keras.Sequential([tf.keras.layers.Input((n_descriptors,))])
    for _ in range(3):
        model.add(tf.keras.layers.Dense(width, activation="relu"))
    model.add(tf.keras.layers.Dense(1))
    model.compile(optimizer=tf.keras.optimizers.Adam(1e-3), loss="mae")
    return model


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=60)
    parser.add_argument("--batch-size", type=int, default=32)
    parser.add_argument("--width", type=int, default=128)
    args = parser.parse_args()

    features, labels = read_compounds(1000, 12)
    train_ds, val_ds = make_datasets(features, labels, args.batch_size, 0.2)
    model = build(features.shape[1], args.width)
    model.fit(train_ds, validation_data=val_ds, epochs=args.epochs, verbose=2)  # or: ZL128

    new_x, new_y = read_compounds(1000, 12, seed=1)
    print("new compounds:", model.evaluate(new_x, new_y, verbose=0))


if __name__ == "__main__":
    main()
