# question: https://github.com/keras-team/keras/issues/4497
# symptom: learning rates from 0.001 to 10 all give the same loss
# cause: the optimizer object is built and dropped; compile gets the string 'rmsprop' with its defaults
# judged: certain
# shown: yes
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from tensorflow.keras import optimizers
from tensorflow.keras.layers import LSTM, Dense, Input
from tensorflow.keras.models import Sequential
from tensorflow.keras.utils import set_random_seed

look_back = 12

months = pd.date_range('1990-01-01', periods=300, freq='MS')
passengers = pd.Series(np.sin(np.arange(300) * 2 * np.pi / 12) + 0.004 * np.arange(300), index=months)
values = ((passengers - passengers.mean()) / passengers.std()).values


def create_dataset(series):
    dataX, dataY = [], []
    for i in range(len(series) - look_back - 1):
        dataX.append(series[i:i + look_back])
        dataY.append(series[i + look_back])
    return np.array(dataX)[..., None], np.array(dataY)


trainX, trainY = create_dataset(values[:220])
testX, testY = create_dataset(values[220:])

set_random_seed(1)
model = Sequential()
model.add(Input(shape=(look_back, 1)))
model.add(LSTM(16))
model.add(Dense(1))

# tried 0.001, 0.1 and 10
optimizers.RMSprop(learning_rate=0.1, rho=0.9, epsilon=1e-06)  # expect: ZL310
model.compile(loss='mse', optimizer='rmsprop')  # or: ZL310

history = model.fit(trainX, trainY, epochs=15, batch_size=16, verbose=0)
print('learning rate in use', float(model.optimizer.learning_rate.numpy()))
print('loss', history.history['loss'][-1])
print('test', model.evaluate(testX, testY, verbose=0))

plt.plot(values[220:])
plt.plot(np.arange(look_back, look_back + len(testY)), model.predict(testX, verbose=0))
plt.show()
