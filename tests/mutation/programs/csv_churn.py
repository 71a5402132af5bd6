# facts: task=binary labels=unknown inputs=unknown rows=unknown
"""Customers who leave: a CSV file, dummies, a scaler."""
import pandas as pd
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from tensorflow.keras.layers import Dense, Dropout
from tensorflow.keras.models import Sequential

df = pd.read_csv("churn.csv")
df = df.drop(columns=["customer"])
df = pd.get_dummies(df, columns=["contract"], dtype=float)
X = df.drop("churn", axis=1).values
y = df["churn"].values
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=10)

sc = StandardScaler()
X_train = sc.fit_transform(X_train)
X_test = sc.transform(X_test)

classifier = Sequential()
classifier.add(Dense(units=16, kernel_initializer="uniform", activation="relu", input_dim=X_train.shape[1]))
classifier.add(Dropout(rate=0.1))
classifier.add(Dense(units=16, kernel_initializer="uniform", activation="relu"))
classifier.add(Dense(units=1, kernel_initializer="uniform", activation="sigmoid"))
classifier.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
classifier.fit(X_train, y_train, batch_size=10, epochs=4, verbose=0)

y_pred = classifier.predict(X_test)
y_pred = y_pred > 0.5
print("accuracy", accuracy_score(y_test, y_pred))
