# question: https://github.com/eriklindernoren/Keras-GAN/issues/208
# symptom: the discriminator does not learn, its loss and accuracy stand still (fine with an older Keras)
# cause: trainable is set to False after the discriminator's compile but before its first own step; today's Keras then never trains it
# judged: certain
# established: by reading and running; no reply of the thread was seen
# shown: yes
import numpy as np
from tensorflow.keras.layers import Dense, Input, LeakyReLU
from tensorflow.keras.models import Model, Sequential
from tensorflow.keras.optimizers import Adam


class GAN():
    def __init__(self):
        self.latent_dim = 8
        self.point_dim = 2
        optimizer = Adam(0.0002, 0.5)

        self.discriminator = self.build_discriminator()
        self.discriminator.compile(loss='binary_crossentropy',
                                   optimizer=optimizer,
                                   metrics=['accuracy'])

        self.generator = self.build_generator()
        z = Input(shape=(self.latent_dim,))
        point = self.generator(z)

        # only the generator is to be trained in the stacked model
        self.discriminator.trainable = False  # expect: ZL605

        validity = self.discriminator(point)
        self.combined = Model(z, validity)
        self.combined.compile(loss='binary_crossentropy', optimizer=Adam(0.0002, 0.5))

    def build_generator(self):
        model = Sequential([
            Input(shape=(self.latent_dim,)),
            Dense(32), LeakyReLU(0.2),
            Dense(32), LeakyReLU(0.2),
            Dense(self.point_dim),
        ])
        return model

    def build_discriminator(self):
        model = Sequential([
            Input(shape=(self.point_dim,)),
            Dense(32), LeakyReLU(0.2),
            Dense(32), LeakyReLU(0.2),
            Dense(1, activation='sigmoid'),
        ])
        return model

    def train(self, steps, batch_size=64):
        angle = np.random.uniform(0, 2 * np.pi, 5000)
        ring = np.stack([np.cos(angle), np.sin(angle)], axis=1)
        valid = np.ones((batch_size, 1))
        fake = np.zeros((batch_size, 1))
        before = [w.copy() for w in self.discriminator.get_weights()]

        for step in range(steps):
            real = ring[np.random.randint(0, len(ring), batch_size)]
            noise = np.random.normal(0, 1, (batch_size, self.latent_dim))
            gen = self.generator.predict(noise, verbose=0)
            d_real = self.discriminator.train_on_batch(real, valid)  # or: ZL605
            d_fake = self.discriminator.train_on_batch(gen, fake)
            g_loss = self.combined.train_on_batch(noise, valid)
            if step % 20 == 0:
                print(step, 'D', np.round(np.add(d_real, d_fake) / 2, 3), 'G', np.round(g_loss, 3))

        after = self.discriminator.get_weights()
        print('moved by', max(np.abs(a - b).max() for a, b in zip(after, before)))


if __name__ == '__main__':
    GAN().train(steps=61)
