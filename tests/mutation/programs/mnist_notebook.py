# facts: task=classes classes=10 labels=onehot inputs=pixels rows=1500 notebook
"""Digits, cell by cell."""
import numpy as np
from keras.datasets import mnist
from keras.layers import Dense
from keras.models import Sequential
from keras.utils import to_categorical
from sklearn.metrics import accuracy_score

(train_images, train_labels), (test_images, test_labels) = mnist.load_data()

train_images = train_images[:1500].reshape((1500, 28 * 28))
train_images = train_images.astype("float32") / 255
test_images = test_images[:300].reshape((300, 28 * 28))
test_images = test_images.astype("float32") / 255

one_hot = to_categorical(train_labels[:1500])

network = Sequential()
network.add(Dense(64, activation="relu", input_shape=(28 * 28,)))
network.add(Dense(10, activation="softmax"))
network.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])

network.fit(train_images, one_hot, epochs=5, batch_size=32)

guesses = np.argmax(network.predict(test_images), axis=1)
print("accuracy", accuracy_score(test_labels[:300], guesses))
