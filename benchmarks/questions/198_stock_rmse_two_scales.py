# question: https://github.com/krishnaik06/Stock-MArket-Forecasting/issues/2
# symptom: the RMSE is of the size of the price itself
# cause: the predictions are brought back to prices with inverse_transform, the true values stay between 0 and 1
# judged: certain
# shown: yes
import math

import numpy as np
import pandas as pd
from sklearn.metrics import mean_squared_error
from sklearn.preprocessing import MinMaxScaler
from tensorflow.keras.layers import LSTM, Dense
from tensorflow.keras.models import Sequential

np.random.seed(0)
df1 = pd.Series(120 + np.cumsum(np.random.normal(0.05, 1.5, 900)), name='close')
scaler = MinMaxScaler(feature_range=(0, 1))
df1 = scaler.fit_transform(np.array(df1).reshape(-1, 1))

training_size = int(len(df1) * 0.65)
train_data, test_data = df1[0:training_size, :], df1[training_size:len(df1), :1]


def create_dataset(dataset, time_step=1):
    dataX, dataY = [], []
    for i in range(len(dataset) - time_step - 1):
        a = dataset[i:(i + time_step), 0]
        dataX.append(a)
        dataY.append(dataset[i + time_step, 0])
    return np.array(dataX), np.array(dataY)


time_step = 30
X_train, y_train = create_dataset(train_data, time_step)
X_test, ytest = create_dataset(test_data, time_step)
X_train = X_train.reshape(X_train.shape[0], X_train.shape[1], 1)
X_test = X_test.reshape(X_test.shape[0], X_test.shape[1], 1)

model = Sequential()
model.add(LSTM(32, return_sequences=True, input_shape=(time_step, 1)))
model.add(LSTM(32))
model.add(Dense(1))
model.compile(loss='mean_squared_error', optimizer='adam')
model.fit(X_train, y_train, validation_data=(X_test, ytest), epochs=10, batch_size=64, verbose=0)

train_predict = model.predict(X_train, verbose=0)
test_predict = model.predict(X_test, verbose=0)
train_predict = scaler.inverse_transform(train_predict)
test_predict = scaler.inverse_transform(test_predict)
print(math.sqrt(mean_squared_error(y_train, train_predict)))  # expect: ZL506
print(math.sqrt(mean_squared_error(ytest, test_predict)))  # or: ZL506
