# facts: task=classes classes=3 labels=sparse inputs=plain rows=120
"""train_on_batch over permuted rows."""
import numpy as np
from sklearn.datasets import load_iris
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from tensorflow.keras import layers, models

x, y = load_iris(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.2, random_state=2)
model = models.Sequential()
model.add(layers.Input((4,)))
model.add(layers.Dense(24, activation="relu"))
model.add(layers.Dense(3, activation="softmax"))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
size = 10
for epoch in range(60):
    order = np.random.permutation(len(x_train))
    for start in range(0, len(order), size):
        part = order[start:start + size]
        model.train_on_batch(x_train[part], y_train[part])
print("accuracy", accuracy_score(y_test, np.argmax(model.predict(x_test), axis=1)))
