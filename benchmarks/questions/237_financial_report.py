# question: https://github.com/Niketkumardheeryan/ML-CaPsule/issues/1574
# symptom: the accuracy shown for the test part is better than what new reports get
# cause: the MinMaxScaler is fitted on the entire data set before it is split
# judged: certain
# shown: no (0.05 of the range, little is leaked here)
import numpy as np
import pandas as pd
import tensorflow as tf
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler


def load_data(periods=240):
    rng = np.random.default_rng(10)
    growth = np.cumsum(rng.normal(1.0, 0.6, size=(periods, 4)), axis=0)
    df = pd.DataFrame(growth * [120, 90, 30, 15] + 500, columns=['Revenue', 'Costs', 'Assets', 'Debt'])
    df.insert(0, 'Date', pd.date_range('2004-01-31', periods=periods, freq='ME'))
    df['Profit'] = df['Revenue'] - df['Costs'] + rng.normal(0, 20, periods)
    return df


class ReportModel:
    def __init__(self):
        self.scaler = MinMaxScaler()

    def prepare(self, df):
        data_scaled = self.scaler.fit_transform(df.drop('Date', axis=1))  # expect: ZL105
        X, y = data_scaled[:, :-1], data_scaled[:, -1]
        return train_test_split(X, y, test_size=0.2, random_state=42)  # or: ZL105

    def build(self, n_features):
        self.model = tf.keras.Sequential([
            tf.keras.layers.Input(shape=(n_features,)),
            tf.keras.layers.Dense(64, activation='relu'),
            tf.keras.layers.Dense(32, activation='relu'),
            tf.keras.layers.Dense(1),
        ])
        self.model.compile(optimizer='adam', loss='mean_squared_error')

    def run(self, df):
        X_train, X_test, y_train, y_test = self.prepare(df)
        self.build(X_train.shape[1])
        self.model.fit(X_train, y_train, epochs=60, batch_size=16, verbose=0)
        return mean_absolute_error(y_test, self.model.predict(X_test, verbose=0))


if __name__ == '__main__':
    print('mean absolute error (scaled):', ReportModel().run(load_data()))
