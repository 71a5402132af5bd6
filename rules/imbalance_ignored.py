"""One class is ten times as frequent as the other, and nothing makes up for it.

## What it does
Finds binary classifications whose labels are known to be of one class in at least 10 of 11 rows (from literals, from
blocks of labels that are put together, `make_classification(weights=…)`, known tables), and that are trained with a
plain cross-entropy: no `class_weight`, no `sample_weight`, no resampling, no other threshold than 0.5. A program that
looks at precision, recall or the area under a curve knows of it, and so does an output whose bias starts elsewhere.

## Why it is bad
To say the frequent class of every row is right nearly always, and where the classes overlap it is what the network
learns: it predicts zero. The accuracy looks splendid. Measured on 6000 rows of `make_classification` with
`class_sep=0.5` (10 epochs of Adam, one hidden layer of 16):

| rows of class 1 | weights | accuracy | recall of class 1 | predicted 1 |
| --- | --- | --- | --- | --- |
| 6 % | none | 0.94 | 0.00 | 0 % |
| 6 % | `class_weight` | 0.73 | 0.58 | 28 % |
| 3 % | none | 0.97 | 0.00 | 0 % |
| 3 % | `class_weight` | 0.70 | 0.44 | 30 % |

## Example
```python
from sklearn.datasets import make_classification
from tensorflow import keras

x, y = make_classification(6000, n_features=12, n_informative=4, weights=[0.95], class_sep=0.5)
model = keras.Sequential([
    keras.layers.Input(shape=(12,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x[:4500], y[:4500], epochs=10)
print(model.evaluate(x[4500:], y[4500:]))
```

## Use instead
```python
from sklearn.datasets import make_classification
from tensorflow import keras

x, y = make_classification(6000, n_features=12, n_informative=4, weights=[0.95], class_sep=0.5)
model = keras.Sequential([
    keras.layers.Input(shape=(12,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy", keras.metrics.Recall()])
model.fit(x[:4500], y[:4500], epochs=10, class_weight={0: 1, 1: 19})
print(model.evaluate(x[4500:], y[4500:]))
```

## How the probe confirms it
Measure: the share of the classes among the labels, and among the predictions.

## Known gaps
More than two classes, and labels of files that aren't known.

## References
- https://www.tensorflow.org/tutorials/structured_data/imbalanced_data
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import (
    Confidence,
    Data,
    Family,
    Finding,
    Head,
    Kind,
    Note,
    Prediction,
    Program,
    Reading,
    Run,
    RunKind,
    Severity,
    rule,
)

from ._values import percent

RATIO: Final = 10.0
"""From the rule catalogue: so many rows of one class to one of the other."""
PLAIN: Final = frozenset({"binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy"})
AWARE: Final = ("auc", "f1", "fbeta", "precision", "recall", "sensitivity", "specificity", "average_precision")
"""In names of metrics: who looks at these knows that the accuracy says little."""
AS_THEY_ARE: Final = frozenset(
    {"array", "batch", "cache", "cast", "column", "concatenate", "copy", "encode", "expand_dims", "fill", "one_hot"}
    | {"prefetch", "ravel", "reshape", "shuffle", "split", "squeeze", "to_categorical"}
)
"""Steps that leave the shares of the classes."""


@rule("ZL115", Severity.WARNING)
def imbalance_ignored(program: Program) -> Iterator[Finding]:
    for run in program.runs:
        part = run.head()
        if part is None or run.kind is not RunKind.FIT or not _as_it_comes(run):
            continue
        head, loss, target, _ = part
        share = _share(target)
        if share is None or loss.name not in PLAIN or loss.family is Family.CUSTOM or _aware(program, run, head):
            continue
        rare, many = (1, 1 - share) if share < 0.5 else (0, share)
        source = target.source
        yield Finding(
            run.targets_site or run.site,
            f"only one row in {1 / (1 - many):.0f} is of class {rare}: "
            f"a model that always says {1 - rare} is {percent(many)} right",
            confidence=Confidence.LOW if source is None or run.path else Confidence.MEDIUM,
            help="give `fit` a `class_weight`, resample, or move the threshold; look at recall, not at the accuracy",
            notes=(Note("the labels", source.site),) if source is not None and source.site is not None else (),
            about=run,
        )


def _as_it_comes(run: Run) -> bool:
    plain = run.class_weight.site is not None and run.class_weight.value is None and not run.weighted_rows
    return plain and not run.streaming and not run.swept and not run.assumed and not run.network.custom_step


def _share(target: Data) -> float | None:
    """Share of class 1 among binary labels, where it is far from a half."""
    mean, same = target.stats.mean, all(step.op in AS_THEY_ARE and step.by != "sample" for step in target.trail)
    labels = target.kind is Kind.CLASSES and target.classes == 2 and (target.stats.lo, target.stats.hi) == (0.0, 1.0)
    if mean is None or not labels or target.random or not (same or _only_slices(target)):
        return None
    rare = min(mean, 1 - mean)
    return mean if rare > 0 and (1 - rare) / rare >= RATIO else None


def _only_slices(target: Data) -> bool:
    """Whether rows were left out by their place at most."""
    for step in target.trail:
        if step.op == "index" and set(step.by) <= set(":-0123456789, "):
            continue
        if step.op not in AS_THEY_ARE or step.by == "sample":
            return False
    return True


def _aware(program: Program, run: Run, head: Head) -> bool:
    names = [str(metric.name).lower() for metric in run.metrics]
    names += [str(one.get("metric")).lower() for one in program.done("scored")]
    if any(word in name for name in names for word in AWARE) or any(metric.name is None for metric in run.metrics):
        return True
    bias = head.layer.fact("bias_initializer") if head.layer is not None else None
    if bias is not None and not bias.left_out and bias.get() != "zeros":
        return True
    return any(_other_threshold(one) for one in program.predictions if one.network.identity is run.network.identity)


def _other_threshold(prediction: Prediction) -> bool:
    return any(one.reading is Reading.THRESHOLD and one.value not in (None, 0.5) for one in prediction.decodings)
