"""A softmax, or a sigmoid of one unit, inside of a stack of layers.

## What it does
Finds hidden `Dense` layers and convolutions with `activation="softmax"`, or with one unit and a sigmoid, whose values
go straight (or pooled, flattened, partly dropped) into the next layer with weights.

## Why it is bad
The values of a softmax add up to 1: the layer can hand on how its units compare, but not how strong any of them is, and
with 32 units each of them is about 0.03 at the start. Little comes through, and little gradient comes back. On scaled
digits, after 20 epochs: accuracy 0.67 with a softmax in the hidden layer, 0.97 with `relu` (measured on Keras 3.15).
One unit with a sigmoid leaves one number between 0 and 1 of all that was seen: 0.19 on the ten digits. A softmax over
the 32 channels of a convolution: 0.73 after 6 epochs and 0.85 after 20, with `relu` 0.89 and 0.94; normalised right
behind it, it does no harm (0.90), and is left alone.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(16, activation="softmax"),
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
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe, since the network is another one: the softmax becomes `relu`. A single unit is left as it is, for it would be as
narrow with any activation.

## How the probe confirms it
Pair: the program as written against one with `relu` there.

## Known gaps
Values that also go elsewhere (attention, gates, mixtures of experts are right), and networks that bring weights along.

## References
- https://keras.io/api/layers/activations/#softmax-function
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import Confidence, Finding, Fix, Layer, Network, Note, Replace, Safety, Severity, rule

KINDS: Final = frozenset({"Conv1D", "Conv2D", "Conv3D", "Dense"})
ALONG: Final = frozenset({"norm", "pool"})
BETWEEN: Final = ALONG | {"dropout", "reshape", "core"}
"""Groups of layers without a kernel that a stack may have between two layers with weights."""


@rule("ZL409", Severity.WARNING)
def softmax_in_hidden_layer(network: Network) -> Iterator[Finding]:
    if network.loaded is not None or network.pretrained:
        return
    for position, layer in enumerate(network.layers):
        if (
            layer.kind not in KINDS
            or layer.op
            or layer.opaque
            or layer.trainable is not True
            or "wrapper" in layer.config
        ):
            continue
        squeezed, reader = _path(network, position)
        if squeezed is not None and reader is not None:
            yield _finding(layer, squeezed, reader)


def _finding(layer: Layer, squeezed: Layer, reader: Layer) -> Finding:
    fact, units = squeezed.activation, layer.units.get()
    many = units != 1
    edit = Replace(fact.site, '"relu"') if many and fact.written and fact.site is not None and not squeezed.op else None
    return Finding(
        fact.site or squeezed.site,
        f"`softmax` in a hidden layer: its {units} values add up to 1, and little comes through"
        if many
        else "one unit with a `sigmoid` in a hidden layer: all goes through one number between 0 and 1",
        confidence=Confidence.MEDIUM,
        help='use `activation="relu"` in hidden layers' if many else "leave this layer out, or give it more units",
        notes=(Note("what comes out goes into this layer", reader.site),),
        fix=Fix("use `relu`", Safety.UNSAFE, (edit,)) if edit is not None and squeezed.kind != "Softmax" else None,
        about=layer,
    )


def _path(network: Network, position: int) -> tuple[Layer | None, Layer | None]:
    """Where the values of a layer are squeezed on their way into the next weights, and these; None without a branch."""
    squeezed = network.layers[position] if _squeezes(network.layers[position], network.layers[position]) else None
    here = position
    while True:
        readers = list(network.consumers(here))
        if len(readers) != 1 or network.at_end(network.layers[here]):
            return None, None
        here = readers[0]
        reader = network.layers[here]
        if reader.opaque or reader.backbone or len(reader.inputs) != 1:
            return None, None
        if squeezed is not None and reader.group == "norm" and network.layers[position].kind != "Dense":
            return None, None
        if reader.weighted:
            return squeezed, reader if reader.kind in KINDS and not reader.op else None
        if reader.group == "activation" and _squeezes(network.layers[position], reader):
            squeezed = reader
        elif reader.op or reader.group not in BETWEEN or not (reader.pass_through or reader.group in ALONG):
            return None, None


def _squeezes(layer: Layer, applied: Layer) -> bool:
    """Whether the activation of a layer, or one behind it, leaves little of the layer's values."""
    name, units = applied.activation.get(), layer.units.get()
    if name == "softmax":
        return units is not None and units > 1 and ("axis" not in applied.config or applied.get("axis") == -1)
    return name == "sigmoid" and units == 1
