# question: https://github.com/keras-team/keras/issues/3268
# symptom: the layer is frozen, its weights change all the same
# cause: trainable is set to False in a callback while fit is running; what is trained was settled before
# judged: certain
# shown: yes (the frozen kernel still moves)
import keras
import numpy as np
from keras.layers import Activation, Conv2D, Dense, Dropout, Flatten, Input, MaxPooling2D
from keras.models import Sequential

np.random.seed(1337)  # for reproducibility
n_classes = 3


def stripes(n):
    y = np.random.randint(n_classes, size=n)
    x = np.random.rand(n, 28, 28, 1) * 0.3
    for i, kind in enumerate(y):
        x[i, ::kind + 2] += 0.7
    return x, keras.utils.to_categorical(y, n_classes)


class FreezeCallback(keras.callbacks.Callback):
    def __init__(self, after):
        super().__init__()
        self.after = after

    def on_epoch_begin(self, epoch, logs=None):
        if epoch == self.after:
            for layer in self.model.layers[:2]:
                layer.trainable = False  # expect: ZL410
            self.kernel = self.model.layers[0].get_weights()[0]

    def on_epoch_end(self, epoch, logs=None):
        if epoch >= self.after:
            moved = np.abs(self.model.layers[0].get_weights()[0] - self.kernel).max()
            print('first kernel moved by', moved)


X_train, Y_train = stripes(400)
model = Sequential()
model.add(Input((28, 28, 1)))
model.add(Conv2D(16, (3, 3), padding='valid'))
model.add(Activation('relu'))
model.add(Conv2D(16, (3, 3)))
model.add(Activation('relu'))
model.add(MaxPooling2D(pool_size=(2, 2)))
model.add(Dropout(0.25))
model.add(Flatten())
model.add(Dense(n_classes))
model.add(Activation('softmax'))
model.compile(loss='categorical_crossentropy', optimizer='adadelta', metrics=['accuracy'])
model.fit(X_train, Y_train, batch_size=32, epochs=5, verbose=2, callbacks=[FreezeCallback(2)])  # or: ZL410
