"""What `train_test_split` gives is unpacked in another order than it comes in.

## What it does
Finds trainings whose targets are the other side of the split than the inputs: with `X_train, y_train, X_test, y_test
= train_test_split(X, y)` the name `y_train` holds the test part of `X`.

## Why it is bad
`train_test_split` gives both parts of its first argument, then both parts of the second. `fit` gets inputs for
targets, of another length: Keras raises "Data cardinality is ambiguous". With `test_size=0.5` the lengths are equal,
and a network is trained to guess the rows of other samples.

## Example
```python
import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from tensorflow import keras

X, y = load_breast_cancer(return_X_y=True)
X = np.log1p(X)
X_train, y_train, X_test, y_test = train_test_split(X, y, test_size=0.2)
model = keras.Sequential([
    keras.Input(shape=(30,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(X_train, y_train, epochs=20)
```

## Use instead
```python
import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from tensorflow import keras

X, y = load_breast_cancer(return_X_y=True)
X = np.log1p(X)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)
model = keras.Sequential([
    keras.Input(shape=(30,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(X_train, y_train, epochs=20)
```

## Fix safety
Safe where the program raised: two names change places. Unsafe where both sides are of one length, since the program
ran. Offered for splits of two arrays that are unpacked into four names.

## How the probe confirms it
Build: `fit` raises as written, and doesn't afterwards.

## Known gaps
A split whose parts reach no training.

## References
- https://scikit-learn.org/stable/modules/generated/sklearn.model_selection.train_test_split.html
"""

from collections.abc import Iterator

from zerolint.api import Data, Finding, Fix, Note, Operation, Program, Run, Safety, Severity, Step, SwapTargets, rule

MAKER = "train_test_split"


@rule("ZL124", Severity.ERROR)
def split_unpacked_in_wrong_order(program: Program) -> Iterator[Finding]:
    splits = {id(operation.site): operation for operation in program.done("split")}
    for run in program.runs:
        if len(run.inputs) != 1 or len(run.targets) != 1:
            continue
        inputs, targets = run.inputs[0], run.targets[0]
        step, other = _split(inputs), _split(targets)
        if step is not None and other is not None and step.site is other.site and inputs.split is not targets.split:
            yield _finding(run, step, splits.get(id(step.site)))


def _split(data: Data) -> Step | None:
    """The last split that it went through, if there is no telling apart of sides but by it."""
    step = data.did("split")
    return step if step is not None and step.by.endswith(MAKER) and data.split is not None else None


def _finding(run: Run, step: Step, operation: Operation | None) -> Finding:
    inputs, targets = run.inputs[0], run.targets[0]
    assert step.site is not None
    same = _same_array(inputs, targets)
    what = "other rows of the inputs as targets" if same else "inputs and targets of different rows"
    return Finding(
        step.site,
        f"this split is unpacked in the wrong order: `fit` gets {what}",
        help="unpack both parts of the first array, then both of the second: `X_train, X_test, y_train, y_test`",
        notes=(Note("its parts meet here", run.site),),
        fix=_fix(step, operation, inputs, targets),
        about=run,
    )


def _same_array(inputs: Data, targets: Data) -> bool:
    """Whether both are parts of one array."""
    alike = all(getattr(inputs, name) == getattr(targets, name) for name in ("sample_shape", "kind", "names"))
    return inputs.shape is not None and alike


def _fix(step: Step, operation: Operation | None, inputs: Data, targets: Data) -> Fix | None:
    if operation is None or step.site is None or operation.get("arguments") != 2 or not _same_array(inputs, targets):
        return None
    raises = inputs.rows is not None and targets.rows is not None and inputs.rows != targets.rows
    order = (SwapTargets(step.site, 1, 2),)
    return Fix("unpack the parts in their order", Safety.SAFE if raises else Safety.UNSAFE, order)
