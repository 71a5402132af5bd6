# question: https://stackguides.com/questions/46620813/keras-lstm-model-not-learning-binary-sequence
# symptom: constant accuracy during the whole training, constant predictions
# cause: a softmax over one unit is always 1
# established: by reading and running; no reply of the thread was seen
# judged: certain
# shown: yes (always 1)
import numpy as np
from keras.layers import LSTM, Dense
from keras.models import Sequential

train = [0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0, 1, 1, 1, 0] * 40

vecX, vecY = [], []
for i in range(len(train) - 3):
    vecX.append([[train[i]], [train[i + 1]], [train[i + 2]]])
    vecY.append([train[i + 3]])
vecX = np.array(vecX)
vecY = np.array(vecY)
print(vecX.shape, vecY.shape)

LSTM_net = Sequential()
LSTM_net.add(LSTM(1, input_shape=(3, 1)))
LSTM_net.add(Dense(1, activation="softmax"))  # expect: ZL203
LSTM_net.compile(optimizer="adagrad", loss="binary_crossentropy", metrics=["accuracy"])
LSTM_net.fit(vecX, vecY, batch_size=256, epochs=20, verbose=2)
print(np.unique(LSTM_net.predict(vecX)))
