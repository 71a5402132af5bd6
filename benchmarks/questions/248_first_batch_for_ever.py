# question: https://github.com/keras-team/keras/issues/3985
# symptom: the generator version of the MNIST example gets 72 %, the original one 98.4 %
# cause: the generator sets i back to 0 each time round (and takes the length of a pair), so it always yields the first batch
# established: by reading and running; no reply of the thread was seen
# judged: likely
# shown: no (each stand-in class is learned from the first batch)
# expect: none
# missing: a generator that yields the same batch each time
import numpy as np
from keras.datasets import mnist
from keras.layers import Activation, Dense, Dropout, Input
from keras.models import Sequential
from keras.optimizers import RMSprop
from keras.utils import to_categorical


def data_generator_mnist(isTrain=True, batchSize=100):
    nb_classes = 10
    (X_train, y_train), (X_test, y_test) = mnist.load_data()
    X_train = X_train.reshape(len(X_train), 784)
    X_test = X_test.reshape(len(X_test), 784)
    X_train = X_train.astype('float32')
    X_test = X_test.astype('float32')
    X_train /= 255
    X_test /= 255

    # convert class vectors to binary class matrices
    Y_train = to_categorical(y_train, nb_classes)
    Y_test = to_categorical(y_test, nb_classes)

    if(isTrain):
        dataset = (X_train, Y_train)
    else:
        dataset = (X_test, Y_test)

    dataset_size = len(dataset)

    while(True):
        i = 0
        yield dataset[0][i:i+batchSize], dataset[1][i:i+batchSize]
        i += batchSize
        if (i+batchSize > dataset_size):
            i = 0


model = Sequential()
model.add(Input((784,)))
model.add(Dense(512))
model.add(Activation('relu'))
model.add(Dropout(0.2))
model.add(Dense(512))
model.add(Activation('relu'))
model.add(Dropout(0.2))
model.add(Dense(10))
model.add(Activation('softmax'))
model.compile(loss='categorical_crossentropy', optimizer=RMSprop(), metrics=['accuracy'])
model.fit(data_generator_mnist(True), steps_per_epoch=100, epochs=3, verbose=2)
print(model.evaluate(data_generator_mnist(False, 1000), steps=1, verbose=0))
