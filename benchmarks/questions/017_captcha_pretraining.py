# question: https://github.com/0b01/SimGAN-Captcha/issues/4
# symptom: pre-training the discriminator, the loss stays at 0.693 for real and for synthetic images
# cause: discriminator.trainable = False is set before its compile, so nothing in it can be trained
# judged: certain
# shown: yes
import numpy as np
from tensorflow.keras import layers, models, optimizers

height, width, batch_size, k_d = 16, 32, 64, 30
rng = np.random.default_rng(1)


def synthetic(n):
    img = np.zeros((n, height, width, 1), dtype='float32')
    img[:, 6:10, 4:28] = 1.0
    return img + 0.02 * rng.standard_normal(img.shape).astype('float32')


def real(n):
    return synthetic(n) * 0.6 + 0.3 * rng.random((n, height, width, 1)).astype('float32')


def refiner_network(x):
    h = layers.Conv2D(16, 3, padding='same', activation='relu')(x)
    h = layers.Conv2D(16, 3, padding='same', activation='relu')(h)
    return layers.Conv2D(1, 1, padding='same', activation='sigmoid')(h)


def discriminator_network(x):
    h = layers.Conv2D(16, 3, strides=2, padding='same', activation='relu')(x)
    h = layers.Conv2D(8, 3, strides=2, padding='same', activation='relu')(h)
    h = layers.Flatten()(h)
    return layers.Dense(1, activation='sigmoid')(h)


syn_in = layers.Input((height, width, 1))
img_in = layers.Input((height, width, 1))
refiner = models.Model(syn_in, refiner_network(syn_in))
discriminator = models.Model(img_in, discriminator_network(img_in))

sgd = lambda: optimizers.RMSprop(learning_rate=0.001)
refiner.compile(optimizer=sgd(), loss='mae')

discriminator.trainable = False  # expect: ZL410 ZL605
combined = models.Model(syn_in, discriminator(refiner(syn_in)))
combined.compile(optimizer=sgd(), loss='binary_crossentropy')
discriminator.compile(optimizer=sgd(), loss='binary_crossentropy')  # or: ZL410 ZL605

print('pre-training the refiner...')
for i in range(10):
    batch = synthetic(batch_size)
    loss = refiner.train_on_batch(batch, batch)
print('refiner loss', loss)

print('pre-training the discriminator...')
for i in range(k_d):
    loss_real = discriminator.train_on_batch(real(batch_size), np.ones((batch_size, 1)))
    loss_fake = discriminator.train_on_batch(refiner.predict(synthetic(batch_size), verbose=0),
                                             np.zeros((batch_size, 1)))
    if i % 10 == 0:
        print(i, loss_real, loss_fake)
