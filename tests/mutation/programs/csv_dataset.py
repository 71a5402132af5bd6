# facts: task=classes classes=3 labels=unknown inputs=unknown rows=unknown
"""A CSV file that tf.data reads line by line."""
import numpy as np
import tensorflow as tf
from sklearn.metrics import accuracy_score

NAMES = ["length", "width", "height", "weight", "kind"]


def batches(path, size=16):
    return tf.data.experimental.make_csv_dataset(
        path, batch_size=size, column_names=NAMES, label_name="kind", num_epochs=1, shuffle=path.startswith("train")
    )


def pack(features, label):
    return tf.stack([tf.cast(column, tf.float32) for column in features.values()], axis=-1), label


train = batches("train_shells.csv").map(pack).cache()
test = batches("test_shells.csv").map(pack).cache()
model = tf.keras.Sequential([
    tf.keras.layers.Dense(16, activation=tf.nn.relu, input_shape=(4,)),
    tf.keras.layers.Dense(16, activation=tf.nn.relu),
    tf.keras.layers.Dense(3),
])
model.compile(
    loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    optimizer=tf.keras.optimizers.SGD(learning_rate=0.05),
    metrics=["accuracy"],
)
model.fit(train, epochs=30, verbose=0)
truth = np.concatenate([label for _, label in test])
print("accuracy", accuracy_score(truth, tf.argmax(model.predict(test), axis=1)))
