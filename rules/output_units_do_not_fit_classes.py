"""The output has too few units for the classes, or another width than the labels.

## What it does
Compares the output's width with what is known of the labels: fewer units than the largest label needs, a width other
than that of one-hot labels, one unit for more than two classes, several units under `binary_crossentropy` for labels of
one number a sample.

## Why it is bad
Each class needs its own unit, two classes may share one. Measured on Keras 3.15: a label beyond the units raises
InvalidArgumentError on the CPU (on a GPU the loss turns NaN); other widths raise a ValueError in the first batch. One
sigmoid unit with `binary_crossentropy` and labels 0, 1, 2 does *not* raise: the loss falls below zero (0.09 → −1,015)
and every prediction becomes 1.0.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
total = x.sum(axis=1)
y = np.where(total < 4.5, 0, np.where(total < 5.5, 1, 2))

model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(2, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=20)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
total = x.sum(axis=1)
y = np.where(total < 4.5, 0, np.where(total < 5.5, 1, 2))

model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe: it changes the network. It sets the number of units, and where one unit becomes several the softmax and the loss
that go with them.

## How the probe confirms it
Build where Keras raises, with its own message; pair where it trains: held-out skill as written and repaired.

## Known gaps
More units than classes are right with integer labels (a background class, labels 1…k) and never reported.

## References
- https://keras.io/api/losses/probabilistic_losses/
"""

from collections.abc import Iterator

from zerolint.api import (
    Confidence,
    Edit,
    Family,
    Finding,
    Fix,
    Kind,
    Note,
    Origin,
    Run,
    Safety,
    Severity,
    Site,
    rule,
)

from ._heads import (
    Part,
    all_of,
    always_one,
    certainty,
    classes,
    formed,
    in_one_row,
    number,
    parts,
    single,
    width,
    with_activation,
    with_loss,
    with_units,
)
from ._values import believed


@rule("ZL208", Severity.ERROR)
def output_units_do_not_fit_classes(run: Run) -> Iterator[Finding]:
    for part in parts(run):
        units = width(part.head)
        if units is None or always_one(part.head) or not part.loss.cross_entropy:
            continue
        match part.target.kind, part.loss.family:
            case Kind.ONE_HOT | Kind.MULTI_HOT, Family.CATEGORICAL_CROSSENTROPY | Family.BINARY_CROSSENTROPY:
                yield from _one_hot(part, units) if believed(run, Confidence.HIGH) is not None else ()
            case Kind.CLASSES | Kind.UNKNOWN, Family.BINARY_CROSSENTROPY if units > 1:
                yield from _several_for_one_number(part, units)
            case Kind.CLASSES, _ if units == 1 and (classes(part) or 0) > 2:
                yield _one_unit(part, classes(part) or 0)
            case _, Family.SPARSE_CROSSENTROPY:
                yield from _sparse(part, units)


def _one_hot(part: Part, units: int) -> Iterator[Finding]:
    shape, output = part.target.shape, part.head.shape
    if shape is not None and output is not None and len(shape) != len(output):
        return  # (n, k) against (n, k, 1): Keras drops the last axis
    columns = shape[-1] if shape else part.target.classes
    if columns is not None and columns != units:
        message = f"{units} output {_units(units)} for labels of {columns} columns: `fit` raises a ValueError"
        yield _finding(part, message, f"use {columns} units", all_of(with_units(part.head, columns)))


def _several_for_one_number(part: Part, units: int) -> Iterator[Finding]:
    """`binary_crossentropy` compares the shapes (n,) or (n, 1) with (n, units), and raises."""
    if not single(part.target) or not in_one_row(part.head, part.target):
        return
    message = f"{units} output units under `binary_crossentropy`, one number per label: `fit` raises"
    sure = formed(part.target, part.head)
    if part.target.classes == 2:
        made = all_of(with_units(part.head, 1), *_activation(part, "sigmoid"))
        advice = "use one sigmoid unit for two classes"
        if units > 2 and part.target.source is not None and part.target.source.origin is Origin.IMAGES:
            advice, made = f"{advice}, one-hot labels and `categorical_crossentropy` for {units}", None
        yield _finding(part, message, advice, made, sure)
    else:
        made = all_of(with_loss(part.loss, "sparse_categorical_crossentropy"), *_activation(part, "softmax"))
        yield _finding(part, message, "use `softmax` and `sparse_categorical_crossentropy`", made, sure)


def _one_unit(part: Part, wanted: int) -> Finding:
    """One unit can say no more than yes or no."""
    edits = [with_units(part.head, wanted), *_activation(part, "softmax")]
    if part.loss.family is not Family.SPARSE_CROSSENTROPY:
        edits.append(with_loss(part.loss, "sparse_categorical_crossentropy"))
    made = all_of(*edits) if in_one_row(part.head, part.target) else None
    advice = f"use {wanted} units with `softmax` and `sparse_categorical_crossentropy`"
    sure = formed(part.target, part.head) if part.loss.family is Family.SPARSE_CROSSENTROPY else None
    message = f"one output unit can't tell {wanted} classes apart"
    if part.loss.family is Family.BINARY_CROSSENTROPY and part.target.kind is Kind.CLASSES:
        message += ": the loss falls below 0, every prediction becomes 1"
    return _finding(part, message, advice, made, sure)


def _sparse(part: Part, units: int) -> Iterator[Finding]:
    top = _largest_label(part)
    if units == 1 and in_one_row(part.head, part.target) and not part.target.stats.constant:
        message = f"`{part.loss.name}` with one output unit knows class 0 only: any other label raises"
        edits = [*_activation(part, "sigmoid"), with_loss(part.loss, "binary_crossentropy")]
        yield _finding(
            part,
            message,
            "use one unit per class, or `sigmoid` and `binary_crossentropy`",
            all_of(*edits),
            formed(part.target, part.head),
        )
    elif top is not None and top >= units and not _shifted(part, units):
        message = f"{units} output units, but the labels go up to {number(top)}: `fit` raises or turns NaN"
        wanted = int(top) + 1
        yield _finding(part, message, f"use {wanted} units", all_of(with_units(part.head, wanted)))


def _shifted(part: Part, units: int) -> bool:
    """A unit for each class, whose numbers don't begin at 0: the labels are wrong, not the units."""
    return part.target.classes == units and part.target.stats.lo not in (None, 0.0)


def _largest_label(part: Part) -> float | None:
    """A sparse loss takes numbers that the program writes for indices, too, whatever they are."""
    source = part.target.source
    written = source is not None and source.origin is Origin.LITERAL and part.target.kind is Kind.UNKNOWN
    if part.target.kind is not Kind.CLASSES and not written:
        return None
    reached = part.target.stats.hi if part.target.stats.tight else None
    return reached if reached is not None else (part.target.classes - 1 if part.target.classes else None)


def _activation(part: Part, name: str) -> Iterator[Edit | None]:
    """The edit that gives the head this activation, nothing where it has it."""
    if part.head.activation.get() != name:
        yield with_activation(part.head, name)


def _units(count: int) -> str:
    return "unit" if count == 1 else "units"


def _finding(
    part: Part, message: str, advice: str, edits: tuple[Edit, ...] | None, sure: Confidence | None = None
) -> Finding:
    notes = [Note("under this loss", part.loss.site)]
    source = part.target.source
    if source is not None and source.site is not None:
        notes.append(Note(f"labels come from {source.name}", source.site))
    return Finding(
        _place(part),
        message,
        confidence=sure or certainty(part.target, part.head),
        help=advice,
        notes=tuple(notes),
        fix=Fix(advice, Safety.UNSAFE, edits) if edits else None,
        about=part.head,
    )


def _place(part: Part) -> Site:
    layer = part.head.layer
    return (layer.units.site if layer else None) or part.head.units.site or part.head.site
