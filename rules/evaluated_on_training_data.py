"""The model is validated or scored with the rows that it was trained on.

## What it does
Compares the rows of `fit` with those of `validation_data` and `evaluate`, by where they come from: the same arrays
(also scaled or reshaped under another name), the same data set or generator, a part of the trained rows, and the test
rows of a split when `fit` got all of them; likewise the folds of a cross-validation where one model goes through all
of them. Where a program holds nothing out and its only score is that of the rows it trained on, there is a hint of low
confidence.

## Why it is bad
A network can learn its training rows by heart; the score of the same rows cannot tell that from learning. The program
below (measured) has targets that are half noise: after 300 epochs its `val_accuracy` is 1.00, of held-out rows 0.74.
Early stopping, checkpoints and every choice made by such a score follow the noise.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(200, 20)
y = (x[:, 0] + np.random.rand(200) > 1).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(20,)),
    keras.layers.Dense(128, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=300, validation_data=(x, y))
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(200, 20)
y = (x[:, 0] + np.random.rand(200) > 1).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(20,)),
    keras.layers.Dense(128, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x[:150], y[:150], epochs=300, validation_data=(x[150:], y[150:]))
```

## Known gaps
A file that is read twice, and rows that go through lists of Python.

## References
- https://keras.io/guides/training_with_built_in_methods/#automatically-setting-apart-a-validation-holdout-set
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import Confidence, Data, Finding, Note, Operation, Program, Run, RunKind, Severity, rule

from ._uses import KEEPS, Use, identified, keeps, same_step, uses

PICKS: Final = frozenset({"index", "split", "take"})
"""Steps that take some of the rows."""
FEW: Final = 16
"""A table that is as short as a truth table holds all that there is (XOR): there are no other rows."""


@rule("ZL113", Severity.WARNING)
def evaluated_on_training_data(program: Program) -> Iterator[Finding]:
    splits = list(program.done("split"))
    for use in uses(program):
        if use.call not in ("validation", "evaluate") or not _counts(use) or _other_labels(use):
            continue
        trained, given = use.run.inputs[0], use.inputs[0]
        if _same_rows(trained, given):
            if use.call == "validation":
                yield _finding(use, "the validation data are the training data: `val_loss` says nothing of new data")
            elif _nothing_held_out(program, use.run):
                yield _only_score(use)
        elif _part(trained, given) and use.call == "validation":
            message = "the validation data are part of the training data: `val_loss` says nothing of new data"
            yield _finding(use, message, Confidence.MEDIUM)
        elif _trained_in_other_folds(use.run, trained, given):
            yield _finding(use, "from the second fold on these rows were trained on: the model goes through all folds")
        elif _part_by_split(trained, given, splits):
            yield _finding(
                use, "these rows were split off, yet the model was fitted to all: the score says nothing of new data"
            )


def _counts(use: Use) -> bool:
    """Whether there is something to be learned that a score could be about."""
    run = use.run
    if run.kind not in (RunKind.FIT, RunKind.TRAIN_ON_BATCH) or not run.inputs or len(run.inputs) != len(use.inputs):
        return False
    rows = run.inputs[0].rows
    return (rows is None or rows > FEW) and not any(data.random for data in run.targets) and not run.assumed


def _other_labels(use: Use) -> bool:
    """Whether inputs and targets of two parts of a split are held against each other: another slip, which raises."""
    pairs = zip(use.run.targets, use.targets, strict=False)
    return any(None not in (mine.split, given.split) and mine.split is not given.split for mine, given in pairs)


def _common(first: Data, second: Data) -> int:
    """How many steps two data have in common."""
    count = 0
    for mine, other in zip(first.trail, second.trail, strict=False):
        if not same_step(mine, other):
            break
        count += 1
    return count


def _same_rows(trained: Data, given: Data) -> bool:
    if not identified(trained) or trained.whole != given.whole:
        return False
    start = _common(trained, given)
    return _all_there(trained, start) and _all_there(given, start)


def _all_there(data: Data, start: int) -> bool:
    return all(keeps(step) for step in data.trail[start:])


def _part(trained: Data, given: Data) -> bool:
    """Whether the given rows are some of those that were trained on."""
    if not identified(trained) or trained.whole != given.whole:
        return False
    start = _common(trained, given)
    rest = given.trail[start:]
    return _all_there(trained, start) and any(s.op in PICKS for s in rest) and all(s.op in KEEPS | PICKS for s in rest)


def _trained_in_other_folds(run: Run, trained: Data, given: Data) -> bool:
    """Whether one model goes from fold to fold, so that what one holds out was trained on in those before."""
    if not run.fresh or not any(loop.folds for loop in run.loops) or trained.whole != given.whole:
        return False
    return any(step.by == "train fold" for step in trained.trail) and any(
        step.by == "test fold" for step in given.trail
    )


def _part_by_split(trained: Data, given: Data, splits: list[Operation]) -> bool:
    """Whether the given rows were split off from data, all rows of which were trained on."""
    for position, step in enumerate(given.trail):
        if step.op == "split":
            origin = next((each for each in _split_at(step.site, splits) if each.whole == trained.whole), None)
            if origin is not None and len(origin.trail) == position:
                return _same_rows(trained, origin)
    return False


def _split_at(site: object, splits: list[Operation]) -> Iterator[Data]:
    for one in splits:
        parts = one.get("data")
        if one.site is site and isinstance(parts, tuple):
            yield from (part for part in parts if isinstance(part, Data))


def _nothing_held_out(program: Program, run: Run) -> bool:
    """Whether all that the program asks this model about are the rows that it trained on."""
    if run.validation_inputs or run.validation_site is not None or run.validation_split.get() != 0.0:
        return False
    mine = [one for one in program.predictions if one.network.identity is run.network.identity]
    return all(one.inputs and _same_rows(run.inputs[0], one.inputs[0]) for one in mine)


def _finding(use: Use, message: str, confidence: Confidence = Confidence.HIGH) -> Finding:
    return Finding(
        use.site,
        message,
        confidence=confidence.lowered if use.path else confidence,
        help="hold rows out that the model doesn't see in `fit`",
        notes=(Note("trained on here", use.run.arrays_site or use.run.site),),
        about=use.run,
    )


def _only_score(use: Use) -> Finding:
    return Finding(
        use.site,
        "the only score is of the rows that the model was trained on: it says nothing of new data",
        severity=Severity.INFO,
        confidence=Confidence.LOW,
        help="hold rows out that the model doesn't see in `fit`",
        notes=(Note("trained on here", use.run.arrays_site or use.run.site),),
        about=use.run,
    )
