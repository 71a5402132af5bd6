# question: https://github.com/tensorflow/models/issues/4215
# symptom: training data isn't shuffled although shuffle is configured
# cause: records_dataset.shuffle(...) gives a new data set, its result is dropped
# judged: certain
# shown: yes
import collections

import numpy as np
import tensorflow as tf

Config = collections.namedtuple('Config', 'shuffle shuffle_buffer_size batch_size num_epochs')
config = Config(shuffle=True, shuffle_buffer_size=2048, batch_size=32, num_epochs=4)


def make_records():
    """Rows as the exporter writes them: one category after the other."""
    rng = np.random.default_rng(3)
    centre = rng.normal(0, 0.6, (6, 12))
    features, classes = [], []
    for k in range(6):
        features.append(centre[k] + rng.normal(0, 1, (150, 12)))
        classes.append(np.full(150, k))
    return np.concatenate(features).astype('float32'), np.concatenate(classes)


def read_dataset(features, classes, config):
    records_dataset = tf.data.Dataset.from_tensor_slices((features, classes))
    if config.shuffle:
        records_dataset.shuffle(config.shuffle_buffer_size)  # expect: ZL607
    records_dataset = records_dataset.batch(config.batch_size)  # or: ZL607
    return records_dataset


features, classes = make_records()
train = read_dataset(features, classes, config)
for f, c in train.take(3):
    print('classes of the batch:', np.unique(c.numpy()))

inputs = tf.keras.Input((12,))
h = tf.keras.layers.Dense(48, activation='relu')(inputs)
h = tf.keras.layers.Dense(48, activation='relu')(h)
outputs = tf.keras.layers.Dense(6, activation='softmax')(h)
detector = tf.keras.Model(inputs, outputs)
detector.compile('sgd', 'sparse_categorical_crossentropy', metrics=['accuracy'])
detector.fit(train, epochs=config.num_epochs, verbose=2)

guess = detector.predict(features, verbose=0).argmax(1)
print('accuracy afterwards', (guess == classes).mean(), np.bincount(guess, minlength=6))
