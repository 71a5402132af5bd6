"""Accuracy is measured on a regression.

## What it does
Finds `accuracy` and its kin among the metrics of a regression.

## Why it is bad
Accuracy counts exact matches (of a rounded output, or of the largest column). A continuous target is practically never
matched: measured on Keras 3.15, `accuracy` is 0.0 in every epoch while R² rises to 0.99. With several target columns it
compares which one is largest and may show 1.0 for the same reason. Where many targets are one number (the 0 of a solar
plant at night), it counts the rows that are rounded to it. Nothing is wrong with the training; the number misleads.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = 10 * x.sum(axis=1)

model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse", metrics=["accuracy"])
model.fit(x, y, epochs=20)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = 10 * x.sum(axis=1)

model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse", metrics=["mae"])
model.fit(x, y, epochs=20)
```

## Fix safety
Safe where nothing reads the history, scores or a monitored metric afterwards: training doesn't depend on metrics, and
the number that goes was a constant. Unsafe otherwise, since `history["accuracy"]` or `monitor="accuracy"` would fail.

## How the probe confirms it
Measure: the metric's values over the epochs, constant while the loss falls.

## Known gaps
Autoencoders are not reported. A target of which nothing is known counts as continuous only where something else says
so.

## References
- https://keras.io/api/metrics/accuracy_metrics/
"""

from collections.abc import Iterator

from zerolint.api import (
    Confidence,
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
    TaskKind,
    rule,
)

from ._heads import EXACT, Part, certainty, parts, regression, single, width

ACCURACIES = frozenset(
    {"acc", "accuracy", "binaryaccuracy", "categoricalaccuracy", "exactaccuracy", "sparsecategoricalaccuracy"}
    | {"topkcategoricalaccuracy"}
)
"""Names of functions and classes, in lower case and without `_`."""
SHOWN = {"exact_accuracy": "Accuracy"}
"""What is written where the class compares for equality."""
NUMBERS = EXACT | {Family.COSINE, Family.OTHER, Family.CUSTOM}
FAR = 1000.0
"""Whole numbers that reach this under a regression loss are quantities: nobody tells as many classes by one output."""
INSTEAD = {"mae": "meanabsoluteerror", "mse": "meansquarederror"}
"""Metrics that say something about a regression, and their full names."""


@rule("ZL212", Severity.WARNING)
def accuracy_on_regression(run: Run) -> Iterator[Finding]:
    every = tuple(parts(run))
    for metric in run.metrics:
        if _plain(metric.name) in ACCURACIES:
            measured = every if metric.head is None else every[metric.head : metric.head + 1]
            levels = [_sure(part) for part in measured]
            sure = [level for level in levels if level is not None]
            if sure and len(sure) == len(levels):
                yield _finding(run, metric, measured[0], max(sure, key=lambda level: level.rank))


def _sure(part: Part) -> Confidence | None:
    """How sure it is that this is a regression; a softmax on soft labels is none, an autoencoder isn't meant."""
    if part.loss.family not in NUMBERS or part.head.activation.get() == "softmax":
        return None
    if part.task.kind is TaskKind.RECONSTRUCTION:
        return None
    return regression(part) or (certainty(part.target) if _far_from_classes(part) else None)


def _far_from_classes(part: Part) -> bool:
    """One linear output for whole numbers that get far."""
    top = part.target.stats.reaches_up_to
    whole = part.task.kind is TaskKind.UNKNOWN and part.target.kind is Kind.UNKNOWN and single(part.target)
    linear = part.head.activation.get() == "linear" and width(part.head) == 1
    return whole and linear and part.loss.family in EXACT and top is not None and top >= FAR


def _finding(run: Run, metric: Metric, part: Part, confidence: Confidence) -> Finding:
    several = (width(part.head) or 1) > 1
    shown = (
        "compares which column is largest: no measure for continuous targets"
        if several
        else "counts exact matches: of continuous targets it tells nothing, however good the model"
    )
    wanted = _instead(run)
    safety = Safety.SAFE if _unread(run) else Safety.UNSAFE
    edits = (Replace(metric.site, f'"{wanted}"'),) if wanted else ()
    return Finding(
        metric.site,
        f"`{SHOWN.get(metric.name or '', metric.name)}` {shown}",
        confidence=confidence,
        help="measure an error (`mae`) or `keras.metrics.R2Score()` instead",
        notes=(Note("under this loss", part.loss.site),),
        fix=Fix(f"measure `{wanted}` instead", safety, edits) if edits else None,
        about=part.head,
    )


def _instead(run: Run) -> str | None:
    taken = {_plain(metric.name) for metric in run.metrics}
    taken |= {_plain(loss.name) for loss in run.losses}
    return next((short for short, full in INSTEAD.items() if short not in taken and full not in taken), None)


def _unread(run: Run) -> bool:
    return not run.results_used and run.callbacks_known and not run.callbacks


def _plain(name: str | None) -> str:
    return (name or "").replace("_", "").lower()
