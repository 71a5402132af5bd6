# question: https://github.com/slavakx/medium_posts/issues/2
# symptom: a suspiciously small RMSE
# cause: the frame that the loader gives holds the target column as well, and the whole frame is used as features
# judged: certain
# shown: yes (RMSE 3.4 where the target's deviation is 75)
import numpy as np
import pandas as pd
from sklearn.datasets import load_diabetes
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from tensorflow import keras

diabetes = load_diabetes(as_frame=True)
data = diabetes.frame
target = 'target'
y = data[target]

X_train, X_test, y_train, y_test = train_test_split(data, y, test_size=0.25, random_state=42)

scaler = StandardScaler().set_output(transform='pandas')
X_train = scaler.fit_transform(X_train)
X_test = scaler.transform(X_test)
y_mean, y_std = y_train.mean(), y_train.std()


def pinball(q):
    def loss(y_true, y_pred):
        error = y_true - y_pred
        return keras.ops.mean(keras.ops.maximum(q * error, (q - 1) * error), axis=-1)
    return loss


results = {}
for name, q in (('lower', 0.05), ('median', 0.5), ('upper', 0.95)):
    model = keras.Sequential([
        keras.layers.Input((X_train.shape[1],)),
        keras.layers.Dense(32, activation='relu'),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss=pinball(q))
    model.fit(X_train, (y_train - y_mean) / y_std, epochs=30, verbose=0)  # expect: ZL130
    results[name] = model.predict(X_test, verbose=0).ravel() * y_std + y_mean
results = pd.DataFrame(results, index=y_test.index)
print('RMSE', np.sqrt(((results['median'] - y_test) ** 2).mean()), 'of', y_test.std())
