# question: https://github.com/EdwardTyantov/ultrasound-nerve-segmentation/issues/8
# expect: silence
# (asked whether a negative loss is right: yes, the loss is minus the Dice coefficient)
# shown: yes
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers, models, optimizers

SMOOTH = 1.0


def dice_coef(y_true, y_pred):
    y_true_f = tf.reshape(y_true, [-1])
    y_pred_f = tf.reshape(y_pred, [-1])
    intersection = tf.reduce_sum(y_true_f * y_pred_f)
    return (2. * intersection + SMOOTH) / (tf.reduce_sum(y_true_f) + tf.reduce_sum(y_pred_f) + SMOOTH)


def dice_coef_loss(y_true, y_pred):
    return -dice_coef(y_true, y_pred)


def nerves(n, seed=0):
    rng = np.random.default_rng(seed)
    x = 0.3 * rng.random((n, 32, 32, 1)).astype('float32')
    y = np.zeros_like(x)
    for i in range(n):
        r, c = rng.integers(0, 16, 2)
        y[i, r:r + 14, c:c + 14] = 1
    return x + 0.4 * y, y


x_train, y_train = nerves(200)
x_val, y_val = nerves(40, 1)

inp = layers.Input((32, 32, 1))
c1 = layers.Conv2D(16, 3, padding='same', activation='relu')(inp)
p1 = layers.MaxPooling2D()(c1)
c2 = layers.Conv2D(32, 3, padding='same', activation='relu')(p1)
u1 = layers.Concatenate()([layers.UpSampling2D()(c2), c1])
c3 = layers.Conv2D(16, 3, padding='same', activation='relu')(u1)
out = layers.Conv2D(1, 1, activation='sigmoid')(c3)
model = models.Model(inp, out)

model.compile(optimizer=optimizers.Adam(1e-3), loss=dice_coef_loss, metrics=[dice_coef])
history = model.fit(x_train, y_train, batch_size=8, epochs=8, validation_data=(x_val, y_val), verbose=2)
mask = (model.predict(x_val, verbose=0) > 0.5).astype('float32')
print('dice of the cut masks', float(dice_coef(y_val, mask)))
