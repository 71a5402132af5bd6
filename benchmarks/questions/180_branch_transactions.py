# question: https://github.com/keras-team/keras/issues/18247
# symptom: for some branches every prediction is exactly zero
# cause: ReLU on the output of a regression whose standardised targets go below zero; whole branches end with a dead unit
# judged: certain
# shown: yes (half of the predictions are exactly 0)
import numpy as np
import pandas as pd
from keras.layers import BatchNormalization, Dense, Flatten
from keras.models import Sequential
from keras.optimizers import Adam
from sklearn.preprocessing import StandardScaler

np.random.seed(3)
days = pd.date_range('2021-01-01', periods=500, freq='D')
df = pd.DataFrame(index=days)
for branch_id in range(1, 6):
    weekly = 1 + 0.4 * np.sin(np.arange(500) * 2 * np.pi / 7)
    df[branch_id] = weekly * np.random.gamma(3.0, 15000.0 * branch_id, 500)
df.loc[df.index.dayofweek == 6] = np.nan
df = df.fillna(0)


def lagged(series, lags=7):
    X = np.stack([series[i:len(series) - lags + i] for i in range(lags)], axis=1)
    return X, series[lags:]


for branch_id in df.columns:
    scaler = StandardScaler()
    values = scaler.fit_transform(df[[branch_id]])[:, 0]
    X, y = lagged(values)
    model = Sequential()
    model.add(BatchNormalization())
    model.add(Dense(32, activation='relu'))
    model.add(Dense(64, activation='relu'))
    model.add(Flatten())
    model.add(Dense(1, activation='relu'))  # expect: ZL204
    model.compile(loss='mean_squared_error', optimizer=Adam())  # or: ZL204
    model.fit(X, y, epochs=15, batch_size=31, verbose=0)
    pred = model.predict(X, verbose=0)
    print(branch_id, 'share of zeros', (pred == 0).mean(), 'share of targets below zero', (y < 0).mean())
