"""Integer labels meet a categorical loss, or one-hot labels a sparse one.

## What it does
Finds `sparse_categorical_crossentropy` with one-hot labels and `categorical_crossentropy` with integer labels: class
indices, numbers of words, or any single number a sample (a column of a file) under several output units.

## Why it is bad
The sparse loss wants one class index a sample, the categorical one a row of probabilities. Keras 3.15 raises a
ValueError in the first batch of `fit` ("must have the same rank", "must have the same shape"); older versions raise
too, some only inside the graph, and where shapes happen to broadcast they train on nonsense.

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
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(optimizer="adam", loss="categorical_crossentropy")
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
Unsafe: the program raises as it is, and the labels might be converted instead of the loss.

## How the probe confirms it
Build: the first batch raises, with Keras's own message.

## Known gaps
A single output unit is left to other rules; labels with several ones a row are no one-hot labels.

## References
- https://keras.io/api/losses/probabilistic_losses/
"""

from collections.abc import Iterator

from zerolint.api import Confidence, Family, Finding, Fix, Kind, Note, Run, Safety, Severity, rule

from ._heads import Part, always_one, formed, parts, single, width, with_loss
from ._values import believed

PARTNER = {
    Family.SPARSE_CROSSENTROPY: "categorical_crossentropy",
    Family.CATEGORICAL_CROSSENTROPY: "sparse_categorical_crossentropy",
}
"""The loss that would take the labels as they are."""


@rule("ZL207", Severity.ERROR)
def sparse_dense_label_mismatch(run: Run) -> Iterator[Finding]:
    for part in parts(run) if believed(run, Confidence.HIGH) is not None else ():
        if width(part.head) == 1 or always_one(part.head):
            continue
        match part.loss.family, part.target.kind:
            case Family.SPARSE_CROSSENTROPY, Kind.ONE_HOT:
                yield _finding(part, "wants class indices, the labels are one-hot: `fit` raises")
            case Family.CATEGORICAL_CROSSENTROPY, Kind.CLASSES if not _as_wide(part):
                yield _finding(part, "wants one-hot labels, these are class indices: `fit` raises")
            case Family.CATEGORICAL_CROSSENTROPY, Kind.TOKENS if single(part.target):
                yield _finding(part, "wants one-hot labels, these are numbers of words: `fit` raises")
            case Family.CATEGORICAL_CROSSENTROPY, Kind.UNKNOWN if _one_value(part):
                yield _finding(part, "wants one-hot labels, these are single numbers: `fit` raises")


def _as_wide(part: Part) -> bool:
    """Rows as wide as the output, perhaps: 0 and 1 per class, however they were made."""
    shape = part.target.sample_shape
    return shape is not None and len(shape) > 0 and shape[-1] in (None, width(part.head))


def _one_value(part: Part) -> bool:
    """One number a sample, whatever it means; values that lack a shape may be anything."""
    units = width(part.head)
    return units is not None and units > 1 and single(part.target) and part.target.source is not None


def _finding(part: Part, message: str) -> Finding:
    partner = PARTNER[part.loss.family]
    edit = with_loss(part.loss, partner)
    return Finding(
        part.loss.site,
        f"`{part.loss.name}` {message}",
        confidence=formed(part.target, part.head),
        help=f"use `{partner}`, or convert the labels",
        notes=tuple(_labels(part)),
        fix=Fix(f"use `{partner}`", Safety.UNSAFE, (edit,)) if edit else None,
        about=part.head,
    )


def _labels(part: Part) -> Iterator[Note]:
    encoded = part.target.did("one_hot", "to_categorical", "label_encode", "argmax")
    if encoded is not None and encoded.site is not None:
        yield Note("the labels get their form here", encoded.site)
    elif part.target.source is not None and part.target.source.site is not None:
        yield Note(f"labels come from {part.target.source.name}", part.target.source.site)
