"""A vector of labels meets a column of predictions: a matrix of all pairs comes out, and its mean is no score.

## What it does
Finds arithmetic and comparisons between predictions of a network with one output unit, which come as a column (n, 1),
and labels that are a vector (n,), or the other way round. Both NumPy and TensorFlow then pair every prediction with
every label.

## Why it is bad
The score is the mean over n × n pairs, nearly all of which belong to two different samples. Nothing is raised. Measured
on a regression that is right to 0.002 (mean squared error): the broadcast error is 1.71, twice the variance of the
labels; and on a classifier with 0.965 of the samples right, `np.mean(y == (p > 0.5))` says 0.501. A good model looks
as if it had learned nothing. (A pandas column raises instead: "Data must be 1-dimensional".)

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = x.sum(axis=1)

model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse")
model.fit(x[:1600], y[:1600], epochs=20)
predictions = model.predict(x[1600:])
print("error:", np.mean((y[1600:] - predictions) ** 2))
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = x.sum(axis=1)

model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse")
model.fit(x[:1600], y[:1600], epochs=20)
predictions = model.predict(x[1600:]).ravel()
print("error:", np.mean((y[1600:] - predictions) ** 2))
```

## Fix safety
Unsafe, since another score comes out. `[:, 0]` makes the column of predictions a vector where it stands.

## How the probe confirms it
Decode: the same weights, scored as written and on the predictions as a vector.

## Known gaps
Predictions for a number of rows that nobody knows count only against labels that the program read or computed from
what it read (medium confidence).

## References
- https://numpy.org/doc/stable/user/basics.broadcasting.html
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import (
    Confidence,
    Data,
    Decoding,
    Finding,
    Fix,
    Note,
    Prediction,
    Reading,
    Replace,
    Safety,
    Severity,
    rule,
)

PAIRED: Final = frozenset({"-", "==", "!=", "/"})
"""Operations between predictions and what they ought to be; `*` and `+` have weights and offsets on the other side."""
REDUCED: Final = ("mean", "std", "max", "min", "sum", "median", "percentile", "var", "unique")
"""Last steps behind which there may be other values than one for each row."""


@rule("ZL510", Severity.ERROR)
def scores_broadcast(prediction: Prediction) -> Iterator[Finding]:
    for decoding in prediction.decodings:
        if decoding.reading is Reading.AGAINST and decoding.matrix and decoding.by in PAIRED and not prediction.trains:
            confidence = _rows_for_rows(decoding)
            if confidence is not None:
                yield _finding(prediction, decoding, confidence)


def _rows_for_rows(decoding: Decoding) -> Confidence | None:
    """How sure it is that both sides have a value for each of the same rows, and more than one row."""
    given = decoding.other or Data()
    mine, other = decoding.own.rows, given.rows
    if 1 in (mine, other) or (mine is not None and other is not None and mine != other):
        return None
    if mine is not None and other is not None:
        return Confidence.HIGH
    reduced = bool(given.trail) and given.trail[-1].op in REDUCED
    return Confidence.MEDIUM if given.known and not reduced else None


def _finding(prediction: Prediction, decoding: Decoding, confidence: Confidence) -> Finding:
    other = decoding.other or Data()
    column = len(decoding.own.shape or ()) == 2
    shapes = ("(n, 1)", "(n,)") if column else ("(n,)", "(n, 1)")
    rows = decoding.own.rows or other.rows
    size = f"{rows:,} × {rows:,}" if rows is not None else "n × n"
    where = (Note("the labels come from here", other.source.site),) if other.source and other.source.site else ()
    return Finding(
        decoding.site,
        f"`{decoding.by}` of predictions {shapes[0]} and labels {shapes[1]} gives a matrix, {size}: "
        "its mean is no score",
        confidence=confidence,
        help="make both vectors: `[:, 0]` or `.ravel()` on the column",
        notes=(Note("one output unit: the predictions are a column", prediction.site), *where),
        fix=_as_vector(decoding) if column else None,
    )


def _as_vector(decoding: Decoding) -> Fix | None:
    if decoding.operand is None:
        return None
    edit = Replace(decoding.operand, "{}[:, 0]", decoding.operand)
    return Fix("make the predictions a vector", Safety.UNSAFE, (edit,))
