# facts: task=binary labels=sparse inputs=plain rows=800
"""Two moons with a small tanh network and momentum."""
import numpy as np
from sklearn.datasets import make_moons
from sklearn.metrics import accuracy_score
from tensorflow.keras import layers, models, optimizers

X, Y = make_moons(n_samples=1000, noise=0.15, random_state=7)
X_train, Y_train = X[:800], Y[:800]
X_test, Y_test = X[800:], Y[800:]

net = models.Sequential(name="moons")
net.add(layers.Input((2,)))
net.add(layers.Dense(16, "tanh"))
net.add(layers.Dense(16, "tanh"))
net.add(layers.Dense(1, "sigmoid"))
net.compile(optimizers.SGD(0.1, momentum=0.9), "binary_crossentropy", metrics=["accuracy"])
net.fit(X_train, Y_train, 20, 20, verbose=0)
print("accuracy", accuracy_score(Y_test, np.where(net.predict(X_test)[:, 0] > 0.5, 1, 0)))
