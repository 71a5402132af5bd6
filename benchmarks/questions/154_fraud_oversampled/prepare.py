import numpy as np
import pandas as pd
from sklearn.datasets import make_classification
from sklearn.model_selection import train_test_split
from sklearn.utils import resample


def transactions():
    x, y = make_classification(n_samples=4000, n_features=12, n_informative=5, weights=[0.97, 0.03],
                               flip_y=0.05, class_sep=0.5, random_state=8)
    frame = pd.DataFrame(x, columns=['V%d' % i for i in range(1, 13)])
    frame['Class'] = y
    return frame


def balanced_split(frame, seed=0):
    """Equal numbers of both classes, then a quarter of them for testing."""
    normal = frame[frame.Class == 0]
    fraud = frame[frame.Class == 1]
    fraud_up = resample(fraud, replace=True, n_samples=len(normal), random_state=seed)  # or: ZL129
    balanced = pd.concat([normal, fraud_up])
    x = balanced.drop(columns='Class').values.astype(np.float32)
    y = balanced['Class'].values
    return train_test_split(x, y, test_size=0.25, random_state=seed)  # expect: ZL129
