"""What reaches `predict` is an array of zeros that nothing was written into.

## What it does
Finds predictions on an array that is one constant (`np.zeros`, `np.ones`, `np.full`), whose output is then read as a
class or a value, by a network that was trained or comes from a file. What reads pictures into a network from a file is
told with medium confidence: such programs feed a blank also to see whether the network runs.

## Why it is bad
The network answers the same question every time, and it isn't the user's: the picture or the row that was meant never
got into the array. Usually the array was allocated and filled under another name, or the loop that fills it doesn't
run.

## Example
```python
import numpy as np
from sklearn.datasets import load_digits
from tensorflow import keras

digits = load_digits()
x = digits.images.reshape(-1, 64) / 16.0
model = keras.Sequential([
    keras.layers.Input(shape=(64,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, digits.target, epochs=20)
picture = digits.images[3] / 16.0
batch = np.zeros((1, 64))
print("it is a", np.argmax(model.predict(batch)))
```

## Use instead
```python
import numpy as np
from sklearn.datasets import load_digits
from tensorflow import keras

digits = load_digits()
x = digits.images.reshape(-1, 64) / 16.0
model = keras.Sequential([
    keras.layers.Input(shape=(64,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, digits.target, epochs=20)
picture = digits.images[3] / 16.0
batch = np.zeros((1, 64))
batch[0] = picture.reshape(64)
print("it is a", np.argmax(model.predict(batch)))
```

## How the probe confirms it
Decode: the same weights on what was fed and on rows of the training data.

## Known gaps
Arrays that are filled only in part, and `np.empty`, whose values nobody knows.

## References
- https://numpy.org/doc/stable/reference/generated/numpy.zeros.html
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import Confidence, Data, Finding, Note, Prediction, Reading, RunKind, Severity, rule

MADE_BLANK: Final = frozenset({"np.zeros", "np.ones", "np.full", "np.zeros_like", "np.ones_like", "np.full_like"})
READ: Final = frozenset(Reading) - {Reading.OTHER, Reading.ACTIVATION}


@rule("ZL512", Severity.ERROR)
def predicts_on_a_blank(prediction: Prediction) -> Iterator[Finding]:
    run = prediction.run
    trained = run is not None and run.kind is not RunKind.COMPILE_ONLY
    if prediction.trains or prediction.made_here or not prediction.inputs or not (trained or _prepared(prediction)):
        return  # who writes the blank into the call asks what becomes of zeros
    read = next((decoding for decoding in prediction.decodings if decoding.reading in READ), None)
    if read is None or not all(_blank(data) for data in prediction.inputs):
        return
    data = prediction.inputs[0]
    made = data.source.site if data.source is not None else None
    yield Finding(
        prediction.site,
        f"`{prediction.call}` gets nothing but {data.stats.lo:g}: its answer has nothing to do with the real data",
        confidence=Confidence.HIGH if trained else Confidence.MEDIUM,
        help="write the values into the array, or pass the array that holds them",
        notes=(Note("made here, and never filled", made), Note("its answer is used here", read.site)),
    )


def _prepared(prediction: Prediction) -> bool:
    """Whether a network from a file gets what was made ready for it like a picture: a bare blank may be a warm-up."""
    return prediction.network.loaded is not None and all(data.did("transpose") for data in prediction.inputs)


def _blank(data: Data) -> bool:
    return data.stats.constant and data.source is not None and data.source.name in MADE_BLANK
