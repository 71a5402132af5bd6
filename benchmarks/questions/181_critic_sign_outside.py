# question: https://github.com/tensorflow/tensorflow/issues/45604
# symptom: No gradients provided for any variable
# cause: the loss is turned round (times -1) after the tape has been closed, so the tape doesn't know of it
# judged: certain
# shown: yes (raises)
import numpy as np
import tensorflow as tf


def make_generator(latent_dim):
    return tf.keras.Sequential([
        tf.keras.Input((latent_dim,)),
        tf.keras.layers.Dense(32, activation='relu'),
        tf.keras.layers.Dense(2),
    ])


def make_critic():
    inp = tf.keras.Input((2,))
    h = tf.keras.layers.Dense(32)(inp)
    h = tf.keras.layers.LeakyReLU()(h)
    return tf.keras.Model(inp, tf.keras.layers.Dense(1)(h))


latent_dim, batch = 8, 64
generator, critic = make_generator(latent_dim), make_critic()
gen_opt = tf.keras.optimizers.RMSprop(5e-4)
critic_opt = tf.keras.optimizers.RMSprop(5e-4)
rng = np.random.default_rng(0)
angles = rng.uniform(0, 2 * np.pi, 4096)
ring = np.stack([np.cos(angles), np.sin(angles)], 1).astype('float32')
data = tf.data.Dataset.from_tensor_slices(ring).shuffle(4096).batch(batch, drop_remainder=True)


def critic_step(real):
    noise = tf.random.normal((batch, latent_dim))
    with tf.GradientTape() as tape:
        d_real = tf.reduce_mean(critic(real, training=True))
        d_fake = tf.reduce_mean(critic(generator(noise, training=True), training=True))
        loss = d_fake - d_real
    grads = tape.gradient(loss, critic.trainable_variables)
    critic_opt.apply_gradients(zip(grads, critic.trainable_variables))
    return loss


def generator_step():
    noise = tf.random.normal((batch, latent_dim))
    with tf.GradientTape() as gen_tape:
        score = tf.reduce_mean(critic(generator(noise, training=True), training=True))
    gen_loss = -score  # or: ZL603
    grads = gen_tape.gradient(gen_loss, generator.trainable_variables)  # expect: ZL603
    gen_opt.apply_gradients(zip(grads, generator.trainable_variables))
    return gen_loss


for epoch in range(2):
    for real in data:
        c = critic_step(real)
        g = generator_step()
    print(epoch, float(c), float(g))
