# question: https://github.com/keras-team/keras/issues/2134
# symptom: loss is nan from the first epoch on
# cause: standardising by hand divides by a standard deviation of zero (a channel that never changes), which puts NaN into the inputs
# judged: certain
# shown: yes
import numpy as np
from tensorflow.keras.layers import LSTM, Dense, Input
from tensorflow.keras.models import Sequential

np.random.seed(0)
n, steps = 600, 12

temperature = 20 + 5 * np.random.randn(n + steps)
pressure = 1000 + 8 * np.random.randn(n + steps)
valve = np.ones(n + steps)            # was open during the whole campaign
signal = np.stack([temperature, pressure, valve], axis=1)
flow = 0.3 * temperature + 0.02 * (pressure - 1000) + np.random.randn(n + steps) * 0.1

cut = 500
train, test = signal[:cut], signal[cut:]

mean = np.mean(train, axis=0)
std = np.std(train, axis=0)
train_n = (train - mean) / std  # expect: ZL106
test_n = (test - mean) / std  # or: ZL106


def windows(values, target, length):
    xs, ys = [], []
    for i in range(len(values) - length):
        xs.append(values[i:i + length])
        ys.append(target[i + length])
    return np.array(xs), np.array(ys)


X_train, y_train = windows(train_n, flow[:cut], steps)
X_test, y_test = windows(test_n, flow[cut:], steps)
print(X_train.shape, X_test.shape)

model = Sequential([
    Input(shape=(steps, 3)),
    LSTM(16),
    Dense(1),
])
model.compile(loss='mse', optimizer='adam')
model.fit(X_train, y_train, epochs=5, batch_size=32,
          validation_data=(X_test, y_test), verbose=2)
print(model.predict(X_test[:4], verbose=0))
