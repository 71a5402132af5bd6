# facts: task=regression targets=-4..4 inputs=plain rows=1500
"""Friedman's function, with batch normalisation and a schedule."""
from sklearn.datasets import make_friedman1
from sklearn.metrics import r2_score
from tensorflow.keras import Sequential, layers, optimizers

x, y = make_friedman1(n_samples=2000, n_features=8, noise=0.5, random_state=2)
y = (y - y[:1500].mean()) / y[:1500].std()
schedule = optimizers.schedules.ExponentialDecay(initial_learning_rate=0.01, decay_steps=300, decay_rate=0.8)

model = Sequential([
    layers.Input(shape=(8,)),
    layers.Dense(32, use_bias=False),
    layers.BatchNormalization(),
    layers.ReLU(),
    layers.Dense(16, activation="relu", kernel_initializer="he_normal"),
    layers.Dense(1),
])
model.compile(optimizer=optimizers.Adam(learning_rate=schedule), loss="mse", metrics=["mae"])
model.fit(x[:1500], y[:1500], batch_size=32, epochs=15, verbose=2)
print("r2", r2_score(y[1500:], model.predict(x[1500:])[:, 0]))
