# facts: task=classes classes=3 labels=unknown inputs=unknown rows=unknown
"""Arrays from an archive; values of pixels."""
import numpy as np
import tensorflow as tf
from sklearn.metrics import accuracy_score
from tensorflow.keras import layers

with np.load("shapes.npz") as data:
    train_x, train_y = data["x_train"], data["y_train"]
    test_x, test_y = data["x_test"], data["y_test"]
train_x = train_x.astype(np.float32) / 255.0
test_x = test_x.astype(np.float32) / 255.0
train_x = np.expand_dims(train_x, -1)
test_x = np.expand_dims(test_x, -1)


def build(num_classes=3, filters=8, activation="relu"):
    img = tf.keras.Input(shape=(16, 16, 1))
    h = layers.Conv2D(filters, 3, padding="same", activation=activation)(img)
    h = layers.MaxPool2D()(h)
    h = layers.Conv2D(2 * filters, 3, padding="same", activation=activation)(h)
    h = layers.GlobalAveragePooling2D()(h)
    out = layers.Dense(num_classes, activation="softmax")(h)
    return tf.keras.Model(img, out)


model = build()
model.compile(optimizer=tf.keras.optimizers.Adam(3e-3), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train_x, train_y, batch_size=32, epochs=10)
print("accuracy", accuracy_score(test_y, np.argmax(model.predict(test_x), axis=1)))
