# facts: task=regression targets=-2..3 inputs=plain rows=331
"""Progression of diabetes; the target is standardised and read back."""
from sklearn.datasets import load_diabetes
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from tensorflow import keras

X, y = load_diabetes(return_X_y=True, scaled=False)
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
x_scaler, y_scaler = StandardScaler(), StandardScaler()
X_train = x_scaler.fit_transform(X_train)
X_test = x_scaler.transform(X_test)
y_train = y_scaler.fit_transform(y_train.reshape(-1, 1))

model = keras.models.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(16, activation="elu"),
    keras.layers.Dense(1),
])
model.compile(keras.optimizers.Adam(learning_rate=0.003), loss="mae")
model.fit(X_train, y_train, batch_size=16, epochs=25, verbose=0)
predicted = y_scaler.inverse_transform(model.predict(X_test))
print("r2", r2_score(y_test, predicted.ravel()))
