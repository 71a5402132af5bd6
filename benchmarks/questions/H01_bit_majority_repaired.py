# question: https://stats.stackexchange.com/revisions/2bda6552-783b-4fb7-ba2b-a03d2266e69b/view-source
# expect: silence
# (the repaired version: sigmoid, thresholded predictions, more epochs)
# shown: yes (accuracy near 1)
import os; os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, Activation

rng = np.random.RandomState(123)
X = (rng.rand(120, 3) > .4).astype(float)
n_cases = X.shape[0]
y = np.sum(X, axis = 1) > 1

n_folds = 3
folds = np.repeat(range(n_folds), int(np.ceil(n_cases / n_folds)))[range(n_cases)]
rng.shuffle(folds)

y_pred = np.zeros_like(y)

for fold_i in range(n_folds):
    print("Fold", fold_i)

    train = folds != fold_i
    model = Sequential([
        Dense(10, activation = "relu"),
        Dense(1),
        Activation("sigmoid")])
    model.compile(
        optimizer = "rmsprop",
        loss = "binary_crossentropy")
    model.fit(
        X[train], y[train].astype(float),
        verbose = False, epochs = 300,
        batch_size = np.sum(train) // 5 + 1)

    print("Training accuracy:",
        np.mean(y[train] == (model.predict(X[train], verbose = 0)[:,0] > .5)))
    y_pred[folds == fold_i] = (
        model.predict(X[folds == fold_i], verbose = 0)[:,0] > .5)

print("Base rate:", np.mean(y))
print("Accuracy:", np.mean(y_pred == y))
