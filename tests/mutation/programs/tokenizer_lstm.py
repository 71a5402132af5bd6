# facts: task=classes classes=3 labels=sparse inputs=tokens rows=600
"""Tokenizer, padding, masked recurrence."""
import numpy as np
from sklearn.metrics import accuracy_score
from tensorflow.keras.layers import LSTM, Dense, Embedding
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.sequence import pad_sequences
from tensorflow.keras.preprocessing.text import Tokenizer

rng = np.random.default_rng(0)
topics = [["ball", "goal", "team"], ["vote", "law", "party"], ["star", "moon", "orbit"]]
common = ["today", "people", "said", "new", "time"]
kinds = rng.integers(0, 3, 800)
sentences = []
for kind in kinds:
    words = list(rng.choice(common, rng.integers(2, 6))) + list(rng.choice(topics[kind], 2))
    sentences.append(" ".join(words))
train_sentences, test_sentences = sentences[:600], sentences[600:]
y_train, y_test = np.array(kinds[:600]), np.array(kinds[600:])

tokenizer = Tokenizer(num_words=50, oov_token="<unk>")
tokenizer.fit_on_texts(train_sentences)
x_train = pad_sequences(tokenizer.texts_to_sequences(train_sentences), maxlen=10, padding="post")
x_test = pad_sequences(tokenizer.texts_to_sequences(test_sentences), maxlen=10, padding="post")

model = Sequential()
model.add(Embedding(input_dim=50, output_dim=12, mask_zero=True))
model.add(LSTM(12))
model.add(Dense(3, activation="softmax"))
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=10, batch_size=16, verbose=0)
print("accuracy", accuracy_score(y_test, np.argmax(model.predict(x_test), axis=1)))
