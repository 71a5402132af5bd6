"""A batch size with which the model takes too few steps, or BatchNormalization sees one row at a time.

## What it does
Finds

- a batch size that holds all rows at once, where ten epochs and more make fewer than 50 optimizer steps of a network
  with hidden layers;
- `batch_size=1` with BatchNormalization behind a Dense layer.

## Why it is bad
The weights move once per batch, so with one batch per epoch ten epochs are ten steps: accuracy .27 on 600 rows of three
classes, where batches of 32 give .76 (and 200 steps .86). And the mean of one row is that row: BatchNormalization takes
it from itself in training, and only the bias is left: .26 instead of .91 (both measured on Keras 3.15).

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(1600, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20, batch_size=1600)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(1600, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20, batch_size=32)
```

## Fix safety
Unsafe: the training goes otherwise. It writes Keras's default, 32.

## How the probe confirms it
Pair: the program as written against one with batches of 32.

## Known gaps
Data sets, whose batches are made elsewhere.

## References
- https://keras.io/api/models/model_training_apis/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from zerolint.api import Confidence, Finding, Fix, Layer, Note, Run, RunKind, Safety, Severity, rule

from ._runs import ENOUGH, steps_from_scratch
from ._values import rewritten

MANY: Final = 10
"""With fewer epochs than these, it is the epochs that are few (ZL304)."""
ALMOST: Final = 0.9
"""Part of the rows that a first batch holds, if it holds almost all of them."""
USUAL: Final = "32"


@rule("ZL305", Severity.WARNING)
def batch_size_does_not_fit(run: Run) -> Iterator[Finding]:
    if run.kind is RunKind.FIT and run.batch_size.written and not run.swept:
        yield from _all_at_once(run)
        yield from _one_by_one(run)


def _all_at_once(run: Run) -> Iterator[Finding]:
    steps, epochs, size = steps_from_scratch(run), run.total_epochs.get(), run.batch_size.get()
    if steps is None or epochs is None or epochs < MANY or steps >= ENOUGH or run.later or not _whole(run):
        return
    if not run.network.hidden():  # a line through points is found in a few long steps
        return
    yield Finding(
        run.batch_size.site or run.site,
        f"a batch of {size} holds {'all' if run.batches.get() == 1 else 'almost all'} rows: "
        f"{epochs} epochs change the weights only {steps} times",
        confidence=Confidence.MEDIUM,  # on easy data 40 steps can do
        help="give a batch size of 32 or so",
        fix=_usual(run),
        about=run,
    )


def _whole(run: Run) -> bool:
    rows, split, size = next((data.rows for data in run.inputs), None), run.validation_split.get(), run.batch_size.get()
    if run.batches.get() == 1 or rows is None or size is None:
        return run.batches.get() == 1
    return run.batches.get() == 2 and size >= ALMOST * rows * (1 - (split or 0))


def _one_by_one(run: Run) -> Iterator[Finding]:
    norms = [layer for layer in run.network.layers if _sees_rows(layer)]
    if run.batch_size.get() == 1 and norms:
        yield Finding(
            run.batch_size.site or run.site,
            "with one row per batch, `BatchNormalization` subtracts each row from itself: all rows look alike",
            confidence=Confidence.MEDIUM,
            help="give a batch size of 16 or more, or normalise with `LayerNormalization`",
            notes=(Note("it normalises over the rows of a batch", norms[0].site),),
            fix=_usual(run),
            about=run,
        )


def _sees_rows(layer: Layer) -> bool:
    """BatchNormalization of plain rows: in maps it has the mean of their pixels."""
    shape = layer.input_shape
    return layer.kind == "BatchNormalization" and layer.trainable is True and shape is not None and len(shape) == 2


def _usual(run: Run) -> Fix | None:
    edit = rewritten(run.batch_size, USUAL)
    return Fix(f"use batches of {USUAL}", Safety.UNSAFE, (edit,)) if edit is not None else None
