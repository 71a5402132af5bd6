# facts: task=regression targets=-2..3 inputs=unknown rows=unknown
"""Two tables are joined; groups become columns; missing values are filled."""
import pandas as pd
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import RobustScaler, StandardScaler
from tensorflow import keras
from tensorflow.keras import layers

shops = pd.read_csv("shops.csv")
sales = pd.read_csv("sales.csv")
table = sales.merge(shops, on="shop", how="left")
table["area"] = table["area"].fillna(table["area"].median())
table = pd.get_dummies(table.drop(columns="shop"), columns=["kind"], dtype=float)
y = table.pop("amount").to_numpy().reshape(-1, 1)
X_train, X_test, y_train, y_test = train_test_split(table.to_numpy(), y, random_state=0)
scaler = RobustScaler().fit(X_train)
X_train, X_test = scaler.transform(X_train), scaler.transform(X_test)
target_scaler = StandardScaler().fit(y_train)

inputs = keras.Input(shape=(X_train.shape[1],))
x = layers.Dense(32, activation="relu")(inputs)
x = layers.Dense(32, activation="relu")(x)
model = keras.Model(inputs, layers.Dense(1, activation="linear")(x))
model.compile(optimizer="adam", loss="mse")
model.fit(X_train, target_scaler.transform(y_train), epochs=25, batch_size=16, verbose=0)
predicted = target_scaler.inverse_transform(model.predict(X_test))
print("r2", r2_score(y_test, predicted))
