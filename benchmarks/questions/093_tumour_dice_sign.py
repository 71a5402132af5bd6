# question: https://github.com/IAmSuyogJadhav/3d-mri-brain-tumor-segmentation-using-autoencoder-regularization/issues/7
# symptom: the score gets worse with training
# cause: the Dice coefficient itself is returned as loss, a minus (or 1 -) is missing
# judged: certain
# shown: yes
import numpy as np
import tensorflow as tf
from tensorflow.keras import backend as K
from tensorflow.keras.layers import Conv3D, Input, MaxPooling3D, UpSampling3D
from tensorflow.keras.models import Model
from tensorflow.keras.optimizers import Adam


def dice_coefficient(y_true, y_pred):
    intersection = tf.reduce_sum(tf.abs(y_true * y_pred), axis=[1, 2, 3, 4])
    dn = tf.reduce_sum(tf.square(y_true) + tf.square(y_pred), axis=[1, 2, 3, 4]) + 1e-8
    return tf.reduce_mean(2 * intersection / dn)


def loss_gt(e=1e-8):
    def loss_gt_(y_true, y_pred):
        y_true_f = tf.reshape(y_true, [-1])
        y_pred_f = tf.reshape(y_pred, [-1])
        intersection = tf.reduce_sum(tf.abs(y_true_f * y_pred_f), axis=-1)
        loss_dice = (2. * intersection) / (
            tf.reduce_sum(tf.square(y_true_f), -1) + tf.reduce_sum(tf.square(y_pred_f), -1) + e)
        return loss_dice  # expect: ZL223
    return loss_gt_


def build_model(shape=(12, 12, 12, 1)):
    inp = Input(shape)
    x = Conv3D(8, 3, padding='same', activation='relu')(inp)
    x = MaxPooling3D(2)(x)
    x = Conv3D(8, 3, padding='same', activation='relu')(x)
    x = UpSampling3D(2)(x)
    out = Conv3D(1, 1, activation='sigmoid')(x)
    model = Model(inp, out)
    model.compile(Adam(learning_rate=1e-3), loss=loss_gt(), metrics=[dice_coefficient])  # or: ZL223
    return model


def volumes(n):
    rng = np.random.default_rng(0)
    x = rng.normal(0, 0.3, (n, 12, 12, 12, 1)).astype('float32')
    y = np.zeros_like(x)
    for i in range(n):
        a, b, c = rng.integers(0, 6, 3)
        y[i, a:a + 6, b:b + 6, c:c + 6] = 1
    return x + y, y


data, labels = volumes(60)
model = build_model()
history = model.fit(data, labels, batch_size=4, epochs=6, verbose=0)
print('loss', np.round(history.history['loss'], 4))
print('dice', np.round(history.history['dice_coefficient'], 4))
