# facts: task=classes classes=10 labels=onehot inputs=pixels rows=1200
"""Clothes, a small convolutional network with `add`."""
import numpy as np
from sklearn.metrics import accuracy_score
from tensorflow.keras.datasets import fashion_mnist
from tensorflow.keras.layers import Conv2D, Dense, Dropout, Flatten, MaxPooling2D
from tensorflow.keras.models import Sequential
from tensorflow.keras.utils import to_categorical

num_classes = 10
batch_size = 32
epochs = 3

(x_train, y_train), (x_test, y_test) = fashion_mnist.load_data()
x_train = x_train[:1200].reshape(-1, 28, 28, 1).astype("float32")
x_test = x_test[:300].reshape(-1, 28, 28, 1).astype("float32")
x_train /= 255
x_test /= 255
y_train = to_categorical(y_train[:1200], num_classes)
labels = y_test[:300]

model = Sequential()
model.add(Conv2D(8, (3, 3), activation="relu", input_shape=(28, 28, 1)))
model.add(MaxPooling2D((2, 2)))
model.add(Conv2D(16, (3, 3), activation="relu"))
model.add(MaxPooling2D((2, 2)))
model.add(Flatten())
model.add(Dense(32, activation="relu"))
model.add(Dropout(0.25))
model.add(Dense(num_classes, activation="softmax"))

model.compile(loss="categorical_crossentropy", optimizer="rmsprop", metrics=["accuracy"])
model.fit(x_train, y_train, batch_size=batch_size, epochs=epochs, verbose=1)
scores = model.predict(x_test)
print("accuracy", accuracy_score(labels, np.argmax(scores, axis=1)))
