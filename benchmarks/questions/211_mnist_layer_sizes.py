# question: https://github.com/keras-team/keras/issues/9286
# symptom: several dense layers are no better than a single one
# cause: the dense layers that are added in the loop have no activation
# judged: certain
# shown: no (learns the easy stand-in images all the same)
'''Builds simple CNN models on MNIST after the scikit-learn wrapper's example, without the grid.'''
from __future__ import print_function

import keras
from keras.datasets import mnist
from keras.layers import Activation, Conv2D, Dense, Dropout, Flatten, MaxPooling2D
from keras.models import Sequential

num_classes = 10
img_rows, img_cols = 28, 28


def load_data():
    (x_train, y_train), (x_test, y_test) = mnist.load_data()
    x_train = x_train.reshape(x_train.shape[0], img_rows, img_cols, 1).astype('float32')
    x_test = x_test.reshape(x_test.shape[0], img_rows, img_cols, 1).astype('float32')
    x_train /= 255
    x_test /= 255
    return x_train, keras.utils.to_categorical(y_train, num_classes), \
        x_test, keras.utils.to_categorical(y_test, num_classes)


def make_model(dense_layer_sizes, filters, kernel_size, pool_size):
    '''Creates model comprised of 2 convolutional layers followed by dense layers

    dense_layer_sizes: List of layer sizes. This list has one number for each layer
    '''
    model = Sequential()
    model.add(keras.Input((img_rows, img_cols, 1)))
    model.add(Conv2D(filters, kernel_size, padding='valid'))
    model.add(Activation('relu'))
    model.add(Conv2D(filters, kernel_size))
    model.add(Activation('relu'))
    model.add(MaxPooling2D(pool_size=pool_size))
    model.add(Dropout(0.25))

    model.add(Flatten())
    for layer_size in dense_layer_sizes:
        model.add(Dense(layer_size))  # expect: ZL401
    model.add(Dropout(0.5))
    model.add(Dense(num_classes))  # or: ZL401
    model.add(Activation('softmax'))

    model.compile(loss='categorical_crossentropy', optimizer='adadelta', metrics=['accuracy'])
    return model


if __name__ == '__main__':
    x_train, y_train, x_test, y_test = load_data()
    model = make_model(dense_layer_sizes=[64, 64], filters=8, kernel_size=3, pool_size=2)
    model.optimizer.learning_rate = 1.0
    model.fit(x_train, y_train, batch_size=128, epochs=3, verbose=2)
    print(dict(zip(model.metrics_names, model.evaluate(x_test, y_test, verbose=0))))
