# facts: task=binary labels=sparse inputs=unit rows=1500
"""Film reviews as bags of words; a loop fills the matrix."""
import numpy as np
from keras import layers, models, optimizers
from keras.datasets import imdb
from sklearn.metrics import accuracy_score


def vectorize(sequences, dimension=1000):
    results = np.zeros((len(sequences), dimension))
    for i, sequence in enumerate(sequences):
        results[i, sequence] = 1.0
    return results


(train_data, train_labels), (test_data, test_labels) = imdb.load_data(num_words=1000)
train_data, train_labels = train_data[:1500], train_labels[:1500]
test_data, test_labels = test_data[:400], test_labels[:400]
x_train = vectorize(train_data)
x_test = vectorize(test_data)
y_train = np.asarray(train_labels).astype("float32")
y_test = np.asarray(test_labels).astype("float32")

model = models.Sequential()
model.add(layers.Dense(16, activation="relu", input_shape=(1000,)))
model.add(layers.Dense(16, activation="relu"))
model.add(layers.Dense(1, activation="sigmoid"))
model.compile(optimizer=optimizers.RMSprop(learning_rate=0.001), loss="binary_crossentropy", metrics=["accuracy"])

x_val, partial_x_train = x_train[:300], x_train[300:]
y_val, partial_y_train = y_train[:300], y_train[300:]
model.fit(partial_x_train, partial_y_train, epochs=8, batch_size=32, validation_data=(x_val, y_val))
print("accuracy", accuracy_score(y_test, np.round(model.predict(x_test)).ravel()))
