# question: https://github.com/tensorflow/tensorflow/issues/15962
# symptom: training diverges with a NaN loss (today: a label is outside the valid range)
# cause: the labels are 1 ... 101, with 101 classes they have to be 0 ... 100
# judged: certain
# shown: yes (raises)
import numpy as np
import tensorflow as tf

NUM_CLASSES = 101
FEATURE_DIM = 64


class Videos:
    """Average pooled frame features, with the class number of the official list (which starts at 1)."""

    def __init__(self, per_class, seed):
        rng = np.random.default_rng(seed)
        centres = np.random.default_rng(0).normal(size=(NUM_CLASSES, FEATURE_DIM))
        self.features, self.labels = [], []
        for class_index in range(1, NUM_CLASSES + 1):
            for _ in range(per_class):
                self.features.append(centres[class_index - 1] + 0.3 * rng.normal(size=FEATURE_DIM))
                self.labels.append(class_index)

    def as_dataset(self, batch_size, training):
        ds = tf.data.Dataset.from_tensor_slices(
            (np.array(self.features, dtype='float32'), np.array(self.labels, dtype='int64')))
        if training:
            ds = ds.shuffle(len(self.labels))
        return ds.batch(batch_size).prefetch(1)


def get_classifier():
    return tf.keras.Sequential([
        tf.keras.layers.Input((FEATURE_DIM,)),
        tf.keras.layers.Dense(128, activation='relu'),
        tf.keras.layers.Dropout(0.2),
        tf.keras.layers.Dense(NUM_CLASSES),  # or: ZL208
    ])


model = get_classifier()
model.compile(
    optimizer=tf.keras.optimizers.Adam(1e-3),
    loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),  # or: ZL208 ZL215
    metrics=['accuracy'])
model.fit(Videos(12, 1).as_dataset(64, True), epochs=10, validation_data=Videos(3, 2).as_dataset(64, False),  # expect: ZL208 ZL215
          verbose=2)
