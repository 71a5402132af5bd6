# facts: task=regression targets=0.15..5 inputs=wide rows=3000 features=8
"""House values, scaled by scikit-learn; early stopping keeps the best weights."""
import numpy as np
import tensorflow as tf
from sklearn.datasets import fetch_california_housing
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

housing = fetch_california_housing()
X, y = housing.data[:4000], housing.target[:4000]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=42)

scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
X_test = scaler.transform(X_test)

model = tf.keras.models.Sequential([
    tf.keras.layers.Dense(30, activation="relu", input_shape=X_train.shape[1:]),
    tf.keras.layers.Dense(1),
])
model.compile(loss="mean_squared_error", optimizer=tf.keras.optimizers.SGD(learning_rate=0.01))
stop = tf.keras.callbacks.EarlyStopping(monitor="val_loss", patience=5, restore_best_weights=True)
model.fit(X_train, y_train, epochs=10, validation_split=0.2, callbacks=[stop])
y_pred = model.predict(X_test)
print("r2", r2_score(y_test, np.squeeze(y_pred)))
