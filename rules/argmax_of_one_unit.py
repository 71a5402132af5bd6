"""`argmax` over one output unit is always 0.

## What it does
Finds an argmax of predictions over an axis of size 1.

## Why it is bad
The largest of one number stands at position 0: whatever the network says, every sample is decoded as class 0. The
training may be perfect.

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
classes = np.argmax(model.predict(x[1600:]), axis=1)
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

## Fix safety
Unsafe: other classes are predicted afterwards. Offered where the predictions go into the argmax as they are.

## How the probe confirms it
Decode: the same weights, read by argmax and by a threshold.

## Known gaps
An axis whose size isn't known.

## References
- https://numpy.org/doc/stable/reference/generated/numpy.argmax.html
"""

from collections.abc import Iterator

from zerolint.api import Decoding, Finding, Fix, Head, Note, Prediction, Reading, Replace, Safety, Severity, rule

from ._heads import counted
from ._readings import readings, trained_by, untouched


@rule("ZL501", Severity.ERROR)
def argmax_of_one_unit(prediction: Prediction) -> Iterator[Finding]:
    for decoding, head in readings(prediction, Reading.ARGMAX):
        if decoding.axis_size == 1 and untouched(decoding):
            yield _finding(prediction, decoding, head)


def _finding(prediction: Prediction, decoding: Decoding, head: Head) -> Finding:
    loss = trained_by(prediction, head)
    logits = loss is not None and loss.from_logits.get() is True and head.activation.get() == "linear"
    threshold = "0" if logits else "0.5"
    text = f"({{}}[:, 0] > {threshold}).astype(int)"
    fixable = decoding.operand is not None and head.shape is not None and len(head.shape) == 2 and not decoding.before
    return Finding(
        decoding.site,
        f"`{decoding.by or 'argmax'}` over one output unit is always 0: whatever the model says, it is class 0",
        confidence=counted(head),
        help=f"compare the output with a threshold: `> {threshold}`",
        notes=(Note("one output unit", head.units.site or head.site),),
        fix=Fix(f"compare with {threshold}", Safety.UNSAFE, (Replace(decoding.site, text, decoding.operand),))
        if fixable
        else None,
        about=head,
    )
