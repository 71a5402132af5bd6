# question: https://github.com/tplusone/hanser_ml_zeitreihen/issues/3
# symptom: nothing but NaN predictions (today the label is refused)
# cause: the classes are the numbers -6 ... 6, sparse categorical cross-entropy wants them to count up from 0
# judged: certain
# shown: yes (raises)
import numpy as np
from tensorflow import keras

ANZAHL_KLASSEN = 13
FENSTER = 24


def erzeuge_reihen(n=800):
    """Zeitreihen mit einem Trend, der von stark fallend (-6) bis stark steigend (6) reicht."""
    zufall = np.random.default_rng(5)
    skala = zufall.integers(-6, 7, size=n)
    t = np.linspace(0, 1, FENSTER)
    reihen = skala[:, None] / 6 * t + 0.05 * zufall.normal(size=(n, FENSTER))
    return reihen.astype('float32'), skala


X, y = erzeuge_reihen()
grenze = int(0.8 * len(X))
X_train, X_test = X[:grenze], X[grenze:]
y_train, y_test = y[:grenze], y[grenze:]

model = keras.models.Sequential()
model.add(keras.layers.Input(shape=(FENSTER,)))
model.add(keras.layers.Dense(64, activation='relu'))
model.add(keras.layers.Dense(32, activation='relu'))
model.add(keras.layers.Dense(ANZAHL_KLASSEN, activation='softmax'))

model.compile(loss='sparse_categorical_crossentropy', optimizer='adam', metrics=['accuracy'])  # or: ZL215 ZL208
model.fit(X_train, y_train, epochs=10, batch_size=32, validation_data=(X_test, y_test), verbose=2)  # expect: ZL215 ZL208
vorhersage = model.predict(X_test).argmax(axis=1)
print(vorhersage[:10], y_test[:10])
