# question: https://github.com/keras-team/keras/issues/1917
# symptom: Kullback-Leibler loss is negative
# cause: the output is not a distribution (ReLU map, no softmax) and neither are the targets
# judged: certain
# shown: yes
import numpy as np
from tensorflow.keras.layers import Conv2D, Flatten, Input, MaxPooling2D
from tensorflow.keras.models import Model
from tensorflow.keras.optimizers import Adam

H, W = 24, 32


def gaze_maps(n, seed=0):
    rng = np.random.default_rng(seed)
    yy, xx = np.mgrid[0:H // 2, 0:W // 2]
    pics = rng.random((n, H, W, 3)) * 0.4
    maps = np.zeros((n, H // 2, W // 2))
    for i in range(n):
        cy, cx = rng.integers(2, H // 2 - 2), rng.integers(2, W // 2 - 2)
        pics[i, 2 * cy - 2:2 * cy + 2, 2 * cx - 2:2 * cx + 2] = 1.0
        maps[i] = np.exp(-((yy - cy) ** 2 + (xx - cx) ** 2) / 8.0)
    return pics.astype('float32'), maps.reshape(n, -1).astype('float32')


base = Input((H, W, 3))
x = Conv2D(16, (3, 3), activation='relu', padding='same')(base)
x = MaxPooling2D(pool_size=(2, 2), padding='same', name='block_pool')(x)
x = Conv2D(16, (7, 7), activation='relu', padding='same', name='block5_conv5')(x)
x = Conv2D(8, (7, 7), activation='relu', padding='same', name='block5_conv6')(x)
x = Conv2D(1, (7, 7), activation='relu', padding='same', name='block5_conv7')(x)  # or: ZL215
prediction = Flatten(name='flatten')(x)
model = Model(inputs=base, outputs=prediction)

adam = Adam(learning_rate=1e-3)
model.compile(optimizer=adam, loss='kld', metrics=['mae'])  # expect: ZL215

pics, maps = gaze_maps(200)
print('pixels', pics.min(), pics.max(), 'targets', maps.min(), maps.max(), 'sum', maps[0].sum())
hist = model.fit(pics, maps, epochs=6, batch_size=16, verbose=0)  # or: ZL215
print('loss', np.round(hist.history['loss'], 2))
out = model.predict(pics[:3], verbose=0)
print('outputs', out.min(), out.max(), 'sum', out.sum(axis=1))
