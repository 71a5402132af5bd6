"""What is subtracted was computed of other rows than what is divided by.

## What it does
Finds `(x - mean) / std` and `(x - minimum) / range` by hand whose two numbers come from different rows: the mean of
the training data and the spread of the test data, statistics of two slices, of two files.

## Why it is bad
The result has neither mean 0 nor spread 1, and training and test data are moved against each other: the same row gives
other inputs in one than in the other. The program below (measured), where test rows spread three times as wide as
training rows, gets 0.76 of the test rows right as it stands, and 0.92 with the spread of the training rows.

## Example
```python
import numpy as np
from tensorflow import keras

x_train = np.random.normal(5.0, 1.0, size=(1600, 4))
x_test = np.random.normal(5.0, 3.0, size=(400, 4))
y_train = (x_train.sum(axis=1) > 18).astype(int)
y_test = (x_test.sum(axis=1) > 18).astype(int)
mean = x_train.mean(axis=0)
x_train = (x_train - mean) / x_train.std(axis=0)
x_test = (x_test - mean) / x_test.std(axis=0)
model = keras.Sequential([
    keras.layers.Input(shape=(4,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=20)
print(model.evaluate(x_test, y_test))
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x_train = np.random.normal(5.0, 1.0, size=(1600, 4))
x_test = np.random.normal(5.0, 3.0, size=(400, 4))
y_train = (x_train.sum(axis=1) > 18).astype(int)
y_test = (x_test.sum(axis=1) > 18).astype(int)
mean, std = x_train.mean(axis=0), x_train.std(axis=0)
x_train = (x_train - mean) / std
x_test = (x_test - mean) / std
model = keras.Sequential([
    keras.layers.Input(shape=(4,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=20)
print(model.evaluate(x_test, y_test))
```

## Known gaps
Statistics of other columns than they are applied to, and minimum and maximum of different rows.

## References
- https://scikit-learn.org/stable/common_pitfalls.html#inconsistent-preprocessing
"""

from collections.abc import Iterator

from zerolint.api import Confidence, Data, Finding, Note, Operation, Program, Severity, Site, Step, rule

from ._uses import KEEPS, identified, one_of_many, same_step

WORDS = {"std": "spread", "range": "range"}


@rule("ZL120", Severity.WARNING)
def scaling_statistics_disagree(program: Program) -> Iterator[Finding]:
    for one in program.done("standardise"):
        centre, spread, divisor = one.data("centre"), one.data(), one.get("divisor")
        if one.assumed or divisor is None or not _other_rows(centre, spread):
            continue
        yield Finding(
            Site(divisor),
            f"the {one.get('by')} and the {WORDS.get(str(one.get('kind')), 'spread')} come from different rows: "
            "inputs end up shifted or stretched",
            confidence=Confidence.LOW,  # all three on programs that nobody here wrote were false (docs/precision.md)
            help="compute both on the training rows, and use them for all other rows, too",
            notes=tuple(_notes(one)),
            about=spread,
        )


def _other_rows(first: Data, second: Data) -> bool:
    """Whether two data surely hold different rows: of two sources, or different parts of one."""
    if not (first.known and second.known and identified(first) and identified(second)):
        return False
    if first.whole != second.whole:
        return not (one_of_many(first) or one_of_many(second))
    mine, other = _picks(first), _picks(second)
    while mine and other and same_step(mine[0], other[0]):
        del mine[0], other[0]
    picked = mine + other
    return bool(picked) and all(step.op in ("index", "split") and ":" in step.by for step in picked)


def _picks(data: Data) -> list[Step]:
    """The steps that chose its rows; what changes all rows alike may stand between them (`x -= mean`)."""
    return [step for step in data.trail if step.op not in KEEPS and not _only_columns(step)]


def _only_columns(step: Step) -> bool:
    return step.op == "index" and step.by.partition(",")[0] == ":"


def _notes(one: Operation) -> Iterator[Note]:
    centred = one.get("centred")
    if centred is not None:
        yield Note(f"the {one.get('by')} is subtracted here", Site(centred))
    for name in ("centre", "data"):
        source = one.data(name).source
        if source is not None and source.site is not None:
            yield Note(f"the {one.get('by') if name == 'centre' else 'divisor'} is of this", source.site)
