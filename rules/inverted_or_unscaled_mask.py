"""Masks of 0…255, or of 0…0.004, are the targets of a loss that wants 0 and 1.

## What it does
Finds segmentation masks that are read from picture files and reach a binary cross-entropy as they are, or divided by
255 twice.

## Why it is bad
A binary cross-entropy of a target of 255 has no minimum: the loss falls below zero without end, and the output goes to
1 wherever there is a chance. Divided twice, foreground is 0.004, and the output 0 everywhere. Nothing warns. Measured
with small masks, 20 epochs of Adam: intersection over union 1.00 with masks of 0 and 1; 0.19 with 0 and 255 (loss −473,
mean output 0.98); 0.00 divided twice. A Dice loss does no better: 0.99 and 0.19.

## Example
```python
import numpy as np
from PIL import Image
from tensorflow import keras

x, y = np.zeros((8, 64, 64, 3), "float32"), np.zeros((8, 64, 64, 1), "float32")
for i in range(8):
    x[i] = np.array(Image.open(f"data/images/{i}.png").convert("RGB").resize((64, 64))) / 255
    y[i, ..., 0] = np.array(Image.open(f"data/masks/{i}.png").convert("L").resize((64, 64)))
model = keras.Sequential([
    keras.layers.Input(shape=(64, 64, 3)),
    keras.layers.Conv2D(8, 3, padding="same", activation="relu"),
    keras.layers.Conv2D(1, 1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=60)
```

## Use instead
```python
import numpy as np
from PIL import Image
from tensorflow import keras

x, y = np.zeros((8, 64, 64, 3), "float32"), np.zeros((8, 64, 64, 1), "float32")
for i in range(8):
    x[i] = np.array(Image.open(f"data/images/{i}.png").convert("RGB").resize((64, 64))) / 255
    y[i, ..., 0] = np.array(Image.open(f"data/masks/{i}.png").convert("L").resize((64, 64))) > 127
model = keras.Sequential([
    keras.layers.Input(shape=(64, 64, 3)),
    keras.layers.Conv2D(8, 3, padding="same", activation="relu"),
    keras.layers.Conv2D(1, 1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=60)
```

## How the probe confirms it
Pair: the program as written against one with masks of 0 and 1.

## Known gaps
Dice and other losses of the program's own, and masks that are inverted on one side only. Files that hold 0 and 1
themselves look the same from here: the confidence is medium. There is no fix: a threshold and a division are both
right.

## References
- https://keras.io/api/losses/probabilistic_losses/#binarycrossentropy-class
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import Confidence, Data, Family, Finding, Kind, Loss, Note, Origin, Run, Severity, rule

from ._heads import parts

BRIGHT: Final = 128.0
"""Masks that reach this are of the 0…255 kind."""
BLANKS: Final = frozenset({"np.zeros", "np.zeros_like"})
LONG: Final = 10
"""So many losses that a notebook shows, epochs mostly: those of masks of 0…255 fall below 0 (measured: with Adam at
0.001 in the second epoch)."""
DIM: Final = 0.05
"""Masks of 0…1 that reach no more were scaled twice."""


@rule("ZL119", Severity.WARNING)
def inverted_or_unscaled_mask(run: Run) -> Iterator[Finding]:
    shown = run.recorded
    if shown is not None and shown.finite and not shown.negative and shown.losses >= LONG:
        return
    for part in parts(run):
        target = part.target
        if part.loss.family is Family.BINARY_CROSSENTROPY and _mask(run, target):
            yield _finding(run, part.loss, target)


def _mask(run: Run, target: Data) -> bool:
    """Pictures of one plane each that are no inputs too, in a range that no mask should have."""
    source, top = target.source, target.stats.hi
    if source is None or top is None or not (_from_files(target) or _drawn(target)):
        return False
    plane = target.shape is not None and (len(target.shape) == 3 or target.shape[-1] == 1)
    whole = target.stats.tight and target.stats.lo == 0
    return plane and whole and not _given(run, target) and (top >= BRIGHT or 0 < top <= DIM)


def _from_files(target: Data) -> bool:
    """Pictures as they were read, which nothing was written into (`mask[mask > 0] = 1`)."""
    read = target.source is not None and target.source.origin is Origin.IMAGES and target.kind is Kind.IMAGE
    return read and not any(step.op == "fill" and not step.by for step in target.trail)


def _drawn(target: Data) -> bool:
    """Blanks that the program itself draws white areas into."""
    blank = target.source is not None and target.source.name in BLANKS and target.did("fill") is not None
    return blank and target.kind in (Kind.UNKNOWN, Kind.IMAGE) and len(target.shape or ()) > 2


def _given(run: Run, target: Data) -> bool:
    """Whether the pictures are inputs, too: an autoencoder's."""
    return any(data.whole is target.whole or _same_pictures(data, target) for data in run.inputs)


def _same_pictures(data: Data, target: Data) -> bool:
    if data.source is None or target.source is None or data.source.site is not target.source.site:
        return False
    return not data.shape or not target.shape or data.shape[-1] == target.shape[-1]


def _finding(run: Run, loss: Loss, target: Data) -> Finding:
    assert target.source is not None
    top = target.stats.hi or 0.0
    name = loss.name or "the loss"
    message = f"masks of 0…{top:g} go into `{name}`, which wants 0 and 1: all becomes foreground"
    if top <= DIM:
        message = f"masks were scaled twice, 0…{top:.2g} is left for `{name}`: all becomes background"
    return Finding(
        run.site,
        message,
        confidence=Confidence.MEDIUM,
        help="threshold the masks (`mask > 127`), or divide them by 255 once",
        notes=(Note("the masks", target.source.site), Note("the loss", loss.site)),
        about=target,
    )
