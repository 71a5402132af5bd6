"""A metric doesn't read the outputs as what they are.

## What it does
Finds metrics of compile() that misread what the head gives:

- `BinaryAccuracy`, `Precision`, `Recall`, `AUC` and their kin with their default thresholds on logits;
- `keras.metrics.Accuracy`, which counts numbers that are exactly equal, on probabilities;
- `categorical_accuracy` where labels are class indices, `sparse_categorical_accuracy` where they are one-hot;
- `MeanIoU` on probabilities, which it takes for class indices; `Precision`, `Recall` and `AUC` on a softmax with class
  indices.

## Why it is bad
Nothing is wrong with the training then, but what is shown is. Measured on Keras 3.15: on
weak logits (−1.2…0.7) `Recall` shows 0.01 where a cut at 0 gives 0.39, `AUC` 0.54 for 0.56, accuracy 0.52 for 0.55; the
class `Accuracy` stays 0.0 while `"accuracy"` comes to 0.98, and raises where there are several units;
`categorical_accuracy` shows 0.21 for 0.95; `MeanIoU` is 0.248 in every epoch where `BinaryIoU` comes to 0.96, and 0.333
where `OneHotMeanIoU` comes to 0.91. `sparse_categorical_accuracy` on one-hot labels raises, and so do `Precision`,
`Recall`, `AUC` and `MeanIoU` on a softmax with class indices.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.normal(size=(1000, 8))
y = (x[:, :4].sum(axis=1) > 0).astype("float32")

model = keras.Sequential([
    keras.layers.Input(shape=(8,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(
    optimizer="adam",
    loss=keras.losses.BinaryCrossentropy(from_logits=True),
    metrics=[keras.metrics.BinaryAccuracy()],
)
model.fit(x, y, epochs=20)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.normal(size=(1000, 8))
y = (x[:, :4].sum(axis=1) > 0).astype("float32")

model = keras.Sequential([
    keras.layers.Input(shape=(8,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(
    optimizer="adam",
    loss=keras.losses.BinaryCrossentropy(from_logits=True),
    metrics=[keras.metrics.BinaryAccuracy(threshold=0.0)],
)
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe: another number is shown, and callbacks or code may read its key. It gives the threshold 0 (for `AUC`
`from_logits=True`), or names the accuracy that fits the labels.

## How the probe confirms it
Measure: the metric as written against the one that fits, on the same predictions.

## Known gaps
Metrics of one's own, and those of single outputs of several. The string `"accuracy"` on logits is reported as
information only: most of what it decides is right all the same.

## References
- https://keras.io/api/metrics/accuracy_metrics/
"""

from collections.abc import Iterator
from typing import NamedTuple

from zerolint.api import (
    AddArgument,
    Edit,
    Family,
    Finding,
    Fix,
    Kind,
    Metric,
    Note,
    Replace,
    Run,
    Safety,
    Severity,
    rule,
)

from ._heads import PROBABILITIES, Part, always_one, certainty, parts, width

COUNTED = frozenset({"false_negatives", "false_positives", "precision", "recall", "true_negatives", "true_positives"})
"""Metrics with `thresholds`, 0.5 by default."""
RANKED = frozenset(
    {"auc", "precision_at_recall", "recall_at_precision", "sensitivity_at_specificity", "specificity_at_sensitivity"}
)
"""Metrics that try thresholds between 0 and 1."""
SETTINGS = frozenset({"from_logits", "threshold", "thresholds", "top_k"})
"""Arguments that say how predictions are read."""


class Fault(NamedTuple):
    message: str
    advice: str
    edit: Edit | None = None
    severity: Severity | None = None


@rule("ZL213", Severity.WARNING)
def metric_reads_logits_wrongly(run: Run) -> Iterator[Finding]:
    every = tuple(parts(run))
    if len(every) != 1 or len(run.network.heads) != 1 or always_one(every[0].head):
        return
    for metric in run.metrics:
        fault = _fault(metric, every[0])
        if fault is not None:
            yield Finding(
                metric.site,
                fault.message,
                confidence=certainty(every[0].target),
                severity=fault.severity,
                help=fault.advice,
                notes=(Note("under this loss", every[0].loss.site),),
                fix=Fix(fault.advice, Safety.UNSAFE, (fault.edit,)) if fault.edit else None,
                about=metric,
            )


def _fault(metric: Metric, part: Part) -> Fault | None:
    if any(name in SETTINGS and not fact.left_out for name, fact in metric.arguments):
        return None
    name = metric.name or ""
    activation = part.head.activation.get()
    if activation == "linear" and part.loss.from_logits.get() is True and not part.head.scaled_after:
        return _on_logits(name, metric, part)
    if name == "exact_accuracy" and activation in PROBABILITIES and part.loss.cross_entropy:
        return _exact(metric, part)
    if name in ("mean_io_u", "io_u") and activation in PROBABILITIES and not part.head.scaled_after:
        return _overlap(name, metric, part)
    return _labels(name, metric, part)


def _on_logits(name: str, metric: Metric, part: Part) -> Fault | None:
    binary = part.loss.family is Family.BINARY_CROSSENTROPY
    if name == "binary_accuracy" and binary:
        edit = AddArgument(metric.site, "threshold=0.0")
        return Fault(_cut("BinaryAccuracy"), "give it `threshold=0.0`", edit)
    if name == "accuracy" and binary and width(part.head) == 1:
        return Fault(_cut(name), "use `BinaryAccuracy(threshold=0.0)`", None, Severity.INFO)
    if name in COUNTED and binary:
        return Fault(_cut(name), "give it `thresholds=0`", AddArgument(metric.site, "thresholds=0"))
    if name in COUNTED:
        message = f"`{name}` cuts at 0.5, but these outputs are logits: what it shows is wrong"
        return Fault(message, "end the model with a softmax, and leave `from_logits` out")
    if name in RANKED:
        message = f"`{name}` tries thresholds from 0 to 1, but these outputs are logits: what it shows is wrong"
        if name == "auc":
            return Fault(message, "give it `from_logits=True`", AddArgument(metric.site, "from_logits=True"))
        return Fault(message, f"end the model with a {'sigmoid' if binary else 'softmax'}, and leave `from_logits` out")
    return _labels(name, metric, part)


def _cut(name: str) -> str:
    return f"`{name}` cuts these logits at 0.5 instead of 0: only probabilities above 62% count as a yes"


def _exact(metric: Metric, part: Part) -> Fault:
    shown = "it stays near 0.0" if width(part.head) == 1 else "`fit` raises an error"
    message = f"`Accuracy` counts predictions that equal their label exactly: {shown}"
    return Fault(message, 'use `"accuracy"`', Replace(metric.site, '"accuracy"'))


def _overlap(name: str, metric: Metric, part: Part) -> Fault | None:
    if "sparse_y_pred" in dict(metric.arguments):
        return None
    metric_class = "IoU" if name == "io_u" else "MeanIoU"
    message = f"`{metric_class}` takes probabilities for class indices: nearly all become class 0"
    if part.head.activation.get() != "softmax":
        return Fault(message, "use `BinaryIoU`")
    one_hot = part.loss.family is not Family.SPARSE_CROSSENTROPY  # `sparse_y_pred=False` alone raises then (measured)
    return Fault(message, f"use `OneHot{metric_class}`" if one_hot else "give it `sparse_y_pred=False`")


def _labels(name: str, metric: Metric, part: Part) -> Fault | None:
    """Metrics that want the labels in another form."""
    if (width(part.head) or 0) < 2 or part.loss.family not in (
        Family.SPARSE_CROSSENTROPY,
        Family.CATEGORICAL_CROSSENTROPY,
    ):
        return None
    sparse = part.loss.family is Family.SPARSE_CROSSENTROPY
    if part.target.kind in (Kind.ONE_HOT, Kind.CLASSES) and sparse != (part.target.kind is Kind.CLASSES):
        return None  # the loss doesn't fit the labels either
    if sparse and name == "categorical_accuracy":
        message = "`categorical_accuracy` wants one-hot labels, these are class indices: it shows chance"
        return Fault(message, "use `sparse_categorical_accuracy`", _renamed(metric, "sparse_categorical_accuracy"))
    if not sparse and name == "sparse_categorical_accuracy":
        message = "`sparse_categorical_accuracy` wants class indices, these labels are one-hot: `fit` raises"
        return Fault(message, "use `categorical_accuracy`", _renamed(metric, "categorical_accuracy"))
    if sparse and name in COUNTED | RANKED:
        message = f"`{name}` wants one-hot labels, these are class indices: `fit` raises an error"
        return Fault(message, "make the labels one-hot, and use `categorical_crossentropy`")
    return None


def _renamed(metric: Metric, name: str) -> Edit:
    return Replace(metric.site, f'"{name}"')
