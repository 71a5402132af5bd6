"""`argmax` runs over all predictions together, or over the samples, where each sample's class was meant.

## What it does
Finds argmax of predictions (n, k) without an axis, where more than one sample was predicted, and along the samples'
axis. `tf.argmax` takes axis 0, the samples, where no axis is given; `np.argmax` takes everything.

## Why it is bad
Without an axis one single number comes out: the position of the most certain of all n × k values (254 for 200 samples
of three classes, measured), which is no class of any sample. Along axis 0 the answer says for each class which sample
is most certain, k numbers between 0 and n − 1; for a single sample they are all 0. Compared with labels they are wrong
nearly everywhere, or raise because the lengths differ.

## Example
```python
import numpy as np
from sklearn.datasets import load_iris
from tensorflow import keras

x, y = load_iris(return_X_y=True)

model = keras.Sequential([
    keras.layers.Input(shape=(4,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=50)
predicted = np.argmax(model.predict(x))
print("right:", np.mean(predicted == y))
```

## Use instead
```python
import numpy as np
from sklearn.datasets import load_iris
from tensorflow import keras

x, y = load_iris(return_X_y=True)

model = keras.Sequential([
    keras.layers.Input(shape=(4,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=50)
predicted = np.argmax(model.predict(x), axis=-1)
print("right:", np.mean(predicted == y))
```

## Fix safety
Unsafe: another number of values comes out, and what follows may have been written for one number.

## How the probe confirms it
Decode: the same weights, read as written and along the last axis.

## Known gaps
Without an axis: predictions for a number of samples that isn't known, since of one sample the answer is right.

## References
- https://numpy.org/doc/stable/reference/generated/numpy.argmax.html
- https://www.tensorflow.org/api_docs/python/tf/math/argmax
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import (
    AddArgument,
    Confidence,
    Decoding,
    Finding,
    Fix,
    Head,
    Note,
    Prediction,
    Reading,
    Replace,
    Safety,
    Severity,
    rule,
)

from ._readings import readings, trained_by

SAME_SHAPE: Final = frozenset({"array", "asarray", "cast", "copy", "list", "numpy", "round", "sigmoid", "softmax"})
"""Operations behind which the axes are still samples and outputs."""


@rule("ZL508", Severity.ERROR)
def wrong_argmax_axis(prediction: Prediction) -> Iterator[Finding]:
    for decoding, head in readings(prediction, Reading.ARGMAX):
        shape = decoding.own.shape
        if not SAME_SHAPE.issuperset(decoding.before):
            continue
        if _along_the_rows(prediction, decoding, head):
            sure = Confidence.HIGH if decoding.value_site is None else Confidence.MEDIUM
            count = "" if shape is None or shape[-1] is None else f"{shape[-1]} "
            message = f"`{decoding.by}` runs along the rows: it gives {count}row numbers, not a class for each row"
            yield _finding(prediction, decoding, head, message, sure)
            continue
        if shape is None or len(shape) != 2:
            continue
        rows, outputs = shape
        if rows is None or outputs is None or outputs < 2:
            continue
        if rows > 1 and decoding.axis_size == rows * outputs:
            one = f"of all {rows:,} rows together gives one number, not a class for each row"
            message = f"`{decoding.by}` {one}"
            yield _finding(prediction, decoding, head, message, Confidence.HIGH)


def _along_the_rows(prediction: Prediction, decoding: Decoding, head: Head) -> bool:
    """Whether the axis is that of the samples. The first one always is; there may be one class, if nothing is known.

    Several classes are known by their number, or by a softmax that is trained to tell classes apart.
    """
    shape = decoding.own.shape
    if decoding.value not in (0, -2) or (shape is not None and len(shape) != 2):
        return False
    if shape is not None and shape[1] is not None:
        return shape[1] > 1
    units, loss = head.units.get(), trained_by(prediction, head)
    several = units > 1 if units is not None else head.activation.get() == "softmax"
    return decoding.value == 0 and several and loss is not None and loss.cross_entropy


def _finding(prediction: Prediction, decoding: Decoding, head: Head, message: str, confidence: Confidence) -> Finding:
    axis = decoding.value_site
    edit = Replace(axis, "-1") if axis is not None else AddArgument(decoding.site, "axis=-1")
    return Finding(
        decoding.site,
        message,
        confidence=confidence,
        help="give it `axis=-1`: the class of each row",
        notes=(Note("the samples are predicted here", prediction.site),),
        fix=Fix("take the argmax over the outputs", Safety.UNSAFE, (edit,)),
        about=head,
    )
