"""A probability is compared with `== 1` or with a label: it is hardly ever exactly that number.

## What it does
Finds `==` and `!=` between the output of a sigmoid or softmax, as the network gives it, and a number or labels, where
the network was trained on scaled inputs.

## Why it is bad
A sigmoid gives 0.98, not 1. Measured on a classifier that is 0.965 right: of 200 predictions none equals 0 or 1 (the
largest is 0.9994), so `if p == 1` is never true, everything is taken for the other class, and the share of "right"
answers in `p == y` is 0. Code like this stems from networks fed with raw pixels, whose sigmoid is so saturated that it
gives exactly 0.0 and 1.0; once the inputs are scaled it stops working.

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
result = model.predict(x[1600:1601])
if result[0][0] == 1:
    print("above")
else:
    print("below")
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
result = model.predict(x[1600:1601])
if result[0][0] > 0.5:
    print("above")
else:
    print("below")
```

## Fix safety
Unsafe: other classes come out afterwards. `== 1` becomes `> 0.5`, `== 0` becomes `< 0.5`.

## How the probe confirms it
Decode: the same weights, read by `==` and by a threshold.

## Known gaps
Inputs of files whose scale nobody knows: a network on raw pixels does give exact zeros and ones. Outputs of a
regression.

## References
- https://keras.io/api/layers/activations/#sigmoid-function
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import (
    Confidence,
    Decoding,
    Finding,
    Fix,
    Head,
    Kind,
    Note,
    Prediction,
    Reading,
    Replace,
    Run,
    Safety,
    Severity,
    rule,
)

from ._heads import PROBABILITIES, always_one, spot, width
from ._inputs import scaled_inside
from ._readings import readings, untouched

EQUALITY: Final = frozenset({"==", "!="})
LABELS: Final = frozenset({Kind.CLASSES, Kind.ONE_HOT, Kind.MULTI_HOT})
THRESHOLDS: Final = {("==", 1): "{} > 0.5", ("==", 0): "{} < 0.5", ("!=", 1): "{} < 0.5", ("!=", 0): "{} > 0.5"}


@rule("ZL511", Severity.WARNING)
def probability_compared_for_equality(prediction: Prediction) -> Iterator[Finding]:
    run = prediction.run
    if run is None or prediction.trains or not _scaled(prediction, run):
        return
    for decoding, head in readings(prediction, Reading.THRESHOLD, Reading.AGAINST):
        if decoding.by in EQUALITY and untouched(decoding) and _probabilities(decoding, head) and _whole(decoding):
            yield _finding(decoding, head)


def _scaled(prediction: Prediction, run: Run) -> bool:
    """Whether the network was trained on scaled inputs and gets such here: on raw ones its outputs may be exact."""
    if not run.inputs or len(run.inputs) != len(prediction.inputs):
        return False
    pairs = enumerate(zip(run.inputs, prediction.inputs, strict=True))
    return all((mine.scaled and given.scaled) or scaled_inside(run.network, i) for i, (mine, given) in pairs)


def _probabilities(decoding: Decoding, head: Head) -> bool:
    fractions = decoding.own.dtype is None or decoding.own.dtype.startswith("float")
    return fractions and head.activation.get() in PROBABILITIES and not head.scaled_after and not always_one(head)


def _whole(decoding: Decoding) -> bool:
    """Whether a number or labels stand on the other side, not the largest of the probabilities themselves."""
    return decoding.value is not None or (decoding.other is not None and decoding.other.kind in LABELS)


def _finding(decoding: Decoding, head: Head) -> Finding:
    number = decoding.value
    what = "labels" if number is None else f"{number:g}"
    always = "never" if decoding.by == "==" else "always"
    several = (width(head) or 1) > 1
    return Finding(
        decoding.site,
        f"`{decoding.by}` compares a probability with {what}: it is as good as {always} true",
        confidence=Confidence.HIGH,
        help="take the largest: `argmax(axis=-1)`" if several else "compare with a threshold: `> 0.5`",
        notes=(Note("the output lies between 0 and 1", spot(head)),),
        fix=None if several else _fix(decoding),
        about=head,
    )


def _fix(decoding: Decoding) -> Fix | None:
    text = None if decoding.value is None else THRESHOLDS.get((decoding.by, int(decoding.value)))
    if text is None or decoding.operand is None or decoding.value not in (0, 1):
        return None
    return Fix("compare with 0.5", Safety.UNSAFE, (Replace(decoding.site, text, decoding.operand),))
