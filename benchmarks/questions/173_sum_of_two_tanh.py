# question: https://github.com/keras-team/keras/issues/108
# symptom: learning the sum of two numbers takes 100000 epochs and still has loss 0.69
# cause: tanh on the output of a regression; a linear output gets to 0.004 in 1000 epochs
# judged: certain
# shown: yes
import numpy as np
from tensorflow.keras.layers import Activation, Dense, Input
from tensorflow.keras.models import Sequential

np.random.seed(1)

# two summands, their sum
X_train = np.random.uniform(0, 4, (1000, 2))
y_train = X_train.sum(axis=1)
X_test = np.random.uniform(0, 4, (200, 2))
y_test = X_test.sum(axis=1)
print('targets from %.2f to %.2f' % (y_train.min(), y_train.max()))

model = Sequential()
model.add(Input(shape=(2,)))
model.add(Dense(64, kernel_initializer='uniform'))
model.add(Activation('tanh'))
model.add(Dense(1, kernel_initializer='uniform'))
model.add(Activation('tanh'))  # expect: ZL201

model.compile(loss='mean_absolute_error', optimizer='rmsprop')  # or: ZL201

history = model.fit(X_train, y_train, epochs=15, batch_size=16, verbose=0)
print('mae', history.history['loss'][0], '->', history.history['loss'][-1])
print('test', model.evaluate(X_test, y_test, batch_size=16, verbose=0))
print(np.c_[y_test[:5], model.predict(X_test[:5], verbose=0)])
