# question: https://www.drjamesfroggatt.com/python-and-neural-networks/normalising-training-and-test-data-for-neural-networks/
# symptom: errors of the test years are much larger than those of the training years
# cause: training and test data are each normalised by themselves, so one number means two things
# judged: certain
# shown: yes (test error doubles)
import numpy as np
import pandas as pd
from sklearn.preprocessing import MinMaxScaler
from tensorflow import keras

FEATURES = ['temperature', 'pressure', 'humidity']


def weather(years, warm):
    rng = np.random.default_rng(years)
    n = 365 * years
    frame = pd.DataFrame({
        'temperature': warm + 8 * np.sin(np.arange(n) / 58.0) + rng.normal(0, 2, n),
        'pressure': rng.normal(1013, 8, n),
        'humidity': rng.uniform(20, 100, n),
    })
    frame['rain'] = np.clip(0.15 * frame.humidity - 0.3 * frame.temperature + rng.normal(0, 1, n), 0, None)
    return frame


def prepare(frame):
    scaler = MinMaxScaler()
    inputs = scaler.fit_transform(frame[FEATURES])  # expect: ZL105
    return inputs, frame['rain'].values


train_x, train_y = prepare(weather(4, 9.0))
test_x, test_y = prepare(weather(1, 15.0))  # or: ZL105

model = keras.models.Sequential([
    keras.layers.Dense(32, activation='relu', input_shape=(len(FEATURES),)),
    keras.layers.Dense(16, activation='relu'),
    keras.layers.Dense(1),
])
model.compile(loss='mae', optimizer='adam')
model.fit(train_x, train_y, epochs=20, batch_size=32, verbose=0)
print('train', model.evaluate(train_x, train_y, verbose=0))
print('test', model.evaluate(test_x, test_y, verbose=0))  # or: ZL105
