# facts: task=classes classes=10 labels=sparse inputs=plain rows=1347
"""Scikit-learn's digits, a functional model with a skip."""
from sklearn.datasets import load_digits
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from tensorflow import keras
from tensorflow.keras.layers import Add, Dense, Input
from tensorflow.keras.models import Model

X, y = load_digits(return_X_y=True)
X = X / 16.0
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)

inp = Input((64,))
hidden = Dense(32, activation="relu")(inp)
deeper = Dense(32, activation="relu")(hidden)
out = Dense(10, activation="softmax")(Add()([hidden, deeper]))
model = Model(inputs=inp, outputs=out)
model.compile(optimizer=keras.optimizers.Nadam(), loss=keras.losses.SparseCategoricalCrossentropy(), metrics=["acc"])
model.fit(X_train, y_train, epochs=8, batch_size=32)
print("accuracy", accuracy_score(y_test, model.predict(X_test).argmax(-1)))
