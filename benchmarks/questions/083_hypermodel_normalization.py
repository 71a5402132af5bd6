# question: https://github.com/ageron/handson-ml3/pull/198
# symptom: normalising makes no difference to the search results
# cause: the Normalization layer is used in fit() without adapt(), so it is the identity
# judged: certain
# shown: yes
import numpy as np
import tensorflow as tf
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split


class Choice:
    """Minimal stand-in for the tuner's hyperparameters."""

    def __init__(self, **values):
        self.values = values

    def Boolean(self, name):
        return self.values[name]

    def Int(self, name, default=None):
        return self.values.get(name, default)


class MyClassificationHyperModel:
    def build(self, hp):
        model = tf.keras.Sequential()
        for _ in range(hp.Int("n_hidden", 2)):
            model.add(tf.keras.layers.Dense(hp.Int("n_neurons", 32), activation="relu"))
        model.add(tf.keras.layers.Dense(3, activation="softmax"))
        model.compile(loss="sparse_categorical_crossentropy",
                      optimizer=tf.keras.optimizers.Adam(1e-3), metrics=["accuracy"])
        return model

    def fit(self, hp, model, X, y, **kwargs):
        if hp.Boolean("normalize"):
            norm_layer = tf.keras.layers.Normalization()  # or: ZL123
            X = norm_layer(X)  # expect: ZL123
        return model.fit(X, y, **kwargs)  # or: ZL123 ZL102


X, y = load_wine(return_X_y=True)
X = X.astype("float32")
X_train, X_valid, y_train, y_valid = train_test_split(X, y, random_state=42, stratify=y)

hyper = MyClassificationHyperModel()
for normalize in (False, True):
    tf.keras.utils.set_random_seed(42)
    hp = Choice(normalize=normalize)
    model = hyper.build(hp)
    history = hyper.fit(hp, model, X_train, y_train, epochs=25, batch_size=16, verbose=0)
    print("normalize", normalize, "accuracy", history.history["accuracy"][-1],
          "loss", history.history["loss"][-1])
