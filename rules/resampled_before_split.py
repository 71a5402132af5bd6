"""Rows are duplicated before the data are split, so that copies stand on both sides.

## What it does
Finds trainings on data to which rows were added (`resample` with replacement, `SMOTE`, `RandomOverSampler` and their
kin) and that were split into training and held-out data only afterwards (`train_test_split`, `validation_split`).
Taking rows away (`RandomUnderSampler`) before the split is fine.

## Why it is bad
What is held out are copies of training rows, or mixtures of them. A network that learns its rows by heart seems to
generalise. Measured on Keras 3.15 with labels that are pure chance (200 of 1,000 rows of class 1, drawn up to 800):
0.84 and 0.89 of the held-out rows right after 60 epochs (two seeds), 0.46 and 0.52 where the training part alone was
resampled, both classes counted alike.

## Example
```python
import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.utils import resample
from tensorflow import keras

x, y = load_breast_cancer(return_X_y=True)
x, y = resample(np.log1p(x), y, replace=True, n_samples=1000)
x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.2)
model = keras.Sequential([
    keras.Input(shape=(30,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=20, validation_data=(x_test, y_test))
```

## Use instead
```python
import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.utils import resample
from tensorflow import keras

x, y = load_breast_cancer(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(np.log1p(x), y, test_size=0.2)
x_train, y_train = resample(x_train, y_train, replace=True, n_samples=1000)
model = keras.Sequential([
    keras.Input(shape=(30,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=20, validation_data=(x_test, y_test))
```

## How the probe confirms it
It doesn't: the score is too good, the training is sound.

## Known gaps
Duplicates made by hand (`np.repeat`, rows appended in a loop) and augmented copies. There is no fix: the split has to
move.

## References
- https://imbalanced-learn.org/stable/common_pitfalls.html
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import Data, Finding, Note, Operation, Program, Run, Severity, Step, rule

from ._values import sure

ADDING: Final = frozenset(
    {"ADASYN", "BorderlineSMOTE", "KMeansSMOTE", "RandomOverSampler", "SMOTE", "SMOTEENN", "SMOTEN", "SMOTENC"}
    | {"SMOTETomek", "SVMSMOTE", "resample"}
)
COPYING: Final = frozenset({"RandomOverSampler", "resample"})
"""Those that add the rows as they are; the others put new ones between neighbours."""
SPLITTER: Final = "train_test_split"


@rule("ZL129", Severity.WARNING)
def resampled_before_split(program: Program) -> Iterator[Finding]:
    stratified = list(program.done("split"))
    for run in program.runs:
        for data in (*run.inputs, *run.targets):
            added, split = _added(data), _split(run, data, stratified)
            if added is not None and added.site is not None and split is not None:
                yield _finding(run, added, split)
                break


def _added(data: Data) -> Step | None:
    """The step that added rows before the last split, or before `fit` where that one splits."""
    before = list(data.trail)
    cut = next((index for index in range(len(before) - 1, -1, -1) if _splits(before[index])), len(before))
    return next((step for step in before[:cut] if _adds(step)), None)


def _adds(step: Step) -> bool:
    return step.op == "resample" and step.by.rpartition(".")[2] in ADDING


def _splits(step: Step) -> bool:
    return step.op == "split" and step.by.endswith(SPLITTER)


def _split(run: Run, data: Data, known: list[Operation]) -> Note | None:
    """Where rows are held out after that."""
    step = next((step for step in reversed(data.trail) if _splits(step)), None)
    if step is not None:
        return Note("split here, afterwards", step.site)
    share = run.validation_split.get()
    return Note("validation rows are held out here", run.validation_split.site) if share else None


def _finding(run: Run, added: Step, split: Note) -> Finding:
    assert added.site is not None
    name = added.by.rpartition(".")[2]
    copies = "copies rows before the split: the same ones are trained on and held out"
    mixes = "mixes rows before the split: held-out ones go into those that are trained on"
    return Finding(
        added.site,
        f"`{name}` {copies if name in COPYING else mixes}",
        confidence=sure(run.path),
        help="split first, then resample the training part alone",
        notes=(split,),
        about=run,
    )
