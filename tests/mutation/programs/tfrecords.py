# facts: task=binary labels=unknown inputs=unknown rows=unknown
"""Serialised examples, parsed and batched."""
import numpy as np
import tensorflow as tf
from sklearn.metrics import accuracy_score

FEATURES = {
    "values": tf.io.FixedLenFeature([6], tf.float32),
    "label": tf.io.FixedLenFeature([], tf.int64),
}


def parse(example):
    parsed = tf.io.parse_single_example(example, FEATURES)
    return parsed["values"], parsed["label"]


def dataset(path, batch_size=32, training=True):
    data = tf.data.TFRecordDataset(path).map(parse)
    if training:
        data = data.shuffle(1000)
    return data.batch(batch_size)


train, test = dataset("train.tfrecord"), dataset("test.tfrecord", training=False)
model = tf.keras.Sequential([
    tf.keras.layers.Dense(24, activation="relu"),
    tf.keras.layers.Dense(12, activation="relu"),
    tf.keras.layers.Dense(1),
])
model.compile(
    optimizer="adam", loss=tf.keras.losses.BinaryCrossentropy(from_logits=True), metrics=[tf.metrics.BinaryAccuracy(threshold=0.0)]
)
model.fit(train, epochs=15, verbose=0)
labels = np.concatenate([label for _, label in test])
print("accuracy", accuracy_score(labels, (model.predict(test) > 0).ravel()))
