# question: https://github.com/fchollet/deep-learning-with-python-notebooks/issues/7
# symptom: the generated pictures are noise or have odd bright spots
# cause: the generator ends in tanh (-1...1) while real images are scaled to 0...1
# judged: certain
# shown: yes (part of the generator's range is never used by real images)
import numpy as np
import keras
from keras import layers
from sklearn.datasets import load_digits

latent_dim = 16
height = width = 8
channels = 1

generator_input = keras.Input(shape=(latent_dim,))
x = layers.Dense(32 * 4 * 4)(generator_input)
x = layers.LeakyReLU()(x)
x = layers.Reshape((4, 4, 32))(x)
x = layers.Conv2DTranspose(32, 4, strides=2, padding='same')(x)
x = layers.LeakyReLU()(x)
x = layers.Conv2D(channels, 3, activation='tanh', padding='same')(x)  # expect: ZL216
generator = keras.models.Model(generator_input, x)

discriminator_input = layers.Input(shape=(height, width, channels))
x = layers.Conv2D(32, 3, strides=2)(discriminator_input)
x = layers.LeakyReLU()(x)
x = layers.Flatten()(x)
x = layers.Dropout(0.4)(x)
x = layers.Dense(1, activation='sigmoid')(x)
discriminator = keras.models.Model(discriminator_input, x)
discriminator.compile(optimizer=keras.optimizers.RMSprop(learning_rate=0.0008, clipvalue=1.0),
                      loss='binary_crossentropy')

x_train = load_digits().images
x_train = x_train.reshape((x_train.shape[0],) + (height, width, channels)).astype('float32') / 16.  # or: ZL216

iterations = 60
batch_size = 20
bce = keras.losses.BinaryCrossentropy()
gan_optimizer = keras.optimizers.RMSprop(learning_rate=0.0004, clipvalue=1.0)

import tensorflow as tf


@tf.function
def generator_step(noise):
    with tf.GradientTape() as tape:
        verdict = discriminator(generator(noise, training=True), training=False)
        loss = bce(tf.ones_like(verdict), verdict)
    grads = tape.gradient(loss, generator.trainable_variables)
    gan_optimizer.apply_gradients(zip(grads, generator.trainable_variables))
    return loss


start = 0
for step in range(iterations):
    noise = np.random.normal(size=(batch_size, latent_dim)).astype('float32')
    generated_images = generator.predict(noise, verbose=0)
    real_images = x_train[start:start + batch_size]
    combined = np.concatenate([generated_images, real_images])
    labels = np.concatenate([np.ones((batch_size, 1)), np.zeros((batch_size, 1))])
    labels += 0.05 * np.random.random(labels.shape)
    d_loss = discriminator.train_on_batch(combined, 1 - labels)
    a_loss = generator_step(np.random.normal(size=(batch_size, latent_dim)).astype('float32'))
    start = (start + batch_size) % (len(x_train) - batch_size)
    if step % 20 == 0:
        print('step', step, 'd', float(d_loss), 'a', float(a_loss),
              'below zero', float((generated_images < 0).mean()))

images = (generated_images[:9, :, :, 0] * 255).astype('uint8')
print(images[0])
