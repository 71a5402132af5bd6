# question: https://github.com/keras-team/keras/issues/11832
# symptom: with float16 the loss turns into inf and nan after some batches, float32 is fine
# cause: Adam's epsilon (1e-7) is nothing in half precision; 1e-4 cures it
# judged: certain
# shown: yes
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

keras.backend.set_floatx('float16')  # or: ZL314

SCALE = 2
N_BLOCKS = 2


def textures(n, side=24):
    rng = np.random.default_rng(0)
    big = np.zeros((n, side, side, 1))
    yy, xx = np.mgrid[0:side, 0:side]
    for i in range(n):
        a, b = rng.uniform(0.1, 0.6, 2)
        big[i, ..., 0] = 0.5 + 0.5 * np.sin(a * yy + b * xx)
    small = big.reshape(n, side // 2, 2, side // 2, 2, 1).mean(axis=(2, 4))
    return small.astype('float16'), big.astype('float16')


def res_block(x, filters):
    y = layers.Conv2D(filters, 3, padding='same')(x)
    y = layers.Activation('relu')(y)
    y = layers.Conv2D(filters, 3, padding='same')(y)
    return layers.Add()([x, y])


def edsr(filters=16):
    inp = layers.Input((None, None, 1))
    x = first = layers.Conv2D(filters, 3, padding='same')(inp)
    for _ in range(N_BLOCKS):
        x = res_block(x, filters)
    x = layers.Add()([layers.Conv2D(filters, 3, padding='same')(x), first])
    x = layers.Conv2D(filters, 3, padding='same')(x)
    x = layers.UpSampling2D(SCALE)(x)
    out = layers.Conv2D(1, 3, padding='same')(x)
    return keras.Model(inp, out)


lr, hr = textures(128)
model = edsr()
model.compile(optimizer=keras.optimizers.Adam(1e-3), loss='mae')  # expect: ZL314
history = model.fit(lr, hr, batch_size=16, epochs=4, verbose=0)
print('loss', history.history['loss'])
print('nan in weights', any(np.isnan(w).any() for w in model.get_weights()))
