# question: https://github.com/tensorflow/tensorflow/issues/28901
# symptom: the model converges with fit(), it does not with a training loop of one's own
# cause: in the train step the shape of y is (16,) while that of y_pred is (16, 1): the difference is a (16, 16) matrix
# judged: certain
# shown: yes (all predictions near the mean)
import numpy as np
import tensorflow as tf
from tensorflow import keras

np.random.seed(1)
tf.random.set_seed(1)

N, BATCH, EPOCHS = 1024, 16, 30
x_data = np.random.uniform(-3, 3, size=(N,)).astype(np.float32)
y_data = (np.sin(x_data) + 0.05 * np.random.randn(N)).astype(np.float32)


class MyModel(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden1 = keras.layers.Dense(50, activation='relu')
        self.hidden2 = keras.layers.Dense(50, activation='relu')
        self.out = keras.layers.Dense(1)

    def call(self, inputs):
        x = self.hidden1(inputs)
        x = self.hidden2(x)
        return self.out(x)


def loss_fn(y, y_pred):
    return tf.reduce_mean(tf.square(y - y_pred))  # expect: ZL222


@tf.function
def train_step(model, optimizer, x, y):
    with tf.GradientTape() as tape:
        y_pred = model(x)
        loss = loss_fn(y, y_pred)  # or: ZL222
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss


def train(model, optimizer):
    ds = tf.data.Dataset.from_tensor_slices((x_data[:, np.newaxis], y_data)).shuffle(N).batch(BATCH)
    for epoch in range(EPOCHS):
        mean_loss = keras.metrics.Mean()
        for x, y in ds:
            mean_loss(train_step(model, optimizer, x, y))
        if epoch % 5 == 0:
            print('epoch %d loss %.4f' % (epoch, mean_loss.result()))


model = MyModel()
train(model, keras.optimizers.Adam(1e-3))
print('std of the predictions', np.std(model.predict(x_data[:, np.newaxis], verbose=0)))
print('std of the targets', np.std(y_data))
