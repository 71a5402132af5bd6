# question: http://pullrequest.ru/13233417/predskazanie-impulsnogo-signala-lstm
# symptom: the LSTM gives nearly the same small number wherever the impulse stands
# cause: far too few epochs (five on ten rows); with thousands it learns
# judged: certain
# shown: yes
import numpy as np
from tensorflow.keras.layers import LSTM, Input
from tensorflow.keras.models import Sequential

TIME_STEPS = 10

# an impulse that walks through the window
x_train = np.zeros((TIME_STEPS, TIME_STEPS, 1))
for k in range(TIME_STEPS):
    x_train[k, k, 0] = 1

y_train = np.zeros((TIME_STEPS, 1))
y_train[0] = 1

print(x_train.shape)
print(y_train.shape)

model = Sequential()
model.add(Input(shape=(TIME_STEPS, 1)))
model.add(LSTM(1))
model.compile(optimizer='adam', loss='mse', metrics=['mse'])

model.fit(x_train, y_train, epochs=5, verbose=2)  # expect: ZL304

print(model.predict(x_train, verbose=0).round(3))

wave = np.zeros(100)
wave[::10] = 1
windows = np.array([wave[i:i + TIME_STEPS] for i in range(len(wave) - TIME_STEPS)])
answer = model.predict(windows[..., np.newaxis], verbose=0)
print('std over the wave', answer.std())
