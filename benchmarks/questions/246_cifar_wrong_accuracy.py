# question: https://github.com/frlim/data2040_final/issues/1
# symptom: far too high numbers are reported for CIFAR-10
# cause: binary cross-entropy with ten exclusive classes, whose accuracy was that of ten yes-or-no questions
# judged: mild
# shown: no (today's 'acc' compares the best class)
import numpy as np
from tensorflow.keras.datasets import cifar10
from tensorflow.keras.layers import (Activation, AveragePooling2D, BatchNormalization, Conv2D, Dense, Flatten, Input,
                                     add)
from tensorflow.keras.models import Model
from tensorflow.keras.utils import to_categorical

MAX_EPOCHS = 2


def conv_bn_relu(x, filters, strides=1):
    x = Conv2D(filters, 3, strides=strides, padding='same', use_bias=False)(x)
    return Activation('relu')(BatchNormalization()(x))


def residual(x, filters):
    y = conv_bn_relu(x, filters, 2)
    y = conv_bn_relu(y, filters)
    return add([y, Conv2D(filters, 1, strides=2)(x)])


def build_network():
    inputs = Input((32, 32, 3))
    x = conv_bn_relu(inputs, 16)
    for filters in (16, 32):
        x = residual(x, filters)
    x = AveragePooling2D(8)(x)
    return Model(inputs, Dense(10, activation='softmax')(Flatten()(x)))


(x_train, y_train), (x_test, y_test) = cifar10.load_data()
mean = np.mean(x_train, axis=(0, 1, 2, 3))
std = np.std(x_train, axis=(0, 1, 2, 3))
x_train = (x_train - mean) / (std + 1e-7)
x_test = (x_test - mean) / (std + 1e-7)
y_train, y_test = to_categorical(y_train, 10), to_categorical(y_test, 10)

model = build_network()
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['acc'])  # expect: ZL209
model.fit(x_train, y_train, batch_size=64, epochs=MAX_EPOCHS, validation_data=(x_test, y_test), verbose=2)
