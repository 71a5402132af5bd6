"""Probabilities are cut to integers, which makes them 0.

## What it does
Finds `astype(int)`, `int()`, `np.floor`, `//`, `"%d"` and the like on the output of a sigmoid or softmax.

## Why it is bad
Conversion to an integer cuts the fraction off: 0.97 becomes 0, so (practically) every prediction is 0. The training may
be perfect.

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
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x[:1600], y[:1600], epochs=20)
classes = model.predict(x[1600:])[:, 0].astype(int)
print("right:", np.mean(classes == y[1600:]))
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
model.fit(x[:1600], y[:1600], epochs=20)
classes = (model.predict(x[1600:])[:, 0] > 0.5).astype(int)
print("right:", np.mean(classes == y[1600:]))
```
For several classes: `np.argmax(…, axis=1)`.

## Fix safety
Unsafe: other classes are predicted afterwards. Offered for one unit; several need an argmax.

## How the probe confirms it
Decode: the same weights, read as written and by a threshold or argmax.

## Known gaps
Values that went through a calculation first (`100 * p`) are not reported, whatever the calculation.

## References
- https://numpy.org/doc/stable/reference/generated/numpy.ndarray.astype.html
"""

from collections.abc import Iterator

from zerolint.api import Decoding, Finding, Fix, Head, Note, Prediction, Reading, Replace, Safety, Severity, rule

from ._heads import PROBABILITIES, always_one, spot, width
from ._readings import SAME_VALUES, readings

SQUASHING = frozenset({"sigmoid", "softmax", "expit"})
"""Functions that turn logits into probabilities after predict."""


@rule("ZL502", Severity.ERROR)
def probabilities_truncated(prediction: Prediction) -> Iterator[Finding]:
    for decoding, head in readings(prediction, Reading.TRUNCATE):
        if _are_probabilities(decoding, head) and not always_one(head):
            yield _finding(decoding, head)


def _are_probabilities(decoding: Decoding, head: Head) -> bool:
    """Whether it is values in 0…1 that are cut: the head's, or made so just before."""
    changed = [step for step in decoding.before if step not in SAME_VALUES]
    if not changed:
        return head.activation.get() in PROBABILITIES and not head.scaled_after
    return changed[-1] in SQUASHING


def _finding(decoding: Decoding, head: Head) -> Finding:
    several = (width(head) or 1) > 1
    advice = "take the largest: `argmax(axis=-1)`" if several else "compare with a threshold first: `> 0.5`"
    return Finding(
        decoding.site,
        f"`{decoding.by or 'int'}` cuts probabilities to integers: every prediction becomes 0",
        help=advice,
        notes=(Note("the output lies in 0…1", spot(head)),),
        fix=_fix(decoding, several),
        about=head,
    )


def _fix(decoding: Decoding, several: bool) -> Fix | None:
    if several or decoding.operand is None:
        return None
    edit = Replace(decoding.operand, "{} > 0.5", decoding.operand)
    return Fix("compare with 0.5 first", Safety.UNSAFE, (edit,))
