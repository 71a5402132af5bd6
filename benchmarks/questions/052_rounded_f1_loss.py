# question: https://github.com/keras-team/keras/issues/4175
# symptom: "None values not supported" (today: no gradients provided for any variable)
# cause: K.round(y_pred) in the loss has no gradient
# judged: certain
# shown: yes (raises)
import numpy as np
import tensorflow as tf
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from tensorflow.keras import layers, models

EPS = 1e-7
weight_pos, weight_neg = 2.0, 1.0


def rounded_cost(y_true, y_pred):
    hard = tf.round(y_pred)  # expect: ZL217
    y_true = tf.cast(y_true, tf.float32)
    tp = tf.reduce_sum(hard * y_true)
    fp = tf.reduce_sum(hard * (1.0 - y_true))
    fn = tf.reduce_sum((1.0 - hard) * y_true)
    f1 = 2.0 * tp / (2.0 * tp + weight_neg * fp + weight_pos * fn + EPS)
    return 1.0 - f1  # or: ZL217


data = load_breast_cancer()
x_train, x_test, y_train, y_test = train_test_split(data.data, data.target, test_size=0.3,
                                                    random_state=0, stratify=data.target)
scale = StandardScaler().fit(x_train)
x_train, x_test = scale.transform(x_train), scale.transform(x_test)


def explore(width, depth):
    net = models.Sequential()
    net.add(layers.Input(shape=(x_train.shape[1],)))
    for _ in range(depth):
        net.add(layers.Dense(width, activation='relu'))
    net.add(layers.Dense(1, activation='sigmoid'))
    net.compile(optimizer='sgd', loss=rounded_cost, metrics=['accuracy'])  # or: ZL217
    history = net.fit(x_train, y_train.reshape(-1, 1), epochs=20, batch_size=32, verbose=0)
    return net, history


for width in (8, 16):
    for depth in (1, 2):
        net, history = explore(width, depth)
        print(width, depth, history.history['loss'][-1], net.evaluate(x_test, y_test, verbose=0)[1])
