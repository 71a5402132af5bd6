# question: https://github.com/mkocabas/focal-loss-keras/issues/17
# symptom: loss becomes nan during training
# cause: log of probabilities that reach exactly 0 or 1, without K.epsilon()
# judged: certain
# shown: yes
import numpy as np
import tensorflow as tf
from sklearn.datasets import make_classification
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import RobustScaler
from tensorflow import keras
from tensorflow.keras import layers


def focal_loss(gamma=2., alpha=.25):
    def focal_loss_fixed(y_true, y_pred):
        y_true = tf.cast(y_true, tf.float32)
        pt_1 = tf.where(tf.equal(y_true, 1), y_pred, tf.ones_like(y_pred))
        pt_0 = tf.where(tf.equal(y_true, 0), y_pred, tf.zeros_like(y_pred))
        return (-tf.reduce_sum(alpha * tf.pow(1. - pt_1, gamma) * tf.math.log(pt_1))  # expect: ZL218
                - tf.reduce_sum((1 - alpha) * tf.pow(pt_0, gamma) * tf.math.log(1. - pt_0)))  # or: ZL218
    return focal_loss_fixed


X, y = make_classification(n_samples=3000, n_features=20, n_informative=8, class_sep=3.0,
                           weights=[0.8, 0.2], flip_y=0.05, random_state=5)
X[::150] += np.random.RandomState(0).normal(0, 60, X[::150].shape)     # sensor glitches
X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.2, stratify=y, random_state=1)
sc = RobustScaler()
X_tr = sc.fit_transform(X_tr)
X_te = sc.transform(X_te)

model = keras.Sequential([
    layers.Input(shape=(20,)),
    layers.Dense(64, activation='relu'),
    layers.Dense(64, activation='relu'),
    layers.Dense(1, activation='sigmoid'),
])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss=focal_loss(), metrics=['accuracy'])
hist = model.fit(X_tr, y_tr.reshape(-1, 1).astype('float32'), epochs=10, batch_size=64, verbose=0)
print([round(v, 3) for v in hist.history['loss']])
print(model.predict(X_te[:5], verbose=0).ravel())
