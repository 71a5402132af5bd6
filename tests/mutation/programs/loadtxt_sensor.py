# facts: task=binary labels=unknown inputs=unknown rows=unknown
"""The famous first example: a text file, eight columns, one answer."""
from keras.layers import Dense
from keras.models import Sequential
from numpy import loadtxt
from sklearn.metrics import accuracy_score

dataset = loadtxt("sensor.csv", delimiter=",")
X = dataset[:, 0:8]
y = dataset[:, 8]
split = int(0.8 * len(X))

model = Sequential()
model.add(Dense(12, input_shape=(8,), activation="relu"))
model.add(Dense(8, activation="relu"))
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(X[:split], y[:split], epochs=30, batch_size=10, verbose=0)
predictions = (model.predict(X[split:]) > 0.5).astype(int)
print("accuracy", accuracy_score(y[split:], predictions[:, 0]))
