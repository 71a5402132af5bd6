# question: https://github.com/bonlime/keras-deeplab-v3-plus/issues/4
# symptom: fine-tuning the segmentation net from scratch barely learns
# cause: Dropout(0.9) copied from keep_prob=0.9 of the original; it should drop 0.1
# judged: certain
# shown: yes (training accuracy stays below the share of the background)
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers, models


def shapes(n, side=24, seed=0):
    rng = np.random.default_rng(seed)
    x = 0.3 * rng.random((n, side, side, 3)).astype('float32')
    y = np.zeros((n, side, side), dtype='int32')
    for i in range(n):
        r, c, kind = rng.integers(0, 14, 2).tolist() + [int(rng.integers(1, 3))]
        x[i, r:r + 9, c:c + 9, kind] += 0.4
        y[i, r:r + 9, c:c + 9] = kind
    return x, y


def sep_conv_bn(x, filters, rate, prefix):
    x = layers.SeparableConv2D(filters, 3, dilation_rate=rate, padding='same', use_bias=False,
                               name=prefix + '_conv')(x)
    x = layers.BatchNormalization(name=prefix + '_BN', momentum=0.9)(x)
    return layers.Activation('relu', name=prefix + '_relu')(x)


def Deeplab(input_shape=(24, 24, 3), classes=3):
    img_input = layers.Input(shape=input_shape)
    x = sep_conv_bn(img_input, 16, 1, 'entry1')
    x = layers.MaxPooling2D(2)(x)
    x = sep_conv_bn(x, 16, 1, 'entry2')

    b0 = layers.Conv2D(16, 1, padding='same', use_bias=False, name='aspp0')(x)
    b0 = layers.BatchNormalization(name='aspp0_BN', momentum=0.9)(b0)
    b0 = layers.Activation('relu')(b0)
    b1 = sep_conv_bn(x, 16, 2, 'aspp1')
    b2 = sep_conv_bn(x, 16, 4, 'aspp2')
    x = layers.Concatenate()([b0, b1, b2])
    x = layers.Conv2D(16, 1, padding='same', use_bias=False, name='concat_projection')(x)
    x = layers.BatchNormalization(name='concat_projection_BN', momentum=0.9)(x)
    x = layers.Activation('relu')(x)
    x = layers.Dropout(0.9)(x)  # expect: ZL405

    x = layers.Conv2D(classes, 1, padding='same', name='logits')(x)
    x = layers.UpSampling2D(2, interpolation='bilinear')(x)
    return models.Model(img_input, layers.Softmax()(x), name='deeplabv3plus')


x_train, y_train = shapes(300)
x_val, y_val = shapes(60, seed=1)
net = Deeplab()
net.compile(optimizer=tf.keras.optimizers.Adam(1e-3), loss='sparse_categorical_crossentropy',
            metrics=['accuracy'])
h = net.fit(x_train, y_train, batch_size=16, epochs=5, validation_data=(x_val, y_val), verbose=2)
print('share of background', (y_val == 0).mean())
