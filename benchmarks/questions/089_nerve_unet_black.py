# question: https://github.com/jakeret/tf_unet/issues/234
# symptom: the predicted mask is all zero, accuracy is high all the same
# cause: the searched area covers about one per cent of the pixels; plain cross-entropy ignores that imbalance
# judged: likely
# shown: yes
import numpy as np
from tensorflow.keras import layers, models


def scans(n, side=48, seed=0):
    """Speckled pictures; most have a tiny brighter spot."""
    rng = np.random.default_rng(seed)
    img = rng.normal(0.45, 0.18, (n, side, side, 1))
    mask = np.zeros((n, side, side, 1))
    for i in range(n):
        r, c = rng.integers(4, side - 9, 2)
        mask[i, r:r + 5, c:c + 5] = 1
        img[i, r:r + 5, c:c + 5] += 0.15
    return np.clip(img, 0, 1).astype('float32'), mask.astype('float32')


def block(x, n):
    x = layers.Conv2D(n, 3, padding='same', activation='relu')(x)
    return layers.Conv2D(n, 3, padding='same', activation='relu')(x)


def unet(side=48):
    inp = layers.Input((side, side, 1))
    c1 = block(inp, 8)
    p1 = layers.MaxPooling2D()(c1)
    c2 = block(p1, 16)
    p2 = layers.MaxPooling2D()(c2)
    c3 = block(p2, 32)
    u2 = layers.Concatenate()([layers.UpSampling2D()(c3), c2])
    c4 = block(u2, 16)
    u1 = layers.Concatenate()([layers.UpSampling2D()(c4), c1])
    c5 = block(u1, 8)
    return models.Model(inp, layers.Conv2D(1, 1, activation='sigmoid')(c5))


x_train, y_train = scans(160)
x_test, y_test = scans(30, seed=1)
print('share of mask pixels', y_train.mean())

net = unet()
net.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])  # or: ZL115 ZL219
net.fit(x_train, y_train, batch_size=8, epochs=4, validation_data=(x_test, y_test), verbose=2)  # expect: ZL115 ZL219

prediction = net.predict(x_test, verbose=0)
mask = np.zeros((prediction.shape[1], prediction.shape[2]), dtype=np.uint8)
mask[prediction[0, ..., 0] >= 0.5] = 255
print('largest output', prediction.max(), 'lit pixels', (mask > 0).sum())
