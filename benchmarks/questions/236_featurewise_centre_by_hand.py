# question: https://github.com/keras-team/keras/issues/803
# symptom: TypeError: Cannot cast ufunc subtract output from dtype('float64') to dtype('uint8')
# cause: the pixels are integers when the mean (a float) is taken from them in place
# judged: certain
# shown: yes (raises)
import numpy as np
from keras.datasets import cifar10
from keras.layers import Activation, Conv2D, Dense, Dropout, Flatten, Input, MaxPooling2D
from keras.models import Sequential
from keras.optimizers import SGD
from keras.utils import to_categorical

batch_size = 32
nb_classes = 10
nb_epoch = 2
data_augmentation = True


class Standardizer(object):
    """What ImageDataGenerator.fit did: mean and deviation of the training pictures."""

    def fit(self, X):
        self.mean = np.mean(X, axis=0)
        self.std = np.std(X, axis=0)

    def standardize(self, X):
        X -= self.mean  # expect: ZL112
        X /= self.std + 1e-7  # or: ZL112
        return X


(X_train, y_train), (X_test, y_test) = cifar10.load_data()
print('X_train shape:', X_train.shape)
Y_train = to_categorical(y_train, nb_classes)
Y_test = to_categorical(y_test, nb_classes)

if not data_augmentation:
    X_train = X_train.astype('float32')
    X_test = X_test.astype('float32')
    X_train /= 255
    X_test /= 255
else:
    print('Using real-time data augmentation.')
    std = Standardizer()
    std.fit(X_train)
    X_train = std.standardize(X_train)
    X_test = std.standardize(X_test)

model = Sequential()
model.add(Input((32, 32, 3)))
model.add(Conv2D(32, (3, 3), padding='same'))
model.add(Activation('relu'))
model.add(Conv2D(32, (3, 3)))
model.add(Activation('relu'))
model.add(MaxPooling2D(pool_size=(2, 2)))
model.add(Dropout(0.25))
model.add(Flatten())
model.add(Dense(128))
model.add(Activation('relu'))
model.add(Dropout(0.5))
model.add(Dense(nb_classes))
model.add(Activation('softmax'))
model.compile(loss='categorical_crossentropy', metrics=['accuracy'],
              optimizer=SGD(learning_rate=0.01, momentum=0.9, nesterov=True))
model.fit(X_train, Y_train, batch_size=batch_size, epochs=nb_epoch, validation_data=(X_test, Y_test), verbose=2)
