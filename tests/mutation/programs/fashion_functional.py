# facts: task=classes classes=10 labels=sparse inputs=pixels rows=1000
"""The scaling is a layer of the model, the head gives logits."""
import numpy as np
import tensorflow as tf
from sklearn.metrics import accuracy_score

(train_images, train_labels), (test_images, test_labels) = tf.keras.datasets.fashion_mnist.load_data()
train_images, train_labels = train_images[:1000, ..., None], train_labels[:1000]
test_images, test_labels = test_images[:300, ..., None], test_labels[:300]

inputs = tf.keras.Input(shape=(28, 28, 1))
x = tf.keras.layers.Rescaling(1.0 / 255)(inputs)
x = tf.keras.layers.Conv2D(8, 3, strides=2, activation="relu")(x)
x = tf.keras.layers.Conv2D(16, 3, strides=2, activation="relu")(x)
x = tf.keras.layers.Flatten()(x)
outputs = tf.keras.layers.Dense(10)(x)
model = tf.keras.Model(inputs, outputs)

model.compile(
    optimizer=tf.keras.optimizers.Adam(learning_rate=1e-3),
    loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(train_images, train_labels, epochs=4, batch_size=32)
logits = model.predict(test_images)
print("accuracy", accuracy_score(test_labels, np.argmax(logits, axis=-1)))
