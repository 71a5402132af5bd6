"""Feature maps are normalised row by row instead of channel by channel.

## What it does
Finds `BatchNormalization` and `LayerNormalization` with `axis=1` on maps whose channels are last, as they are in
Keras unless something else is said, and with the last axis on maps whose channels are first.

## Why it is bad
`axis` is the axis that keeps its own mean and spread. On maps of (rows, height, width, channels) `axis=1` gives one
mean to each row of the picture, for all channels together. What was measured (Keras 3.15): the layer has as many
weights as the picture has rows (30 instead of 4); a model whose height is `None` can't be built, and one that was
built for 32 rows refuses pictures of 48 ("expected axis 1"). It does train: two such layers on digits reached .82 to
.86 in 15 epochs, with the right axis .71 to .78. So it isn't what makes a model fail, and this finding is for
information only, but for an unknown height.

The line usually comes from code that was written for channels-first maps.

## Example
```python
from tensorflow import keras

model = keras.Sequential([
    keras.layers.Input(shape=(32, 32, 3)),
    keras.layers.Conv2D(16, 3, activation="relu"),
    keras.layers.BatchNormalization(axis=1),
    keras.layers.GlobalAveragePooling2D(),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
```

## Use instead
```python
from tensorflow import keras

model = keras.Sequential([
    keras.layers.Input(shape=(32, 32, 3)),
    keras.layers.Conv2D(16, 3, activation="relu"),
    keras.layers.BatchNormalization(),
    keras.layers.GlobalAveragePooling2D(),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
```

## Fix safety
Unsafe: the weights have another shape. It names the axis of the channels.

## How the probe confirms it
Pair: the program as written against one with the axis of the channels.

## Known gaps
Sequences, where the axis of time may be meant, and tables; several axes at once; maps that no convolution made. The
rule catalogue calls this a warning; the measurements above don't bear that out.

## References
- https://keras.io/api/layers/normalization_layers/batch_normalization/
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import Confidence, Fact, Finding, Fix, Layer, Network, Note, Safety, Severity, rule

from ._values import rewritten

NORMS: Final = frozenset({"BatchNormalization", "LayerNormalization"})
COLOURS: Final = (1, 2, 3, 4)
KEEPS_CHANNELS: Final = frozenset({"activation", "dropout", "norm", "pool"})
"""Groups of layers that leave the channels where a convolution put them."""


@rule("ZL420", Severity.INFO)
def normalised_over_the_wrong_axis(network: Network) -> Iterator[Finding]:
    for layer in network.layers:
        maker, axis, rank = _maker(network, layer), layer.fact("axis"), len(layer.input_shape or ())
        if layer.kind not in NORMS or maker is None or rank < 4:
            continue
        channels = 1 if maker.get("data_format") == "channels_first" else rank - 1
        given = _single(axis)
        if given is None or given % rank not in (1, rank - 1) or given % rank == channels:
            continue
        yield _finding(layer, maker, axis, channels, _told(network, maker))


def _finding(layer: Layer, maker: Layer, axis: Fact[object], channels: int, told: bool) -> Finding:
    shape = layer.input_shape or ()
    size = shape[(_single(axis) or 0) % len(shape)]
    edit = rewritten(axis, "-1" if channels > 1 else "1")
    which = "rows" if channels > 1 else "columns"
    return Finding(
        (axis.site if axis.written else None) or layer.site,
        f"`{layer.kind}` keeps a mean for each of {size} {which} of a map, not for each of {shape[channels]} channels"
        if size is not None
        else f"`{layer.kind}` normalises {which} of unknown number, not channels: Keras raises a ValueError",
        confidence=Confidence.MEDIUM if told else Confidence.LOW,
        severity=Severity.ERROR if size is None else None,
        help=f"set `axis={-1 if channels > 1 else 1}`, which is that of the channels here",
        notes=(Note("these maps", maker.site),),
        fix=Fix("normalise the channels", Safety.UNSAFE, (edit,)) if edit is not None else None,
        about=layer,
    )


def _single(axis: Fact[object]) -> int | None:
    """The axis, if it is one."""
    value = axis.get()
    value = value[0] if isinstance(value, (list, tuple)) and len(value) == 1 else value
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _maker(network: Network, layer: Layer) -> Layer | None:
    """The convolution that made the maps, where it is known to have put its filters on the axis that it says."""
    here = layer
    while len(here.inputs) == 1 and here.inputs[0] >= 0:
        here = network.layers[here.inputs[0]]
        if here.group == "conv":
            return here if _sure(network, here) else None
        if here.group not in KEEPS_CHANNELS or here.opaque or here.op:
            return None
    return None


def _sure(network: Network, maker: Layer) -> bool:
    """Whether nothing speaks against the order of axes: a picture of (3, 32, 32) is none whose channels are last."""
    said = maker.fact("data_format")
    shape, filters = maker.output_shape, maker.units.get()
    if shape is None or filters is None or len(shape) < 4 or not (said.left_out or isinstance(said.get(), str)):
        return False
    first = said.get() == "channels_first"
    given = _pictures(network, len(shape))
    against = any((pixels[-1] if first else pixels[1]) in COLOURS for pixels in given) and said.left_out
    placed = shape[1 if first else -1] == filters
    return placed and bool(given) and (_told(network, maker) or not (first or against))


def _told(network: Network, maker: Layer) -> bool:
    """Whether the order is written, or that of pictures with one to four colours."""
    said = maker.fact("data_format")
    given = _pictures(network, len(maker.output_shape or ()))
    return said.written or all(pixels[1 if said.get() == "channels_first" else -1] in COLOURS for pixels in given)


def _pictures(network: Network, rank: int) -> list[tuple[int | None, ...]]:
    return [one.shape for one in network.inputs if one.shape is not None and len(one.shape) == rank]
