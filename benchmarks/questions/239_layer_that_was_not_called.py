# question: https://github.com/keras-team/keras/issues/14106
# symptom: ValueError: output tensors to a Model must be the output of a layer
# cause: the last layer is created but never called with what comes before it
# judged: certain
# shown: yes (raises)
import numpy as np
from keras.layers import Conv2D, Dense, Flatten, Input
from keras.models import Model

imgdims = (24, 24)


def crosses_and_rings(n):
    rng = np.random.default_rng(0)
    imgs, labels = np.zeros((n, *imgdims, 1), dtype='float32'), rng.integers(0, 2, n)
    yy, xx = np.mgrid[:24, :24]
    for img, label in zip(imgs, labels):
        r, c = rng.integers(8, 16, 2)
        if label:
            img[np.abs(np.hypot(yy - r, xx - c) - 6) < 1, 0] = 1
        else:
            img[r - 6:r + 7, c, 0] = 1
            img[r, c - 6:c + 7, 0] = 1
    return imgs, labels


imgs, labels = crosses_and_rings(300)

inp = Input(shape=(*imgdims, 1))
out = Conv2D(16, kernel_size=(2, 2), strides=2, padding='same', activation='relu')(inp)
out = Conv2D(16, kernel_size=(2, 2), strides=2, padding='same', activation='relu')(out)
out = Flatten()(out)
out = Dense(1, activation='sigmoid')  # expect: ZL417 ZL419

model = Model(inp, out)  # or: ZL417 ZL419
model.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])
model.fit(imgs, labels, epochs=5, verbose=2)
