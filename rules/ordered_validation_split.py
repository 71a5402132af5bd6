"""The rows stand in the order of their classes, and the last of them become the validation data.

## What it does
Reports `validation_split` on labels that are known to come class by class (data sets that are stored so, `[0] * 500 +
[1] * 500`, `np.concatenate` and `np.repeat` by class, `sort_values` of the label), and `shuffle=False` on such labels.

## Why it is bad
Keras takes the validation data from the end, before it shuffles. Of rows in class order that is the last class alone,
of which the model sees few rows or none. The program below (iris, 60 epochs, measured) ends with an accuracy of 0.98
in training and 0.47 in validation, with `validation_split=0.3` 0.95 and 0.00; with shuffled rows 0.98 and 0.95.
With `shuffle=False` each batch holds one class, and the network is taught them in turn, the last one last.

## Example
```python
from sklearn.datasets import load_iris
from tensorflow import keras

x, y = load_iris(return_X_y=True)
model = keras.Sequential([
    keras.layers.Input(shape=(4,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=60, batch_size=8, validation_split=0.25)
```

## Use instead
```python
from sklearn.datasets import load_iris
from sklearn.utils import shuffle
from tensorflow import keras

x, y = load_iris(return_X_y=True)
x, y = shuffle(x, y)
model = keras.Sequential([
    keras.layers.Input(shape=(4,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=60, batch_size=8, validation_split=0.25)
```

## Fix safety
Unsafe: other rows are held out. Inputs and targets are put into one random order in front of `fit`, or
`shuffle=False` goes.

## How the probe confirms it
Measure: the classes among the rows that are held out.

## Known gaps
Labels that are collected folder by folder in a loop.

## References
- https://keras.io/guides/training_with_built_in_methods/#automatically-setting-apart-a-validation-holdout-set
"""

from collections.abc import Iterator

from zerolint.api import (
    AddImport,
    Confidence,
    Data,
    Finding,
    Fix,
    InsertBefore,
    Kind,
    Note,
    RemoveArgument,
    Replace,
    Run,
    RunKind,
    Safety,
    Severity,
    Site,
    rule,
)

from ._values import percent


@rule("ZL111", Severity.WARNING)
def ordered_validation_split(run: Run) -> Iterator[Finding]:
    labels = _in_class_order(run)
    if labels is None or run.kind is not RunKind.FIT or run.assumed:
        return
    share = run.validation_split.get()
    if share and not run.validation_inputs and run.validation_site is None and run.validation_split.site is not None:
        message = f"the last {percent(share)} are held out of rows sorted by class: most classes are missing among them"
        yield _finding(run, run.validation_split.site, message, labels, _shuffled(run))
    elif run.shuffle.get() is False and run.shuffle.site is not None:
        fix = Fix("shuffle the rows", Safety.UNSAFE, (RemoveArgument(run.shuffle.site),))
        message = "rows in class order are not shuffled: each batch pulls the network to the one class it holds"
        yield _finding(run, run.shuffle.site, message, labels, fix)


def _in_class_order(run: Run) -> Data | None:
    known = (one for one in run.targets if one.ordered is True and one.kind in (Kind.CLASSES, Kind.ONE_HOT))
    return next(known, None) if all(one.ordered is not False for one in (*run.targets, *run.inputs)) else None


def _finding(run: Run, site: Site, message: str, labels: Data, fix: Fix | None) -> Finding:
    origin = labels.source
    notes = (Note(f"`{origin.name}` comes class by class", origin.site),) if origin is not None else ()
    last = next((step for step in reversed(labels.trail) if step.op in ("concatenate", "repeat", "sort", "fill")), None)
    if last is not None:
        notes = (Note("put into this order here", last.site),)
    return Finding(
        site,
        message,
        confidence=Confidence.LOW if origin is not None and origin.by_convention else Confidence.MEDIUM,
        help="shuffle inputs and targets together first, or hold rows out with `train_test_split`",
        notes=notes,
        fix=fix,
        about=run,
    )


def _shuffled(run: Run) -> Fix | None:
    """Both arguments in one random order; only where they are arrays that stand in the call."""
    if run.arrays_site is None or run.targets_site is None or len(run.inputs) != 1 or len(run.targets) != 1:
        return None
    edits = (
        InsertBefore(run.site, "order = np.random.permutation(len({first}))"),
        Replace(run.arrays_site, "np.asarray({})[order]", run.arrays_site),
        Replace(run.targets_site, "np.asarray({})[order]", run.targets_site),
        AddImport("import numpy as np"),
    )
    return Fix("put the rows into a random order", Safety.UNSAFE, edits)
