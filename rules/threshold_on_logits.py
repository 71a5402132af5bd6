"""Logits are read with the threshold of probabilities.

## What it does
Finds `> 0.5` and rounding on the output of a linear head that was trained with `from_logits=True` or a hinge loss.

## Why it is bad
The border between the classes lies at 0 for logits, 0.5 is already a probability of 0.62. Samples with a probability
between 0.50 and 0.62 are counted as class 0, and the less a network is trained, the more of its outputs lie there; with
a low base rate "always class 0" comes out.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)

model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True))
model.fit(x[:1600], y[:1600], epochs=20)
classes = (model.predict(x[1600:])[:, 0] > 0.5).astype(int)
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
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True))
model.fit(x[:1600], y[:1600], epochs=20)
classes = (model.predict(x[1600:])[:, 0] > 0).astype(int)
print("right:", np.mean(classes == y[1600:]))
```
Or apply `tf.sigmoid` to the predictions first.

## Fix safety
Unsafe: other classes are predicted afterwards. It sets the threshold to 0.

## How the probe confirms it
Decode: the same weights, read with both thresholds.

## Known gaps
Thresholds other than 0.5 are reported with medium confidence between 0 and 1, and not at all beyond.

## References
- https://keras.io/api/losses/probabilistic_losses/#binarycrossentropy-class
"""

from collections.abc import Iterator

from zerolint.api import (
    Confidence,
    Decoding,
    Family,
    Finding,
    Fix,
    Head,
    Loss,
    Note,
    Prediction,
    Reading,
    Replace,
    Safety,
    Severity,
    rule,
)

from ._readings import readings, trained_by, untouched

HALF = 0.5


@rule("ZL503", Severity.WARNING)
def threshold_on_logits(prediction: Prediction) -> Iterator[Finding]:
    for decoding, head in readings(prediction, Reading.THRESHOLD, Reading.ROUND):
        loss = trained_by(prediction, head)
        if loss is not None and untouched(decoding) and _border_at_zero(head, loss):
            yield from _finding(decoding, loss)


def _border_at_zero(head: Head, loss: Loss) -> bool:
    """Logits of a cross-entropy, or the signed distance of a hinge loss."""
    if head.scaled_after:
        return False
    if loss.family is Family.HINGE:
        return head.activation.get() in ("linear", "tanh")
    return loss.cross_entropy and loss.from_logits.get() is True and head.activation.get() == "linear"


def _finding(decoding: Decoding, loss: Loss) -> Iterator[Finding]:
    rounded = decoding.reading is Reading.ROUND
    value = HALF if rounded else decoding.value
    if value is None or not 0.0 < value < 1.0:
        return
    what, their = ("a hinge output", "its") if loss.family is Family.HINGE else ("logits", "their")
    read = f"rounding splits {what} at 0.5" if rounded else f"{value:g} is the wrong threshold for {what}"
    yield Finding(
        decoding.site,
        f"{read}, {their} border is 0: class 0 comes out too often",
        confidence=Confidence.HIGH if value == HALF else Confidence.MEDIUM,
        help="use `> 0`, or apply a sigmoid to the predictions first",
        notes=(Note("under this loss", loss.site),),
        fix=_fix(decoding),
    )


def _fix(decoding: Decoding) -> Fix | None:
    if decoding.reading is not Reading.THRESHOLD or decoding.value_site is None:
        return None
    return Fix("use 0 as threshold", Safety.UNSAFE, (Replace(decoding.value_site, "0"),))
