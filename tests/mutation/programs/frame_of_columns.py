# facts: task=binary labels=sparse inputs=wide rows=800
"""A table that is made in the program; incomes reach far."""
import numpy as np
import pandas as pd
import tensorflow as tf
from sklearn.metrics import accuracy_score
from sklearn.preprocessing import MinMaxScaler

rng = np.random.default_rng(4)
n = 1000
frame = pd.DataFrame({
    "age": rng.uniform(18, 90, n),
    "income": rng.uniform(10_000, 120_000, n),
    "children": rng.integers(0, 5, n),
})
frame["buys"] = ((frame["income"] / 120_000 + frame["age"] / 90 - frame["children"] / 5) > 0.8).astype(int)
columns = ["age", "income", "children"]
train, test = frame.iloc[:800].copy(), frame.iloc[800:].copy()
scaler = MinMaxScaler()
train[columns] = scaler.fit_transform(train[columns])
test[columns] = scaler.transform(test[columns])

model = tf.keras.models.Sequential()
model.add(tf.keras.layers.Input(shape=(3,)))
model.add(tf.keras.layers.Dense(16, activation="relu"))
model.add(tf.keras.layers.Dense(1, activation="sigmoid"))
model.compile(optimizer=tf.keras.optimizers.Adam(0.01), loss=tf.keras.losses.BinaryCrossentropy(), metrics=["accuracy"])
model.fit(train[columns].values, train["buys"].values, epochs=20, batch_size=32)
predictions = model.predict(test[columns].values)
print("accuracy", accuracy_score(test["buys"], [int(p > 0.5) for p in predictions[:, 0]]))
