# question: https://github.com/fchollet/deep-learning-with-python-notebooks/issues/7
# symptom: the generated images look like noise; with a sigmoid at the end of the generator it works like magic
# cause: the generator ends in tanh (-1...1) while the real images are scaled to 0...1
# judged: certain
# shown: yes (values below 0 among the pixels)
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

latent_dim = 32
height = width = 32
channels = 3

generator_input = keras.Input(shape=(latent_dim,))
x = layers.Dense(64 * 16 * 16)(generator_input)
x = layers.LeakyReLU()(x)
x = layers.Reshape((16, 16, 64))(x)
x = layers.Conv2D(64, 5, padding='same')(x)
x = layers.LeakyReLU()(x)
x = layers.Conv2DTranspose(64, 4, strides=2, padding='same')(x)
x = layers.LeakyReLU()(x)
x = layers.Conv2D(channels, 7, activation='tanh', padding='same')(x)  # expect: ZL216
generator = keras.models.Model(generator_input, x)

discriminator_input = layers.Input(shape=(height, width, channels))
x = layers.Conv2D(32, 3)(discriminator_input)
x = layers.LeakyReLU()(x)
x = layers.Conv2D(32, 4, strides=2)(x)
x = layers.LeakyReLU()(x)
x = layers.Conv2D(32, 4, strides=2)(x)
x = layers.LeakyReLU()(x)
x = layers.Flatten()(x)
x = layers.Dropout(0.4)(x)
x = layers.Dense(1, activation='sigmoid')(x)
discriminator = keras.models.Model(discriminator_input, x)


class GAN(keras.Model):
    def __init__(self, generator, discriminator):
        super().__init__()
        self.generator, self.discriminator = generator, discriminator

    def compile(self, d_optimizer, g_optimizer):
        super().compile()
        self.d_optimizer, self.g_optimizer = d_optimizer, g_optimizer
        self.loss_fn = keras.losses.BinaryCrossentropy()

    def train_step(self, real_images):
        batch_size = tf.shape(real_images)[0]
        noise = tf.random.normal((batch_size, latent_dim))
        generated_images = self.generator(noise)
        combined_images = tf.concat([generated_images, real_images], axis=0)  # or: ZL216
        labels = tf.concat([tf.ones((batch_size, 1)), tf.zeros((batch_size, 1))], axis=0)
        labels += 0.05 * tf.random.uniform(tf.shape(labels))
        with tf.GradientTape() as tape:
            d_loss = self.loss_fn(labels, self.discriminator(combined_images, training=True))
        grads = tape.gradient(d_loss, self.discriminator.trainable_weights)
        self.d_optimizer.apply_gradients(zip(grads, self.discriminator.trainable_weights))

        noise = tf.random.normal((batch_size, latent_dim))
        misleading_targets = tf.zeros((batch_size, 1))
        with tf.GradientTape() as tape:
            a_loss = self.loss_fn(misleading_targets, self.discriminator(self.generator(noise, training=True)))
        grads = tape.gradient(a_loss, self.generator.trainable_weights)
        self.g_optimizer.apply_gradients(zip(grads, self.generator.trainable_weights))
        return {'d_loss': d_loss, 'a_loss': a_loss}


(x_train, y_train), (_, _) = keras.datasets.cifar10.load_data()
# Select frog images (class 6)
x_train = x_train[y_train.flatten() == 6]
x_train = x_train.reshape((x_train.shape[0],) + (height, width, channels)).astype('float32') / 255.

gan = GAN(generator, discriminator)
gan.compile(d_optimizer=keras.optimizers.RMSprop(learning_rate=0.0008, clipvalue=1.0),
            g_optimizer=keras.optimizers.RMSprop(learning_rate=0.0004, clipvalue=1.0))
gan.fit(x_train, batch_size=20, epochs=20)

generated = generator.predict(np.random.normal(size=(20, latent_dim)))
print('share of pixels below zero:', (generated < 0).mean())
keras.utils.array_to_img(generated[0] * 255., scale=False).save('generated_frog.png')
