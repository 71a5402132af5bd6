"""A feature map is smaller than the window that goes over it.

## What it does
Finds convolutions and poolings whose window is larger than the map that they get, worked out from the input's shape
through all layers before; and, under `padding="same"`, convolutions over maps that poolings and strides have shrunk to
one single place.

## Why it is bad
Under `padding="valid"` nothing is left: Keras raises `Computed output size would be zero or negative` (measured on
Keras 3.15). Under `padding="same"` it goes on: of a 3 × 3 kernel over a map of 1 × 1 only the middle ever meets a
value, the other eight weights multiply padding. Such layers are Dense layers at nine times the price, and what was
known of places is gone before.

## Example
```python
import numpy as np
from tensorflow import keras

(x, y), _ = keras.datasets.mnist.load_data()
x = x[..., np.newaxis] / 255.0
model = keras.Sequential([
    keras.layers.Input(shape=(28, 28, 1)),
    keras.layers.Conv2D(16, 3, activation="relu"),
    keras.layers.MaxPooling2D(4),
    keras.layers.Conv2D(32, 3, activation="relu"),
    keras.layers.MaxPooling2D(4),
    keras.layers.Conv2D(64, 3, activation="relu"),
    keras.layers.Flatten(),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=5)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

(x, y), _ = keras.datasets.mnist.load_data()
x = x[..., np.newaxis] / 255.0
model = keras.Sequential([
    keras.layers.Input(shape=(28, 28, 1)),
    keras.layers.Conv2D(16, 3, activation="relu"),
    keras.layers.MaxPooling2D(2),
    keras.layers.Conv2D(32, 3, activation="relu"),
    keras.layers.MaxPooling2D(2),
    keras.layers.Conv2D(64, 3, activation="relu"),
    keras.layers.Flatten(),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=5)
```

## Fix safety
There is no automatic fix: larger pictures, smaller strides and fewer poolings are all possible.

## How the probe confirms it
Build: Keras raises.

## Known gaps
Inputs of unknown size, maps of 1 × 1 inside of `keras.applications`, pooling over maps of one place.

## References
- https://keras.io/api/layers/convolution_layers/convolution2d/
- https://keras.io/api/layers/pooling_layers/max_pooling2d/
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from zerolint.api import Confidence, Finding, Layer, Network, Note, Program, Severity, Shape, rule

COLOURS: Final = (1, 3)


@rule("ZL413", Severity.ERROR)
def feature_map_vanishes(program: Program) -> Iterator[Finding]:
    for network in program.networks:
        sure = Confidence.HIGH
        if _channels_first(network):
            sure = Confidence.LOW if program.target.oldest else Confidence.MEDIUM
        yield from (replace(one, confidence=sure) for one in _vanishes(network))


def _channels_first(network: Network) -> bool:
    """Whether the pictures look as if the channels came first, which a file of the user's can set."""
    shapes = [layer.input_shape or () for layer in network.layers if any(position < 0 for position in layer.inputs)]
    return any(len(shape) == 4 and shape[1] in COLOURS and shape[-1] not in COLOURS for shape in shapes)


def _vanishes(network: Network) -> Iterator[Finding]:
    known = [layer for layer in network.layers if _is_known(layer)]
    empty = [layer for layer in known if layer.group in ("conv", "pool") and 0 in (layer.output_shape or ())[1:]]
    gone = [layer for layer in empty if not _behind(network, layer, empty)]
    yield from (_gone(network, layer) for layer in gone)
    narrow = next((layer for layer in known if _only_padding(network, layer)), None)
    if narrow is not None and not gone:
        yield Finding(
            narrow.site,
            f"the map has shrunk to one place: most weights of this `{narrow.kind}` meet nothing but padding",
            severity=Severity.WARNING,
            help="leave out poolings or strides before it, or give larger inputs",
            notes=tuple(_shrunk_by(network, narrow)),
            about=narrow,
        )


def _behind(network: Network, layer: Layer, empty: list[Layer]) -> bool:
    """Whether nothing was left of the map before: what follows from that is no fault of its own."""
    todo, seen = list(layer.inputs), set[int]()
    while todo:
        position = todo.pop()
        if position >= 0 and position not in seen:
            seen.add(position)
            before = network.layers[position]
            if any(before is one for one in empty) or 0 in (before.output_shape or ())[1:]:
                return True
            todo.extend(before.inputs)
    return False


def _is_known(layer: Layer) -> bool:
    """Whether the layer is one of Keras's, and gets a map of known rank that holds something."""
    return not layer.op and not layer.opaque and bool(layer.input_shape) and 0 not in (layer.input_shape or ())


def _gone(network: Network, layer: Layer) -> Finding:
    places = _places(layer, layer.input_shape or ())
    return Finding(
        layer.site,
        f"a map of {' × '.join(map(_word, places))} is too small for this `{layer.kind}`: Keras raises a ValueError",
        help='leave out poolings or strides before it, give larger inputs, or set `padding="same"`',
        notes=tuple(_shrunk_by(network, layer)),
        about=layer,
    )


def _word(size: int | None) -> str:
    return "?" if size is None else str(size)


def _places(layer: Layer, shape: Shape) -> Shape:
    """The sizes of a map without the axes of rows and channels."""
    inside = shape[2:] if layer.get("data_format") == "channels_first" else shape[1:-1]
    return inside[1:] if layer.get("wrapper") == "TimeDistributed" and len(inside) > 1 else inside


def _only_padding(network: Network, layer: Layer) -> bool:
    """Whether a convolution with a window goes over a single place that earlier layers have left of a larger map."""
    size, places = layer.get("kernel_size"), _places(layer, layer.input_shape or ())
    sizes = size if isinstance(size, (tuple, list)) else (size,)
    wide = all(isinstance(one, int) and one > 1 for one in sizes)
    plain = layer.group == "conv" and "Transpose" not in layer.kind and layer.get("padding") == "same"
    if not plain or not wide or not places or set(places) != {1}:
        return False
    return any(True for _ in _shrunk_by(network, layer))


def _shrunk_by(network: Network, layer: Layer) -> Iterator[Note]:
    """The poolings and strides before a layer, as notes; nothing where they aren't one behind the other."""
    found: list[Note] = []
    here = layer
    while len(here.inputs) == 1 and here.inputs[0] >= 0:
        here = network.layers[here.inputs[0]]
        sizes = _before_and_after(here)
        if sizes is not None and _halved(*sizes):
            words = (" × ".join(map(_word, places)) for places in sizes)
            found.append(Note("makes {1} of {0}".format(*words), here.site))
    yield from reversed(found[:4])


def _before_and_after(layer: Layer) -> tuple[Shape, Shape] | None:
    """The sizes of the maps that a convolution or pooling gets and gives."""
    if layer.group not in ("conv", "pool") or layer.input_shape is None or layer.output_shape is None:
        return None
    had, left = _places(layer, layer.input_shape), _places(layer, layer.output_shape)
    return (had, left) if len(had) == len(left) else None


def _halved(had: Shape, left: Shape) -> bool:
    return any(a is not None and b is not None and 2 * b <= a + 1 < 2 * a for a, b in zip(had, left, strict=True))
