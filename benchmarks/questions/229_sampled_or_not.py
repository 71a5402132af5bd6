# question: https://github.com/keras-team/keras/issues/7759
# symptom: validation accuracy near 1 with rows drawn by random.sample, about 0.36 (or 0) with the rows as they are
# cause: the rows are sorted by class and validation_split takes the last third
# judged: certain
# shown: yes (validation accuracy 0.37 at 0.98 in training)
import random
from math import floor

import numpy as np
from keras.layers import Dense, Dropout, Input
from keras.models import Sequential
from keras.utils import to_categorical

random.seed(3)
np.random.seed(3)


def read_class(label, n):
    """The measurements of one gesture."""
    centre = np.random.RandomState(label).uniform(-1, 1, size=20)
    return centre + 0.5 * np.random.randn(n, 20), np.full(n, label)


X_parts, Y_parts = [], []
for gesture in range(5):
    X_one, Y_one = read_class(gesture, 200)
    X_parts.append(X_one)
    Y_parts.append(Y_one)
X_data = np.concatenate(X_parts)
Y = np.concatenate(Y_parts)

# sample = random.sample(range(len(Y)), int(floor(1.00 * len(Y))))
# X_sample = X_data[sample, :]
# Y_sample = Y[sample]
X_sample = X_data
Y_sample = Y
y_sample = to_categorical(Y_sample)

model = Sequential()
model.add(Input((20,)))
model.add(Dense(64, activation='relu'))
model.add(Dropout(0.2))
model.add(Dense(5, activation='softmax'))
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
model.fit(X_sample, y_sample, validation_split=0.33, epochs=20, batch_size=200, verbose=2)  # expect: ZL111
