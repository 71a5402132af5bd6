"""A BatchNormalization that scales the inputs gets too few steps for its averages.

## What it does
Finds models whose inputs are scaled by nothing but a `BatchNormalization` in front, with fewer than 200 optimizer steps
in all, where at least half of the columns lie at least two spreads from 0.

## Why it is bad
While it trains, the layer normalises each batch by the batch's own mean and variance. For predictions it uses moving
averages, which start at 0 and 1 and come closer by one part in a hundred per step (`momentum=0.99`): after 75 steps
they are half-way. So validation and predictions see inputs that are shifted, by more than a spread, from those of the
training. Measured on Keras 3.15 with Adam: on breast cancer training accuracy .96 and .42 on held-out rows after 84
steps (98 % of the predictions are one class), .63 after 140, .86 after 196; on wine .94 and .36 after 85, .71 after
200. After 84 steps with `momentum=0.9` the held-out rows are at .96 and .84, with standardised inputs at .97 and .89.

## Example
```python
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from tensorflow import keras

x, y = load_wine(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(x, y, random_state=0)
model = keras.Sequential([
    keras.layers.Input(shape=(13,)),
    keras.layers.BatchNormalization(),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=15)
print("right:", model.evaluate(x_test, y_test)[1])
```

## Use instead
```python
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from tensorflow import keras

x, y = load_wine(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(x, y, random_state=0)
normalise = keras.layers.Normalization()
normalise.adapt(x_train)
model = keras.Sequential([
    keras.layers.Input(shape=(13,)),
    normalise,
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=15)
print("right:", model.evaluate(x_test, y_test)[1])
```

## Fix safety
Unsafe, since predictions are other ones: the layer gets `momentum=0.9`, with which 40 steps do.

## How the probe confirms it
Pair: the program as written against one with `momentum=0.9`.

## Known gaps
Columns of files whose content isn't known, and a BatchNormalization behind the first weights.

## References
- https://keras.io/api/layers/normalization_layers/batch_normalization/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from zerolint.api import (
    AddArgument,
    Confidence,
    Data,
    Edit,
    Finding,
    Fix,
    Kind,
    Layer,
    Network,
    Note,
    Run,
    Safety,
    Severity,
    Stats,
    rule,
)

from ._inputs import SCALING_LAYERS, SCALING_OPS, fed
from ._runs import ENOUGH, steps_from_scratch
from ._values import as_number, percent, rewritten

SLOW: Final = 0.98
"""With a lower momentum 200 steps are more than enough for the averages."""
NEEDED: Final = 200
"""Steps after which predictions are about as good as the training (measured, rule catalogue)."""
FAR: Final = 2.0
"""Spreads from 0 at which half-way averages shift a column by more than one of its spreads (rule catalogue)."""


@rule("ZL422", Severity.WARNING)
def batchnorm_needs_more_steps(run: Run) -> Iterator[Finding]:
    steps = steps_from_scratch(run)
    if steps is None or not ENOUGH <= steps < NEEDED or not _read(run):
        return
    for which, data in fed(run):
        layer = _in_front(run.network, which)
        momentum = as_number(layer.get("momentum")) if layer is not None else None
        if layer is None or momentum is None or not SLOW <= momentum < 1 or not _far_from_zero(data):
            continue
        assert data.source is not None
        edit: Edit = rewritten(layer.fact("momentum"), "0.9") or AddArgument(layer.site, "momentum=0.9")
        yield Finding(
            layer.site,
            f"after {steps} steps `BatchNormalization` knows {percent(1 - momentum**steps)} of the inputs' mean: "
            "predictions see shifted inputs",
            confidence=Confidence.MEDIUM if data.source.by_convention else Confidence.HIGH,
            help="scale the inputs (`StandardScaler`, an adapted `Normalization`), or give it `momentum=0.9`",
            notes=(Note(f"from `{data.source.name}`", data.source.site), Note("trains here", run.site)),
            fix=Fix("let the averages follow faster", Safety.UNSAFE, (edit,)),
            about=run,
        )


def _read(run: Run) -> bool:
    """Something uses the averages: predictions, scores, validation."""
    return run.results_used or bool(run.validation_inputs) or bool(run.validation_split.get())


def _in_front(network: Network, which: int) -> Layer | None:
    """The BatchNormalization between an input and the first weights, where nothing else scales it."""
    before = network.before_first_weights(which) or ()
    scaling = [layer for layer in before if layer.kind in SCALING_LAYERS or layer.kind in SCALING_OPS]
    if len(scaling) != 1 or scaling[0].kind != "BatchNormalization" or scaling[0].trainable is not True:
        return None
    return None if "training" in scaling[0].config or scaling[0].repeated else scaling[0]


def _far_from_zero(data: Data) -> bool:
    """At least half of the columns lie that many spreads from 0; pixels and digits do no harm (measured)."""
    if data.source is None or data.scaled is not False or data.kind not in (Kind.CONTINUOUS, Kind.UNKNOWN):
        return False
    columns = [one for one in data.columns or (data.stats,) if one.std]
    return 0 < len(columns) <= 2 * sum(map(_far, columns))


def _far(column: Stats) -> bool:
    return column.mean is not None and column.std is not None and abs(column.mean) >= FAR * column.std
