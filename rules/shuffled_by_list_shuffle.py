"""`random.shuffle` of an array duplicates some rows and loses others.

## What it does
Finds `random.shuffle` (the standard library's) of a NumPy array of two or more dimensions.

## Why it is bad
It swaps items with `x[i], x[j] = x[j], x[i]`, which is right for lists. The rows of an array are views: the first
assignment overwrites what the second one still needs, so that after each swap one row stands there twice and another is
gone. Nothing warns. Measured with 600 rows of three classes, 420, 100 and 80 of each: about
295 different rows are left, and the classes have 569, 24 and 7.

## Example
```python
import random

import numpy as np
from tensorflow import keras

random.seed(0)
np.random.seed(0)
rows = np.random.rand(2000, 11)
rows[:, 10] = (rows[:, :10].sum(axis=1) > 5)
random.shuffle(rows)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(rows[:, :10], rows[:, 10], epochs=20)
```

## Use instead
```python
import random

import numpy as np
from tensorflow import keras

random.seed(0)
np.random.seed(0)
rows = np.random.rand(2000, 11)
rows[:, 10] = (rows[:, :10].sum(axis=1) > 5)
np.random.shuffle(rows)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(rows[:, :10], rows[:, 10], epochs=20)
```

## Fix safety
Safe: `np.random.shuffle` puts the same rows into another order, which is what was asked for.

## How the probe confirms it
Measure: the different rows are counted before and after.

## Known gaps
Arrays whose number of dimensions isn't known.

## References
- https://numpy.org/doc/stable/reference/random/generated/numpy.random.shuffle.html
- https://bugs.python.org/issue31599
"""

from collections.abc import Iterator

from zerolint.api import AddImport, Data, Finding, Fix, Note, Operation, Program, Replace, Safety, Severity, rule

from ._heads import certainty


@rule("ZL131", Severity.ERROR)
def shuffled_by_list_shuffle(program: Program) -> Iterator[Finding]:
    for operation in program.done("list-shuffle"):
        data = operation.data()
        if data.shape is not None and len(data.shape) >= 2:
            yield _finding(operation, data)


def _finding(operation: Operation, data: Data) -> Finding:
    source = data.source
    sure = certainty(data)
    return Finding(
        operation.site,
        "`random.shuffle` duplicates rows of this array and loses others",
        confidence=sure.lowered if operation.path else sure,
        help="shuffle arrays with `np.random.shuffle`",
        notes=(Note(f"the array, from `{source.name}`", source.site),) if source and source.site else (),
        fix=_fix(operation),
        about=data,
    )


def _fix(operation: Operation) -> Fix | None:
    function = operation.place("function")
    if function is None:
        return None
    edits = (Replace(function, "np.random.shuffle"), AddImport("import numpy as np"))
    return Fix("shuffle with NumPy", Safety.SAFE, edits)
