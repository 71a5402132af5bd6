# question: https://github.com/tensorflow/tensorflow/issues/30190
# symptom: tape.gradient returns None for every variable
# cause: losses are turned into Python floats and NumPy before the tape sees the final value
# judged: certain
# shown: yes
import numpy as np
import tensorflow as tf
from sklearn.datasets import load_iris

iris = load_iris()
features = iris.data.astype('float32')
labels = iris.target.astype('int32')
dataset = tf.data.Dataset.from_tensor_slices((features, labels)).shuffle(150, seed=0).batch(32)

model = tf.keras.Sequential([
    tf.keras.layers.Input(shape=(4,)),
    tf.keras.layers.Dense(10, activation=tf.nn.relu),
    tf.keras.layers.Dense(10, activation=tf.nn.relu),
    tf.keras.layers.Dense(3)
])

loss_object = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
optimizer = tf.keras.optimizers.SGD(learning_rate=0.01)


def distance_to_normal(samples, bins=8):
    """How far the histogram of the losses is from a bell curve."""
    hist, edges = np.histogram(samples, bins=bins, density=True)
    mid = (edges[:-1] + edges[1:]) / 2
    mu, sd = np.mean(samples), np.std(samples) + 1e-6
    bell = np.exp(-(mid - mu) ** 2 / (2 * sd ** 2)) / (sd * np.sqrt(2 * np.pi))
    return np.mean(np.abs(hist - bell)) + mu


def loss(model, x, y):
    y_ = model(x)
    losses = []
    for i in range(y.shape[0]):
        value = loss_object(y_true=y[i:i + 1], y_pred=y_[i:i + 1])
        losses.append(float(value))  # expect: ZL603
    dis = distance_to_normal(losses)
    return tf.convert_to_tensor(dis, dtype=tf.float32)  # or: ZL603


def grad(model, inputs, targets):
    with tf.GradientTape() as tape:
        loss_value = loss(model, inputs, targets)  # or: ZL603
    return loss_value, tape.gradient(loss_value, model.trainable_variables)


for epoch in range(2):
    for x, y in dataset:
        loss_value, grads = grad(model, x, y)
        print('loss', float(loss_value), 'gradients', [g is None for g in grads])
        usable = [(g, v) for g, v in zip(grads, model.trainable_variables) if g is not None]
        if usable:
            optimizer.apply_gradients(usable)
print(tf.argmax(model(features), axis=1).numpy()[:20])
