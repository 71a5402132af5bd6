# question: https://github.com/lindawangg/COVID-Net/pull/163
# symptom: the custom training script trains with dropout and batch norm in inference mode
# cause: the training flag is never set: the model is called without training=True in the loop
# judged: certain
# shown: yes (slow; moving statistics never change)
import argparse

import numpy as np
import tensorflow as tf

parser = argparse.ArgumentParser(description='Training script')
parser.add_argument('--epochs', default=3, type=int)
parser.add_argument('--lr', default=0.0002, type=float)
parser.add_argument('--bs', default=16, type=int)
parser.add_argument('--input_size', default=32, type=int)
args = parser.parse_args([])


def xrays(n, seed=0):
    rng = np.random.default_rng(seed)
    label = rng.integers(0, 3, n)
    x = rng.normal(0.5, 0.1, (n, args.input_size, args.input_size, 1))
    for i in range(n):
        x[i, 8 * label[i]:8 * label[i] + 12, 6:26] += 0.2
    return x.astype('float32'), label.astype('int32')


def build(size):
    i = tf.keras.Input((size, size, 1))
    h = tf.keras.layers.Conv2D(16, 3, padding='same')(i)
    h = tf.keras.layers.BatchNormalization()(h)
    h = tf.keras.layers.ReLU()(h)
    h = tf.keras.layers.MaxPooling2D(4)(h)
    h = tf.keras.layers.Flatten()(h)
    h = tf.keras.layers.Dropout(0.5)(h)
    return tf.keras.Model(i, tf.keras.layers.Dense(3)(h))


x_train, y_train = xrays(480)
x_test, y_test = xrays(120, seed=1)
dataset = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(480).batch(args.bs)

model = build(args.input_size)
loss_op = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
optimizer = tf.keras.optimizers.Adam(learning_rate=args.lr)
bn = [l for l in model.layers if isinstance(l, tf.keras.layers.BatchNormalization)][0]
moving_before = bn.moving_mean.numpy().copy()

print('Training started')
for epoch in range(args.epochs):
    total = []
    for batch_x, batch_y in dataset:
        with tf.GradientTape() as tape:
            logits = model(batch_x)  # expect: ZL604
            loss = loss_op(batch_y, logits)
        grads = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(grads, model.trainable_variables))
        total.append(float(loss))
    pred = np.argmax(model.predict(x_test, verbose=0), axis=1)
    print('Epoch', epoch + 1, 'loss', np.mean(total), 'accuracy', (pred == y_test).mean())

print('moving mean changed by', np.abs(bn.moving_mean.numpy() - moving_before).max())
