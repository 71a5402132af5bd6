# question: https://github.com/jaungiers/LSTM-Neural-Network-for-Time-Series-Prediction/issues/35
# symptom: an error, or an epoch without any data (loss 0.0), as soon as there is more than one epoch
# cause: the training generator ends after one pass over the data; Keras wants one that goes on for ever
# judged: certain
# shown: yes (epoch 2 has loss 0.0)
import math

import numpy as np
from tensorflow.keras.layers import LSTM, Dense, Dropout, Input
from tensorflow.keras.models import Sequential


class DataLoader():
    def __init__(self, values, split):
        i_split = int(len(values) * split)
        self.data_train = values[:i_split]
        self.data_test = values[i_split:]
        self.len_train = len(self.data_train)

    def get_test_data(self, seq_len):
        windows = [self.data_test[i:i + seq_len] for i in range(len(self.data_test) - seq_len)]
        windows = np.array(windows).astype(float)
        return windows[:, :-1], windows[:, -1, [0]]

    def generate_train_batch(self, seq_len, batch_size):
        '''Yield a generator of training data'''
        i = 0
        while i < (self.len_train - seq_len):
            x_batch = []
            y_batch = []
            for b in range(batch_size):
                if i >= (self.len_train - seq_len):
                    break
                x, y = self._next_window(i, seq_len)
                x_batch.append(x)
                y_batch.append(y)
                i += 1
            yield np.array(x_batch), np.array(y_batch)

    def _next_window(self, i, seq_len):
        window = self.data_train[i:i + seq_len]
        return window[:-1], window[-1, [0]]


class Model():
    def __init__(self, steps):
        self.model = Sequential()
        self.model.add(Input((steps, 1)))
        self.model.add(LSTM(20))
        self.model.add(Dropout(0.05))
        self.model.add(Dense(1, activation='linear'))
        self.model.compile(loss='mse', optimizer='adam')

    def train_generator(self, data_gen, epochs, steps_per_epoch):
        print('[Model] Training Started')
        history = self.model.fit(data_gen, steps_per_epoch=steps_per_epoch, epochs=epochs, verbose=2)  # expect: ZL309
        print('[Model] Training Completed.')
        return history


t = np.arange(1200)
series = np.sin(2 * np.pi * t / 50).reshape(-1, 1)
sequence_length, batch_size, epochs = 30, 32, 5
data = DataLoader(series, 0.85)
model = Model(sequence_length - 1)

steps_per_epoch = math.ceil((data.len_train - sequence_length) / batch_size)
history = model.train_generator(
    data_gen=data.generate_train_batch(seq_len=sequence_length, batch_size=batch_size),  # or: ZL309
    epochs=epochs,
    steps_per_epoch=steps_per_epoch)
x_test, y_test = data.get_test_data(sequence_length)
print('losses', history.history['loss'])
print('test mse', model.model.evaluate(x_test, y_test, verbose=0))
