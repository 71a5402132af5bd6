# question: https://github.com/keras-team/keras/issues/255
# symptom: the loss jumps to 17.27 and stays there, accuracy 0.5, the weights don't get updated
# cause: the pixels are divided by 255 into an array that is still of integers, so each pixel becomes 0
# judged: certain
# shown: yes (all pixels are 0, accuracy 0.5)
"""Is there another player in the screenshot (class 1) or only me (class 0)?"""
import os

import numpy as np
from keras.layers import Activation, Conv2D, Dense, Dropout, Flatten, Input, MaxPooling2D
from keras.models import Sequential
from keras.optimizers import SGD
from keras.utils import to_categorical

IMG_ROWS, IMG_COLS = 48, 64
BATCH = 32


def grab(other_player, rng):
    """A screenshot of the toy game: sky, floor, now and then somebody."""
    shot = np.zeros((IMG_ROWS, IMG_COLS, 3), dtype='uint8')
    shot[:24] = (110, 160, 230)
    shot[24:] = rng.integers(60, 110)
    if other_player:
        row, col = rng.integers(14, 28), rng.integers(4, 52)
        shot[row:row + 12, col:col + 6] = (200, 30, 30)
    return shot


def load_screenshots(n):
    rng = np.random.default_rng(0)
    data = np.empty((n, IMG_ROWS, IMG_COLS, 3), dtype='uint8')
    label = np.empty((n,), dtype='uint8')
    for i in range(n):
        label[i] = i % 2
        img = grab(label[i] == 1, rng)
        arr = np.asarray(img, dtype='float32')
        data[i, :, :, :] = arr / 255  # expect: ZL121
    return data, label


data, label = load_screenshots(400)
label = to_categorical(label, 2)
print(data.shape[0], 'samples')

model = Sequential()
model.add(Input((IMG_ROWS, IMG_COLS, 3)))
model.add(Conv2D(16, (5, 5), padding='valid'))
model.add(Activation('relu'))
model.add(MaxPooling2D(pool_size=(2, 2)))
model.add(Conv2D(16, (3, 3)))
model.add(Activation('relu'))
model.add(MaxPooling2D(pool_size=(2, 2)))
model.add(Flatten())
model.add(Dense(64))
model.add(Activation('relu'))
model.add(Dropout(0.25))
model.add(Dense(2))
model.add(Activation('softmax'))

sgd = SGD(learning_rate=0.01, momentum=0.9, nesterov=True)
model.compile(loss='categorical_crossentropy', optimizer=sgd, metrics=['accuracy'])
model.fit(data, label, batch_size=BATCH, epochs=6, shuffle=True, verbose=2, validation_split=0.2)
