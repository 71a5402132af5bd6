# question: https://github.com/Eshajha19/agri/issues/2564
# symptom: every predicted yield lies between 0 and 1
# cause: trained on MinMax-scaled data, but the service feeds raw values and returns the scaled output as it is
# judged: certain
# shown: yes
import numpy as np
from sklearn.preprocessing import MinMaxScaler
from tensorflow.keras.layers import LSTM, Dense, Dropout, Input
from tensorflow.keras.models import Sequential

from dataset import weather_years


class YieldModel:
    def __init__(self, months=10, features=3):
        self.months = months
        self.features = features
        self.x_scaler = MinMaxScaler()
        self.y_scaler = MinMaxScaler()
        self.model = self._build()

    def _build(self):
        model = Sequential([
            Input(shape=(self.months, self.features)),
            LSTM(32),
            Dropout(0.2),
            Dense(16, activation='relu'),
            Dense(1),
        ])
        model.compile(optimizer='adam', loss='mse')
        return model

    def train(self, X, y, epochs=15):
        flat = X.reshape(-1, self.features)
        X_scaled = self.x_scaler.fit_transform(flat).reshape(X.shape)
        y_scaled = self.y_scaler.fit_transform(y)
        return self.model.fit(X_scaled, y_scaled, epochs=epochs, batch_size=16,
                              validation_split=0.2, verbose=0)

    def predict(self, X):
        return self.model.predict(X, verbose=0)  # expect: ZL104


if __name__ == '__main__':
    X, y = weather_years()
    net = YieldModel()
    history = net.train(X[:200], y[:200])
    print('val_loss', history.history['val_loss'][-1])
    guess = net.predict(X[200:])  # or: ZL104
    error = np.abs(guess - y[200:]).mean()  # expect: ZL506
    print('predicted', guess[:5].ravel())
    print('measured ', y[200:205].ravel())
    print('mean error in kg', error)
