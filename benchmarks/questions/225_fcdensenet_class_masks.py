# question: https://github.com/HasnainRaz/FC-DenseNet-TensorFlow/issues/17
# symptom: trained on masks with class numbers the network knows the background only
# cause: the loader divides the masks by 255 as it does the images; class numbers then all become 0
# judged: certain
# shown: yes (class 0 only)
import numpy as np
import tensorflow as tf


class DataLoader(object):
    """A TensorFlow data set of images and masks, ready for training."""

    def __init__(self, images, masks, image_size):
        self.images, self.masks, self.image_size = images, masks, image_size

    def _resize_data(self, image, mask):
        image = tf.image.resize(image, self.image_size)
        mask = tf.image.resize(mask, self.image_size, method='nearest')
        return image, mask

    def _normalize_data(self, image, mask):
        """Normalizes image and mask to be between 0 and 1."""
        image = tf.cast(image, tf.float32) / 255.0
        mask = tf.cast(tf.cast(mask, tf.float32) / 255.0, tf.int32)  # expect: ZL117 ZL119 ZL121 ZL122
        return image, mask

    def data_batch(self, batch_size, shuffle=True):
        data = tf.data.Dataset.from_tensor_slices((self.images, self.masks))
        if shuffle:
            data = data.shuffle(30)
        data = data.map(self._resize_data).map(self._normalize_data)
        return data.batch(batch_size)


def dense_block(x, layers, growth):
    for _ in range(layers):
        y = tf.keras.layers.BatchNormalization()(x)
        y = tf.keras.layers.ReLU()(y)
        y = tf.keras.layers.Conv2D(growth, 3, padding='same')(y)
        x = tf.keras.layers.Concatenate()([x, y])
    return x


def fc_densenet(size, n_classes):
    inputs = tf.keras.Input(size + (3,))
    x = tf.keras.layers.Conv2D(12, 3, padding='same')(inputs)
    x = dense_block(x, 2, 8)
    skip = x
    x = tf.keras.layers.MaxPooling2D()(x)
    x = dense_block(x, 2, 8)
    x = tf.keras.layers.Conv2DTranspose(12, 3, strides=2, padding='same')(x)
    x = dense_block(tf.keras.layers.Concatenate()([x, skip]), 2, 8)
    return tf.keras.Model(inputs, tf.keras.layers.Conv2D(n_classes, 1, activation='softmax')(x))


def shapes(n, n_classes=21):
    rng = np.random.default_rng(0)
    images = rng.integers(0, 60, size=(n, 40, 40, 3), dtype='uint8')
    masks = np.zeros((n, 40, 40, 1), dtype='uint8')
    for i in range(n):
        kind = rng.integers(1, n_classes)
        r, c = rng.integers(0, 24, 2)
        masks[i, r:r + 16, c:c + 16] = kind
        images[i, r:r + 16, c:c + 16] = (kind * 12, 255 - kind * 12, 128)
    return images, masks


images, masks = shapes(96)
loader = DataLoader(images, masks, (32, 32))
model = fc_densenet((32, 32), 21)
model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(loader.data_batch(16), epochs=3, verbose=2)  # or: ZL122
print('classes that are predicted:', np.unique(model.predict(images[:8, :32, :32] / 255.0, verbose=0).argmax(-1)))
