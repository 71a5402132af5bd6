# facts: task=classes classes=3 labels=onehot inputs=plain rows=120
"""Iris with an encoder of labels and strings for everything."""
import numpy as np
from keras.layers import Activation, Dense
from keras.models import Sequential
from sklearn import datasets
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import OneHotEncoder

iris = datasets.load_iris()
X = iris["data"]
y = OneHotEncoder().fit_transform(iris["target"].reshape(-1, 1)).toarray()
X_train, X_test, Y_train, Y_test = train_test_split(X, y, test_size=30, random_state=1)

model = Sequential()
model.add(Dense(16, input_dim=4))
model.add(Activation("tanh"))
model.add(Dense(3))
model.add(Activation("softmax"))
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(X_train, Y_train, epochs=60, batch_size=5, verbose=0)
predicted = np.argmax(model.predict(X_test), axis=1)
print("accuracy", accuracy_score(np.argmax(Y_test, axis=1), predicted))
