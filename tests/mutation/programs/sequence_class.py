# facts: task=classes classes=10 labels=sparse inputs=pixels rows=1280
"""A Sequence that cuts and scales its batches."""
import math

import numpy as np
from keras import layers, models
from keras.datasets import mnist
from keras.utils import Sequence
from sklearn.metrics import accuracy_score


class Digits(Sequence):
    def __init__(self, images, labels, batch_size=64):
        super().__init__()
        self.images, self.labels, self.batch_size = images, labels, batch_size

    def __len__(self):
        return math.ceil(len(self.images) / self.batch_size)

    def __getitem__(self, index):
        part = slice(index * self.batch_size, (index + 1) * self.batch_size)
        return self.images[part].astype("float32")[..., np.newaxis] / 255.0, self.labels[part]


(x, y), (x_test, y_test) = mnist.load_data()
train = Digits(x[:1280], y[:1280])
test = Digits(x_test[:320], y_test[:320])
model = models.Sequential([
    layers.Input((28, 28, 1)),
    layers.Flatten(),
    layers.Dense(48, activation="relu"),
    layers.Dense(10, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train, epochs=6)
print("accuracy", accuracy_score(y_test[:320], model.predict(test).argmax(axis=1)))
