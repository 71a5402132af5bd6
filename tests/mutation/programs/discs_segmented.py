# facts: task=binary labels=sparse inputs=pixels rows=300
"""Which pixels belong to a disc: a small network that goes down and up."""
import numpy as np
from keras import Input, Model, layers
from sklearn.metrics import accuracy_score

rng = np.random.default_rng(9)
pictures = np.zeros((400, 16, 16, 1), dtype="uint8")
masks = np.zeros((400, 16, 16, 1), dtype="float32")
rows, columns = np.mgrid[:16, :16]
for i in range(400):
    r, c = rng.integers(4, 12, 2)
    disc = (rows - r) ** 2 + (columns - c) ** 2 < rng.integers(12, 40)
    pictures[i, ..., 0] = np.where(disc, 170, 60) + rng.integers(-30, 30, (16, 16))
    masks[i, ..., 0] = disc
x_train, x_test = pictures[:300] / 255.0, pictures[300:] / 255.0
y_train, y_test = masks[:300], masks[300:]

inputs = Input((16, 16, 1))
down = layers.Conv2D(8, 3, padding="same", activation="relu")(inputs)
deep = layers.MaxPooling2D()(down)
deep = layers.Conv2D(16, 3, padding="same", activation="relu")(deep)
up = layers.UpSampling2D()(deep)
merged = layers.Concatenate()([down, up])
outputs = layers.Conv2D(1, 1, activation="sigmoid")(merged)
model = Model(inputs, outputs)
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=10, batch_size=16, verbose=0)
print("accuracy", accuracy_score(y_test.ravel(), (model.predict(x_test) > 0.5).ravel()))
