"""A hidden layer of one or two units lets nothing through.

## What it does
Finds a hidden ReLU layer of one unit, and hidden layers of one or two units before a wider output.

## Why it is bad
All that the output can depend on goes through these units. One ReLU unit is often dead: where its input is negative
for every sample, the prediction is constant and no gradient comes back. Measured: 6 of 8 initialisations were still
dead after 400 epochs.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="relu"),
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
Unsafe, since the model is another one: the layer gets 16 units.

## How the probe confirms it
Pair: the program as written against a layer of 16 units.

## Known gaps
Layers that values can get around (residuals, gates), codes of autoencoders, linear layers (a plane to plot), and inputs
as narrow as the layer.

## References
- https://keras.io/api/layers/core_layers/dense/
"""

import re
from collections.abc import Iterator
from typing import Final

from zerolint.api import Confidence, Finding, Fix, Layer, Network, Program, Run, Safety, Severity, TaskKind, rule

from ._values import rewritten

NARROW: Final = 2
"""From the rule catalogue: hidden widths of 1 and 2."""
WIDE: Final = 16
SORTING: Final = frozenset({TaskKind.BINARY, TaskKind.MULTI_CLASS, TaskKind.MULTI_LABEL})
CUT_OFF: Final = frozenset({"relu", "relu6"})
"""Activations that are flat, and so without a gradient, below 0."""


CODE: Final = re.compile(r"(?<![a-z])(2d|bottleneck|code|embed|encod|feat|latent|plane|point|proj)", re.IGNORECASE)
"""How a layer is called whose few values somebody looks at."""


@rule("ZL403", Severity.WARNING)
def bottleneck_too_narrow(program: Program) -> Iterator[Finding]:
    read = {id(head.layer.site) for network in program.networks for head in network.heads if head.layer is not None}
    for run in program.runs:
        yield from _narrow(run, read)


def _narrow(run: Run, read: set[int]) -> Iterator[Finding]:
    """`read` has the sites of the layers whose values some model gives out."""
    network, kinds = run.network, {task.kind for task in run.tasks}
    known = network.complete and not any(layer.opaque or layer.repeated for layer in network.layers)
    head = network.head
    if head is None or not known or TaskKind.RECONSTRUCTION in kinds:
        return
    output = head.units.get()
    if _reconstructs(network, output, sorts=bool(kinds) and kinds <= SORTING):
        return
    for layer in network.hidden():
        width = layer.units.get()
        if width is None or not _chokes(network, layer, width, output):
            continue
        if id(layer.site) in read or _meant(network, layer) or not network.only_way(layer):
            continue
        yield Finding(
            layer.units.site or layer.site,
            _message(network, layer, width),
            confidence=Confidence.MEDIUM,
            help=f"make it wider, {WIDE} units or more",
            fix=_wider(layer),
            about=layer,
        )


def _message(network: Network, layer: Layer, width: int) -> str:
    activation = network.activation_of(layer).get()
    if width == 1 and activation in CUT_OFF:
        return f"a hidden layer of one `{activation}` unit is often 0 for every row: predictions are then all the same"
    numbers = "one number" if width == 1 else f"{width} numbers"
    return f"a hidden layer of {width} unit{'s' * (width > 1)}: the output learns from {numbers} and nothing else"


def _wider(layer: Layer) -> Fix | None:
    edit = rewritten(layer.units, str(WIDE))
    return None if edit is None else Fix(f"give it {WIDE} units", Safety.UNSAFE, (edit,))


def _reconstructs(network: Network, output: int | None, *, sorts: bool) -> bool:
    """Whether the output may be as wide as the input, so that the narrow layer would be an autoencoder's code.

    What is known to tell classes apart (`sorts`) is one only if the widths are known to be the same.
    """
    first = network.layers[0].input_shape
    width = first[-1] if first else None
    if width is None or output is None:
        return not sorts and output != 1
    return output > 1 and width == output


def _meant(network: Network, layer: Layer) -> bool:
    """Whether something is done with so few numbers that is done to coordinates, or their name says what they are."""
    names = [layer.get("name"), network.name]
    position = next(i for i, one in enumerate(network.layers) if one is layer)
    behind = network.layers[position + 1 :]
    after = next((one for one in behind if one.group not in ("activation", "dropout")), None)
    if after is not None:
        names.append(after.get("name"))
    told = any(CODE.search(name) for name in names if isinstance(name, str))
    return told or (after is not None and (after.op or after.kind in ("Lambda", "UnitNormalization")))


def _chokes(network: Network, layer: Layer, width: int, output: int | None) -> bool:
    before = layer.input_shape[-1] if layer.input_shape else None
    if layer.kind != "Dense" or width > NARROW or layer.trainable is not True or (before or width + 1) <= width:
        return False
    activation = network.activation_of(layer).get()
    if width == 1 and activation in CUT_OFF:
        return True
    if before is None or output is None:
        return False
    return activation not in (None, "linear") and width < output
