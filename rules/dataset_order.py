"""A `tf.data` data set is not shuffled, or not enough to mix its classes.

## What it does
Finds

- `shuffle(1)`, also as `shuffle(True)`, which keeps every element where it is;
- training data in class order that reach `fit` without a `shuffle`, with one that only moves whole batches, or with a
  buffer of less than a quarter of the rows.

## Why it is bad
`shuffle` draws from a buffer of the next elements: with a buffer of one there is nothing to draw from, and with a
small one a row moves by about the size of the buffer. Rows in class order then still come class by class, each batch
pulls the network towards the one class that it holds, and what comes last counts most. `fit` shuffles arrays, but no
data sets. On 1400 digits in class order, after 10 epochs: not shuffled 0.91, a buffer of 100 0.92, of 700 0.94, of all
0.95; shuffled after `batch()` 0.91 (measured on Keras 3.15).

## Example
```python
import numpy as np
import tensorflow as tf
from sklearn.datasets import load_iris
from tensorflow import keras

x, y = load_iris(return_X_y=True)
train = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(16).batch(16)
model = keras.Sequential([
    keras.layers.Input(shape=(4,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(train, epochs=50)
```

## Use instead
```python
import numpy as np
import tensorflow as tf
from sklearn.datasets import load_iris
from tensorflow import keras

x, y = load_iris(return_X_y=True)
train = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x)).batch(16)
model = keras.Sequential([
    keras.layers.Input(shape=(4,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(train, epochs=50)
```

## Fix safety
Unsafe: the rows come in another order. Offered for the size of a buffer, where the number of rows is known.

## How the probe confirms it
Measure: the classes in the first batches.

## Known gaps
Files that are listed folder by folder; `cache()` behind random augmentation; augmented validation data.

## References
- https://www.tensorflow.org/api_docs/python/tf/data/Dataset#shuffle
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import (
    Confidence,
    Data,
    Finding,
    Fix,
    Kind,
    Note,
    Operation,
    Program,
    Replace,
    Run,
    RunKind,
    Safety,
    Severity,
    rule,
)

from ._values import sure

SHARE: Final = 4
"""A buffer of less than one row in so many doesn't mix classes (measured, see the page)."""


@rule("ZL607", Severity.WARNING)
def dataset_order(program: Program) -> Iterator[Finding]:
    shuffles = {id(one.site): one for one in program.done("dataset-shuffled")}
    for one in shuffles.values():
        if one.get("buffer") == 1 and one.get("rows") != 1:
            message = f"`shuffle({one.get('buffer')})` keeps the order: it draws from a buffer of one element"
            yield _too_small(one, message, sure(one.path))
    lost = list(program.done("dataset-dropped"))
    yield from map(_lost, lost)
    for run in program.runs:
        labels = None if lost else _in_class_order(run)
        if labels is not None:
            yield from _ordered(run, labels, shuffles)


def _lost(lost: Operation) -> Finding:
    return Finding(
        lost.site,
        "`shuffle` gives a new data set, which is dropped here: this one keeps its order",
        confidence=sure(lost.path),
        help="assign it: `ds = ds.shuffle(…)`",
    )


def _ordered(run: Run, labels: Data, shuffles: dict[int, Operation]) -> Iterator[Finding]:
    """The rows of a run come class by class: what its pipeline does about it."""
    done = [shuffles[id(step.site)] for step in run.pipeline if id(step.site) in shuffles]
    if any(not isinstance(one.get("buffer"), int) for one in done):
        return
    of_rows = [one for one in done if one.get("batches") is False]
    largest = max((one for one in of_rows), key=lambda one: _number(one, "buffer"), default=None)
    if largest is None:
        message = "rows in class order are not shuffled: each batch pulls the network to the one class it holds"
        if done:
            message = "`shuffle` after `batch` moves whole batches, each of which holds one class"
        yield _finding(done[0].site if done else run.site, message, run, labels)
    elif 1 < _number(largest, "buffer") < _number(largest, "rows") / SHARE:
        buffer, rows = _number(largest, "buffer"), _number(largest, "rows")
        message = f"a buffer of {buffer} of {rows} rows in class order doesn't mix them: batches hold one class"
        yield _too_small(largest, message, _level(run, labels), run, labels)


def _in_class_order(run: Run) -> Data | None:
    """The labels, where a data set made of arrays gives them class by class."""
    if run.kind is not RunKind.FIT or run.assumed or run.feed != "tf.data" or len(run.targets) != 1:
        return None
    labels, first = run.targets[0], run.pipeline[:1]
    plain = bool(first) and first[0].op == "slices" and all(data.ordered is not False for data in run.inputs)
    return labels if plain and labels.ordered is True and labels.kind in (Kind.CLASSES, Kind.ONE_HOT) else None


def _finding(site: object, message: str, run: Run, labels: Data) -> Finding:
    return Finding(
        site,  # type: ignore[arg-type]  # the place of a run or an operation
        message,
        confidence=_level(run, labels),
        help="call `.shuffle(number of rows)` before `.batch()`",
        notes=_notes(labels),
        about=run,
    )


def _too_small(
    one: Operation, message: str, sure: Confidence, run: Run | None = None, labels: Data | None = None
) -> Finding:
    place, rows = one.place("given"), one.get("rows")
    fix = None
    if place is not None and isinstance(rows, int) and rows > 1:
        fix = Fix(f"use a buffer of {rows}", Safety.UNSAFE, (Replace(place, str(rows)),))
    return Finding(
        place or one.site,
        message,
        confidence=sure,
        help="give the number of rows as the size of the buffer",
        notes=_notes(labels) if labels is not None else (),
        fix=fix,
        about=run,
    )


def _notes(labels: Data) -> tuple[Note, ...]:
    origin = labels.source
    return (Note(f"`{origin.name}` comes class by class", origin.site),) if origin is not None else ()


def _number(one: Operation, name: str) -> int:
    found = one.get(name)
    return found if isinstance(found, int) else 0


def _level(run: Run, labels: Data) -> Confidence:
    by_convention = labels.source is not None and labels.source.by_convention
    return Confidence.LOW if by_convention or run.path else Confidence.MEDIUM
