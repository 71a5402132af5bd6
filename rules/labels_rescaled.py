"""Class labels go through the scaling of pixels or features.

## What it does
Finds class indices and one-hot rows that are divided (`y / 255`), or that a scaler (`StandardScaler`, `MinMaxScaler` …)
transforms, and are then the targets of a cross-entropy. Silent where the result is still class indices, or soft labels:
two classes in 0…1, `{2, 4}` made `{0, 1}`, label smoothing, masks of 0 and 255 divided by 255.

## Why it is bad
Labels are names, not quantities. Keras casts what `sparse_categorical_crossentropy` gets to integers, and
`to_categorical` does the same: 7 / 255 becomes class 0, as every other label does. Measured on Keras 3.15 (digits, 15
epochs): the loss falls from 0.65 to 0.00, and the network says class 0 for every row. Behind a `MinMaxScaler` only
the highest class stays apart, behind a `StandardScaler` the first labels are negative, and `fit` raises on CPU.
One-hot rows divided by 255 no longer add up to 1: 10 % of the rows are right, as by chance. With one sigmoid unit 0/1
labels divided by 255 end in outputs of 0.002.

## Example
```python
from tensorflow import keras

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train, y_train = x_train / 255.0, y_train / 255.0
model = keras.Sequential([
    keras.Input(shape=(28, 28)),
    keras.layers.Flatten(),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x_train, y_train, epochs=5)
```

## Use instead
```python
from tensorflow import keras

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train / 255.0
model = keras.Sequential([
    keras.Input(shape=(28, 28)),
    keras.layers.Flatten(),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x_train, y_train, epochs=5)
```

## Fix safety
Unsafe, since another model is learned: the labels are left as they were. Not offered where the same expression scales
the inputs (a function that is called with both).

## How the probe confirms it
Measure: the values of the targets before and after the scaling.

## Known gaps
A table whose label column is scaled together with the features is found only where the column is known to hold
classes, or is standardised. Cross-entropies over more than two ordered classes in one sigmoid unit (a rating in 0…1).

## References
- https://keras.io/api/losses/probabilistic_losses/#sparsecategoricalcrossentropy-class
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from zerolint.api import (
    Confidence,
    Data,
    Family,
    Finding,
    Fix,
    Kind,
    Note,
    Run,
    Safety,
    Scale,
    Severity,
    Site,
    Step,
    Unwrap,
    rule,
)

from ._heads import Part, certainty, parts, single, width
from ._values import parsed

SCALERS: Final = frozenset(
    {"MaxAbsScaler", "MinMaxScaler", "Normalizer", "PowerTransformer", "QuantileTransformer", "RobustScaler"}
    | {"StandardScaler", "maxabs_scale", "minmax_scale", "normalize", "robust_scale", "scale"}
)
BY_HAND: Final = frozenset({"divide", "minmax", "normalise", "rescale", "standardise"})
ENCODED: Final = frozenset({"one_hot", "to_categorical"})
SOFT: Final = 0.5
"""From here on a number can stand for "yes": smoothed labels (0.9) do."""


class Scaling(NamedTuple):
    """What scaled the labels, and what became of them."""

    step: Step
    by: str
    result: str
    confidence: Confidence


@rule("ZL117", Severity.ERROR)
def labels_rescaled(run: Run) -> Iterator[Finding]:
    for part in parts(run):
        found = _scaling(part) if part.loss.cross_entropy else None
        if found is not None:
            yield _finding(run, part, found)


def _scaling(part: Part) -> Scaling | None:
    """The last step that scales the labels, if they aren't labels any more behind it."""
    target = part.target
    step = next((step for step in reversed(target.trail) if _scales(step)), None)
    if step is None or target.kind in (Kind.CONTINUOUS, Kind.IMAGE, Kind.TEXT, Kind.TOKENS) or target.random:
        return None
    by = step.by.rpartition(".")[2]
    what = f"`{by}`" if _scaler(step) else f"dividing by {by}" if step.op == "divide" else "standardising"
    result, sure = _spoiled(part, step)
    return Scaling(step, what, result, sure) if result else None


def _scales(step: Step) -> bool:
    return step.op in BY_HAND or _scaler(step)


def _scaler(step: Step) -> bool:
    return step.op in ("fit_transform", "transform") and step.by.rpartition(".")[2] in SCALERS


def _spoiled(part: Part, step: Step) -> tuple[str, Confidence]:
    """What the labels have become, "" where they may still be labels."""
    target, sure = part.target, certainty(part.target)
    if target.kind is Kind.ONE_HOT:
        return _encoded(target, step), sure
    if target.kind is Kind.CLASSES:
        return _indices(part, target), sure
    if target.kind is Kind.UNKNOWN and single(target) and not target.stats.bounded:
        return _unknown(part, target), Confidence.MEDIUM
    return "", sure


def _encoded(target: Data, step: Step) -> str:
    """One-hot rows: scaled before they were made, or afterwards."""
    order = [each.op for each in target.trail if each is step or each.op in ENCODED]
    if order and order[-1] in ENCODED:
        size = parsed(step.by)
        all_zero = size is not None and target.classes is not None and size >= target.classes
        return "every one of them becomes class 0" if all_zero else ""
    if target.scale is Scale.STANDARD:
        return "their rows are no probabilities"
    low = target.stats.hi is not None and target.stats.hi < SOFT
    return "their rows add up to almost nothing" if low else ""


def _indices(part: Part, target: Data) -> str:
    """Class indices: the distance between two neighbours has to be whole, and so has the first."""
    low, high, count = target.stats.lo, target.stats.hi, target.classes
    if target.scale is Scale.STANDARD and (low is None or high is None):
        return "they are fractions, some of them negative"
    if low is None or high is None or count is None or count < 2:
        return ""
    if (high - low) % (count - 1) == 0 and low % 1 == 0 and high > low:
        return ""
    if part.loss.family is Family.BINARY_CROSSENTROPY:
        faint = high < SOFT and count == 2
        return f"the outputs learn {high:.2g} for yes" if faint else "they are 0 and 1 no longer" if low < 0 else ""
    return "every one of them becomes class 0" if low >= 0 and high < 1 else "they become fractions, no class numbers"


def _unknown(part: Part, target: Data) -> str:
    """A column of unknown values under a loss that takes class indices."""
    if target.scale is Scale.STANDARD:
        return "they are fractions, some of them negative"
    several = (width(part.head) or 0) > 2 and target.scale is Scale.UNIT
    return (
        "they become fractions of 1, so class 0" if several and part.loss.family is Family.SPARSE_CROSSENTROPY else ""
    )


def _finding(run: Run, part: Part, found: Scaling) -> Finding:
    shared = any(step.site is found.step.site for data in run.inputs for step in data.trail)
    place: Site = found.step.site if found.step.site is not None and not shared else run.site
    source = part.target.source
    notes = [Note(f"the labels come from {source.name}", source.site)] if source and source.site is not None else []
    if shared:
        notes.append(Note("scaled here, like the inputs", found.step.site))
    edit = found.step.site is not None and not shared and found.step.op in ("divide", "fit_transform")
    return Finding(
        place,
        f"{found.by} spoils the class labels: {found.result}",
        confidence=found.confidence,
        help="scale the inputs only, and leave the labels class indices or one-hot rows",
        notes=(*notes, Note(f"`{part.loss.name}` takes them for labels", part.loss.site)),
        fix=Fix("leave the labels as they are", Safety.UNSAFE, (Unwrap(place),)) if edit else None,
        about=part.head,
    )
