# question: https://github.com/tensorflow/tensorflow/issues/50111
# symptom: ValueError: No gradients provided for any variable
# cause: the prediction is turned into a NumPy array on its way into the loss
# judged: certain
# shown: yes (raises)
import numpy as np
import tensorflow as tf
from tensorflow import keras

DELTA = 1.0


def huber(y_true, y_pred):
    error = np.abs(y_true - y_pred)
    return np.where(error < DELTA, 0.5 * error ** 2, DELTA * (error - 0.5 * DELTA))


class Trainer:
    def __init__(self, n_features):
        self.model = keras.Sequential([
            keras.layers.InputLayer(shape=(n_features,)),
            keras.layers.Dense(24, activation='tanh'),
            keras.layers.Dense(1),
        ])
        self.optimizer = keras.optimizers.Adam(learning_rate=1e-2)

    def step(self, x, y):
        with tf.GradientTape() as tape:
            pred = self.model(x, training=True)
            loss = tf.reduce_mean(tf.convert_to_tensor(huber(y, pred.numpy())))  # expect: ZL603 ZL217
        gradients = tape.gradient(loss, self.model.trainable_variables)  # or: ZL603
        self.optimizer.apply_gradients(zip(gradients, self.model.trainable_variables))
        return float(loss)

    def run(self, x, y, epochs, batch_size=32):
        for epoch in range(epochs):
            losses = []
            for start in range(0, len(x), batch_size):
                losses.append(self.step(x[start:start + batch_size], y[start:start + batch_size]))
            print('epoch', epoch, 'loss', np.mean(losses))


if __name__ == '__main__':
    rng = np.random.default_rng(7)
    x = rng.normal(size=(640, 5)).astype('float32')
    y = (x @ rng.normal(size=(5, 1)) + 0.1 * rng.normal(size=(640, 1))).astype('float32')
    Trainer(5).run(x, y, epochs=10)
