# question: http://pullrequest.ru/10248037/cnn-keras-shodyatsya-odnomu-tomu-zhe-znacheniy-nezavisimo-vvoda
# symptom: the CNN converges to the same output whatever comes in
# cause: images are not normalised, x_train is still 0...255
# judged: certain
# shown: yes (with stand-in images of the same range)
import numpy as np
import keras
from keras.datasets import cifar10
from keras.layers import Conv2D, Dense, Flatten, Input, MaxPooling2D
from keras.models import Model
from keras.optimizers import SGD

(x_train, y_train), (x_test, y_test) = cifar10.load_data()


def pick(x, y, a=3, b=5):
    keep = np.isin(y[:, 0], (a, b))
    return x[keep], (y[keep, 0] == b).astype(int)


x_train, y_train = pick(x_train, y_train)
x_test, y_test = pick(x_test, y_test)
print(x_train.shape, x_train.dtype, y_train.mean())

one_hot_train = keras.utils.to_categorical(y_train, 2)
one_hot_test = keras.utils.to_categorical(y_test, 2)

inp = Input(shape=x_train.shape[1:])
conv1 = Conv2D(32, (5, 5), strides=(2, 2), activation='relu')(inp)  # or: ZL101
conv2 = Conv2D(32, (3, 3), activation='relu')(conv1)
pool = MaxPooling2D((2, 2))(conv2)
flat = Flatten()(pool)
dense = Dense(128, activation='relu')(flat)
out = Dense(2, activation='softmax')(dense)
model = Model(inputs=inp, outputs=out)

model.compile(loss='categorical_crossentropy', optimizer=SGD(learning_rate=0.01, momentum=0.9),
              metrics=['accuracy'])
model.fit(x_train, one_hot_train, batch_size=32, epochs=8, validation_data=(x_test, one_hot_test), verbose=2)  # expect: ZL101

for row in model.predict(x_test[:8], verbose=0):
    print(row)
