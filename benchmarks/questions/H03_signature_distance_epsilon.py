# question: https://github.com/sounakdey/SigNet/issues/1
# expect: silence
# (the repaired version: the squared distance is kept above epsilon before the root)
# shown: yes
import random

import numpy as np
from tensorflow.keras import backend as K
from tensorflow.keras import ops
from tensorflow.keras.layers import Dense, Dropout, Input, Lambda
from tensorflow.keras.models import Model, Sequential
from tensorflow.keras.optimizers import RMSprop


def euclidean_distance(vects):
    x, y = vects
    return ops.sqrt(ops.maximum(ops.sum(ops.square(x - y), axis=1, keepdims=True), K.epsilon()))


def contrastive_loss(y_true, y_pred):
    margin = 1
    y_true = ops.cast(y_true, y_pred.dtype)
    return ops.mean(y_true * ops.square(y_pred) + (1 - y_true) * ops.square(ops.maximum(margin - y_pred, 0)))


def make_pairs(images, who, n_pairs):
    pairs, same = [], []
    for k in range(n_pairs):
        a = random.randrange(len(images))
        others = [i for i in range(len(images)) if (who[i] == who[a]) == (k % 2 == 0)]
        b = random.choice(others)
        pairs.append([images[a], images[b]])
        same.append(1 - k % 2)
    return np.array(pairs), np.array(same, dtype='float32')


random.seed(2)
rng = np.random.RandomState(2)
centres = rng.rand(6, 64)
who = np.repeat(np.arange(6), 10)
images = (centres[who] + 0.1 * rng.randn(60, 64)).astype('float32')
pairs, same = make_pairs(images, who, 1600)

base = Sequential([Input(shape=(64,)), Dense(64, activation='relu'), Dropout(0.1),
                   Dense(32, activation='relu'), Dense(16)])
in_a, in_b = Input(shape=(64,)), Input(shape=(64,))
distance = Lambda(euclidean_distance)([base(in_a), base(in_b)])
model = Model([in_a, in_b], distance)

model.compile(loss=contrastive_loss, optimizer=RMSprop())
model.fit([pairs[:1400, 0], pairs[:1400, 1]], same[:1400].reshape(-1, 1), batch_size=32, epochs=8, verbose=2)
d = model.predict([pairs[1400:, 0], pairs[1400:, 1]], verbose=0).ravel()
print('accuracy', np.mean((d < 0.5) == (same[1400:] == 1)))
