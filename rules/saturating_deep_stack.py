"""A deep stack of sigmoids stops the gradient.

## What it does
Finds three or more sigmoid Dense layers in a row under plain SGD, four or more under Adam and its kin, without
normalisation between them.

## Why it is bad
The slope of a sigmoid is at most 0.25, so each layer takes away at least three quarters of the gradient. Under SGD
the first layers do not move and predictions stay constant; under Adam training is slow.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(64, activation="sigmoid"),
    keras.layers.Dense(64, activation="sigmoid"),
    keras.layers.Dense(64, activation="sigmoid"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="sgd", loss="binary_crossentropy")
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
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="sgd", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe, since the model is another one: the hidden layers get `relu`.

## How the probe confirms it
Pair: the program as written against the one with `relu` in the hidden layers.

## Known gaps
Stacks of tanh; layers with an initializer of their own; anything but dropout between the layers.

## References
- https://proceedings.mlr.press/v9/glorot10a.html
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import Confidence, Finding, Fix, Layer, Network, Note, Run, Safety, Severity, rule

from ._values import rewritten

SGD: Final = 3
"""From the rule catalogue: so many sigmoid layers are stuck under SGD."""
ADAPTIVE: Final = 4
"""And so many are slow under Adam."""
USUAL: Final = ("glorot_uniform", "GlorotUniform")
"""Keras's default, which some write out."""


@rule("ZL406", Severity.WARNING)
def saturating_deep_stack(run: Run) -> Iterator[Finding]:
    optimizer, network = run.optimizer, run.network
    if optimizer is None or not network.complete or not run.fresh:
        return
    if not optimizer.adaptive and optimizer.name != "SGD":
        return
    stack = _longest(network)
    if len(stack) < (ADAPTIVE if optimizer.adaptive else SGD):
        return
    yield Finding(
        stack[0].activation.site or stack[0].site,
        f"{len(stack)} `sigmoid` layers in a row: hardly any gradient reaches the first, "
        f"it {'learns slowly at best' if optimizer.adaptive else 'stays as it is'}",
        confidence=Confidence.MEDIUM,
        help="use `relu` in the hidden layers, or put a BatchNormalization between them",
        fix=_with_relu(stack),
        notes=(Note("up to here", stack[-1].site), Note("trained with this optimizer", optimizer.site)),
        about=network,
    )


def _with_relu(stack: list[Layer]) -> Fix | None:
    edits = tuple(edit for layer in stack if (edit := rewritten(layer.activation, '"relu"')) is not None)
    return Fix("use `relu` in the hidden layers", Safety.UNSAFE, edits) if len(edits) == len(stack) else None


def _longest(network: Network) -> list[Layer]:
    """The longest run of sigmoid hidden layers in a network without branches."""
    heads = [head.layer for head in network.heads]
    best: list[Layer] = []
    here: list[Layer] = []
    for index, layer in enumerate(network.layers):
        if layer.inputs != (index - 1,) or layer.opaque or layer.repeated:
            return []
        if _saturates(network, layer) and not any(layer is head for head in heads):
            here = [*here, layer]
            best = max(best, here, key=len)
        elif layer.kind != "Dropout" and not (here and here[-1] is network.layers[index - 1] and _sigmoid(layer)):
            here = []
    return best


def _saturates(network: Network, layer: Layer) -> bool:
    usual = layer.get("kernel_initializer") in USUAL or "kernel_initializer" not in layer.config
    plain = usual and layer.trainable is True and not layer.op
    return layer.kind == "Dense" and network.activation_of(layer).get() == "sigmoid" and plain


def _sigmoid(layer: Layer) -> bool:
    """An activation layer, or operation, of its own."""
    return layer.group == "activation" and layer.activation.get() == "sigmoid"
