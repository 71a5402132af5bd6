"""Random initial weights are many times too large.

## What it does
Finds dense and convolutional layers whose kernel is drawn with a spread that is known to be so large that spread ×
√inputs is 20 or more, in networks where nothing normalises.

## Why it is bad
Default initializers draw smaller weights the more inputs there are, so that sums stay about as large as what goes in.
Sums that are many times larger saturate a sigmoid or tanh and make the loss start in the hundreds; most of the training
goes into undoing that, and what is learned by heart beforehand doesn't hold for other rows. Measured on Keras 3.15 with
digits of 784 pixels in 0…1 and a spread of 1 (28 times as large): after 15 epochs of Adam .80, .81 and .79 of the
held-out rows are right with one, two and three hidden ReLU layers, .74, .76 and .64 with tanh; with the defaults .90
and .92. At a spread of 0.36 (10 times) they were at .83 to .91.

## Example
```python
from sklearn.datasets import load_digits
from tensorflow import keras

x, y = load_digits(return_X_y=True)
wide = keras.initializers.RandomNormal(stddev=1.0)
model = keras.Sequential([
    keras.layers.Input(shape=(64,)),
    keras.layers.Dense(512, activation="relu", kernel_initializer=wide),
    keras.layers.Dense(512, activation="relu", kernel_initializer=wide),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x / 16, y, epochs=20)
```

## Use instead
```python
from sklearn.datasets import load_digits
from tensorflow import keras

x, y = load_digits(return_X_y=True)
model = keras.Sequential([
    keras.layers.Input(shape=(64,)),
    keras.layers.Dense(512, activation="relu"),
    keras.layers.Dense(512, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x / 16, y, epochs=20)
```

## Fix safety
Unsafe: it changes what is trained. Takes the initializer away, which leaves `glorot_uniform`.

## How the probe confirms it
Pair: the program as written against the default initializer.

## Known gaps
Initializers of one's own, weights that `set_weights` puts there, and recurrent layers.

## References
- https://keras.io/api/layers/initializers/
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod, sqrt
from typing import Final

from zerolint.api import (
    Confidence,
    Finding,
    Fix,
    Layer,
    Network,
    Note,
    RemoveArgument,
    Run,
    RunKind,
    Safety,
    Severity,
    rule,
)

from ._axes import alone
from ._values import as_number

LARGE: Final = 20.0
"""Spread × √inputs, which default initializers keep between 1 and 1.4; 10 did little harm, 28 did (measured)."""
TRUNCATED: Final = 0.88
"""What is left of the spread where draws beyond two of them are drawn anew."""
GROUPS: Final = ("core", "conv")


@rule("ZL427", Severity.WARNING)
def initial_weights_too_large(run: Run) -> Iterator[Finding]:
    network = run.network
    if run.kind is RunKind.COMPILE_ONLY or not run.fresh or run.swept or not network.complete or _normalised(network):
        return
    for layer in network.weighted:
        spread, inputs = _spread(layer), _inputs(layer)
        kernel = layer.fact("kernel_initializer")
        if spread is None or inputs is None or layer.trainable is not True or spread * sqrt(inputs) < LARGE:
            continue
        place = kernel.site or layer.site
        fixable = kernel.written and kernel.site is not None and alone(network, layer)
        yield Finding(
            place,
            f"initial weights of spread {spread:.3g} make sums {spread * sqrt(inputs):,.0f} times as large as the "
            f"{inputs:,} inputs: training must undo it",
            confidence=Confidence.MEDIUM,  # long trainings may make up for it
            help="leave the initializer out: the default's spread falls with the number of inputs",
            notes=(Note("the layer", layer.site),),
            fix=Fix("use the default initializer", Safety.UNSAFE, (RemoveArgument(place),)) if fixable else None,
            about=layer,
        )


def _normalised(network: Network) -> bool:
    return any(layer.group == "norm" or layer.repeated for layer in network.layers)


def _spread(layer: Layer) -> float | None:
    """The standard deviation of what the kernel is drawn from."""
    kind, drawn = (
        layer.get("kernel_initializer"),
        {name: as_number(layer.get(f"kernel_initializer.{name}")) for name in ("maxval", "minval", "stddev")},
    )
    match kind:
        case "RandomNormal" | "random_normal":
            return drawn["stddev"]
        case "TruncatedNormal" | "truncated_normal" if drawn["stddev"] is not None:
            return TRUNCATED * drawn["stddev"]
        case "RandomUniform" | "random_uniform" if drawn["minval"] is not None and drawn["maxval"] is not None:
            return (drawn["maxval"] - drawn["minval"]) / sqrt(12)
    return None


def _inputs(layer: Layer) -> int | None:
    """The number of values that one unit sums up."""
    channels = layer.input_shape[-1] if layer.input_shape else None
    if layer.kind == "Dense":
        return channels
    size = layer.get("kernel_size")
    plain = layer.get("groups") in (None, 1) and layer.get("data_format") in (None, "channels_last")
    if layer.kind not in ("Conv1D", "Conv2D", "Conv3D") or channels is None or not plain:
        return None
    axes = int(layer.kind[4])
    given = [size] * axes if isinstance(size, int) else size if isinstance(size, (tuple, list)) else ()
    sizes = [one for one in given if isinstance(one, int)]
    return prod(sizes) * channels if len(sizes) == axes else None
