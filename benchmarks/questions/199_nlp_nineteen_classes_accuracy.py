# question: https://intellipaat.com/community/17161/keras-model-evaluate-vs-model-predict-accuracy-difference-in-multi-class-nlp-task
# symptom: evaluate says 98 %, counting the predicted classes says 83 %
# cause: binary cross-entropy with sigmoid for 19 exclusive classes; accuracy is counted for each of the 19 bits
# judged: mild
# shown: no (today's 'accuracy' compares the best class)
import numpy as np
from keras.layers import LSTM, BatchNormalization, Dense, Dropout, Embedding
from keras.models import Sequential
from keras.utils import to_categorical

nb_classes = 19
nb_words, EMBEDDING_DIM, MAX_SEQUENCE_LENGTH = 400, 24, 15
rng = np.random.default_rng(9)
labels = rng.integers(0, nb_classes, 2000)
data = rng.integers(1, nb_words, (2000, MAX_SEQUENCE_LENGTH))
data[:, 8:] = (20 * labels + 1)[:, None] + rng.integers(0, 20, (2000, 7))
embedding_matrix = rng.normal(0, 1, (nb_words, EMBEDDING_DIM))
embedding_matrix[1:381] += np.repeat(rng.normal(0, 2, (19, EMBEDDING_DIM)), 20, axis=0)
train_data, val_data, test_data = data[:1400], data[1400:1700], data[1700:]
train_labels, val_labels, test_labels = labels[:1400], labels[1400:1700], labels[1700:]

model1 = Sequential()
embedding = Embedding(nb_words, EMBEDDING_DIM, trainable=False)
model1.add(embedding)
model1.add(LSTM(64, dropout=0.1))
model1.add(Dropout(0.2))
model1.add(BatchNormalization())
model1.add(Dense(64, activation='relu'))
model1.add(Dense(nb_classes, activation='sigmoid'))  # expect: ZL210 ZL219
model1.build((None, MAX_SEQUENCE_LENGTH))
embedding.set_weights([embedding_matrix])
model1.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])  # or: ZL210 ZL219

ytrain_enc = to_categorical(train_labels)
yval_enc = to_categorical(val_labels)
ytestenc = to_categorical(test_labels)
model1.fit(train_data, ytrain_enc, validation_data=(val_data, yval_enc), epochs=25, batch_size=64, verbose=0)
print(model1.evaluate(test_data, y=ytestenc, batch_size=64, verbose=0))
predicted = np.argmax(model1.predict(test_data, verbose=0), axis=1)
print((predicted == test_labels).mean())
