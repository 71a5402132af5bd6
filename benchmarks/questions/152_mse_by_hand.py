# question: https://github.com/keras-team/keras/issues/14627
# symptom: the mse computed by hand is many times that of Keras
# cause: targets (n,) minus predictions (n, 1) is an (n, n) matrix
# judged: certain
# shown: yes
import numpy as np
from tensorflow.keras import layers, models

rng = np.random.default_rng(404)


def housing(n):
    """Thirteen standardised columns and a price in thousands."""
    x = rng.normal(size=(n, 13))
    price = 22 + x @ rng.normal(size=13) + 2 * np.tanh(x[:, 5]) + rng.normal(0, 0.5, n)
    return x.astype(np.float32), price.astype(np.float32)


data, targets = housing(506)
x_train, y_train = data[:404], targets[:404]
x_test, y_test = data[404:], targets[404:]
print(x_train.shape, y_train.shape)

model = models.Sequential()
model.add(layers.Input(shape=(13,)))
model.add(layers.Dense(64, activation='relu'))
model.add(layers.Dense(64, activation='relu'))
model.add(layers.Dense(1))
model.compile(optimizer='rmsprop', loss='mse', metrics=['mae'])

history = model.fit(x_train, y_train, epochs=40, batch_size=10, verbose=0)
print('keras, last epoch ', history.history['loss'][-1])
print('keras, evaluate   ', model.evaluate(x_train, y_train, verbose=0)[0])

print('by hand           ', np.square(np.subtract(y_train, model.predict(x_train, verbose=0))).mean())  # expect: ZL510
rest = y_test - model.predict(x_test, verbose=0)  # or: ZL510
print('by hand, test     ', np.mean(rest ** 2), rest.shape)
