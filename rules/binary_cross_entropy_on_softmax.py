"""`binary_crossentropy` scores a softmax over several classes.

## What it does
Finds `binary_crossentropy` at a softmax over more than two exclusive classes (two: worth knowing only).

## Why it is bad
`binary_crossentropy` judges each unit on its own, as if any number of classes could hold at once; a softmax says that
exactly one does. On the TensorFlow backend Keras 3.15 looks for the logits behind the softmax and trains them as
independent sigmoids, so the softmax that predicts was never fitted: measured, it still ranks three classes as well
(0.96 right either way), but its numbers aren't the probabilities that were trained. The loss is a mean over the units
and looks small for that reason; with `binary_accuracy`, which early Keras chose for `metrics=["accuracy"]` under this
loss, a model of 10 classes that knows nothing shows 0.90.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
total = x.sum(axis=1)
y = keras.utils.to_categorical(np.where(total < 4.5, 0, np.where(total < 5.5, 1, 2)), 3)

model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
total = x.sum(axis=1)
y = keras.utils.to_categorical(np.where(total < 4.5, 0, np.where(total < 5.5, 1, 2)), 3)

model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(optimizer="adam", loss="categorical_crossentropy")
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe: it changes what is trained. It sets `categorical_crossentropy`.

## How the probe confirms it
Pair: the program as written against the one with `categorical_crossentropy`. Where both learn alike the verdict is "not
reproduced".

## Known gaps
A softmax over maps (segmentation) with labels of unknown form gives a finding of low confidence.

## References
- https://keras.io/api/losses/probabilistic_losses/
"""

from collections.abc import Iterator

from zerolint.api import Confidence, Family, Finding, Fix, Kind, Note, Run, Safety, Severity, TaskKind, rule

from ._heads import Part, parts, spot, width, with_loss


@rule("ZL209", Severity.WARNING)
def binary_cross_entropy_on_softmax(run: Run) -> Iterator[Finding]:
    for part in parts(run):
        units = part.head.softmax_axis_size or width(part.head)
        if part.head.activation.get() != "softmax" or part.loss.family is not Family.BINARY_CROSSENTROPY:
            continue
        if units is not None and units > 1 and not _other_labels(part):
            yield _finding(part, units)


def _other_labels(part: Part) -> bool:
    """Several labels at once are no exclusive classes; integer labels raise, and ZL208 says so; numbers are ZL202's."""
    if part.target.kind in (Kind.MULTI_HOT, Kind.CLASSES, Kind.CONTINUOUS):
        return True
    return part.task.kind in (TaskKind.MULTI_LABEL, TaskKind.REGRESSION)


def _message(part: Part, units: int) -> str:
    if units == 2:  # -log(p) for the one and -log(1 - (1 - p)) for the other
        return f"over 2 softmax outputs `{part.loss.name}` is the same as `categorical_crossentropy`"
    return f"`{part.loss.name}` judges each of {units} softmax outputs on its own: the probabilities get distorted"


def _finding(part: Part, units: int) -> Finding:
    # Whatever the labels, softmax over one row says that its classes exclude each other; maps may hold several.
    maps = part.head.shape is not None and len(part.head.shape) > 2
    exclusive = part.target.kind is Kind.ONE_HOT or part.task.kind is TaskKind.MULTI_CLASS or not maps
    edit = with_loss(part.loss, "categorical_crossentropy")
    return Finding(
        part.loss.site,
        _message(part, units),
        confidence=Confidence.MEDIUM if units > 2 and exclusive else Confidence.LOW,
        severity=Severity.WARNING if units > 2 else Severity.INFO,
        help="use `categorical_crossentropy` for exclusive classes, `sigmoid` where several can hold at once",
        notes=(Note("the softmax", spot(part.head)),),
        fix=Fix("use `categorical_crossentropy`", Safety.UNSAFE, (edit,)) if edit else None,
        about=part.head,
    )
