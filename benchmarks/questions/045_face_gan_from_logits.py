# question: https://github.com/jeffheaton/t81_558_deep_learning/pull/81
# symptom: GAN losses hardly tell anything, training is weak
# cause: BinaryCrossentropy(from_logits=True) although the discriminator ends in a sigmoid
# judged: mild
# shown: no (Keras finds the logits behind the sigmoid again)
import time

import numpy as np
import tensorflow as tf
from sklearn.datasets import load_digits
from tensorflow.keras.layers import Conv2D, Dense, Dropout, Flatten, Input, LeakyReLU, Reshape, UpSampling2D
from tensorflow.keras.models import Sequential

SEED_SIZE = 16
BATCH_SIZE = 64
EPOCHS = 3

training_data = load_digits().images.reshape(-1, 8, 8, 1).astype('float32')
training_data = training_data / 8.0 - 1.0
train_dataset = tf.data.Dataset.from_tensor_slices(training_data).shuffle(2000).batch(BATCH_SIZE)


def build_generator(seed_size):
    model = Sequential()
    model.add(Input(shape=(seed_size,)))
    model.add(Dense(4 * 4 * 16, activation="relu"))
    model.add(Reshape((4, 4, 16)))
    model.add(UpSampling2D())
    model.add(Conv2D(16, kernel_size=3, padding="same", activation="relu"))
    model.add(Conv2D(1, kernel_size=3, padding="same", activation="tanh"))
    return model


def build_discriminator(image_shape):
    model = Sequential()
    model.add(Input(shape=image_shape))
    model.add(Conv2D(16, kernel_size=3, strides=2, padding="same"))
    model.add(LeakyReLU(0.2))
    model.add(Dropout(0.25))
    model.add(Flatten())
    model.add(Dense(1, activation='sigmoid'))  # or: ZL205
    return model


generator = build_generator(SEED_SIZE)
discriminator = build_discriminator((8, 8, 1))

cross_entropy = tf.keras.losses.BinaryCrossentropy(from_logits=True)  # expect: ZL205


def discriminator_loss(real_output, fake_output):
    real_loss = cross_entropy(tf.ones_like(real_output), real_output)
    fake_loss = cross_entropy(tf.zeros_like(fake_output), fake_output)
    return real_loss + fake_loss


def generator_loss(fake_output):
    return cross_entropy(tf.ones_like(fake_output), fake_output)


generator_optimizer = tf.keras.optimizers.Adam(1.5e-4, 0.5)
discriminator_optimizer = tf.keras.optimizers.Adam(1.5e-4, 0.5)


@tf.function
def train_step(images):
    seed = tf.random.normal([BATCH_SIZE, SEED_SIZE])
    with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
        generated_images = generator(seed, training=True)
        real_output = discriminator(images, training=True)
        fake_output = discriminator(generated_images, training=True)
        gen_loss = generator_loss(fake_output)
        disc_loss = discriminator_loss(real_output, fake_output)

    g_grads = gen_tape.gradient(gen_loss, generator.trainable_variables)
    d_grads = disc_tape.gradient(disc_loss, discriminator.trainable_variables)
    generator_optimizer.apply_gradients(zip(g_grads, generator.trainable_variables))
    discriminator_optimizer.apply_gradients(zip(d_grads, discriminator.trainable_variables))
    return gen_loss, disc_loss


for epoch in range(EPOCHS):
    start = time.time()
    losses = [[float(v) for v in train_step(batch)] for batch in train_dataset]
    g, d = np.mean(losses, axis=0)
    print(f'Epoch {epoch + 1}, gen loss={g:.3f}, disc loss={d:.3f}, {time.time() - start:.1f}s')
