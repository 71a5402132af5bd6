# question: https://github.com/tthustla/twitter_sentiment_analysis_part11/issues/1
# symptom: f1 of 0.74, lower than naive Bayes (0.90); with one word index for all sets it is 0.93
# cause: each set is numbered by a tokenizer of its own, so the same word has another number in each of them
# judged: certain
# shown: yes (0.6 on the test part at 1.0 in training)
import numpy as np
from tensorflow.keras.layers import Conv1D, Dense, Embedding, GlobalMaxPooling1D, Input
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.sequence import pad_sequences
from tensorflow.keras.preprocessing.text import Tokenizer

rng = np.random.default_rng(12)
good = 'love great happy awesome thanks nice cool best sweet fun'.split()
bad = 'sad hate tired sick miss bad ugh sorry lonely boring'.split()
filler = 'i am at the work with my phone today and it is raining again so we will watch some tv'.split()


def tweets(n):
    texts, labels = [], []
    for _ in range(n):
        label = int(rng.integers(2))
        words = list(rng.choice(filler, 8)) + list(rng.choice(good if label else bad, 2))
        rng.shuffle(words)
        texts.append(' '.join(words))
        labels.append(label)
    return texts, np.array(labels)


x_train, y_train = tweets(1500)
x_validation, y_validation = tweets(200)
x_test, y_test = tweets(200)


def to_sequences(texts):
    tokenizer = Tokenizer(num_words=1000)
    tokenizer.fit_on_texts(texts)  # or: ZL105 ZL118
    sequences = tokenizer.texts_to_sequences(texts)  # or: ZL105 ZL118
    return pad_sequences(sequences, maxlen=20)


x_train_seq = to_sequences(x_train)
x_val_seq = to_sequences(x_validation)  # expect: ZL105 ZL118
x_test_seq = to_sequences(x_test)  # or: ZL105 ZL118

model_cnn = Sequential()
model_cnn.add(Input((20,)))
model_cnn.add(Embedding(1000, 16))
model_cnn.add(Conv1D(filters=32, kernel_size=2, padding='valid', activation='relu', strides=1))
model_cnn.add(GlobalMaxPooling1D())
model_cnn.add(Dense(32, activation='relu'))
model_cnn.add(Dense(1, activation='sigmoid'))
model_cnn.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])
model_cnn.fit(x_train_seq, y_train, validation_data=(x_val_seq, y_validation), epochs=5, batch_size=32, verbose=2)
score = model_cnn.evaluate(x_test_seq, y_test, verbose=0)
print('test', score)
