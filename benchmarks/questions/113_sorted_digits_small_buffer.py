# question: https://github.com/tensorflow/tensorflow/issues/36626
# symptom: batches hold one class only, training is poor and the last class wins
# cause: data in class order and a shuffle buffer much smaller than the data set
# judged: certain
# shown: yes
import numpy as np
import tensorflow as tf
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

digits = load_digits()
x = (digits.images[..., np.newaxis] / 16.0).astype('float32')
y = digits.target
x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.2, random_state=0, stratify=y)

# first all zeros, then all ones, ...
order = np.argsort(y_train, kind='stable')
x_train, y_train = x_train[order], y_train[order]

BATCH = 32


def pipeline(images, labels, training):
    ds = tf.data.Dataset.from_tensor_slices((images, labels))
    if training:
        ds = ds.shuffle(20)  # expect: ZL607
    ds = ds.batch(BATCH)
    return ds.prefetch(2)


train_ds = pipeline(x_train, y_train, True)
test_ds = pipeline(x_test, y_test, False)
for _, labels in train_ds.take(2):
    print('labels of a batch:', np.unique(labels.numpy()))

model = tf.keras.Sequential([
    tf.keras.layers.Input((8, 8, 1)),
    tf.keras.layers.Conv2D(32, 3, activation='relu'),
    tf.keras.layers.Flatten(),
    tf.keras.layers.Dense(64, activation='relu'),
    tf.keras.layers.Dense(10),
])
model.compile(optimizer=tf.keras.optimizers.SGD(0.05),
              loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
              metrics=['accuracy'])
model.fit(train_ds, epochs=8, validation_data=test_ds, verbose=2)
guess = model.predict(test_ds, verbose=0).argmax(1)
print('predicted', np.bincount(guess, minlength=10))
print('true     ', np.bincount(y_test, minlength=10))
