# question: http://stackoverflow.com.mevn.net/questions/52800582/why-do-i-fail-to-predict-y-x4-with-keras-y-x3-works
# symptom: y = x**4 can't be predicted, the loss hardly moves
# cause: targets reach 1e8 and inputs 100 while weights start below 0.34; a sigmoid layer saturates; neither side is normalised
# judged: certain
# shown: yes
import random

import numpy as np
import matplotlib.pyplot as plt
from tensorflow.keras import Sequential
from tensorflow.keras.layers import Dense, Input

power = 4
data = []
for _ in range(10000):
    value = random.uniform(-100, 100)
    data.append([value, value ** power])
data = np.array(data)

X = data[:, 0]
Y = data[:, 1]
split = 9000
X_train, X_val = X[:split], X[split:]
Y_train, Y_val = Y[:split], Y[split:]
print('largest target', Y.max())

model = Sequential()
model.add(Input(shape=(1,)))
model.add(Dense(50, activation='sigmoid'))
model.add(Dense(50, activation='elu'))
model.add(Dense(50, activation='elu'))
model.add(Dense(1))  # or: ZL109

model.compile(loss='mse', optimizer='adam')
model.fit(X_train.reshape(-1, 1), Y_train, batch_size=200, epochs=20,  # expect: ZL109
          validation_data=(X_val.reshape(-1, 1), Y_val), verbose=2)

order = np.argsort(X_val)
guess = model.predict(X_val.reshape(-1, 1), verbose=0)[:, 0]
plt.plot(X_val[order], Y_val[order])
plt.plot(X_val[order], guess[order])
plt.show()
print('std of targets', Y_val.std(), 'std of predictions', guess.std())
