# question: https://github.com/titu1994/Inception-v4/issues/5
# symptom: the network learns far more slowly than the paper says
# cause: the paper keeps 80 % of the units; Dropout(0.8) throws 80 % away
# judged: certain
# shown: yes (chance after six epochs)
import numpy as np
from keras import Model
from keras.layers import (Activation, AveragePooling2D, BatchNormalization, Concatenate, Conv2D, Dense, Dropout,
                          Flatten, Input, MaxPooling2D)


def conv_block(x, nb_filter, nb_row, nb_col, padding='same', strides=(1, 1)):
    x = Conv2D(nb_filter, (nb_row, nb_col), strides=strides, padding=padding, use_bias=False)(x)
    x = BatchNormalization(axis=-1)(x)
    return Activation('relu')(x)


def inception_a(input):
    a1 = conv_block(input, 8, 1, 1)
    a2 = conv_block(conv_block(input, 8, 1, 1), 8, 3, 3)
    a3 = AveragePooling2D((3, 3), strides=(1, 1), padding='same')(input)
    a3 = conv_block(a3, 8, 1, 1)
    return Concatenate(axis=-1)([a1, a2, a3])


def create_inception(nb_classes=4, input_shape=(32, 32, 3)):
    init = Input(input_shape)
    x = conv_block(init, 16, 3, 3, strides=(2, 2), padding='valid')
    x = MaxPooling2D((2, 2))(x)
    for _ in range(2):
        x = inception_a(x)
    x = AveragePooling2D((7, 7))(x)
    # Dropout
    x = Dropout(0.8)(x)  # expect: ZL405
    x = Flatten()(x)
    out = Dense(nb_classes, activation='softmax')(x)
    return Model(init, out, name='Inception-small')


if __name__ == '__main__':
    rng = np.random.default_rng(1)
    y = rng.integers(0, 4, 600)
    x = rng.normal(0.4, 0.1, (600, 32, 32, 3)).astype('float32')
    for i, label in enumerate(y):
        x[i, 8 * label:8 * label + 8, :, 0] += 0.15
    model = create_inception()
    model.compile('adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
    model.fit(x[:500], y[:500], validation_data=(x[500:], y[500:]), epochs=6, batch_size=25, verbose=2)
