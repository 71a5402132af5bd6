"""Fractions go into whole numbers, and nearly all of them become 0.

## What it does
Finds values of 0…1, −1…1 and standardised ones that lose their fractions:

- stored in an array of an integer type: `X = np.zeros(shape, np.uint8)`, then `X[i] = image / 255`;
- cast after the scaling: `(x / 255).astype(int)`, where a model gets the result;
- padded by `pad_sequences`, whose `dtype` is `int32` unless it is given.

## Why it is bad
A fraction in an integer array is cut off: 0.99 becomes 0. Of pixels only the very brightest are left, of everything
else there is nothing to be learned from, and nothing warns. Measured on scikit-learn's digits, 49 % of whose pixels are
0: stored as `uint8` 91 % of the values are, and a small convolutional network reads 0.70 of the test rows right after
10 epochs, 0.97 without. `pad_sequences([[0.1, 0.7], [1.5]])` gives `[[0, 0], [0, 1]]`.

## Example
```python
import numpy as np
from tensorflow import keras

(images, y), _ = keras.datasets.mnist.load_data()
x = np.zeros((len(images), 28, 28), dtype=np.uint8)
for i in range(len(images)):
    x[i] = images[i] / 255
model = keras.Sequential([
    keras.layers.Input(shape=(28, 28)),
    keras.layers.Flatten(),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=5)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

(images, y), _ = keras.datasets.mnist.load_data()
x = np.zeros((len(images), 28, 28), dtype="float32")
for i in range(len(images)):
    x[i] = images[i] / 255
model = keras.Sequential([
    keras.layers.Input(shape=(28, 28)),
    keras.layers.Flatten(),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=5)
```

## Fix safety
Safe: the type becomes `float32`, which holds what was put in; before, next to nothing of it was left.

## How the probe confirms it
Measure: how many different values there are before and after.

## Known gaps
Fractions of a wider range, which lose only a part of what they say, and single cells of tables.

## References
- https://keras.io/api/data_loading/timeseries/#padsequences-function
- https://numpy.org/doc/stable/user/basics.indexing.html#assigning-values-to-indexed-arrays
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import (
    AddArgument,
    Data,
    Finding,
    Fix,
    Kind,
    Note,
    Operation,
    Program,
    Replace,
    Safety,
    Scale,
    Severity,
    Stats,
    rule,
)

from ._heads import certainty
from ._inputs import reaches_a_model

FLOATS: Final = ("float16", "float32", "float64")
FRACTIONS: Final = (Kind.IMAGE, Kind.CONTINUOUS)
SMALL: Final = (Scale.UNIT, Scale.SYMMETRIC, Scale.STANDARD)


@rule("ZL121", Severity.ERROR)
def fractions_stored_as_integers(program: Program) -> Iterator[Finding]:
    for operation in program.done("stored", "truncated", "padded"):
        data = operation.data("value") if operation.kind == "stored" else operation.data()
        if (
            _fractions(data)
            and _whole(operation)
            and (operation.kind != "truncated" or reaches_a_model(program, operation))
        ):
            yield _finding(operation, data)


def _fractions(data: Data) -> bool:
    """Scaled values, of which hardly one is a whole number; or any of which none gets as far as 1."""
    if data.dtype not in FLOATS or data.stats.constant:
        return False
    rounded = data.trail and data.trail[-1].op in ("round", "floor", "ceil", "compare", "where")
    scaled = data.kind in FRACTIONS and data.scale in SMALL
    near = scaled and (data.scale is Scale.STANDARD or data.stats.within(-1.0, 1.0))
    return not rounded and (near or _below_one(data.stats))


def _below_one(stats: Stats) -> bool:
    return stats.lo is not None and stats.hi is not None and -1.0 < stats.lo < stats.hi < 1.0


def _whole(operation: Operation) -> bool:
    dtype = operation.get("dtype")
    return isinstance(dtype, str) and dtype.startswith(("int", "uint"))


def _finding(operation: Operation, data: Data) -> Finding:
    sure = certainty(data)
    made = operation.data("into").source
    notes = [Note(f"an array of {operation.get('dtype')}", made.site)] if made is not None and made.site else []
    if data.trail and data.trail[-1].site is not None:
        notes.append(Note("made fractions here", data.trail[-1].site))
    return Finding(
        operation.site,
        f"fractions are stored as whole numbers ({operation.get('dtype')}): nearly all of them become 0",
        confidence=sure.lowered if operation.path else sure,
        help='keep them as `float32`: `dtype="float32"`',
        notes=tuple(notes),
        fix=_fix(operation),
        about=data,
    )


def _fix(operation: Operation) -> Fix | None:
    """Another type where one is given; `pad_sequences` gets one."""
    given = operation.place("type")
    if given is not None:
        return Fix("keep them as float32", Safety.SAFE, (Replace(given, '"float32"'),))
    if operation.kind == "padded":
        return Fix("keep them as float32", Safety.SAFE, (AddArgument(operation.site, 'dtype="float32"'),))
    return None
