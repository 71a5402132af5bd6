# question: https://github.com/zhixuhao/unet/issues/148
# symptom: the result is plain grey, black or white, whatever threshold is used
# cause: a ReLU layer of two filters directly before the output; once both are dead the output is constant (works without that line)
# judged: likely
# shown: no (grey as well, but after two short epochs)
import numpy as np
from tensorflow.keras.layers import Conv2D, Dropout, Input, MaxPooling2D, UpSampling2D, concatenate
from tensorflow.keras.models import Model
from tensorflow.keras.optimizers import Adam


def unet(input_size=(32, 32, 1)):
    inputs = Input(input_size)
    conv1 = Conv2D(16, 3, activation='relu', padding='same', kernel_initializer='he_normal')(inputs)
    conv1 = Conv2D(16, 3, activation='relu', padding='same', kernel_initializer='he_normal')(conv1)
    pool1 = MaxPooling2D(pool_size=(2, 2))(conv1)
    conv2 = Conv2D(32, 3, activation='relu', padding='same', kernel_initializer='he_normal')(pool1)
    conv2 = Conv2D(32, 3, activation='relu', padding='same', kernel_initializer='he_normal')(conv2)
    drop2 = Dropout(0.5)(conv2)

    up8 = Conv2D(16, 2, activation='relu', padding='same',
                 kernel_initializer='he_normal')(UpSampling2D(size=(2, 2))(drop2))
    merge8 = concatenate([conv1, up8], axis=3)
    conv9 = Conv2D(16, 3, activation='relu', padding='same', kernel_initializer='he_normal')(merge8)
    conv9 = Conv2D(16, 3, activation='relu', padding='same', kernel_initializer='he_normal')(conv9)
    conv9 = Conv2D(2, 3, activation='relu', padding='same', kernel_initializer='he_normal')(conv9)  # expect: ZL403
    conv10 = Conv2D(1, 1, activation='sigmoid')(conv9)

    model = Model(inputs=inputs, outputs=conv10)
    model.compile(optimizer=Adam(learning_rate=1e-4), loss='binary_crossentropy', metrics=['accuracy'])
    return model


def membranes(n, seed=0):
    rng = np.random.default_rng(seed)
    mask = np.ones((n, 32, 32, 1), dtype='float32')
    for i in range(n):
        for k in rng.integers(0, 32, 3):
            mask[i, k, :] = 0
            mask[i, :, (k * 7) % 32] = 0
    image = mask * 0.6 + 0.25 * rng.random(mask.shape).astype('float32')
    return image, mask


def saveResult(npyfile):
    for i, item in enumerate(npyfile[:4]):
        img = item[:, :, 0]
        print("image=", i, np.max(img), np.min(img))
        img[img > 0.5] = 1
        img[img <= 0.5] = 0
        print("white", img.mean())


image, mask = membranes(120)
test_image, _ = membranes(4, seed=1)
model = unet()
model.fit(image, mask, batch_size=4, epochs=2, verbose=2)
saveResult(model.predict(test_image, verbose=0))
