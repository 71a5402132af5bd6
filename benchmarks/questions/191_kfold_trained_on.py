# question: https://github.com/antmarakis/Machine-Learning/issues/3
# symptom: accuracy climbs from 61 % to 84 % over the folds of the cross-validation
# cause: one model goes through all folds, so from the second on it is scored with rows that it was trained on
# judged: certain
# shown: yes (100 % from the third fold on)
import numpy as np
from keras.layers import Dense
from keras.models import Sequential
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import scale

seed = 7
np.random.seed(seed)
X, y = load_breast_cancer(return_X_y=True)
X = scale(X) + np.random.normal(0, 3, X.shape)

model = Sequential()
model.add(Dense(64, input_dim=30, activation='relu'))
model.add(Dense(32, activation='relu'))
model.add(Dense(1, activation='sigmoid'))
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])

kfold = StratifiedKFold(n_splits=5, shuffle=True, random_state=seed)
cvscores = []
for train, test in kfold.split(X, y):
    model.fit(X[train], y[train], epochs=30, batch_size=10, verbose=0)  # or: ZL113
    scores = model.evaluate(X[test], y[test], verbose=0)  # expect: ZL113
    print('%s: %.2f%%' % (model.metrics_names[-1], scores[1] * 100))
    cvscores.append(scores[1] * 100)
print('%.2f%% (+/- %.2f%%)' % (np.mean(cvscores), np.std(cvscores)))
