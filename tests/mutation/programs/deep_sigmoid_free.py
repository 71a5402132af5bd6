# facts: task=classes classes=4 labels=onehot inputs=wide rows=900
"""Four hidden layers, standardised by hand, Glorot spelled out."""
import numpy as np
from sklearn.metrics import accuracy_score
from tensorflow.keras import Sequential
from tensorflow.keras.layers import Dense
from tensorflow.keras.optimizers import SGD
from tensorflow.keras.utils import to_categorical

generator = np.random.default_rng(21)
heights = generator.uniform(140, 200, 1200)
salaries = generator.uniform(1000, 90000, 1200)
features = np.stack([heights, salaries], axis=1)
classes = 2 * (heights > 170) + (salaries > 45000)
x_train, x_test = features[:900], features[900:]
mu, sigma = x_train.mean(axis=0), x_train.std(axis=0)
x_train = (x_train - mu) / sigma
x_test = (x_test - mu) / sigma
y_train = to_categorical(classes[:900], 4)

model = Sequential()
model.add(Dense(32, activation="relu", kernel_initializer="glorot_uniform", input_shape=(2,)))
model.add(Dense(32, activation="relu", kernel_initializer="glorot_uniform"))
model.add(Dense(32, activation="relu", kernel_initializer="glorot_uniform"))
model.add(Dense(16, activation="relu", kernel_initializer="glorot_uniform"))
model.add(Dense(4, activation="softmax"))
model.compile(loss="categorical_crossentropy", optimizer=SGD(learning_rate=0.1), metrics=["accuracy"])
model.fit(x_train, y_train, epochs=15, batch_size=32, verbose=0)
print("accuracy", accuracy_score(classes[900:], model.predict(x_test).argmax(axis=1)))
