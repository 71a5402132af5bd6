# question: https://github.com/tensorflow/tensorflow/issues/28901
# expect: silence
# (the repaired version: y gets a second axis in the train step, as the prediction has one)
# shown: yes
import numpy as np
import tensorflow as tf
from tensorflow import keras

N, BATCH, EPOCHS = 1024, 16, 20


class MyKerasModel(keras.Model):
    def __init__(self, widths=(50, 50)):
        super().__init__()
        self.stack = [keras.layers.Dense(w, activation='relu') for w in widths]
        self.out = keras.layers.Dense(1)

    def call(self, x):
        for layer in self.stack:
            x = layer(x)
        return self.out(x)


@tf.function
def train_step(model, optimizer, x, y):
    y = y[:, tf.newaxis]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.math.squared_difference(model(x, training=True), y))
    optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))
    return loss


x_data = np.random.uniform(-3, 3, size=(N,)).astype(np.float32)
y_data = (np.sin(x_data) + 0.05 * np.random.randn(N)).astype(np.float32)
model, optimizer = MyKerasModel(), keras.optimizers.Adam(1e-3)
for epoch in range(EPOCHS):
    order = np.random.permutation(N)
    losses = [train_step(model, optimizer, tf.constant(x_data[rows, None]), tf.constant(y_data[rows]))
              for rows in np.split(order, N // BATCH)]
    if epoch % 5 == 0:
        print('epoch %d loss %.4f' % (epoch, np.mean([float(l) for l in losses])))
