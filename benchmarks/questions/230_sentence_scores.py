# question: https://github.com/keras-team/keras/issues/11188
# symptom: expected time_distributed_9 to have 3 dimensions, but got array with shape (102, 1)
# cause: the last LSTM returns sequences (and the Dense is time distributed) while there is one label for each sentence
# judged: certain
# shown: yes (raises)
import numpy as np
from keras.layers import LSTM, Bidirectional, Dense, Dropout, Input, TimeDistributed
from keras.models import Sequential
from keras.utils import to_categorical

train_list, train_agg_list = [], []
for sentence in range(102):
    length = np.random.randint(5, 20)
    vectors = np.zeros((20, 30))
    mood = np.random.randint(6)
    vectors[:length] = np.random.normal(mood / 3, 1.0, size=(length, 30))
    train_list.append(vectors)
    train_agg_list.append(mood)
train_list_np = np.array(train_list)
train_agg_list_np = to_categorical(np.array(train_agg_list), 6)
print(train_list_np.shape)
print(train_agg_list_np.shape)

model = Sequential()
model.add(Input((20, 30)))
model.add(Bidirectional(LSTM(20, return_sequences=True)))
model.add(Dropout(0.2))
model.add(Bidirectional(LSTM(20, return_sequences=True)))  # expect: ZL412 ZL419
model.add(TimeDistributed(Dense(6, activation='softmax')))
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])  # or: ZL412 ZL419
model.fit(train_list_np, train_agg_list_np, epochs=10, batch_size=16, verbose=2)  # or: ZL412 ZL419
