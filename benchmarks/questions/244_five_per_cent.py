# question: https://github.com/keras-team/keras/issues/3068
# symptom: 94 % accuracy, but the prevalent class is predicted for everybody
# cause: 95 % of the data are of one class, and nothing (such as class_weight) makes up for it
# judged: likely
# shown: yes (nobody is told to churn)
import numpy as np
import pandas as pd
from keras.layers import BatchNormalization, Dense, Dropout, Input
from keras.models import Sequential
from sklearn.metrics import confusion_matrix, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

rng = np.random.default_rng(77)


def customers(n, churned):
    shift = 0.6 if churned else 0.0
    return pd.DataFrame({
        'age': rng.normal(45 - 4 * shift, 12, n),
        'months': rng.gamma(3, 12, n) * (1 - 0.3 * shift),
        'calls': rng.poisson(2 + shift, n),
        'bill': rng.normal(60 + 10 * shift, 20, n),
        'churn': int(churned),
    })


df = pd.concat([customers(1900, False), customers(100, True)]).sample(frac=1, random_state=0)
X_train, X_test, y_train, y_test = train_test_split(
    df.drop(columns='churn').values, df['churn'].values, test_size=0.3, random_state=0)
scaler = StandardScaler().fit(X_train)
X_train, X_test = scaler.transform(X_train), scaler.transform(X_test)

model = Sequential()
model.add(Input((4,)))
for units in [64, 32]:
    model.add(Dense(units, activation='relu'))
    model.add(BatchNormalization())
    model.add(Dropout(0.3))
model.add(Dense(1, activation='sigmoid'))
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])
model.fit(X_train, y_train, epochs=20, batch_size=32, verbose=0)  # expect: ZL115
probabilities = model.predict(X_test, verbose=0)
print(confusion_matrix(y_test, probabilities[:, 0] > 0.5))
print(roc_auc_score(y_test, probabilities))
