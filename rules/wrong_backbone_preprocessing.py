"""A pre-trained model gets pixels that were prepared in another way than those it learned from.

## What it does
Follows pixels into models of `keras.applications` with ImageNet weights, in `fit`, `predict` and `evaluate`, and
compares what arrives with what the model's own `preprocess_input` gives: pixels minus the mean in the order BGR for VGG
and ResNet, −1…1 for Inception, Xception, ResNetV2, NASNet and MobileNet (V1, V2), standardised ones for DenseNet, and
0…255 for EfficientNet, ConvNeXt and MobileNetV3, which rescale inside. Families with the same preparation may stand in
for each other, and so may a `Rescaling` that does the same. Raw pixels in `fit` are
[unscaled-images](unscaled-images.md), divided ones in front of a model that rescales itself are
[scaled-twice](scaled-twice.md).

## Why it is bad
The filters were learned on numbers of one kind. Fed with another kind they still give features, only worse ones, and
nothing warns. Measured with small networks that were trained on five of scikit-learn's digits in the way of a family,
then frozen: one of VGG's kind reads 1.00 of its rows right when they are prepared for it and 0.20 as pixels of 0…1,
MobileNet 0.93 and 0.20. A new classifier for the other five digits on top of the former reached 0.65 with its own
preparation, 0.20 with 0…1, 0.44 with raw pixels and 0.47 with −1…1. Training all weights again makes up for it slowly:
0.47 against 0.23 after 5 epochs, 0.81 against 0.78 after 15.

## Example
```python
import numpy as np
from tensorflow import keras

(x, y), _ = keras.datasets.cifar10.load_data()
x = x[:500] / 255.0
base = keras.applications.VGG16(weights="imagenet", include_top=False, input_shape=(32, 32, 3), pooling="avg")
base.trainable = False
model = keras.Sequential([base, keras.layers.Dense(10, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, y[:500], epochs=2)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

(x, y), _ = keras.datasets.cifar10.load_data()
x = keras.applications.vgg16.preprocess_input(x[:500].astype("float32"))
base = keras.applications.VGG16(weights="imagenet", include_top=False, input_shape=(32, 32, 3), pooling="avg")
base.trainable = False
model = keras.Sequential([base, keras.layers.Dense(10, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, y[:500], epochs=2)
```

## Known gaps
Weights that the program loads itself, preparations by hand channel by channel, and models whose rescaling is switched
off with `include_preprocessing=False`. There is no fix: what else the pixels are used for decides where to repair.

## References
- https://keras.io/api/applications/
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from zerolint.api import Confidence, Data, Finding, Layer, Note, Program, Severity, rule

from ._heads import certainty
from ._pixels import Pixels, Use, arriving, uses

LEARNED: Final = {
    "caffe": "BGR pixels minus the mean",
    "inside": "pixels of 0…255",
    "tf": "pixels of −1…1",
    "torch": "standardised pixels",
}
"""What models learned from, by what their `preprocess_input` does."""
RAW: Final = 128.0
"""Pixels that reach this are of the 0…255 kind."""
NEAR: Final = 0.2
"""Ranges whose ends are that near to each other are the same (`x / 127 - 1`)."""
SMALL: Final = 5.0
"""Pixels minus the mean reach 150; what stays below this was divided."""


class Fault(NamedTuple):
    """What is wrong with one use of a backbone."""

    use: Use
    backbone: Layer
    pixels: Pixels
    data: Data


@rule("ZL108", Severity.WARNING)
def wrong_backbone_preprocessing(program: Program) -> Iterator[Finding]:
    every = list(uses(program))
    seen: list[object] = [use.network.identity for use in every if _right(use)]
    faults = [fault for use in every for fault in _faults(use)]
    for fault in faults:
        backbone = fault.backbone
        shown = not fault.use.trains and any(one is fault.use.network.identity for one in seen)
        if not shown and not any(one is backbone.site for one in seen):
            seen.append(backbone.site)
            here = {str(one.backbone.backbone): one for one in faults if one.backbone.site is backbone.site}
            yield _finding(fault, list(here), everywhere=_on_every_path(fault.use, every))


def _faults(use: Use) -> Iterator[Fault]:
    if use.network.loaded:
        return
    for which, data, found in arriving(use):
        first = use.network.first_weights(which)
        learned = len(first) == 1 and first[0].backbone and first[0].get("weights") == "imagenet"
        if learned and _wrong(first[0], found, trains=use.trains):
            yield Fault(use, first[0], found, data)


def _right(use: Use) -> bool:
    """Whether a network gets what it wants here: what else it is shown is a comparison, unless it is trained on it."""
    return not any(_faults(use)) and any(found.mode is not None for _, _, found in arriving(use))


def _wrong(backbone: Layer, found: Pixels, *, trains: bool) -> bool:
    wants, lo, hi = backbone.get("wants"), found.lo, found.hi
    if wants == "inside" and backbone.get("rescales") is not True:
        return False
    if sum(scaling.shrinks for scaling in found.scalings) > 1:
        return False  # scaled twice
    if found.mode is not None:
        return found.mode != wants
    if hi >= RAW:
        return wants != "inside" and not trains and lo >= 0
    unit = abs(lo) < NEAR and abs(hi - 1) < NEAR
    symmetric = abs(lo + 1) < NEAR and abs(hi - 1) < NEAR
    match wants:
        case "tf":
            return unit
        case "torch":
            return unit or symmetric
        case "caffe":
            return lo >= -SMALL and hi <= SMALL
    return False


def _on_every_path(use: Use, every: list[Use]) -> bool:
    """Whether all paths of this call have such a fault."""
    return not use.path or all(any(_faults(one)) for one in every if one.group == use.group)


def _finding(fault: Fault, names: list[str], *, everywhere: bool) -> Finding:
    """`names` are those of all that are built at this place, by a loop over several ones."""
    backbone, found = fault.backbone, fault.pixels
    sure = certainty(fault.data) if found.firm else Confidence.MEDIUM
    what = LEARNED.get(found.mode, "those of another family") if found.mode is not None else found.text
    notes = [Note("gets them here", fault.use.site)]
    if found.mode is not None:
        notes.insert(0, Note("the model that gets them", backbone.site))
    elif found.scalings:
        notes.insert(0, Note(f"makes {found.text} of them", found.scalings[-1].site))
    wrong = found.scalings[-1].site if found.mode is not None else None
    learned = f"`{names[0]}` learned from {LEARNED[str(backbone.get('wants'))]} and gets {what}: its features get worse"
    others = f"`{names[-1]}`" if len(names) == 2 else f"{len(names) - 1} more models"
    several = f"`{names[0]}` and {others} get {what}, which isn't what they learned from: their features get worse"
    return Finding(
        wrong or backbone.site,
        learned if len(names) == 1 else several,
        confidence=sure if everywhere else sure.lowered,
        help=_help(backbone) if len(names) == 1 else "apply each model's own `preprocess_input` to pixels of 0…255",
        notes=tuple(notes),
        about=fault.data,
    )


def _help(backbone: Layer) -> str:
    if backbone.get("wants") == "inside":
        return "feed pixels of 0…255: this model rescales them itself"
    family = str(backbone.get("family"))
    own = family if family.startswith("efficientnet") else f"keras.applications.{family}"  # a package of its own
    return f"apply `{own}.preprocess_input` to pixels of 0…255 instead"
