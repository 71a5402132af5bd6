# facts: task=classes classes=4 labels=sparse inputs=plain rows=900
"""Blobs through tf.data."""
import tensorflow as tf
from sklearn.datasets import make_blobs
from sklearn.metrics import accuracy_score

BATCH = 32
features, labels = make_blobs(n_samples=1200, centers=4, n_features=6, cluster_std=2.0, random_state=5)
features = features.astype("float32") / 10.0
train = tf.data.Dataset.from_tensor_slices((features[:900], labels[:900]))
train = train.shuffle(900).batch(BATCH).prefetch(tf.data.AUTOTUNE)
test = tf.data.Dataset.from_tensor_slices((features[900:], labels[900:])).batch(BATCH)

model = tf.keras.Sequential([
    tf.keras.layers.Dense(32, activation="relu", input_shape=(6,)),
    tf.keras.layers.Dense(32, activation="relu"),
    tf.keras.layers.Dense(4),
])
loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
model.fit(train, epochs=12, validation_data=test)
print("accuracy", accuracy_score(labels[900:], tf.argmax(model.predict(test), axis=1).numpy()))
