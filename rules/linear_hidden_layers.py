"""Hidden layers without a non-linearity are one linear layer.

## What it does
Finds a Dense layer (or a convolution) without an activation whose values go straight into the next one.

## Why it is bad
Two linear maps in a row are one linear map: the layer adds weights and nothing that the network could not compute
without it. `Dense(128)` has no activation unless one is written.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(128),
    keras.layers.Dense(64),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(128, activation="relu"),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe: it changes what is trained. Gives every layer of the run a `relu`.

## How the probe confirms it
Pair: the program as written against the one with `relu` in each hidden layer.

## Known gaps
Layers with flattening, pooling or anything but dropout, noise and batch normalisation between them; layers narrower
than both what goes in and what follows (a low-rank factorisation), shared and frozen layers, and patch convolutions.

## References
- https://keras.io/api/layers/core_layers/dense/
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import AddArgument, Confidence, Finding, Fix, Given, Layer, Network, Note, Safety, Severity, rule

BETWEEN: Final = frozenset(
    {"BatchNormalization", "Dropout", "GaussianDropout", "GaussianNoise"}
    | {"SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D"}
)
"""What may stand between two layers without making them anything but linear."""
CONVOLUTIONS: Final = frozenset({"Conv1D", "Conv2D", "Conv3D"})


@rule("ZL401", Severity.WARNING)
def linear_hidden_layers(network: Network) -> Iterator[Finding]:
    if not network.complete or network.loaded is not None:
        return
    successors = {index: _successor(network, index) for index in range(len(network.layers))}
    reached = {after for after in successors.values() if after is not None}
    for start, after in successors.items():
        if after is None or start in reached:
            continue
        run, here = [network.layers[start]], after
        while (further := successors[here]) is not None:
            run.append(network.layers[here])
            here = further
        yield _finding(network, run, network.layers[here])


def _none(network: Network, layer: Layer) -> str:
    return "no activation" if network.activation_of(layer).given is Given.DEFAULT else "a linear activation"


def _finding(network: Network, run: list[Layer], last: Layer) -> Finding:
    others = [layer for layer in run[1:] if layer.site is not run[0].site]
    notes = [Note(f"this has {_none(network, layer)}, too", layer.site) for layer in others]
    plain = all(network.activation_of(layer).given is Given.DEFAULT for layer in run)
    edits = tuple(AddArgument(layer.site, 'activation="relu"') for layer in run)
    one = run[0].units.get() == 1  # a ReLU there would often be 0 for every row
    return Finding(
        run[0].site,
        f"this `{run[0].kind}` has {_none(network, run[0])}: it and the next layer can learn no more than one alone",
        confidence=Confidence.HIGH if plain else Confidence.MEDIUM,
        help="leave it out, or give it more units and an activation"
        if one
        else 'give it a non-linearity: `activation="relu"`',
        notes=(*notes, Note("its values go straight into this layer", last.site)),
        fix=Fix("give the hidden layers a `relu`", Safety.UNSAFE, edits) if plain and not one else None,
        about=run[0],
    )


def _successor(network: Network, index: int) -> int | None:
    """Position of the layer that this linear one is merged with, None where there is no such layer."""
    layer = network.layers[index]
    if not _linear(network, layer):
        return None
    here = index
    while True:
        readers = list(network.consumers(here))
        if len(readers) != 1 or network.at_end(network.layers[here]):
            return None
        here = readers[0]
        reader = network.layers[here]
        if reader.opaque or reader.repeated or reader.op or len(reader.inputs) != 1:
            return None
        if reader.kind not in BETWEEN and not (reader.kind == "Activation" and reader.activation.get() == "linear"):
            return here if _same_family(layer, reader) and not _projection(layer, reader) else None


def _linear(network: Network, layer: Layer) -> bool:
    if layer.op or layer.opaque or layer.repeated or layer.trainable is not True:
        return False
    if layer.kind != "Dense" and layer.kind not in CONVOLUTIONS:
        return False
    if sum(layer.identity is other.identity for other in network.layers) > 1 and layer.identity is not None:
        return False
    strides = layer.get("strides")
    patches = strides is not None and strides == layer.get("kernel_size")
    return layer.activation.get() == "linear" and "activity_regularizer" not in layer.config and not patches


def _same_family(layer: Layer, reader: Layer) -> bool:
    return reader.kind == layer.kind and (reader.kind == "Dense" or reader.kind in CONVOLUTIONS)


def _projection(layer: Layer, reader: Layer) -> bool:
    """Whether it is (or may be) meant to be narrow: narrower than what goes in and what comes out."""
    width, after = layer.units.get(), reader.units.get()
    if width is None or after is None:
        return True
    before = layer.input_shape[-1] if layer.input_shape else None
    return width < after and (before is None or width < before)
