# question: https://github.com/fizyr/keras-retinanet/issues/712
# expect: silence
# (asked whether a last layer that starts at zero is an error: the layers before it don't, and its bias sets the prior)
# shown: yes (the loss falls)
import math

import keras
import numpy as np


class PriorProbability(keras.initializers.Initializer):
    """ Apply a prior probability to the weights. """

    def __init__(self, probability=0.01):
        self.probability = probability

    def __call__(self, shape, dtype=None):
        return keras.ops.ones(shape, dtype=dtype) * -math.log((1 - self.probability) / self.probability)


def default_classification_model(num_classes, num_anchors, pyramid_feature_size=32, prior_probability=0.01):
    options = {'kernel_size': 3, 'strides': 1, 'padding': 'same'}
    inputs = outputs = keras.layers.Input(shape=(None, None, pyramid_feature_size))
    for i in range(2):
        outputs = keras.layers.Conv2D(
            filters=32, activation='relu', name='pyramid_classification_{}'.format(i),
            kernel_initializer=keras.initializers.RandomNormal(mean=0.0, stddev=0.05, seed=i),
            bias_initializer='zeros', **options)(outputs)
    outputs = keras.layers.Conv2D(
        filters=num_classes * num_anchors,
        kernel_initializer=keras.initializers.Zeros(),
        bias_initializer=PriorProbability(probability=prior_probability),
        name='pyramid_classification', **options)(outputs)
    outputs = keras.layers.Reshape((-1, num_classes))(outputs)
    outputs = keras.layers.Activation('sigmoid', name='pyramid_classification_sigmoid')(outputs)
    return keras.models.Model(inputs=inputs, outputs=outputs)


def focal(alpha=0.25, gamma=2.0):
    def _focal(y_true, y_pred):
        y_pred = keras.ops.clip(y_pred, 1e-6, 1 - 1e-6)
        alpha_factor = keras.ops.where(y_true == 1, alpha, 1 - alpha)
        focal_weight = alpha_factor * keras.ops.where(y_true == 1, 1 - y_pred, y_pred) ** gamma
        cross_entropy = -y_true * keras.ops.log(y_pred) - (1 - y_true) * keras.ops.log(1 - y_pred)
        return keras.ops.sum(focal_weight * cross_entropy, axis=(1, 2)) / keras.ops.maximum(
            1.0, keras.ops.sum(y_true, axis=(1, 2)))
    return _focal


def boards(n, rng, size=16, num_classes=2):
    images = rng.random((n, size, size, 3)).astype('float32') * 0.4
    targets = np.zeros((n, size, size, num_classes), dtype='float32')
    for i in range(n):
        r, c = rng.integers(2, size - 2, 2)
        kind = rng.integers(num_classes)
        images[i, r - 1:r + 2, c - 1:c + 2, kind] += 0.6
        targets[i, r, c, kind] = 1
    return images, targets.reshape(n, -1, num_classes)


image = keras.layers.Input((16, 16, 3))
features = keras.layers.Conv2D(32, 3, padding='same', activation='relu')(image)
model = keras.models.Model(image, default_classification_model(2, 1)(features))
model.compile(loss=focal(), optimizer=keras.optimizers.Adam(learning_rate=1e-3, clipnorm=0.001))
x, y = boards(400, np.random.default_rng(0))
model.fit(x, y, batch_size=16, epochs=8, verbose=2)
