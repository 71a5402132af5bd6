# facts: task=regression targets=-1..1 inputs=plain rows=700
"""The next value of a wave from windows that a loop collects."""
import numpy as np
from sklearn.metrics import r2_score
from tensorflow.keras.layers import LSTM, Dense
from tensorflow.keras.models import Sequential

series = np.sin(np.arange(1000) * 0.2)
window = 10
X, y = [], []
for i in range(len(series) - window):
    X.append(series[i:i + window])
    y.append(series[i + window])
X, y = np.array(X), np.array(y)
X = X.reshape((X.shape[0], X.shape[1], 1))
split = 700
X_train, X_test = X[:split], X[split:]
y_train, y_test = y[:split], y[split:]

model = Sequential()
model.add(LSTM(16, input_shape=(window, 1)))
model.add(Dense(1))
model.compile(optimizer="adam", loss="mean_squared_error")
model.fit(X_train, y_train, epochs=8, batch_size=16, verbose=0)
print("r2", r2_score(y_test, model.predict(X_test).ravel()))
