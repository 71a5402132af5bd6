"""The target is among the inputs, or is all of them.

## What it does
Finds trainings whose table of inputs still holds the column that is the target, and classifiers that get the labels
for inputs (`fit(labels, labels)`). Silent about autoencoders, about targets of other rows (the next value of a
series), and where columns were chosen in a way that is not known. Inputs that are given for targets too are found where
the output is too narrow or wide for them: Keras mostly raises then.

## Why it is bad
The network learns to copy that column. Training, validation and test look perfect (measured on Keras 3.15, breast
cancer: 1.00 on held-out rows after 40 epochs, 0.55 and 0.76 where the column is filled with 0 or 1), and on rows
whose target nobody knows yet there is nothing to copy.

## Example
```python
from sklearn.datasets import load_breast_cancer
from tensorflow import keras

frame = load_breast_cancer(as_frame=True).frame
x = frame / frame.max()
y = frame["target"]
model = keras.Sequential([
    keras.Input(shape=(31,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=20, validation_split=0.2)
```

## Use instead
```python
from sklearn.datasets import load_breast_cancer
from tensorflow import keras

frame = load_breast_cancer(as_frame=True).frame
x = frame.drop(columns="target")
x = x / x.max()
y = frame["target"]
model = keras.Sequential([
    keras.Input(shape=(30,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=20, validation_split=0.2)
```

## How the probe confirms it
Measure: the column of the inputs that equals the target.

## Known gaps
Columns that are a function of the target under another name. Tables that went through encoders or column transformers.

## References
- https://scikit-learn.org/stable/common_pitfalls.html#data-leakage
"""

import re
from collections.abc import Iterator
from typing import Final

from zerolint.api import Data, Finding, Kind, Note, Run, RunKind, Severity, Step, TaskKind, rule

from ._heads import Part, certainty, inputs_again, parts, width

COPIES: Final = frozenset(
    {"array", "batch", "cache", "cast", "column", "copy", "encode", "expand_dims", "flatten", "one_hot", "prefetch"}
    | {"ravel", "reshape", "squeeze", "to_categorical"}
)
"""What may be done to a target that stays a function of its column."""
SCALED: Final = frozenset({"divide", "fill", "fit_transform", "minmax", "standardise", "subtract", "transform"})
"""What may be done to a table that keeps its columns."""
BY_NUMBERS: Final = frozenset({"add", "divide", "log", "multiply", "subtract"}) | (SCALED - {"fill"})
"""What else leaves a target a function of its column, where it is done by numbers: what names none is another array."""
ROWS: Final = frozenset({"shuffle", "split"})
KEPT: Final = frozenset({"array", "batch", "cache", "cast", "copy", "prefetch"}) | SCALED | ROWS
"""Steps behind which a table has the columns that it had."""
EVERY_ROW: Final = ":, "
"""How an index begins that chooses columns only."""
COLUMNS: Final = re.compile(r":, (-?\d*):(-?\d*)")


@rule("ZL130", Severity.ERROR)
def target_among_features(run: Run) -> Iterator[Finding]:
    if run.kind is RunKind.COMPILE_ONLY or run.assumed:
        return
    for part in parts(run):
        if part.task.kind is TaskKind.GENERATIVE or part.target.stats.constant or part.target.source is None:
            continue
        if inputs_again(run, part):
            message = f"the targets are the inputs themselves, to which an output of {width(part.head)} doesn't fit"
            yield _finding(run, part, message, "give `fit` the targets")
            continue
        for inputs in run.inputs:
            if _labels_themselves(part, inputs):
                yield _finding(run, part, "the inputs are the targets themselves: copying them is all that is learned")
            elif _table(inputs) and _holds(inputs, part.target):
                copied = "the network copies it, and fails where it is unknown"
                yield _finding(run, part, f"{_named(part.target)} is still among the inputs: {copied}")


def _table(inputs: Data) -> bool:
    """Rows of columns, which windows of a series aren't."""
    if inputs.shape is None:
        last = inputs.did("index")
        return last is not None and COLUMNS.fullmatch(last.by) is not None
    return len(inputs.shape) == 2


def _labels_themselves(part: Part, inputs: Data) -> bool:
    """Class labels on both sides; what isn't labels may be rebuilt by intent."""
    target = part.target
    rebuilt = len(target.shape or ()) > 1 and (target.shape or (0,))[-1] not in (None, 1)  # rows of zeros and ones
    firm = target.kind is Kind.CLASSES and part.loss.cross_entropy and not target.random and not rebuilt
    return firm and target.whole is not None and inputs.whole == target.whole and inputs == target


def _holds(inputs: Data, target: Data) -> bool:
    """Whether the table has the column of the target, for the same rows."""
    if inputs.whole is None or inputs.whole != target.whole or inputs.random or not _of_one_table(inputs, target):
        return False
    mine, theirs = list(inputs.trail), list(target.trail)
    while mine and theirs and mine[0] == theirs[0]:
        del mine[0], theirs[0]
    chosen = [step for step in theirs if step.op in ("column", "index")]
    copied = all(step.op in COPIES | ROWS or _by_numbers(step) for step in theirs if step not in chosen)
    if len(chosen) != 1 or not copied or not _same_rows(mine, theirs):
        return False
    if chosen[0].op == "index" and not chosen[0].by.startswith(EVERY_ROW):
        return False
    if len(target.names) == 1 and (inputs.names or chosen[0].op == "column"):
        return _has_name(inputs, mine, target.names[0])
    return chosen[0].op == "index" and _has_number(mine, chosen[0])


def _by_numbers(step: Step) -> bool:
    return step.op in BY_NUMBERS and bool(step.by)


def _of_one_table(inputs: Data, target: Data) -> bool:
    """Whether both come from one place, not from two tables that were only split together."""
    return inputs.source is not None and target.source is not None and inputs.source.site is target.source.site


def _same_rows(mine: list[Step], theirs: list[Step]) -> bool:
    return [step.site for step in mine if step.op in ROWS] == [step.site for step in theirs if step.op in ROWS]


def _has_name(inputs: Data, steps: list[Step], name: str) -> bool:
    if inputs.names:
        known = all(step.op in KEPT | {"column", "drop"} or step.by.startswith(EVERY_ROW) for step in steps)
        return known and name in inputs.names
    return all(step.op in KEPT or _drops_others(step, name) for step in steps)


def _drops_others(step: Step, name: str) -> bool:
    """`drop[id, name]`: the names are known, and the target isn't one of them."""
    return step.op == "drop" and bool(step.by) and "…" not in step.by and name.strip() not in step.by


def _has_number(steps: list[Step], chosen: Step) -> bool:
    """`table[:, 0:9]` and `table[:, 8]`."""
    taken = re.fullmatch(r":, (-?\d+)", chosen.by)
    cuts = [step for step in steps if step.op == "index"]
    if taken is None or len(cuts) > 1 or not all(step.op in KEPT for step in steps if step not in cuts):
        return False
    place = int(taken[1])
    span = COLUMNS.fullmatch(cuts[0].by) if cuts else None
    if cuts and span is None:
        return False
    start, stop = (int(end) if end else None for end in span.groups()) if span is not None else (None, None)
    return _between(place, start, stop)


def _between(place: int, start: int | None, stop: int | None) -> bool:
    """Whether a slice takes a place, of a table of unknown width."""
    if (start or 0) < 0:
        return False
    if place >= 0:
        return (start or 0) <= place and (stop is None or (stop >= 0 and place < stop))
    return stop is None or (stop < 0 and place < stop)


def _named(target: Data) -> str:
    return f"`{target.names[0]}`" if len(target.names) == 1 and not target.names[0].isdigit() else "the target column"


def _finding(run: Run, part: Part, message: str, help_: str = "") -> Finding:
    target = part.target
    site = run.arrays_site or run.site
    picked = target.did("column", "index")
    usual = "drop the target from the inputs" if picked is not None else "give `fit` the features as inputs"
    notes = [Note("the target is taken here", picked.site)] if picked is not None and picked.site is not None else []
    return Finding(
        site,
        message,
        confidence=certainty(target),
        help=help_ or usual,
        notes=tuple(notes),
        about=run,
    )
