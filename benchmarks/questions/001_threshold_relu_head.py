# question: https://geeksmental.com/question/why-does-accuracy-remain-the-same
# symptom: accuracy stays at about 0.5 in every epoch, loss around 7.8
# cause: ReLU on the output under binary cross-entropy, raw values up to 100000, and random.shuffle on a 2-D array that doubles and loses rows
# judged: certain
# established: by reading and running; no reply of the thread was seen
# shown: yes
import os
import random
from random import shuffle

import numpy as np
from tensorflow.keras import Sequential, Input
from tensorflow.keras.layers import Dense

os.environ['TF_CPP_MIN_LOG_LEVEL'] = '2'

limit = 50000
n_each = 1500

rows = []
for k in range(n_each):
    below = random.randrange(0, limit)
    above = random.randrange(limit, 2 * limit)
    rows.append([below, 0])
    rows.append([above, 1])

table = np.array(rows)
shuffle(table)  # expect: ZL131

numbers = table[:, 0:1]
labels = table[:, 1]
print('rows:', len(table), 'ones:', labels.sum())

net = Sequential()
net.add(Input(shape=(1,)))
net.add(Dense(3, activation='relu'))
net.add(Dense(5, activation='relu'))
net.add(Dense(1, activation='relu'))  # expect: ZL204

net.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])

net.fit(numbers, labels, epochs=6, batch_size=5, verbose=2)  # expect: ZL102

_, acc = net.evaluate(numbers, labels, verbose=0)
print('Accuracy: %.2f' % (acc * 100))

for value in (10, 20000, 49000, 51000, 80000):
    guess = net.predict(np.array([[value]]), verbose=0)
    print(value, '->', guess[0][0])
