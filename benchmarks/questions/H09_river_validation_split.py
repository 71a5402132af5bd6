# question: https://github.com/keras-team/keras/issues/6422
# expect: silence
# (asked whether validation_split before shuffling is a bug: it is intended, the future must stay out of training)
# shown: yes
import numpy as np
import pandas as pd
from tensorflow.keras.layers import GRU, Dense, Input
from tensorflow.keras.models import Sequential

rng = np.random.default_rng(9)
days = pd.date_range('2012-01-01', periods=1500, freq='D')
level = (3 + np.sin(2 * np.pi * np.arange(1500) / 365.25)
         + 0.5 * np.sin(2 * np.pi * np.arange(1500) / 30) + 0.1 * rng.normal(size=1500))
river = pd.Series(level, index=days)

train = river[:1200]
test = river[1200:]
mean, std = train.mean(), train.std()
train_n = ((train - mean) / std).values
test_n = ((test - mean) / std).values


def windows(values, length=20):
    x = np.array([values[i:i + length] for i in range(len(values) - length)])
    y = np.array([values[i + length] for i in range(len(values) - length)])
    return x[..., None], y


X_train, y_train = windows(train_n)
X_test, y_test = windows(test_n)

model = Sequential([
    Input(shape=(20, 1)),
    GRU(24),
    Dense(1),
])
model.compile(optimizer='adam', loss='mse', metrics=['mae'])
history = model.fit(X_train, y_train, epochs=15, batch_size=32, validation_split=0.15, verbose=0)
print('val_loss', history.history['val_loss'][-1])

guess = model.predict(X_test, verbose=0).ravel() * std + mean
truth = y_test * std + mean
print('mean error in metres', np.abs(guess - truth).mean())
