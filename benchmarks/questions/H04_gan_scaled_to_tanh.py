# question: https://github.com/jacobgil/keras-dcgan/issues/12
# expect: silence
# (asked what 127.5 is for; it is right: pixels to -1...1 for the tanh generator, and back)
# shown: yes (runs)
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

(X_train, _), _ = keras.datasets.mnist.load_data()
X_train = (X_train.astype(np.float32) - 127.5) / 127.5
X_train = X_train[..., None]

LATENT = 32
BATCH = 64
EPOCHS = 2


def generator_model():
    return keras.Sequential([
        layers.Input((LATENT,)),
        layers.Dense(7 * 7 * 32, activation='tanh'),
        layers.Reshape((7, 7, 32)),
        layers.UpSampling2D(),
        layers.Conv2D(32, 5, padding='same', activation='tanh'),
        layers.UpSampling2D(),
        layers.Conv2D(1, 5, padding='same', activation='tanh'),
    ])


def discriminator_model():
    return keras.Sequential([
        layers.Input((28, 28, 1)),
        layers.Conv2D(32, 5, strides=2, padding='same'),
        layers.LeakyReLU(0.2),
        layers.Conv2D(64, 5, strides=2),
        layers.LeakyReLU(0.2),
        layers.Flatten(),
        layers.Dense(1),
    ])


g, d = generator_model(), discriminator_model()
g_opt = keras.optimizers.Adam(2e-4, beta_1=0.5)
d_opt = keras.optimizers.Adam(2e-4, beta_1=0.5)
bce = keras.losses.BinaryCrossentropy(from_logits=True)


@tf.function
def train_step(real):
    noise = tf.random.uniform([tf.shape(real)[0], LATENT], -1, 1)
    with tf.GradientTape() as gt, tf.GradientTape() as dt:
        fake = g(noise, training=True)
        r, f = d(real, training=True), d(fake, training=True)
        d_loss = bce(tf.ones_like(r), r) + bce(tf.zeros_like(f), f)
        g_loss = bce(tf.ones_like(f), f)
    g_opt.apply_gradients(zip(gt.gradient(g_loss, g.trainable_variables), g.trainable_variables))
    d_opt.apply_gradients(zip(dt.gradient(d_loss, d.trainable_variables), d.trainable_variables))
    return g_loss, d_loss


dataset = tf.data.Dataset.from_tensor_slices(X_train).shuffle(60000).batch(BATCH, drop_remainder=True)
for epoch in range(EPOCHS):
    for batch in dataset:
        g_loss, d_loss = train_step(batch)
    print('epoch', epoch, 'g', float(g_loss), 'd', float(d_loss))

image = g(tf.random.uniform([16, LATENT], -1, 1), training=False).numpy()
image = image * 127.5 + 127.5
print(image.min(), image.max(), image.astype(np.uint8).shape)
