"""A weight penalty so large that it, and not the data, decides what the weights become.

## What it does
Finds L1 or L2 penalties on kernels with a factor of 0.1 or more, and smaller L1 ones on so many weights that the
penalty on the initial weights is more than 20 times the initial loss.

A kernel whose values are normalised right afterwards (also behind pooling, dropout and an activation) is left alone:
normalisation undoes its size. Only an L2 factor of 0.5 or more before a BatchNormalization is reported, with less
confidence. A training loop of one's own that never reads `losses` leaves the penalties out, and nothing is said.

## Why it is bad
The optimizer lowers the loss and the penalty together. From a factor of about 0.1 on, the penalty of the initial
weights outweighs what fitting the data can gain: the weights go to zero, and the network gives one constant.

Two convolutions and a Dense layer on digits, L2 on all three, 15 epochs (Keras 3.15): with 0.1 the kernels end below
0.005 and the accuracy at .10, that of chance (.95 without a penalty). With a BatchNormalization behind each of them the
kernels stay at about 0.05 and the network learns, only its moving averages lag while the kernels shrink: .60 to .84
after 40 epochs with 0.1, .38 after 15 with 10. With LayerNormalization .96 (0.1) and .92 (1.0) after 15.

A penalty on some of the kernels only is made up for by the others (two hidden layers of 64 and 32, digits, 30 epochs,
.98 without): L2 of 0.1 gives .98 on the output alone, .99 on the first layer alone, .95 on both hidden layers and .43
to .72 on all three; L1 of 0.1 gives .98, .92 and .08. Such ones are told with low confidence. L2 of 1.0 gives .95, .93
and .08 (20 epochs), L1 of 0.5 .76, .08 and .08.

Under a squared error the loss of large targets outweighs the penalty, and a layer without one makes up for it: R² of
diabetes (targets of standard deviation 1, hidden layers of 64 and 32 with L2 of 1.0) is .42 with and -.16 without the
penalty. With low confidence only are told an L2 penalty there that leaves some layer out, that of a single layer, and
those where the targets are large.

A smaller L2 factor harms little, on however many weights: on digits (two layers of 1000, 12 epochs) 0.005 gives .97,
0.02 .95 and 0.05 .89, where the penalty is 24 times the initial loss.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(1600, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu", kernel_regularizer=keras.regularizers.L2(1.0)),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(1600, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu", kernel_regularizer=keras.regularizers.L2(0.0001)),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe: it changes what is trained. It sets the factor to 0.0001.

## How the probe confirms it
Pair: the program as written against the one with the smaller factor.

## Known gaps
Smaller factors on recurrent layers, and penalties on biases and activities.

## References
- https://keras.io/api/layers/regularizers/
"""

from collections.abc import Iterator
from dataclasses import replace
from math import log, prod, sqrt
from typing import Final

from zerolint.api import Confidence, Fact, Family, Finding, Fix, Layer, Network, Run, RunKind, Safety, Severity, rule

from ._values import as_number, rewritten

LARGE: Final = 0.1
HUGE: Final = 0.5
"""Factors, from the rule catalogue."""
SMALL: Final = 10.0
"""Targets within this count as scaled (rule catalogue)."""
OUTWEIGHS: Final = 20.0
"""An initial penalty of this many times the initial loss (digits, L1: 15 times .92, 22 times .50 to .71, none .98)."""
PENALTIES: Final = tuple(
    (f"{kernel}_regularizer.{norm}", norm)
    for kernel in ("kernel", "depthwise", "pointwise", "recurrent")
    for norm in ("l1", "l2")
)

L1_OF_KERNEL: Final = ("kernel_regularizer.l1", "l1")


ALONE: Final = frozenset({"GroupNormalization", "LayerNormalization", "RMSNormalization"})
"""Layers that undo the size of what they read, each row by itself."""
BATCH: Final = ALONE | {"BatchNormalization"}
"""And the one whose averages lag behind kernels that shrink fast (measured, see the page)."""
KEEP: Final = frozenset({"activation", "dropout", "pool", "reshape"})
"""Groups of layers that hand on larger values where they get larger ones."""


@rule("ZL411", Severity.WARNING)
def regularisation_crushes_weights(run: Run) -> Iterator[Finding]:
    if run.network.pretrained or run.network.loaded is not None or _left_out(run):
        return
    largest: tuple[float, Layer] | None = None
    total, counted = 0.0, set[int]()
    for position, layer in enumerate(run.network.layers):
        factors = [(name, norm, factor) for name, norm in PENALTIES if (factor := _factor(layer, name)) is not None]
        name, norm, factor = max(factors, key=lambda each: each[2], default=("", "", 0.0))
        if not factors or _read_by(run.network, position, ALONE):
            continue
        huge, normalised = norm == "l2" and factor >= HUGE, _read_by(run.network, position, BATCH)
        if normalised and not huge:
            continue
        if factor >= LARGE:
            quantities = norm == "l2" and _of_quantities(run)
            made_up_for = quantities or _made_up_for(run.network, norm, factor)
            effect = "pulls this layer's weights to zero: it hardly reacts to its inputs"
            if made_up_for:
                effect = "pulls this layer's weights towards zero: the others have to make up for it"
            message = f"an {norm.upper()} penalty of {factor:g} {effect}"
            found = _finding(layer, name, message, huge=huge and not normalised and not made_up_for)
            yield replace(found, confidence=Confidence.LOW) if quantities or (made_up_for and not huge) else found
            continue
        if id(layer.identity) in counted:  # Keras penalises a layer once, however often it is called
            continue
        counted.add(id(layer.identity))
        penalty = sum(_penalty(layer, factor) for name, norm, factor in factors if (name, norm) == L1_OF_KERNEL)
        total += penalty
        if largest is None or penalty > largest[0]:
            largest = (penalty, layer)
    loss = _initial_loss(run)
    if largest is not None and loss is not None and total >= OUTWEIGHS * loss:
        message = (
            f"the penalty on the initial weights is about {total:.0f}, the loss about {loss:.1f}: it outweighs the data"
        )
        yield _finding(largest[1], L1_OF_KERNEL[0], message, huge=False)


def _made_up_for(network: Network, norm: str, factor: float) -> bool:
    """Whether other layers can give back what the penalty takes (measured, see the page): under L2 one without such a
    penalty, or any other where one layer alone has a huge one; under L1 any other where one layer alone has one."""
    layers = {id(layer.identity): layer for layer in network.weighted if layer.group in ("conv", "core", "recurrent")}
    hard = [one for one in layers.values() if any((_factor(one, name) or 0.0) >= LARGE for name, _ in PENALTIES)]
    if norm == "l1" or factor >= HUGE:
        return len(hard) == 1 < len(layers) and (norm == "l2" or factor < HUGE)
    return len(hard) < len(layers)


def _of_quantities(run: Run) -> bool:
    """Whether a squared error leaves the weights what they need: one layer does without the penalty, there is only one,
    or the targets are large (measured, see the page)."""
    part = run.head()
    if part is None or part[1].family is not Family.REGRESSION:
        return False
    weighted = run.network.weighted
    free = [layer for layer in weighted if not any((_factor(layer, name) or 0.0) >= LARGE for name, _ in PENALTIES)]
    return bool(free) or len(weighted) == 1 or (part[2].stats.magnitude or 0.0) > SMALL


def _left_out(run: Run) -> bool:
    """Whether the program's own steps never add the penalties: nothing but compile() and fit() does it by itself."""
    return run.kind is RunKind.TAPE and not run.reads_losses


def _read_by(network: Network, position: int, kinds: frozenset[str]) -> bool:
    """Whether every way from a layer leads into one of these, at most through layers that keep the order of sizes."""
    readers = list(network.consumers(position))
    return bool(readers) and all(
        network.layers[reader].kind in kinds
        or (network.layers[reader].group in KEEP and _read_by(network, reader, kinds))
        for reader in readers
    )


def _finding(layer: Layer, name: str, message: str, *, huge: bool) -> Finding:
    fact = layer.fact(name)
    edit = rewritten(fact, "0.0001")
    return Finding(
        fact.site or layer.site,
        message,
        confidence=Confidence.HIGH if huge else Confidence.MEDIUM,
        severity=Severity.ERROR if huge else Severity.WARNING,
        help="use a factor like 0.0001",
        fix=Fix("use a factor of 0.0001", Safety.UNSAFE, (edit,)) if edit is not None else None,
        about=layer,
    )


def _factor(layer: Layer, name: str) -> float | None:
    return as_number(layer.get(name)) if layer.trainable is True else None


def _penalty(layer: Layer, factor: float) -> float:
    """The L1 penalty on a kernel as the default initializer draws it: within ±√(6 / (inputs + outputs of a weight))."""
    inputs, units = (layer.input_shape or (None,))[-1], layer.units.get()
    drawn: Fact[object] = layer.fact("kernel_initializer")
    places = _places(layer)
    if inputs is None or units is None or not places or (drawn.written and drawn.get() != "glorot_uniform"):
        return 0.0
    limit = sqrt(6 / (places * (inputs + units)))
    return factor * places * inputs * units * limit / 2


def _places(layer: Layer) -> int | None:
    """How often a kernel holds a weight for each input and unit: once in a Dense layer; None where that isn't known."""
    if layer.kind == "Dense":
        return 1
    size = layer.get("kernel_size")
    axes = {"Conv1D": 1, "Conv2D": 2, "Conv3D": 3}.get(layer.kind)
    if axes is None or layer.get("data_format") == "channels_first" or layer.get("groups") not in (None, 1):
        return None
    sizes = size if isinstance(size, (tuple, list)) else (size,) * axes
    return prod(sizes) if all(isinstance(each, int) for each in sizes) else None


def _initial_loss(run: Run) -> float | None:
    """What a cross-entropy is before anything is learned."""
    parts = run.head()
    if parts is None or not parts[1].cross_entropy:
        return None
    units = parts[0].units.get()
    return None if units is None else log(max(units, 2))
