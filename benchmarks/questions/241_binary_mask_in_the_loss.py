# question: http://xiaobeizi.cn/x/6JuuQQjucd
# symptom: ValueError: No gradients provided for any variable
# cause: the prediction is thresholded inside the loss, and a choice between 1.0 and 0.0 has no gradient
# judged: certain
# shown: yes (raises)
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers, models


def loss(y_true, y_pred):
    tresholded_pred = tf.where(y_pred >= 0.5, 1.0, 0.0)  # or: ZL217
    sq_diff = tf.square(y_true - tresholded_pred)
    return tf.reduce_mean(sq_diff, axis=-1)  # expect: ZL217


def make_scene(n, size=32):
    images = np.random.rand(n, size, size, 1).astype('float32') * 0.5
    masks = np.zeros_like(images)
    for k in range(n):
        i, j = np.random.randint(0, size - 10, 2)
        images[k, i:i + 10, j:j + 10] += 0.5
        masks[k, i:i + 10, j:j + 10] = 1.0
    return images, masks


def segmenter(shape):
    inputs = layers.Input(shape)
    x = layers.Conv2D(8, 3, padding='same', activation='relu')(inputs)
    x = layers.MaxPooling2D()(x)
    x = layers.Conv2D(16, 3, padding='same', activation='relu')(x)
    x = layers.UpSampling2D()(x)
    return models.Model(inputs, layers.Conv2D(1, 3, padding='same', activation='sigmoid')(x))


images, masks = make_scene(128)
model = segmenter(images.shape[1:])
model.compile(optimizer='adam', loss=loss)  # or: ZL217
model.fit(images, masks, batch_size=16, epochs=5)
