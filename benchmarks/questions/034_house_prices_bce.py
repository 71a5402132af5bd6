# question: https://openillumi.com/en/en-keras-tf-fix-huge-negative-loss-regression
# symptom: a huge negative loss (-117944 and falling) and an accuracy of 4e-05
# cause: binary cross-entropy (copied from a classification tutorial) on prices
# judged: certain
# shown: yes
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from tensorflow import keras
from tensorflow.keras import layers

rng = np.random.default_rng(8)
n = 2000
df = pd.DataFrame({
    'rooms': rng.integers(1, 8, n),
    'area': rng.normal(95, 30, n).clip(25),
    'floor': rng.integers(0, 12, n),
    'year': rng.integers(1950, 2021, n),
})
df['price'] = (df.area * 2300 + df.rooms * 9000 + (df.year - 1950) * 700
               + rng.normal(0, 15000, n)).round(-2)
print(df.describe())

x = df.drop(columns='price')
y = df['price']
x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.2, random_state=42)

scaler = StandardScaler()
x_train = scaler.fit_transform(x_train)
x_test = scaler.transform(x_test)

model = keras.Sequential([
    layers.Input(shape=(4,)),
    layers.Dense(64, activation='relu'),
    layers.Dense(64, activation='relu'),
    layers.Dense(1, activation='sigmoid'),  # or: ZL201 ZL202
])

model.compile(optimizer='adam',
              loss='binary_crossentropy',  # expect: ZL202
              metrics=['accuracy'])
model.fit(x_train, y_train, epochs=5, validation_split=0.1, verbose=2)  # or: ZL202
print(model.evaluate(x_test, y_test, verbose=0))
print(model.predict(x_test[:5], verbose=0).ravel(), y_test[:5].values)
