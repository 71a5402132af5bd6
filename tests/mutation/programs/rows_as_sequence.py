# facts: task=classes classes=10 labels=sparse inputs=plain rows=1347
"""Digits read row by row: stacked recurrent layers."""
import tensorflow as tf
from sklearn.datasets import load_digits
from sklearn.metrics import accuracy_score

digits = load_digits()
images, labels = digits.images / 16, digits.target
train_images, test_images = images[:1347], images[1347:]
train_labels, test_labels = labels[:1347], labels[1347:]

layers = tf.keras.layers
model = tf.keras.Sequential([
    layers.GRU(24, return_sequences=True, input_shape=(8, 8)),
    layers.GRU(24),
    layers.Dense(10, activation="softmax"),
])
model.compile(optimizer=tf.keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train_images, train_labels, epochs=6, batch_size=32, verbose=0)
print("accuracy", accuracy_score(test_labels, model.predict(test_images).argmax(axis=1)))
