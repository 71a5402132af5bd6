# question: https://github.com/tensorflow/tensorflow/issues/42025
# symptom: the confusion matrix has no predicted positives at all
# cause: argmax over the one column of a sigmoid output is always 0; > 0.5 is wanted
# judged: certain
# shown: yes
import numpy as np
import pandas as pd
from sklearn.datasets import make_classification
from sklearn.metrics import confusion_matrix, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from model import create_model


def load():
    x, y = make_classification(n_samples=6000, n_features=20, n_informative=8, weights=[0.8, 0.2],
                               class_sep=1.4, random_state=3)
    frame = pd.DataFrame(x, columns=['v%d' % i for i in range(20)])
    return frame, y


frame, target = load()
train_x, predictors, train_y, actual_y = train_test_split(frame, target, test_size=0.3, random_state=1,
                                                          stratify=target)
scaler = StandardScaler()
train_x = scaler.fit_transform(train_x)
predictors = scaler.transform(predictors)

Keras_model = create_model(train_x.shape[1])
Keras_model.fit(train_x, train_y, batch_size=64, epochs=8, verbose=0)

scores = Keras_model.predict(predictors, verbose=0)
print('AUC', roc_auc_score(actual_y, scores))

yhat_classes2 = np.argmax(scores, axis=1)  # expect: ZL501
matrix = confusion_matrix(actual_y, yhat_classes2)
print(matrix)
