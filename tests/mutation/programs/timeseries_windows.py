# facts: task=regression targets=-2..2 inputs=plain rows=700
"""Windows of a standardised series by Keras's helper, a convolution over time."""
import keras
import numpy as np
from sklearn.metrics import r2_score

t = np.arange(1000)
series = 20 + 8 * np.sin(t / 7.0) + np.random.default_rng(0).normal(0, 0.5, 1000)
mean, std = series[:700].mean(), series[:700].std()
series = (series - mean) / std
past = 14


def windows(part, shuffle):
    return keras.utils.timeseries_dataset_from_array(
        part[:-past, None], part[past:], sequence_length=past, batch_size=32, shuffle=shuffle
    )


train, test = windows(series[:700], True), windows(series[700:], False)
inputs = keras.Input((past, 1))
x = keras.layers.Conv1D(16, 5, activation="relu")(inputs)
x = keras.layers.Conv1D(16, 5, activation="relu")(x)
x = keras.layers.Flatten()(x)
model = keras.Model(inputs, keras.layers.Dense(1)(x))
model.compile(optimizer=keras.optimizers.Adam(0.003), loss=keras.losses.Huber(), metrics=["mae"])
model.fit(train, epochs=15, verbose=0)
truth = np.concatenate([y for _, y in test])
print("r2", r2_score(truth, model.predict(test)[:, 0]))
