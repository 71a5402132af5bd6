# question: https://github.com/keras-team/keras/issues/9097
# symptom: nan loss when both inputs of the siamese network are the same picture
# cause: the derivative of sqrt is infinite at 0; the distance has no epsilon
# judged: certain
# shown: yes
import random

import numpy as np
from tensorflow.keras import ops
from tensorflow.keras.layers import Dense, Input, Lambda
from tensorflow.keras.models import Model, Sequential
from tensorflow.keras.optimizers import RMSprop


def euclidean_distance(vects):
    x, y = vects
    return ops.sqrt(ops.sum(ops.square(x - y), axis=1, keepdims=True))  # expect: ZL218


def make_pairs(images, who, n_pairs):
    pairs, same = [], []
    for _ in range(n_pairs):
        a = random.randrange(len(images))
        if random.random() < 0.5:
            b = random.choice([i for i in range(len(images)) if who[i] == who[a]])
            same.append(1)
        else:
            b = random.choice([i for i in range(len(images)) if who[i] != who[a]])
            same.append(0)
        pairs.append([images[a], images[b]])
    return np.array(pairs), np.array(same, dtype='float32')


random.seed(2)
rng = np.random.RandomState(2)
centres = rng.rand(6, 64)
who = np.repeat(np.arange(6), 10)
images = (centres[who] + 0.1 * rng.randn(60, 64)).astype('float32')
pairs, same = make_pairs(images, who, 800)

base = Sequential([Input(shape=(64,)), Dense(64, activation='relu'),
                   Dense(32, activation='relu'), Dense(16)])
in_a, in_b = Input(shape=(64,)), Input(shape=(64,))
distance = Lambda(euclidean_distance)([base(in_a), base(in_b)])
verdict = Dense(1, activation='sigmoid')(distance)
model = Model([in_a, in_b], verdict)

model.compile(loss='binary_crossentropy', optimizer=RMSprop(), metrics=['accuracy'])
model.fit([pairs[:, 0], pairs[:, 1]], same.reshape(-1, 1), batch_size=64, epochs=5, verbose=2)
d = model.predict([pairs[:8, 0], pairs[:8, 1]], verbose=0)
print(same[:8], d.ravel())
