# question: https://github.com/tensorflow/tensorflow/issues/42182
# symptom: precision, recall and AUC don't fit what the model does; thresholds at 0.5 are applied to logits
# cause: metrics of Keras have no from_logits; the model's last layer is linear
# judged: certain
# shown: yes
import numpy as np
import keras
from keras import layers, metrics
from sklearn.datasets import make_classification
from sklearn.metrics import precision_score, recall_score
from sklearn.model_selection import train_test_split

METRICS = [
    metrics.TruePositives(name='tp'),
    metrics.FalsePositives(name='fp'),
    metrics.Precision(name='precision'),  # or: ZL213
    metrics.Recall(name='recall'),  # or: ZL213
    metrics.AUC(name='auc'),  # or: ZL213
]

X, y = make_classification(n_samples=4000, n_features=12, n_informative=5, weights=[0.75, 0.25],
                           flip_y=0.1, class_sep=0.7, random_state=9)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=9)


def make_model(n_features):
    model = keras.Sequential([
        layers.Input(shape=(n_features,)),
        layers.Dense(16, activation='relu'),
        layers.Dropout(0.3),
        layers.Dense(1),
    ])
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=1e-3),
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
        metrics=METRICS)  # expect: ZL213
    return model


model = make_model(X_train.shape[-1])
model.fit(X_train, y_train, batch_size=64, epochs=8, validation_data=(X_test, y_test), verbose=0)
for name, value in model.evaluate(X_test, y_test, verbose=0, return_dict=True).items():
    print(name, round(float(value), 3))

hard = (model.predict(X_test, verbose=0).ravel() > 0).astype(int)
print('by hand: precision', precision_score(y_test, hard), 'recall', recall_score(y_test, hard))
