# question: https://github.com/keras-team/keras/pull/3383
# symptom: the variational autoencoder gives the same blurred picture for everything
# cause: reconstruction loss is a mean over the pixels while the KL term is a sum, so KL rules; it has to be multiplied by the number of pixels
# judged: likely
# shown: yes
# expect: none
# missing: terms of a VAE loss on different scales (mean over pixels against sum over latents)
import numpy as np
import keras
from keras import layers, ops
from sklearn.datasets import load_digits

original_dim = 64
latent_dim = 2
intermediate_dim = 64
batch_size = 50
epochs = 12
epsilon_std = 1.0


class Sampling(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.seed_generator = keras.random.SeedGenerator(1)

    def call(self, inputs):
        z_mean, z_log_var = inputs
        epsilon = keras.random.normal(ops.shape(z_mean), seed=self.seed_generator) * epsilon_std
        return z_mean + ops.exp(z_log_var / 2) * epsilon


class VAELoss(layers.Layer):
    def call(self, inputs):
        x, x_decoded_mean, z_mean, z_log_var = inputs
        xent_loss = ops.mean(ops.binary_crossentropy(x, x_decoded_mean), axis=-1)
        kl_loss = -0.5 * ops.sum(1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var), axis=-1)
        self.add_loss(ops.mean(xent_loss + kl_loss))
        return x_decoded_mean


x = layers.Input(shape=(original_dim,))
h = layers.Dense(intermediate_dim, activation='relu')(x)
z_mean = layers.Dense(latent_dim)(h)
z_log_var = layers.Dense(latent_dim)(h)
z = Sampling()([z_mean, z_log_var])
h_decoded = layers.Dense(intermediate_dim, activation='relu')(z)
x_decoded_mean = layers.Dense(original_dim, activation='sigmoid')(h_decoded)
y = VAELoss()([x, x_decoded_mean, z_mean, z_log_var])

vae = keras.Model(x, y)
vae.compile(optimizer='rmsprop')

data = load_digits().data.astype('float32') / 16.
vae.fit(data, epochs=epochs, batch_size=batch_size, verbose=0)

encoder = keras.Model(x, z_mean)
codes = encoder.predict(data, verbose=0)
back = vae.predict(data, verbose=0)
print('spread of codes', codes.std(axis=0))
print('spread between reconstructed pictures', back.std(axis=0).mean(), 'originals', data.std(axis=0).mean())
