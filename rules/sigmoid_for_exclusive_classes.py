"""A categorical cross-entropy over sigmoid units.

## What it does
Finds a categorical cross-entropy at a single unit, where it is 0 for ever, and at several sigmoid units, which is wrong
where several labels hold at once and harmless where exactly one does.

## Why it is bad
A categorical cross-entropy divides the outputs by their sum. Of a single unit nothing is left but 1, so the loss is 0.0
in every epoch and nothing is learned (measured on Keras 3.15, whatever the activation and the flag; there is only a
SyntaxWarning). Several sigmoid units train like a softmax on one-hot labels (measured 0.71 against 0.70). On rows with
several labels only the ratios of the outputs matter to the loss, and all of them move together: to 0.00 on one data
set, to 1.00 on another.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)

model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="categorical_crossentropy")
model.fit(x, y, epochs=20)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)

model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```
For more than two exclusive classes: one unit each, and a softmax.

## Fix safety
Unsafe: it changes what is trained. It sets `binary_crossentropy` for one unit and for several labels at once, and a
softmax for one-hot labels.

## How the probe confirms it
Pair: the program as written against the repaired one, held-out skill of both.

## Known gaps
An output of shape (n, k, 1) is not reported: with one-hot labels (n, k) Keras drops the last axis and trains.

## References
- https://keras.io/api/losses/probabilistic_losses/#categoricalcrossentropy-class
"""

from collections.abc import Iterator

from zerolint.api import Confidence, Edit, Family, Finding, Fix, Kind, Note, Run, Safety, Severity, TaskKind, rule

from ._heads import (
    Part,
    all_of,
    always_one,
    counted,
    in_one_row,
    parts,
    several_at_once,
    spot,
    width,
    with_activation,
    with_loss,
)

SIGMOIDS = frozenset({"sigmoid", "hard_sigmoid"})
EXCLUSIVE = frozenset({Family.CATEGORICAL_CROSSENTROPY, Family.SPARSE_CROSSENTROPY})


@rule("ZL210", Severity.ERROR)
def sigmoid_for_exclusive_classes(run: Run) -> Iterator[Finding]:
    for part in parts(run):
        units = width(part.head)
        if units == 1 and part.loss.family is Family.CATEGORICAL_CROSSENTROPY and not always_one(part.head):
            yield from _one_unit(part)
        elif units is not None and units > 1 and _sigmoids_under_a_categorical_loss(part):
            yield _several(part)


def _sigmoids_under_a_categorical_loss(part: Part) -> bool:
    """With the logits flag ZL205 speaks."""
    activated = part.head.activation.get() in SIGMOIDS and part.loss.from_logits.get() is not True
    return activated and part.loss.family in EXCLUSIVE


def _one_unit(part: Part) -> Iterator[Finding]:
    """Labels of another width than the output are ZL208's, continuous ones ZL202's."""
    if part.target.kind in (Kind.ONE_HOT, Kind.CONTINUOUS) or part.task.kind is TaskKind.REGRESSION:
        return
    if not in_one_row(part.head, part.target) or not part.head.activation.known:
        return
    name = part.head.activation.get() or ""
    edits = [with_loss(part.loss, "binary_crossentropy")]
    if name not in SIGMOIDS:
        edits.append(with_activation(part.head, "sigmoid"))
    yield Finding(
        part.loss.site,
        f"`{part.loss.name}` over a single {name} unit is 0.0 for ever: nothing is learned",
        confidence=counted(part.head),
        help="use `binary_crossentropy` and a sigmoid for two classes, one unit per class and a softmax for more",
        notes=(Note("one output unit", part.head.units.site or part.head.site),),
        fix=_fix("use `binary_crossentropy`", all_of(*edits)),
        about=part.head,
    )


def _several(part: Part) -> Finding:
    name = part.head.activation.get()
    several = several_at_once(part)
    if several or part.task.kind is TaskKind.MULTI_LABEL:
        edit = with_loss(part.loss, "binary_crossentropy")
        firm = several or part.task.firm
        return Finding(
            part.loss.site,
            f"`{part.loss.name}` on rows with several labels moves all outputs together, to 0 or 1",
            confidence=counted(part.head) if firm else Confidence.MEDIUM,
            help="use `binary_crossentropy`: each label is a question of its own",
            notes=(Note(f"{name} outputs", spot(part.head)),),
            fix=_fix("use `binary_crossentropy`", all_of(edit)),
            about=part.head,
        )
    return Finding(
        spot(part.head),
        f"`{name}` for exclusive classes: it trains like a softmax, but its outputs don't sum to 1",
        confidence=Confidence.LOW,
        severity=Severity.INFO,
        help="use `softmax`",
        notes=(Note("this loss wants exactly one class per row", part.loss.site),),
        fix=_fix("use `softmax`", all_of(with_activation(part.head, "softmax"))),
        about=part.head,
    )


def _fix(message: str, edits: tuple[Edit, ...] | None) -> Fix | None:
    return Fix(message, Safety.UNSAFE, edits) if edits else None
