# facts: task=binary labels=sparse inputs=plain rows=1500
"""Few positives, weighted."""
import numpy as np
from sklearn.datasets import make_classification
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.utils.class_weight import compute_class_weight
from tensorflow import keras
from tensorflow.keras import layers, regularizers

X, y = make_classification(n_samples=2000, n_features=10, n_informative=5, weights=[0.75], class_sep=1.5, random_state=1)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, stratify=y, random_state=1)
weights = compute_class_weight("balanced", classes=np.unique(y_train), y=y_train)
class_weight = dict(enumerate(weights))

model = keras.Sequential([
    keras.Input((10,)),
    layers.Dense(32, activation="relu", kernel_regularizer=regularizers.l2(1e-4)),
    layers.Dropout(0.3),
    layers.Dense(16, activation="relu", kernel_regularizer=regularizers.l2(1e-4)),
    layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=[keras.metrics.AUC(name="auc"), keras.metrics.Recall()])
model.fit(X_train, y_train, epochs=15, batch_size=32, class_weight=class_weight, verbose=0)
print("accuracy", accuracy_score(y_test, (model.predict(X_test) > 0.5).astype(int)[:, 0]))
