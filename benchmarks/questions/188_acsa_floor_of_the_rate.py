# question: https://github.com/PaulRitsche/DeepACSA/issues/36
# symptom: the learning rate is never reduced, although the callback is there
# cause: the floor (min_lr) is the learning rate itself, so nothing is left to reduce
# judged: certain
# shown: yes (the rate never changes)
import argparse

import numpy as np
from tensorflow.keras import layers
from tensorflow.keras.callbacks import CSVLogger, EarlyStopping, ReduceLROnPlateau
from tensorflow.keras.models import Model
from tensorflow.keras.optimizers import Adam


def double_conv(x, filters):
    for _ in range(2):
        x = layers.Conv2D(filters, 3, padding='same', activation='relu')(x)
    return x


def unet(size):
    inputs = layers.Input((size, size, 1))
    c1 = double_conv(inputs, 8)
    p1 = layers.MaxPooling2D()(c1)
    c2 = double_conv(p1, 16)
    u1 = layers.Conv2DTranspose(8, 2, strides=2, padding='same')(c2)
    c3 = double_conv(layers.concatenate([u1, c1]), 8)
    return Model(inputs, layers.Conv2D(1, 1, activation='sigmoid')(c3))


def make_data(n, size, rng):
    grid = np.mgrid[:size, :size]
    centres = rng.uniform(8, size - 8, (n, 2, 1, 1))
    masks = (((grid[None] - centres) ** 2).sum(1) < 64).astype('float32')[..., None]
    images = np.clip(masks * 0.3 + rng.normal(0.4, 0.1, masks.shape), 0, 1).astype('float32')
    return images, masks


def train_model(learning_rate, batch_size, epochs):
    X, y = make_data(160, 32, np.random.default_rng(0))
    model = unet(32)
    model.compile(optimizer=Adam(learning_rate=learning_rate), loss='binary_crossentropy', metrics=['accuracy'])
    callbacks = [
        EarlyStopping(patience=8, verbose=1),
        ReduceLROnPlateau(factor=0.1, patience=3, min_lr=learning_rate, verbose=1),  # expect: ZL306
        CSVLogger('/tmp/acsa.csv', separator=',', append=False),
    ]
    model.fit(X, y, batch_size=batch_size, epochs=epochs, callbacks=callbacks, validation_split=0.2, verbose=2)


if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('--lr', type=float, default=1e-3)
    parser.add_argument('--batch-size', type=int, default=16)
    parser.add_argument('--epochs', type=int, default=12)
    args = parser.parse_args()
    train_model(args.lr, args.batch_size, args.epochs)
