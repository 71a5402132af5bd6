# facts: task=multilabel classes=5 labels=multihot inputs=plain rows=1200
"""Several labels hold at once."""
from sklearn.datasets import make_multilabel_classification
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from tensorflow import keras
from tensorflow.keras import layers

X, Y = make_multilabel_classification(n_samples=1500, n_features=20, n_classes=5, random_state=0)
X = X / 20.0
X_train, X_test, Y_train, Y_test = train_test_split(X, Y, test_size=0.2, random_state=0)

model = keras.Sequential([
    layers.Input(shape=(20,)),
    layers.Dense(64, activation="relu"),
    layers.Dense(32, activation="relu"),
    layers.Dense(5, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["binary_accuracy"])
model.fit(X_train, Y_train, epochs=20, batch_size=32, verbose=0)
predicted = (model.predict(X_test) >= 0.5).astype(int)
print("accuracy", accuracy_score(Y_test.ravel(), predicted.ravel()))
