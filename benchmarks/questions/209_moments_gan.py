# question: https://github.com/tensorflow/tensorflow/issues/31919
# symptom: tape.gradient() gives None for the generator, which never moves
# cause: the generated numbers are turned into a NumPy array on their way to the discriminator
# judged: certain
# shown: yes (raises)
"""GANs in 50 lines: imitate a normal distribution, the discriminator sees four moments only."""
import numpy as np
import tensorflow as tf
from tensorflow.keras import Model
from tensorflow.keras.layers import Dense

data_mean, data_stddev = 4, 1.25
minibatch_size = 512
d_steps, g_steps = 5, 5


def get_moments(d):
    mean = np.mean(d)
    diffs = d - mean
    std = np.sqrt(np.mean(diffs ** 2)) + 1e-6
    zscores = diffs / std
    skews = np.mean(zscores ** 3)
    kurtoses = np.mean(zscores ** 4) - 3.0
    return np.array([mean, std, skews, kurtoses], dtype='float32')


class Generator(Model):
    def __init__(self, hidden, output):
        super().__init__()
        self.map1 = Dense(hidden, activation='tanh')
        self.map2 = Dense(hidden, activation='tanh')
        self.map3 = Dense(output)

    def call(self, x):
        return self.map3(self.map2(self.map1(x)))


class Discriminator(Model):
    def __init__(self, hidden):
        super().__init__()
        self.map1 = Dense(hidden, activation='relu')
        self.map2 = Dense(hidden, activation='relu')
        self.map3 = Dense(1, activation='sigmoid')

    def call(self, x):
        return self.map3(self.map2(self.map1(x)))


G, D = Generator(5, 1), Discriminator(10)
criterion = tf.keras.losses.BinaryCrossentropy()
d_optimizer = tf.keras.optimizers.Adam(1e-3)
g_optimizer = tf.keras.optimizers.Adam(1e-3)

for epoch in range(20):
    for _ in range(d_steps):
        with tf.GradientTape() as tape:
            real = np.random.normal(data_mean, data_stddev, (1, minibatch_size))
            d_real_error = criterion(tf.ones((1, 1)), D(get_moments(real).reshape(1, 4)))
            fake = G(np.random.rand(minibatch_size, 1).astype('float32')).numpy()
            d_fake_error = criterion(tf.zeros((1, 1)), D(get_moments(fake.T).reshape(1, 4)))
            d_error = d_real_error + d_fake_error
        grads = tape.gradient(d_error, D.trainable_variables)
        d_optimizer.apply_gradients(zip(grads, D.trainable_variables))

    for _ in range(g_steps):
        gen_input = np.random.rand(minibatch_size, 1).astype('float32')
        with tf.GradientTape() as tape:
            g_fake_data = G(gen_input)
            dg_fake_decision = D(get_moments(g_fake_data.numpy().T).reshape((1, 4)))  # expect: ZL603
            g_error = criterion(tf.ones((1, 1)), dg_fake_decision)
        grads = tape.gradient(g_error, G.trainable_variables)  # or: ZL603
        g_optimizer.apply_gradients(zip(grads, G.trainable_variables))

    if epoch % 5 == 0:
        print(epoch, float(d_error), float(g_error))
