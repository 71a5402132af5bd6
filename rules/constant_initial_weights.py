"""Weights that all start at the same value stay the same.

## What it does
Finds a hidden ReLU layer whose kernel starts at zero or at another constant, and hidden layers that start constant
together with the layer behind them.

## Why it is bad
A ReLU layer of zeros puts out 0, where its slope is 0 too: no gradient ever reaches it, and predictions depend on
nothing. Where two layers in a row start constant, all units get the same gradient and stay one unit. A ReLU layer of
ones, with random weights behind it, is cut off at one place for all units: on x₀·x₁ > 0 with ten inputs it came to 0.60
after 30 epochs, with the default initializer to 0.96 (measured on Keras 3.15).

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu", kernel_initializer="zeros"),
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
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe: it changes what is trained. Takes the initializer away, which leaves `glorot_uniform`.

## How the probe confirms it
Pair: the program as written against the default initializer.

## Known gaps
Networks with branches (gates, residuals), but for ReLUs that stay at zero and layers that all values go through;
recurrent layers. A single constant layer with a smooth activation is not reported: the random weights behind it break
the symmetry.

## References
- https://keras.io/api/layers/initializers/
"""

from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from zerolint.api import Confidence, Finding, Fix, Layer, Network, Note, RemoveArgument, Run, Safety, Severity, rule

KINDS: Final = frozenset({"Conv1D", "Conv2D", "Conv3D", "Dense"})
ZEROS: Final = frozenset({"Zeros", "zeros", "zero", "zeros_initializer"})
CONSTANT: Final = ZEROS | {"Constant", "Ones", "constant", "one", "ones", "ones_initializer"}
CUT_OFF: Final = frozenset({"relu", "relu6"})
"""Activations whose slope at 0 is 0 in TensorFlow."""
EQUAL: Final = "all weights start at the same value"


@rule("ZL404", Severity.ERROR)
def constant_initial_weights(run: Run) -> Iterator[Finding]:
    network = run.network
    if not run.fresh or not network.complete:
        return
    told: set[int] = set()
    for index, layer in enumerate(network.weighted[:-1]):
        if layer.kind not in KINDS or layer.trainable is not True or id(layer) in told:
            continue
        row = list(takewhile(_symmetric, network.weighted[index:])) if network.chain else []
        if _dead(network, layer):
            yield _finding([layer], "the weights start at zero in front of a ReLU: no gradient will ever reach them")
        elif len(row) > 1:
            told |= set(map(id, row))
            hidden = row[:-1] if row[-1] is network.weighted[-1] else row
            yield _finding(hidden, f"{EQUAL}, here and in the next layer: all units stay the same")
        elif network.only_way(layer) and _one_cut(network, layer):
            yield _finding([layer], f"{EQUAL}: all units react to the same inputs, and learn slowly", Confidence.MEDIUM)


def _finding(row: list[Layer], message: str, confidence: Confidence = Confidence.HIGH) -> Finding:
    kernels = [layer.fact("kernel_initializer") for layer in row]
    edits = tuple(RemoveArgument(one.site) for one in kernels if one.site is not None and one.written)
    notes = tuple(Note("and here", layer.site) for layer in row[1:] if layer.site is not row[0].site)
    return Finding(
        kernels[0].site or row[0].site,
        message,
        confidence=confidence,
        help="leave the initializer out: the default one is random",
        fix=Fix("use the default initializer", Safety.UNSAFE, edits) if edits else None,
        notes=notes,
        about=row[0],
    )


def _dead(network: Network, layer: Layer) -> bool:
    """What branches off elsewhere makes no difference, nor does a normalisation in between: of zeros it makes zeros."""
    if layer.get("kernel_initializer") not in ZEROS or not _no_bias(layer):
        return False
    position = next(i for i, one in enumerate(network.layers) if one is layer)
    behind = [network.layers[i] for i in network.consumers(position)]
    normalised = (
        len(behind) == 1 and behind[0].kind == "BatchNormalization" and "beta_initializer" not in behind[0].config
    )
    return network.activation_of(behind[0] if normalised and _linear(layer) else layer).get() in CUT_OFF


def _linear(layer: Layer) -> bool:
    return layer.activation.get() == "linear"


def _one_cut(network: Network, layer: Layer) -> bool:
    """Whether all ReLUs of a layer start alike, so that they are active for the same inputs.

    The random weights behind them tell them apart, but slowly.
    """
    same = layer.get("kernel_initializer") in CONSTANT - ZEROS and _no_bias(layer) and layer.units.get() != 1
    return same and network.activation_of(layer).get() in CUT_OFF


def _no_bias(layer: Layer) -> bool:
    """Whether the bias is known to start at zero."""
    return "bias_initializer" not in layer.config or layer.get("bias_initializer") in ZEROS


def _symmetric(layer: Layer) -> bool:
    return layer.kind in KINDS and layer.get("kernel_initializer") in CONSTANT and _no_bias(layer)
