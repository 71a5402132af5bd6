"""All training targets are one and the same class.

## What it does
Finds `fit` on targets that are known to hold a single value: fractions cast to integers (all 0), `to_categorical` of
labels below 1, an array
of zeros that is never filled, a list of one repeated label.

Silent about random or constant inputs (a demonstration that training runs), about networks that another call trains
on another target (the half steps of a GAN), about one-class methods that learn their inputs, and about losses of the
program's own, which may take the targets for something else.

## Why it is bad
The network learns to say this one class whatever it gets. Nothing looks wrong: the loss falls to 0 and the accuracy
is 1.00 (measured on Keras 3.15, digits, 15 epochs, every prediction class 0).

## Example
```python
import numpy as np
from tensorflow import keras

(x, y), _ = keras.datasets.mnist.load_data()
x = x / 255.0
labels = np.zeros(len(y))  # 1 for the digit 7, was the plan
model = keras.Sequential([
    keras.Input(shape=(28, 28)),
    keras.layers.Flatten(),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, labels, epochs=5)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

(x, y), _ = keras.datasets.mnist.load_data()
x = x / 255.0
labels = np.zeros(len(y))
labels[y == 7] = 1
model = keras.Sequential([
    keras.Input(shape=(28, 28)),
    keras.layers.Flatten(),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, labels, epochs=5)
```

## How the probe confirms it
Measure: the different values among the targets that reach `fit`.

## Known gaps
The first rows of data in class order (`y[:50]` of iris), rows chosen by their class (`y[y == 1]`), a folder with one
class in it, several outputs, training loops by hand.

## References
- https://keras.io/api/utils/python_utils/#to_categorical-function
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import Data, Family, Finding, Kind, Note, Origin, Program, Reading, Run, RunKind, Severity, rule

from ._heads import Part, certainty, number, parts

CLASSIFYING: Final = frozenset(
    {
        Family.BINARY_CROSSENTROPY,
        Family.CATEGORICAL_CROSSENTROPY,
        Family.HINGE,
        Family.SPARSE_CROSSENTROPY,
    }
)
MADE: Final = frozenset({"cast", "divide", "floor", "to_categorical", "one_hot"})
"""Steps that make one value of several, which nobody means to."""


@rule("ZL122", Severity.ERROR)
def one_class_only(program: Program) -> Iterator[Finding]:
    for run in program.runs:
        found = [part for part in parts(run) if _always(part.target) is not None]
        if run.kind is RunKind.FIT and len(found) == len(run.network.heads) == 1 and not run.swept:
            yield from _finding(program, run, found[0])


def _finding(program: Program, run: Run, part: Part) -> Iterator[Finding]:
    target = part.target
    collapsed = next((step for step in reversed(target.trail) if step.op in MADE), None)
    slip = collapsed is not None or target.random  # `randint(0, 1)`: who draws targets means several
    if part.loss.family not in CLASSIFYING or _taught(program, run):
        return
    if not _learns(run, cast=slip) and not _judged(program, run):
        return
    notes = [Note("made one value here", collapsed.site)] if collapsed is not None else []
    if target.source is not None and target.source.site is not None:
        notes.append(Note(f"the targets come from {target.source.name}", target.source.site))
    alone = target.random and collapsed is None and target.source is not None
    drawn = target.source.site if alone and target.source is not None else None
    if drawn is not None:
        notes[-1:] = [Note("trained on them here", run.site)]
    yield Finding(
        drawn or run.site,
        f"every target is {_always(target)}: the network learns to answer that, whatever it gets",
        confidence=certainty(target),
        help="look at the different values in the targets (`np.unique`) before training",
        notes=tuple(notes),
        about=run,
    )


def _always(target: Data) -> str | None:
    """The only value that the targets have, None where there may be others."""
    if target.stats.constant and target.stats.lo is not None:
        return number(target.stats.lo)
    columns = target.columns or ()
    if target.kind is Kind.ONE_HOT and len(columns) > 1 and all(column.constant for column in columns):
        return f"class {next((index for index, column in enumerate(columns) if column.lo), 0)}"
    return None


def _learns(run: Run, *, cast: bool) -> bool:
    """Whether there is something to learn from: a demonstration feeds numbers that it makes up."""
    inputs = [data for data in run.inputs if data.source is not None and not data.stats.constant]
    return bool(inputs) and (cast or any(_real(data) for data in inputs))


def _judged(program: Program, run: Run) -> bool:
    """Whether predictions are held against labels of which there are several: it was meant to tell them apart."""
    mine = [each for each in program.predictions if each.network.identity is run.network.identity]
    truths = [truth for each in mine for truth in each.targets]
    truths += [one.other for each in mine for one in each.decodings if one.reading is Reading.SCORED and one.other]
    return any(
        truth.source is not None and truth.labels and not truth.stats.constant and not truth.random for truth in truths
    )


def _real(data: Data) -> bool:
    return data.source is not None and data.source.origin is not Origin.LITERAL and not data.random


def _taught(program: Program, run: Run) -> bool:
    """Whether the network is trained on other targets as well."""
    own = [_always(target) for target in run.targets]
    return any([_always(target) for target in other.targets] != own for other in program.runs_of(run.network))
