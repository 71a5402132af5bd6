# facts: task=binary labels=sparse inputs=tokens rows=1500
"""Film reviews: embedding and average."""
from sklearn.metrics import accuracy_score
from tensorflow import keras
from tensorflow.keras import layers

VOCABULARY = 1000
LENGTH = 80

(x_train, y_train), (x_test, y_test) = keras.datasets.imdb.load_data(num_words=VOCABULARY)
x_train = keras.utils.pad_sequences(x_train[:1500], maxlen=LENGTH)
x_test = keras.utils.pad_sequences(x_test[:400], maxlen=LENGTH)
y_train, y_test = y_train[:1500], y_test[:400]

model = keras.Sequential()
model.add(keras.Input(shape=(LENGTH,)))
model.add(layers.Embedding(VOCABULARY, 16))
model.add(layers.GlobalAveragePooling1D())
model.add(layers.Dense(16, activation="relu"))
model.add(layers.Dense(1, activation="sigmoid"))
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=15, batch_size=32, validation_split=0.2)

probabilities = model.predict(x_test)
print("accuracy", accuracy_score(y_test, (probabilities > 0.5).astype(int).ravel()))
