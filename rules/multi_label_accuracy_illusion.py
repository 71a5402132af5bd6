"""Accuracy is the only metric, and several labels may hold at once.

## What it does
Finds trainings on rows of several labels whose only metrics are accuracies.

## Why it is bad
Where few of the labels hold, saying "none" is nearly always right. Measured on Keras 3.15 with 20 labels of which 5 %
hold at random: `binary_accuracy` shows 0.95 though not one label is ever found; `accuracy` is the categorical one there
(which output is largest), and shows 0.06.

## Example
```python
from sklearn.datasets import make_multilabel_classification
from tensorflow import keras

x, y = make_multilabel_classification(n_samples=1000, n_features=12, n_classes=20, n_labels=1)

model = keras.Sequential([
    keras.layers.Input(shape=(12,)),
    keras.layers.Rescaling(0.1),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(20, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["binary_accuracy"])
model.fit(x, y, epochs=20)
```

## Use instead
```python
from sklearn.datasets import make_multilabel_classification
from tensorflow import keras

x, y = make_multilabel_classification(n_samples=1000, n_features=12, n_classes=20, n_labels=1)

model = keras.Sequential([
    keras.layers.Input(shape=(12,)),
    keras.layers.Rescaling(0.1),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(20, activation="sigmoid"),
])
metrics = [keras.metrics.Precision(), keras.metrics.Recall()]
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=metrics)
model.fit(x, y, epochs=20)
```

## How the probe confirms it
Not at all: it is a matter of what one wants to know.

## Known gaps
Masks in which hardly anything is marked; scores that are computed after the training.

## References
- https://keras.io/api/metrics/classification_metrics/
"""

from collections.abc import Iterator

from zerolint.api import Confidence, Finding, Note, Run, Severity, rule

from ._heads import parts, several_at_once

ACCURACIES = {
    "accuracy": "compares which label is largest",
    "binary_accuracy": "counts the many zeros as right",
    "categorical_accuracy": "compares which label is largest",
}
"""What they show on rows of several labels."""


@rule("ZL219", Severity.INFO, preview=True)
def multi_label_accuracy_illusion(run: Run) -> Iterator[Finding]:
    for part in parts(run):
        names = [metric.name or "" for metric in run.metrics]
        if not several_at_once(part) or not names or not all(name in ACCURACIES for name in names):
            continue
        metric = run.metrics[0]
        yield Finding(
            metric.site,
            f"`{metric.name}` on rows of several labels {ACCURACIES[names[0]]}: it says little",
            confidence=Confidence.LOW,
            help="measure precision and recall, or AUC with `multi_label=True`",
            notes=(Note("several labels at once", part.loss.site),),
            about=metric,
        )
