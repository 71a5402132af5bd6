# question: https://github.com/statsmaths/kerasR/issues/21
# expect: silence
# (the repaired version: centre and scale of the training rows are used for the test rows)
# shown: yes
import numpy as np
import matplotlib.pyplot as plt
from sklearn.preprocessing import StandardScaler
from tensorflow.keras.layers import Activation, Dense, Input
from tensorflow.keras.models import Sequential
from tensorflow.keras.optimizers import RMSprop

rng = np.random.default_rng(13)


def suburbs(n, rich=0.0):
    rooms = rng.normal(6.2 + rich, 0.7, n)
    crime = rng.gamma(1.0, 3.5, n)
    tax = rng.normal(400 - 60 * rich, 160, n)
    dist = rng.gamma(3.0, 1.2, n)
    price = 5 + 4.5 * (rooms - 4) - 0.35 * crime - 0.008 * tax + 0.6 * dist + rng.normal(0, 1.5, n)
    return np.stack([rooms, crime, tax, dist], axis=1), price


X_train, Y_train = suburbs(404)
X_test, Y_test = suburbs(102, rich=0.8)

scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
X_test = scaler.transform(X_test)

mod = Sequential()
mod.add(Input(shape=(4,)))
mod.add(Dense(units=50))
mod.add(Activation("relu"))
mod.add(Dense(units=1))
mod.compile(loss="mse", optimizer=RMSprop(learning_rate=0.005))

mod.fit(X_train, Y_train, batch_size=32, epochs=60, verbose=0, validation_split=0.1)

pred = mod.predict(X_test, verbose=0)[:, 0]
print('relative error', np.std(pred - Y_test) / np.std(Y_test))
print('offset', np.mean(pred - Y_test))

plt.scatter(Y_test, pred)
plt.plot([0, 30], [0, 30])
plt.show()
