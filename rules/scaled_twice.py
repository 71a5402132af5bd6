"""Pixels are scaled a second time and nearly all of them become 0.

## What it does
Follows pixels from where they are read to the first weights of the model, and finds

- two divisions (`x / 255` in two places, `rescale=1 / 255` on top of one, a `Rescaling` layer or `preprocess_input`
  behind one);
- a division in front of a model of `keras.applications` that rescales inside: EfficientNet, ConvNeXt, MobileNetV3.

## Why it is bad
0…255 divided by 255 twice is 0…0.004: all images look alike to the model, its outputs hardly depend on them, and it
learns slowly or not at all. Nothing warns. Measured on scikit-learn's digits, 10 epochs, test accuracy scaled once and
twice: a small dense network with SGD 0.78 and 0.07 (of ten classes), with Adam 0.96 and 0.44; a convolutional one with
SGD 0.87 and 0.07, with Adam 0.96 and 0.61. A frozen network that rescales inside and was trained on pixels of 0…255
reads 0.94 of its rows right, and 0.20 (of five classes) if they come as 0…1.

## Example
```python
from tensorflow import keras

(x, y), _ = keras.datasets.mnist.load_data()
x = x / 255.0
model = keras.Sequential([
    keras.layers.Input(shape=(28, 28)),
    keras.layers.Rescaling(1 / 255),
    keras.layers.Flatten(),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=5)
```

## Use instead
```python
from tensorflow import keras

(x, y), _ = keras.datasets.mnist.load_data()
model = keras.Sequential([
    keras.layers.Input(shape=(28, 28)),
    keras.layers.Rescaling(1 / 255),
    keras.layers.Flatten(),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=5)
```

## Fix safety
Unsafe, since the model is trained on other numbers: the division of the data goes, where each one that feeds this model
stands in the program as a division. What else uses the same data gets raw pixels then.

## How the probe confirms it
Pair: the program as written against one without the second scaling.

## Known gaps
Data whose range nobody knows, unless they are divided by 255.

## References
- https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling/
- https://keras.io/api/applications/efficientnet/
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from zerolint.api import (
    Confidence,
    Data,
    Edit,
    Finding,
    Fix,
    Layer,
    Note,
    Program,
    RemoveStatement,
    Replace,
    Safety,
    Severity,
    Site,
    rule,
)

from ._heads import certainty
from ._pixels import Pixels, Scaling, Use, arriving, pixels, uses

WIDE: Final = {"caffe": 274.7, "tf": 2.0, "torch": 4.76}
"""How far pixels of 0…255 spread after `preprocess_input` (their mean differs from channel to channel)."""
FRACTION: Final = 0.1
"""Pixels that spread less than this part of what was meant were scaled before."""
SCALED: Final = 5.0
"""A model that rescales inside and gets no more than this gets scaled pixels."""


class Fault(NamedTuple):
    """Pixels that are scaled by `first` and again by `last`, or by a backbone that does so inside."""

    use: Use
    data: Data
    pixels: Pixels
    first: Scaling
    last: Scaling
    backbone: Layer | None


@rule("ZL103", Severity.WARNING)
def scaled_twice(program: Program) -> Iterator[Finding]:
    every = list(uses(program))
    faults = [fault for use in every for fault in _faults(use)]
    seen: list[object] = []
    for fault in faults:
        if fault.last.site not in seen:
            seen.append(fault.last.site)
            yield _finding(program, fault, faults, every)


def _faults(use: Use) -> Iterator[Fault]:
    for which, data, found in arriving(use):
        done = [scaling for scaling in found.scalings if scaling.shrinks or scaling.mode is not None]
        backbone = _rescaling(use, which)
        if backbone is not None and done and found.mode is None and found.hi <= SCALED:
            yield Fault(use, data, found, done[0], done[-1], backbone)
        elif len(done) > 1 and found.hi - found.lo < FRACTION * WIDE.get(found.mode or "", 1.0):
            yield Fault(use, data, found, done[-2], done[-1], None)


def _rescaling(use: Use, which: int) -> Layer | None:
    """The backbone that pixels go into, if it rescales them itself."""
    first = use.network.first_weights(which)
    return first[0] if len(first) == 1 and first[0].backbone and first[0].get("rescales") is True else None


def _finding(program: Program, fault: Fault, faults: list[Fault], every: list[Use]) -> Finding:
    sure = certainty(fault.data) if fault.pixels.firm else Confidence.MEDIUM
    group = [use for use in every if use.group == fault.use.group]
    partly = bool(fault.use.path) and not all(any(_faults(use)) for use in group)
    right = any(_shares(use, fault.last) for use in every if not any(one.use is use for one in faults))
    where = fault.use.site if right or fault.last.site is None else fault.last.site
    return Finding(
        where,
        _message(fault),
        confidence=sure.lowered if partly else sure,
        help="scale pixels once: with the data, or inside the model"
        if fault.backbone is None
        else "give it pixels of 0…255, which it scales itself",
        notes=tuple(_notes(fault)),
        fix=_fix(program, fault, faults),
        about=fault.data,
    )


def _message(fault: Fault) -> str:
    if fault.backbone is not None:
        scaled = f"rescales its pixels itself, but gets them scaled to {fault.pixels.text}"
        return f"`{fault.backbone.kind}` {scaled}: all look alike"
    return f"pixels are scaled twice: {fault.pixels.text} is left of 0…255, all look alike to the model"


def _notes(fault: Fault) -> Iterator[Note]:
    if fault.backbone is not None:
        yield Note(f"`{fault.backbone.kind}` is built here", fault.backbone.site)
    elif fault.first.site is not fault.last.site:
        yield Note("scaled here already", fault.first.site)
    yield Note("fed here", fault.use.site)


def _shares(use: Use, scaling: Scaling) -> bool:
    """Whether the scaled data are used elsewhere, and are right there."""
    return any(step.site is scaling.site for data in use.inputs for step in data.trail)


def _fix(program: Program, fault: Fault, faults: list[Fault]) -> Fix | None:
    """Every division of data that this network gets goes, if all of them can."""
    model = fault.use.network.identity
    mine = [one for one in faults if one.use.network.identity is model]
    edits: list[Edit] = []
    for site in {id(site): site for one in mine for site in _divisions(one)}.values():
        edit = _dropping(program, site)
        if edit is None:
            return None
        edits.append(edit)
    return Fix("scale them once", Safety.UNSAFE, tuple(edits)) if edits else None


def _divisions(fault: Fault) -> Iterator[Site | None]:
    """What divides the data a time too often, of a training that of its validation data too."""
    inside = fault.backbone is not None or fault.last.layer is not None
    yield (fault.first if inside else fault.last).site
    for data in fault.use.more:
        found = pixels(fault.use.network, 0, data)
        done = [one for one in found.scalings if one.shrinks and one.layer is None] if found else []
        if len(done) >= (1 if inside else 2):
            yield done[-1].site


def _dropping(program: Program, site: Site | None) -> Edit | None:
    for operation in program.done("divided"):
        if operation.site is site and site is not None:
            operand = operation.place("operand")
            return RemoveStatement(site) if operand is None else Replace(site, "{}", operand)
    return None
