"""The model is trained on pictures whose channels stand in one order and gets the other order afterwards.

## What it does
Follows the order of the channels from where pictures are read to `fit`, `predict`, `evaluate` and `validation_data`:
OpenCV's `imread` gives blue, green, red; Keras's and TensorFlow's readers, PIL, matplotlib, scikit-image and the
pictures of data sets give red, green, blue. `cv2.cvtColor`, `[..., ::-1]` and the `preprocess_input` of backbones
that want BGR turn the order round. Speaks where what the model was trained on and what it gets differ.

## Why it is bad
Red and blue are exchanged: what was learned of colours is applied to the wrong ones. Measured on pictures whose class
is their tint (Keras 3.15): accuracy 1.00 in the order of the training, .34 of three classes in the other one. How
much it costs depends on how much the colours say; nothing warns, and the pictures' shapes are the same.

## Example
```python
import cv2
from tensorflow import keras

data = keras.utils.image_dataset_from_directory("flowers", image_size=(64, 64), label_mode="binary")
model = keras.Sequential([
    keras.layers.Rescaling(1.0 / 255),
    keras.layers.Conv2D(16, 3, activation="relu"),
    keras.layers.GlobalAveragePooling2D(),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(data, epochs=20)
picture = cv2.resize(cv2.imread("rose.jpg"), (64, 64))
print(model.predict(picture[None, ...]))
```

## Use instead
```python
import cv2
from tensorflow import keras

data = keras.utils.image_dataset_from_directory("flowers", image_size=(64, 64), label_mode="binary")
model = keras.Sequential([
    keras.layers.Rescaling(1.0 / 255),
    keras.layers.Conv2D(16, 3, activation="relu"),
    keras.layers.GlobalAveragePooling2D(),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(data, epochs=20)
picture = cv2.cvtColor(cv2.imread("rose.jpg"), cv2.COLOR_BGR2RGB)
print(model.predict(cv2.resize(picture, (64, 64))[None, ...]))
```

## Fix safety
Unsafe: predictions change. It turns the channels of what `predict` gets round.

## How the probe confirms it
Decode: the same weights, asked with both orders.

## Known gaps
Models that are trained in another program; frames of a camera or a film; pictures that go through code which isn't
followed. Files of grey pictures read in colour have three equal channels, so that the order is all the same: the
confidence is medium.

## References
- https://docs.opencv.org/4.x/d4/da8/group__imgcodecs.html
- https://keras.io/api/data_loading/image/
"""

from collections.abc import Iterator

from zerolint.api import (
    ChangeArgument,
    Confidence,
    Data,
    Finding,
    Fix,
    Note,
    Program,
    Safety,
    Severity,
    rule,
)

from ._uses import Use, uses

CALLS = {"evaluate": "is scored on", "validation": "is validated on"}


@rule("ZL126", Severity.WARNING)
def channel_order_differs(program: Program) -> Iterator[Finding]:
    for use in uses(program):
        if len(use.inputs) == len(use.run.inputs):
            for trained, given in zip(use.run.inputs, use.inputs, strict=True):
                if _differ(trained, given):
                    yield _finding(use, trained, given)


def _differ(trained: Data, given: Data) -> bool:
    return bool(trained.colours) and bool(given.colours) and trained.colours != given.colours


def _finding(use: Use, trained: Data, given: Data) -> Finding:
    what = CALLS.get(use.call, "gets")
    read = {"trained on these": trained.source, "read here": given.source}
    return Finding(
        use.site,
        f"the model {what} {given.colours} pictures, but was trained on {trained.colours}: red and blue are exchanged",
        confidence=Confidence.MEDIUM,
        help="turn one of them round: `cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)`",
        notes=tuple(Note(text, source.site) for text, source in read.items() if source is not None and source.site),
        fix=_turned(use, given),
        about=use.run,
    )


def _turned(use: Use, given: Data) -> Fix | None:
    """The pictures that `predict` gets, in the other order."""
    if use.call != "predict" or len(use.inputs) > 1 or len(given.shape or ()) != 4:
        return None
    if given.did("batch", "augment") is not None or "decode" in {step.op for step in given.trail[-1:]}:
        return None
    return Fix("turn the channels round", Safety.UNSAFE, (ChangeArgument(use.site, "x", "{}[..., ::-1]"),))
