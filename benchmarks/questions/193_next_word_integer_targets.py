# question: https://www.developerload.com/error-while-using-categoricalcrossentropy
# symptom: a target array of shape (n, 1) was passed for an output of shape (n, words) with categorical_crossentropy
# cause: the next word is a whole number, categorical cross-entropy wants one-hot rows (or the sparse loss)
# judged: certain
# shown: yes (raises)
import numpy as np
import tensorflow as tf
from tensorflow.keras.layers import LSTM, Bidirectional, Dense, Embedding
from tensorflow.keras.preprocessing.sequence import pad_sequences
from tensorflow.keras.preprocessing.text import Tokenizer

corpus = """In the town of Athy one Jeremy Lanigan
Battered away till he had not a pound
His father died and made him a man again
Left him a farm and ten acres of ground
He gave a grand party for friends and relations
Who did not forget him when come to the will"""
lines = corpus.lower().split('\n')
tokenizer = Tokenizer()
tokenizer.fit_on_texts(lines)
num = len(tokenizer.word_index) + 1

sequences = []
for line in lines:
    tokens = tokenizer.texts_to_sequences([line])[0]
    for i in range(1, len(tokens)):
        sequences.append(tokens[:i + 1])
max_len = max(len(s) for s in sequences)
padded = np.array(pad_sequences(sequences, maxlen=max_len, padding='pre'))
X, Y = padded[:, :-1], padded[:, -1]

model = tf.keras.Sequential()
model.add(Embedding(num, 64))
model.add(Bidirectional(LSTM(32)))
model.add(Dense(num, activation='softmax'))
model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])  # expect: ZL207
history = model.fit(X, Y, epochs=30, verbose=0)  # or: ZL207
print(history.history['accuracy'][-1])
