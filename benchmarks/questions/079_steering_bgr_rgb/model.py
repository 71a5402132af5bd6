# question: https://github.com/udacity/sdc-issue-reports/issues/623
# symptom: the car drives worse than the validation loss promises
# cause: training pictures come from cv2.imread (BGR), the driving script gives PIL pictures (RGB)
# judged: certain
# shown: not run: needs pictures and cv2
import csv
import os

import cv2
import numpy as np
from sklearn.model_selection import train_test_split
from sklearn.utils import shuffle
from tensorflow.keras.layers import Conv2D, Cropping2D, Dense, Dropout, Flatten, Input, Lambda
from tensorflow.keras.models import Sequential

DATA = 'data'


def read_log():
    lines = []
    with open(os.path.join(DATA, 'driving_log.csv')) as handle:
        reader = csv.reader(handle)
        next(reader)
        for line in reader:
            lines.append(line)
    return lines


def load(lines):
    images, angles = [], []
    for line in lines:
        name = os.path.join(DATA, 'IMG', line[0].split('/')[-1])
        image = cv2.imread(name)  # expect: ZL126
        angle = float(line[3])
        images.append(image)
        angles.append(angle)
        images.append(np.fliplr(image))
        angles.append(-angle)
    return np.array(images), np.array(angles)


def build_model():
    model = Sequential()
    model.add(Input(shape=(160, 320, 3)))
    model.add(Lambda(lambda x: x / 255.0 - 0.5))
    model.add(Cropping2D(cropping=((60, 25), (0, 0))))
    model.add(Conv2D(24, (5, 5), strides=(2, 2), activation='relu'))
    model.add(Conv2D(36, (5, 5), strides=(2, 2), activation='relu'))
    model.add(Conv2D(48, (5, 5), strides=(2, 2), activation='relu'))
    model.add(Flatten())
    model.add(Dropout(0.4))
    model.add(Dense(100, activation='relu'))
    model.add(Dense(50, activation='relu'))
    model.add(Dense(1))
    model.compile(loss='mse', optimizer='adam')
    return model


if __name__ == '__main__':
    X, y = load(read_log())
    X, y = shuffle(X, y, random_state=0)
    X_train, X_valid, y_train, y_valid = train_test_split(X, y, test_size=0.2, random_state=0)
    model = build_model()
    model.fit(X_train, y_train, validation_data=(X_valid, y_valid), epochs=5, batch_size=32)
    model.save_weights('steering.weights.h5')
