# question: https://github.com/danielegrattarola/keras-gat/issues/14
# symptom: training loss is nan on one data set and fine on the other
# cause: some nodes have an all-zero feature row; dividing rows by their sum makes them NaN (repair: set the NaN to 0)
# judged: certain
# shown: yes
import numpy as np
from tensorflow.keras import layers, models, regularizers
from tensorflow.keras.utils import to_categorical


def load_data(n_nodes=600, n_words=80, n_classes=4, seed=3):
    rng = np.random.default_rng(seed)
    y = rng.integers(0, n_classes, n_nodes)
    X = np.zeros((n_nodes, n_words))
    for i in range(n_nodes):
        if i % 50 == 0:
            continue                      # papers without any known word
        low = y[i] * 20
        X[i, rng.integers(low, low + 20, 6)] = 1.0
        X[i, rng.integers(0, n_words, 3)] = 1.0
    return X, y


def preprocess_features(features):
    """Row-normalise the bag of words."""
    rowsum = features.sum(axis=1, keepdims=True)
    return features / rowsum  # expect: ZL106 ZL114


X, y = load_data()
X = preprocess_features(X)
Y = to_categorical(y)
train_idx, val_idx = np.arange(0, 400), np.arange(400, 600)

x_in = layers.Input(shape=(X.shape[1],))
h = layers.Dropout(0.3)(x_in)
h = layers.Dense(32, activation='elu', kernel_regularizer=regularizers.l2(5e-4))(h)
h = layers.Dropout(0.3)(h)
out = layers.Dense(Y.shape[1], activation='softmax', kernel_regularizer=regularizers.l2(5e-4))(h)

model = models.Model(x_in, out)
model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
model.fit(X[train_idx], Y[train_idx], validation_data=(X[val_idx], Y[val_idx]),  # or: ZL114
          epochs=5, batch_size=32, verbose=2)
print('val', model.evaluate(X[val_idx], Y[val_idx], verbose=0))
