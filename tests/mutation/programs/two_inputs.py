# facts: task=binary labels=sparse inputs=plain rows=900
"""Numbers and a category, by name."""
import numpy as np
from sklearn.metrics import accuracy_score
from tensorflow import keras
from tensorflow.keras import layers

rng = np.random.default_rng(6)
numbers = rng.normal(size=(1200, 4)).astype("float32")
city = rng.integers(0, 6, 1200)
label = ((numbers[:, 0] + numbers[:, 1] + (city % 2)) > 0.5).astype("float32")

number_input = keras.Input(shape=(4,), name="numbers")
city_input = keras.Input(shape=(), dtype="int32", name="city")
embedded = layers.Embedding(6, 4)(city_input)
x = layers.concatenate([number_input, embedded])
x = layers.Dense(24, activation="relu")(x)
x = layers.Dense(12, activation="relu")(x)
answer = layers.Dense(1, activation="sigmoid", name="answer")(x)
model = keras.Model(inputs=[number_input, city_input], outputs=answer)
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit({"numbers": numbers[:900], "city": city[:900]}, label[:900], epochs=20, batch_size=32, verbose=0)
chance = model.predict({"numbers": numbers[900:], "city": city[900:]})
print("accuracy", accuracy_score(label[900:], (chance > 0.5).ravel()))
