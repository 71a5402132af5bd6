# facts: task=binary labels=sparse inputs=tokens rows=800
"""Sentences of words that are drawn; the vectorizer is adapted to them."""
import random

import numpy as np
import tensorflow as tf
from sklearn.metrics import accuracy_score
from tensorflow.keras import layers

GOOD, BAD = ["great", "lovely", "superb", "fine"], ["awful", "dull", "poor", "weak"]
COMMON = ["the", "film", "plot", "actor", "scene", "was", "and", "a", "music", "story"]
draw = random.Random(0)
texts, labels = [], []
for i in range(1000):
    label = i % 2
    own = draw.choices(GOOD if label else BAD, k=2)
    words = draw.choices(COMMON, k=8) + own
    draw.shuffle(words)
    texts.append(" ".join(words))
    labels.append(label)
x_train, x_test = np.array(texts[:800]), np.array(texts[800:])
y_train, y_test = np.array(labels[:800]), np.array(labels[800:])

vectorize = layers.TextVectorization(max_tokens=100, output_sequence_length=12)
vectorize.adapt(x_train)
tokens, test_tokens = vectorize(x_train), vectorize(x_test)

model = tf.keras.Sequential([
    layers.Embedding(100, 8),
    layers.GlobalAveragePooling1D(),
    layers.Dense(8, activation="relu"),
    layers.Dense(1),
])
model.compile(optimizer="adam", loss=tf.keras.losses.BinaryCrossentropy(from_logits=True))
model.fit(tokens, y_train, epochs=15, batch_size=16, verbose=0)
print("accuracy", accuracy_score(y_test, (model.predict(test_tokens)[:, 0] > 0).astype(int)))
