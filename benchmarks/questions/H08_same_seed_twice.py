# question: https://github.com/keras-team/keras/issues/222
# expect: silence
# (asked whether shuffling X and y one after the other destroys their order: no, the seed is set again)
# shown: yes
import random

import numpy as np
from sklearn.datasets import load_digits
from tensorflow.keras.layers import Conv2D, Dense, Flatten, Input
from tensorflow.keras.models import Sequential
from tensorflow.keras.utils import to_categorical

digits = load_digits()
X = digits.images[..., np.newaxis].astype('float32') / 16.
y = digits.target.copy()

shuffle = True
if shuffle:
    seed = random.randint(1, 10000)
    np.random.seed(seed)
    np.random.shuffle(X)
    np.random.seed(seed)
    np.random.shuffle(y)

n_train = 1400
X_train, X_test = X[:n_train], X[n_train:]
y_train, y_test = to_categorical(y[:n_train], 10), to_categorical(y[n_train:], 10)
print(X_train.shape, y_train.sum(axis=0))

model = Sequential()
model.add(Input(shape=(8, 8, 1)))
model.add(Conv2D(32, (3, 3), activation='relu'))
model.add(Conv2D(32, (3, 3), activation='relu'))
model.add(Flatten())
model.add(Dense(64, activation='relu'))
model.add(Dense(10, activation='softmax'))
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
model.fit(X_train, y_train, batch_size=32, epochs=8, verbose=2)
print(model.evaluate(X_test, y_test, verbose=0))
