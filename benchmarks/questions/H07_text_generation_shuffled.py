# question: https://github.com/keras-team/keras/issues/1160
# expect: silence
# (asked whether shuffling hurts the text generator: no, each sample holds its own sequence)
# shown: yes
import random

import numpy as np
from tensorflow.keras.layers import LSTM, Dense, Input
from tensorflow.keras.models import Sequential
from tensorflow.keras.optimizers import RMSprop

text = ('when the wind blows over the hill the mill turns and the miller sings '
        'when the mill stands still the miller sleeps until the wind blows again ') * 25
chars = sorted(list(set(text)))
char_indices = dict((c, i) for i, c in enumerate(chars))
indices_char = dict((i, c) for i, c in enumerate(chars))
print('corpus length:', len(text), 'chars:', len(chars))

maxlen = 20
step = 3
sentences = []
next_chars = []
for i in range(0, len(text) - maxlen, step):
    sentences.append(text[i: i + maxlen])
    next_chars.append(text[i + maxlen])

X = np.zeros((len(sentences), maxlen, len(chars)), dtype=bool)
y = np.zeros((len(sentences), len(chars)), dtype=bool)
for i, sentence in enumerate(sentences):
    for t, char in enumerate(sentence):
        X[i, t, char_indices[char]] = 1
    y[i, char_indices[next_chars[i]]] = 1

model = Sequential()
model.add(Input(shape=(maxlen, len(chars))))
model.add(LSTM(64))
model.add(Dense(len(chars), activation='softmax'))
model.compile(loss='categorical_crossentropy', optimizer=RMSprop(learning_rate=0.01))


def sample(preds, temperature=1.0):
    preds = np.asarray(preds).astype('float64')
    preds = np.log(preds + 1e-9) / temperature
    exp_preds = np.exp(preds)
    preds = exp_preds / np.sum(exp_preds)
    return np.argmax(np.random.multinomial(1, preds, 1))


for iteration in range(1, 4):
    model.fit(X, y, batch_size=64, epochs=4, verbose=0)
    start_index = random.randint(0, len(text) - maxlen - 1)
    generated = sentence = text[start_index: start_index + maxlen]
    for _ in range(25):
        x = np.zeros((1, maxlen, len(chars)))
        for t, char in enumerate(sentence):
            x[0, t, char_indices[char]] = 1.
        next_index = sample(model.predict(x, verbose=0)[0], 0.5)
        generated += indices_char[next_index]
        sentence = sentence[1:] + indices_char[next_index]
    print(iteration, generated)
