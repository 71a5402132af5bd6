# question: https://github.com/raghakot/keras-resnet/issues/49
# symptom: built with num_outputs=1 the network only ever answers 1
# cause: the builder ends in a softmax, for a single output it has to be a sigmoid
# judged: certain
# shown: yes (always 1)
import numpy as np
from keras import regularizers
from keras.layers import (Activation, AveragePooling2D, BatchNormalization, Conv2D, Dense, Flatten, Input,
                          MaxPooling2D, add)
from keras.models import Model


def _bn_relu(input):
    """Helper to build a BN -> relu block"""
    norm = BatchNormalization(axis=-1)(input)
    return Activation("relu")(norm)


def _bn_relu_conv(**conv_params):
    filters, strides = conv_params["filters"], conv_params.setdefault("strides", (1, 1))

    def f(input):
        activation = _bn_relu(input)
        return Conv2D(filters=filters, kernel_size=(3, 3), strides=strides, padding="same",
                      kernel_initializer="he_normal", kernel_regularizer=regularizers.l2(1.e-4))(activation)

    return f


def _shortcut(input, residual):
    stride = int(round(input.shape[1] / residual.shape[1]))
    shortcut = input
    if stride > 1 or input.shape[-1] != residual.shape[-1]:
        shortcut = Conv2D(filters=residual.shape[-1], kernel_size=(1, 1), strides=(stride, stride),
                          padding="valid", kernel_initializer="he_normal")(input)
    return add([shortcut, residual])


def basic_block(filters, init_strides=(1, 1)):
    def f(input):
        conv1 = _bn_relu_conv(filters=filters, strides=init_strides)(input)
        residual = _bn_relu_conv(filters=filters)(conv1)
        return _shortcut(input, residual)

    return f


class ResnetBuilder(object):
    @staticmethod
    def build(input_shape, num_outputs, block_fn, repetitions):
        input = Input(shape=input_shape)
        conv1 = Conv2D(filters=16, kernel_size=(5, 5), strides=(2, 2), padding="same")(input)
        block = MaxPooling2D(pool_size=(2, 2), padding="same")(_bn_relu(conv1))
        filters = 16
        for i, r in enumerate(repetitions):
            for j in range(r):
                block = block_fn(filters=filters, init_strides=(2, 2) if j == 0 and i > 0 else (1, 1))(block)
            filters *= 2
        block = _bn_relu(block)
        pool2 = AveragePooling2D(pool_size=(block.shape[1], block.shape[2]), strides=(1, 1))(block)
        flatten1 = Flatten()(pool2)
        dense = Dense(units=num_outputs, kernel_initializer="he_normal", activation="softmax")(flatten1)  # expect: ZL203
        return Model(inputs=input, outputs=dense)

    @staticmethod
    def build_resnet_small(input_shape, num_outputs):
        return ResnetBuilder.build(input_shape, num_outputs, basic_block, [1, 1])


def main():
    rng = np.random.RandomState(2)
    y = rng.randint(0, 2, 200)
    x = rng.rand(200, 32, 32, 3)
    x[y == 1, :, 10:20] *= 0.3

    model = ResnetBuilder.build_resnet_small((32, 32, 3), 1)
    model.compile(loss="binary_crossentropy", optimizer="sgd", metrics=["accuracy"])
    model.fit(x, y, batch_size=20, epochs=3, verbose=2)
    print(model.predict(x[:8]).ravel(), y[:8])


if __name__ == '__main__':
    main()
