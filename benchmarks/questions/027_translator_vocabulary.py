# question: https://github.com/JulianoLagana/deep-machine-learning/issues/9
# symptom: translation with the saved model is gibberish after a restart of the kernel
# cause: the word list comes from list(set(...)) whose order differs from run to run
# judged: certain
# shown: yes (in two runs the word numbers differ)
import os
import sys

import numpy as np
from tensorflow.keras.layers import LSTM, Dense, Embedding, Input, RepeatVector, TimeDistributed
from tensorflow.keras.models import Sequential, load_model

eng = ['i eat bread', 'you eat fish', 'we drink milk', 'i drink water', 'they buy bread',
       'you buy fish', 'we eat bread', 'they drink water'] * 20
spa = ['yo como pan', 'tu comes pescado', 'nosotros bebemos leche', 'yo bebo agua', 'ellos compran pan',
       'tu compras pescado', 'nosotros comemos pan', 'ellos beben agua'] * 20

eng_vocab = list(set([word for sentence in eng for word in sentence.split(' ')]))  # expect: ZL118
eng_ix_to_word = ['ZERO'] + eng_vocab + ['UNK']
eng_word_to_ix = {word: index for index, word in enumerate(eng_ix_to_word)}  # or: ZL118

spa_vocab = list(set([word for sentence in spa for word in sentence.split(' ')]))  # or: ZL118
spa_ix_to_word = ['ZERO'] + spa_vocab + ['UNK']
spa_word_to_ix = {word: index for index, word in enumerate(spa_ix_to_word)}
print(eng_word_to_ix)

LEN = 3
PATH = 'translator.keras'


def numbers(sentences, table):
    return np.array([[table.get(w, table['UNK']) for w in s.split(' ')] for s in sentences])


X, Y = numbers(eng, eng_word_to_ix), numbers(spa, spa_word_to_ix)

if os.path.exists(PATH) and '--train' not in sys.argv:
    model = load_model(PATH)
else:
    model = Sequential([
        Input(shape=(LEN,)),
        Embedding(len(eng_ix_to_word), 24),
        LSTM(48),
        RepeatVector(LEN),
        LSTM(48, return_sequences=True),
        TimeDistributed(Dense(len(spa_ix_to_word), activation='softmax')),
    ])
    model.compile(loss='sparse_categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
    model.fit(X, Y, batch_size=8, epochs=25, verbose=0)
    model.save(PATH)


def translate(sentence):
    out = model.predict(numbers([sentence], eng_word_to_ix), verbose=0)[0]
    return ' '.join(spa_ix_to_word[i] for i in out.argmax(axis=-1))


for s in eng[:4]:
    print(s, '->', translate(s))
