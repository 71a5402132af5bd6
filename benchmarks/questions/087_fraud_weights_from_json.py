# question: https://github.com/keras-team/keras/issues/23220
# symptom: class_weight seems to have no effect, the rare class is never predicted
# cause: the keys of class_weight are strings (read from JSON) and are ignored silently
# judged: certain
# shown: yes
import json

import numpy as np
from sklearn.datasets import make_classification
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from tensorflow import keras
from tensorflow.keras import layers

CONFIG = '''
{
  "epochs": 10,
  "batch_size": 64,
  "class_weight": {"0": 1.0, "1": 25.0}
}
'''


class FraudModel(keras.Model):
    def __init__(self, units=16):
        super().__init__()
        self.hidden = layers.Dense(units, activation='relu')
        self.drop = layers.Dropout(0.2)
        self.out = layers.Dense(1, activation='sigmoid')

    def call(self, inputs, training=False):
        x = self.hidden(inputs)
        x = self.drop(x, training=training)
        return self.out(x)


X, y = make_classification(n_samples=5000, n_features=15, n_informative=4, weights=[0.96, 0.04],
                           class_sep=0.6, random_state=17)
X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.3, stratify=y, random_state=17)
scaler = StandardScaler()
X_tr = scaler.fit_transform(X_tr)
X_te = scaler.transform(X_te)
print('frauds', y_tr.sum(), 'of', len(y_tr))

config = json.loads(CONFIG)
model = FraudModel()
model.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])
model.fit(X_tr, y_tr, epochs=config['epochs'], batch_size=config['batch_size'],
          class_weight=config['class_weight'], verbose=0)  # expect: ZL311

guess = (model.predict(X_te, verbose=0).ravel() > 0.5).astype('int32')
print('predicted frauds', guess.sum())
print(classification_report(y_te, guess, zero_division=0))
