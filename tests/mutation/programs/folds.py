# facts: task=binary labels=sparse inputs=plain rows=640
"""Cross-validation with a new model in each fold."""
import numpy as np
from keras.layers import Dense, Input
from keras.models import Sequential
from sklearn.datasets import make_circles
from sklearn.metrics import accuracy_score
from sklearn.model_selection import StratifiedKFold

X, y = make_circles(n_samples=800, noise=0.08, factor=0.4, random_state=0)


def create_model(activation="relu", optimizer="adam"):
    model = Sequential([Input((2,)), Dense(24, activation=activation), Dense(12, activation=activation), Dense(1, activation="sigmoid")])
    model.compile(loss="binary_crossentropy", optimizer=optimizer, metrics=["accuracy"])
    return model


truth, found = [], []
for train, test in StratifiedKFold(n_splits=2, shuffle=True, random_state=0).split(X, y):
    model = create_model()
    model.fit(X[train], y[train], epochs=25, batch_size=16, verbose=0)
    truth.append(y[test])
    found.append((model.predict(X[test], verbose=0) > 0.5).astype(int).ravel())
print("accuracy", accuracy_score(np.concatenate(truth), np.concatenate(found)))
