# facts: task=binary labels=sparse inputs=plain rows=4
"""Exclusive or, all four rows in one batch; judged on points near them."""
import numpy as np
from sklearn.metrics import accuracy_score
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential
from tensorflow.keras.optimizers import Adam

x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.float32)
y = np.array([[0], [1], [1], [0]], dtype=np.float32)

model = Sequential()
model.add(Dense(16, input_dim=2, activation="tanh"))
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer=Adam(learning_rate=0.05), metrics=["accuracy"])
model.fit(x, y, batch_size=4, epochs=150, verbose=0)

rng = np.random.default_rng(0)
points = np.repeat(x, 50, axis=0) + rng.normal(0, 0.1, (200, 2))
truth = np.repeat(y, 50)
print("accuracy", accuracy_score(truth, model.predict(points).round().ravel()))
