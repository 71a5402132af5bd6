# facts: task=classes classes=3 labels=sparse inputs=pixels rows=unknown
"""Pictures in folders, by image_dataset_from_directory."""
import numpy as np
import tensorflow as tf
from sklearn.metrics import accuracy_score
from tensorflow.keras import layers

SIZE = (32, 32)
train_ds = tf.keras.utils.image_dataset_from_directory("pictures/train", image_size=SIZE, batch_size=16, seed=1)
val_ds = tf.keras.utils.image_dataset_from_directory("pictures/test", image_size=SIZE, batch_size=16, shuffle=False)
names = train_ds.class_names

model = tf.keras.Sequential([
    layers.Rescaling(1.0 / 255, input_shape=(32, 32, 3)),
    layers.Conv2D(8, 3, padding="same", activation="relu"),
    layers.MaxPooling2D(),
    layers.Conv2D(16, 3, padding="same", activation="relu"),
    layers.MaxPooling2D(),
    layers.Flatten(),
    layers.Dense(16, activation="relu"),
    layers.Dense(len(names), activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train_ds, validation_data=val_ds, epochs=8)
truth = np.concatenate([y for x, y in val_ds], axis=0)
print("accuracy", accuracy_score(truth, np.argmax(model.predict(val_ds), axis=1)))
