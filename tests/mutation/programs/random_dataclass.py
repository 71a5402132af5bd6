# facts: task=classes classes=3 labels=onehot inputs=plain rows=900
"""Random rows, settings in a dataclass, everything in a class."""
from dataclasses import dataclass

import numpy as np
import tensorflow as tf
from sklearn.metrics import accuracy_score


@dataclass
class Settings:
    hidden: int = 32
    learning_rate: float = 0.01
    epochs: int = 15
    batch_size: int = 32
    rate: float = 0.1


class Trainer:
    def __init__(self, settings):
        self.settings = settings
        self.model = tf.keras.Sequential([
            tf.keras.layers.Input(shape=(5,)),
            tf.keras.layers.Dense(settings.hidden, activation="relu"),
            tf.keras.layers.Dropout(settings.rate),
            tf.keras.layers.Dense(3, activation="softmax"),
        ])
        self.model.compile(
            optimizer=tf.keras.optimizers.RMSprop(learning_rate=settings.learning_rate),
            loss=tf.keras.losses.CategoricalCrossentropy(),
            metrics=["accuracy"],
        )

    def train(self, x, y):
        self.model.fit(x, y, epochs=self.settings.epochs, batch_size=self.settings.batch_size, verbose=0)

    def predict(self, x):
        return np.argmax(self.model.predict(x), axis=1)


np.random.seed(3)
x = np.random.normal(size=(1200, 5))
y = np.digitize(x[:, 0] + x[:, 1] - x[:, 2], [-0.7, 0.7])
targets = tf.one_hot(y, 3).numpy()
trainer = Trainer(Settings())
trainer.train(x[:900], targets[:900])
print("accuracy", accuracy_score(y[900:], trainer.predict(x[900:])))
