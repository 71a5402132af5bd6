"""The data set that a model is fitted on gives no targets, or gives them where the inputs belong.

## What it does
Finds data sets, generators and Keras iterators that reach `fit` of a model with a loss and

- give inputs only: `from_tensor_slices(x)`, a `map` that returns one of two parts, a generator that yields `x`,
  `class_mode=None`, `label_mode=None`;
- give targets first and inputs second, as the shapes show.

## Why it is bad
The loss has nothing to compare the output with: Keras raises `None values not supported`, or, for a generator that
yields no tuple, asks for one; swapped, the shapes don't fit (measured on Keras 3.15).

## Example
```python
import numpy as np
import tensorflow as tf
from tensorflow import keras

x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)
train = tf.data.Dataset.from_tensor_slices((x, y)).map(lambda row, label: row * 2.0 - 1.0).batch(32)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(train, epochs=20)
```

## Use instead
```python
import numpy as np
import tensorflow as tf
from tensorflow import keras

x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)
train = tf.data.Dataset.from_tensor_slices((x, y)).map(lambda row, label: (row * 2.0 - 1.0, label)).batch(32)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(train, epochs=20)
```

## How the probe confirms it
Build: one step raises.

## Known gaps
Elements that aren't known, several inputs, models with a loss of their own (`add_loss`, `train_step`).

## References
- https://keras.io/api/models/model_training_apis/
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import Data, Finding, Note, Run, RunKind, Severity, Site, rule

from ._values import sure

FEEDS: Final = {
    "generator": "this generator yields",
    "iterator": "this iterator gives",
    "tf.data": "this data set gives",
}


@rule("ZL608", Severity.ERROR)
def labels_lost_in_pipeline(run: Run) -> Iterator[Finding]:
    if run.kind is not RunKind.FIT or run.feed not in FEEDS or not _judged(run) or len(run.inputs) != 1:
        return
    lost = next((step.site for step in reversed(run.pipeline) if step.op == "one of several"), None)
    if not run.targets and run.inputs[0].shape is not None:
        where = "this `map` leaves the targets out" if lost is not None else f"{FEEDS[run.feed]} no targets"
        yield _finding(run, lost, f"{where}: the loss has nothing to compare with, and `fit` raises")
    elif len(run.targets) == 1 and _swapped(run, run.inputs[0], run.targets[0]):
        made = next((step.site for step in run.pipeline if step.op == "slices"), None)
        yield _finding(run, made, "inputs and targets are swapped: the model is fed the targets, to predict the inputs")


def _judged(run: Run) -> bool:
    """Whether a loss of Keras compares each output with targets."""
    known = bool(run.losses) and all(loss.name is not None for loss in run.losses)
    return known and not run.without_loss and not run.adds_losses and not run.network.custom_step


def _swapped(run: Run, first: Data, second: Data) -> bool:
    """The shapes of the targets are those that the model takes, those of the inputs aren't."""
    wanted = run.network.inputs[0].shape if len(run.network.inputs) == 1 else None
    if wanted is None or first.shape is None or second.shape is None or not run.batched:
        return False
    return _fits(second.shape[1:], wanted[1:]) and len(first.shape) < len(wanted)


def _fits(given: tuple[int | None, ...], wanted: tuple[int | None, ...]) -> bool:
    return len(given) == len(wanted) and all(
        one is not None and one == other for one, other in zip(given, wanted, strict=True)
    )


def _finding(run: Run, place: Site | None, message: str) -> Finding:
    return Finding(
        place or run.site,
        message,
        confidence=sure(run.path),
        help="give pairs: `(inputs, targets)`",
        notes=(Note("fitted here", run.site),) if place is not None else (),
        about=run,
    )
