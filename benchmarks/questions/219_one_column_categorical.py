# question: https://github.com/keras-team/keras/issues/17029
# symptom: all the losses are 0 during training, nothing is learned, no error is raised
# cause: categorical_crossentropy for a binary classification with a single output
# judged: certain
# shown: yes (loss 0 in all epochs)
import numpy as np
import tensorflow as tf

num_instances = 500


def structured_data(n):
    rng = np.random.RandomState(0)
    numeric = rng.rand(n, 6)
    category = rng.randint(0, 4, size=(n, 1))
    x = np.concatenate([numeric, np.eye(4)[category[:, 0]]], axis=1).astype(np.float32)
    y = ((numeric[:, 0] > 0.5) ^ (category[:, 0] == 2)).astype(np.int32).reshape(-1, 1)
    return x, y


x, y = structured_data(num_instances)
dataset = tf.data.Dataset.from_tensor_slices((x, y)).batch(32)

input_node = tf.keras.Input(shape=(10,))
output_node = input_node
for units in (32, 32):
    output_node = tf.keras.layers.Dense(units)(output_node)
    output_node = tf.keras.layers.BatchNormalization()(output_node)
    output_node = tf.keras.layers.ReLU()(output_node)
output_node = tf.keras.layers.Dense(1)(output_node)
output_node = tf.keras.layers.Activation("sigmoid")(output_node)  # or: ZL210
model = tf.keras.Model(input_node, output_node)
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])  # expect: ZL210
model.fit(dataset, epochs=5, verbose=2)
