# facts: task=classes classes=4 labels=onehot inputs=unknown rows=unknown
"""Features that another script has pickled."""
import pickle

import numpy as np
from keras import Model, layers
from keras.utils import to_categorical
from sklearn.metrics import accuracy_score

with open("features.pkl", "rb") as file:
    data = pickle.load(file)
x_train, x_test = np.array(data["train"]), np.array(data["test"])
y_train = to_categorical(data["train_labels"], num_classes=4)
y_test = np.array(data["test_labels"])


class Classifier(Model):
    def __init__(self, units=32, classes=4):
        super().__init__()
        self.first = layers.Dense(units, activation="relu")
        self.dropout = layers.Dropout(0.3)
        self.second = layers.Dense(units, activation="relu")
        self.last = layers.Dense(classes, activation="softmax")

    def call(self, inputs, training=None):
        x = self.first(inputs)
        x = self.dropout(x, training=training)
        return self.last(self.second(x))


model = Classifier()
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=12, batch_size=32, verbose=0)
print("accuracy", accuracy_score(y_test, np.argmax(model.predict(x_test), axis=1)))
