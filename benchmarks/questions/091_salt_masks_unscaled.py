# question: https://github.com/hlamba28/UNET-TGS/issues/8
# symptom: binary cross-entropy turns negative
# cause: images are divided by 255, masks stay at 0 and 255
# judged: certain
# shown: yes
import numpy as np
from sklearn.model_selection import train_test_split
from tensorflow.keras.callbacks import EarlyStopping, ReduceLROnPlateau
from tensorflow.keras.layers import (Activation, BatchNormalization, Conv2D, Conv2DTranspose, Dropout, Input,
                                     MaxPooling2D, concatenate)
from tensorflow.keras.models import Model
from tensorflow.keras.optimizers import Adam

im_width = im_height = 32


def picture_pairs(n):
    """8-bit pictures and 8-bit masks, as image files hold them."""
    rng = np.random.default_rng(14)
    for _ in range(n):
        img = rng.integers(40, 120, (im_height, im_width, 1)).astype('uint8')
        mask = np.zeros_like(img)
        edge = rng.integers(8, 24)
        img[edge:] += 90
        mask[edge:] = 255
        yield img, mask


N = 160
X = np.zeros((N, im_height, im_width, 1), dtype=np.float32)
y = np.zeros((N, im_height, im_width, 1), dtype=np.float32)
for n, (x_img, mask) in enumerate(picture_pairs(N)):
    X[n] = x_img / 255.0
    y[n] = mask  # or: ZL119 ZL215

X_train, X_valid, y_train, y_valid = train_test_split(X, y, test_size=0.1, random_state=42)


def conv2d_block(x, n_filters):
    x = Conv2D(n_filters, (3, 3), kernel_initializer='he_normal', padding='same')(x)
    x = BatchNormalization(momentum=0.9)(x)
    return Activation('relu')(x)


def get_unet(input_img, n_filters=8, dropout=0.1):
    c1 = conv2d_block(input_img, n_filters)
    p1 = Dropout(dropout)(MaxPooling2D((2, 2))(c1))
    c2 = conv2d_block(p1, n_filters * 2)
    p2 = Dropout(dropout)(MaxPooling2D((2, 2))(c2))
    c3 = conv2d_block(p2, n_filters * 4)
    u4 = concatenate([Conv2DTranspose(n_filters * 2, (3, 3), strides=(2, 2), padding='same')(c3), c2])
    c4 = conv2d_block(u4, n_filters * 2)
    u5 = concatenate([Conv2DTranspose(n_filters, (3, 3), strides=(2, 2), padding='same')(c4), c1])
    c5 = conv2d_block(u5, n_filters)
    outputs = Conv2D(1, (1, 1), activation='sigmoid')(c5)
    return Model(inputs=[input_img], outputs=[outputs])


model = get_unet(Input((im_height, im_width, 1), name='img'))
model.compile(optimizer=Adam(), loss="binary_crossentropy", metrics=["accuracy"])

callbacks = [EarlyStopping(patience=10), ReduceLROnPlateau(factor=0.1, patience=5, min_lr=0.00001)]
results = model.fit(X_train, y_train, batch_size=16, epochs=6, callbacks=callbacks, verbose=2,  # expect: ZL119 ZL215 ZL202
                    validation_data=(X_valid, y_valid))
preds_val = model.predict(X_valid, verbose=0)
print('mean of predictions', preds_val.mean(), 'share of mask', (y_valid > 0).mean())
