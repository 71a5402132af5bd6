"""Standardising by hand divides by a spread of 0.

## What it does
Finds `(x - mean) / std` and `(x - min) / (max - min)` whose divisor is 0 for a column that is known to be constant: a
column that the program fills itself, the border pixels of MNIST. At low confidence: the same in a function, where
nobody can say what the columns hold.

## Why it is bad
A constant column has a spread of 0, and 0 / 0 is NaN (NumPy and pandas warn at most). One NaN in the inputs is enough:
the first step makes all weights NaN, the loss is `nan` from there on, and every prediction too.

## Example
```python
import numpy as np
from tensorflow import keras

(x, y), _ = keras.datasets.mnist.load_data()
x = x.reshape(-1, 784)
mean, std = x.mean(axis=0), x.std(axis=0)
x = (x - mean) / std
model = keras.Sequential([
    keras.layers.Input(shape=(784,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=5)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

(x, y), _ = keras.datasets.mnist.load_data()
x = x.reshape(-1, 784)
mean, std = x.mean(axis=0), x.std(axis=0)
x = (x - mean) / np.where(std == 0, 1, std)
model = keras.Sequential([
    keras.layers.Input(shape=(784,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=5)
```
`sklearn.preprocessing.StandardScaler` and `keras.layers.Normalization` do that by themselves.

## Fix safety
Safe: only a spread of 0 is replaced, by 1, so that a constant column becomes 0 instead of NaN.

## How the probe confirms it
Measure: whether NaN reaches the model.

## Known gaps
Columns of files, whose values nobody knows before they are read.

## References
- https://numpy.org/doc/stable/reference/generated/numpy.where.html
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import (
    AddImport,
    Confidence,
    Data,
    Finding,
    Fix,
    Note,
    Origin,
    Program,
    Replace,
    Safety,
    Severity,
    Standardisation,
    rule,
)

CONSTANT_PIXELS: Final = {"mnist": 67, "digits": 3}
"""How many pixels are 0 in all rows: 717 of MNIST's 784 ever change in its training images, 61 of load_digits' 64."""
SAME_COLUMNS: Final = frozenset(
    {"array", "asarray", "astype", "cast", "copy", "divide", "flatten", "load", "multiply", "ravel", "reshape", "split"}
)
"""Steps after which a constant column is still a constant one."""


@rule("ZL106", Severity.WARNING)
def standardise_by_zero(program: Program) -> Iterator[Finding]:
    for one in program.standardisations:
        if one.guarded or one.axis is None:
            continue
        constant = _constant(one)
        if constant:
            yield _finding(one, f"{constant} constant: its {_word(one)} is 0, and 0 / 0 is NaN", Confidence.HIGH)
        elif one.in_function and _nobody_knows(one.data) and program.networks:
            message = f"a constant column would become NaN here: its {_word(one)} is 0"
            yield _finding(one, message, Confidence.LOW)


def _word(one: Standardisation) -> str:
    return "range" if one.kind == "range" else "standard deviation"


def _constant(one: Standardisation) -> str:
    """Which columns are known to be constant, as the start of a sentence."""
    data, source = one.data, one.data.source
    numbers = [number for number, column in enumerate(data.columns or ()) if column.constant]
    if numbers:
        return f"column {numbers[0]} is"
    if source is None or source.origin is not Origin.DATASET or source.name not in CONSTANT_PIXELS:
        return ""
    if one.axis != 0 or not all(_keeps_columns(step.op, step.by) for step in data.trail):
        return ""
    return f"each of {CONSTANT_PIXELS[source.name]} border pixels of `{source.name}` is"


def _keeps_columns(op: str, by: str) -> bool:
    """Whether a step leaves every pixel in; an index may take some rows."""
    return op in SAME_COLUMNS or (op == "index" and "," not in by)


def _nobody_knows(data: Data) -> bool:
    """Whether columns come from outside of the program; of one that is picked by name it is known that it changes."""
    if len(data.names) == 1 or (data.shape is not None and len(data.shape) < 2):
        return False
    unread = data.source is None or data.source.origin is Origin.FILE
    return unread and data.columns is None and data.stats.std is None and not data.stats.bounded


def _finding(one: Standardisation, message: str, confidence: Confidence) -> Finding:
    filled = one.data.did("fill") if one.data.columns is not None else None
    edits = (Replace(one.divisor_site, "np.where({} == 0, 1, {})", one.divisor_site), AddImport("import numpy as np"))
    return Finding(
        one.site,
        message,
        confidence=confidence,
        notes=(Note("filled here", filled.site),) if filled is not None else (),
        help="divide by 1 where the spread is 0, or use `StandardScaler`",
        fix=Fix("divide by 1 where the spread is 0", Safety.SAFE, edits),
        about=one,
    )
