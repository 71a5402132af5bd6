# facts: task=classes classes=3 labels=sparse inputs=wide rows=133
"""Wines: scaled to 0…1, a function for each step."""
from sklearn.datasets import load_wine
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler
from tensorflow import keras


def load():
    wine = load_wine()
    return train_test_split(wine.data, wine.target, stratify=wine.target, random_state=3)


def scale(train, test):
    scaler = MinMaxScaler()
    return scaler.fit_transform(train), scaler.transform(test)


def create(features, classes):
    model = keras.Sequential()
    model.add(keras.layers.InputLayer(shape=(features,)))
    model.add(keras.layers.Dense(24, activation=keras.activations.relu))
    model.add(keras.layers.Dense(classes, activation=keras.activations.softmax))
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


x_train, x_test, y_train, y_test = load()
x_train, x_test = scale(x_train, x_test)
model = create(13, 3)
model.fit(x_train, y_train, epochs=40, batch_size=16, verbose=0)
print("accuracy", accuracy_score(y_test, model.predict(x_test).argmax(axis=1)))
