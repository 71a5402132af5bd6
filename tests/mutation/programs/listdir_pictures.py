# facts: task=binary labels=sparse inputs=pixels rows=unknown
"""Pictures that a loop opens; names of files say the class."""
import os

import numpy as np
from PIL import Image
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from tensorflow import keras
from tensorflow.keras import layers

images, labels = [], []
for kind, folder in enumerate(["cats", "dogs"]):
    for name in sorted(os.listdir(os.path.join("pets", folder))):
        image = Image.open(os.path.join("pets", folder, name)).convert("L").resize((24, 24))
        images.append(np.array(image))
        labels.append(kind)
X = np.array(images).reshape(-1, 24, 24, 1) / 255.0
y = np.array(labels)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)

model = keras.Sequential([
    layers.Conv2D(8, 3, activation="relu", input_shape=X_train.shape[1:]),
    layers.MaxPooling2D(2),
    layers.Conv2D(8, 3, activation="relu"),
    layers.GlobalMaxPooling2D(),
    layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])
model.fit(X_train, y_train, epochs=15, batch_size=16, verbose=0)
print("accuracy", accuracy_score(y_test, (model.predict(X_test)[:, 0] > 0.5).astype(int)))
