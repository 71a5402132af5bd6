# question: https://python.19633.com/cs/python-tag-9/Keras-9/1009048621.html
# symptom: "Received a label value of 1 which is outside the valid range of [0, 1)"
# cause: Dense(1, softmax) with sparse categorical cross-entropy: one unit can stand for one class only
# judged: certain
# shown: yes (raises)
import numpy as np
import pandas as pd
import tensorflow as tf
from sklearn.model_selection import train_test_split
from tensorflow.keras.layers import Dense, Dropout, Input
from tensorflow.keras.models import Sequential

rng = np.random.default_rng(77)
n = 900
answers = pd.DataFrame(rng.integers(1, 6, (n, 12)), columns=['q%d' % i for i in range(12)])
answers['returns'] = ((answers[['q0', 'q3', 'q7']].sum(axis=1) + rng.normal(0, 1, n)) > 9).astype(int)

X = answers.drop(columns=['returns']).values.astype('float32') / 5.0
y = answers['returns'].values
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=7)
print(pd.Series(y_train).value_counts())

model = Sequential()
model.add(Input(shape=(12,)))
model.add(Dense(128, activation='relu'))
model.add(Dropout(0.2))
model.add(Dense(64, activation='relu'))
model.add(Dense(1, activation='softmax'))  # expect: ZL203 ZL208

opt = tf.keras.optimizers.Adam(learning_rate=1e-3)
model.compile(loss='sparse_categorical_crossentropy',  # or: ZL203 ZL208 ZL215
              optimizer=opt,
              metrics=['accuracy'])

model.fit(X_train, y_train, epochs=3, batch_size=32, validation_data=(X_test, y_test), verbose=2)
print(model.evaluate(X_test, y_test, verbose=0))
