"""An argument stands where Keras takes it for something else.

## What it does
Finds

- metrics as the third argument of `compile`, which is `loss_weights` on Keras 3;
- a number as the third argument of `fit` with `epochs` nowhere: it is the batch size, and there is one epoch;
- an argument of a layer that is given to `add` beside it (`model.add(Dense(1), activation="sigmoid")`);
- a number or a tuple as the activation of a layer (`Dense(10, 20)`), an activation as `strides` or `padding` of a
  convolution (`Conv2D(64, 3, "relu")`);
- `Conv2D(64, 3, 3)`, which was a 3 × 3 kernel on Keras 1 and is a kernel of 3 that moves in steps of 3 now;
- a constraint as a regularizer, and a regularizer as a constraint.

## Why it is bad
Most of it raises an error somewhere else, some of it none: with strides of 3 a picture of 28 × 28 becomes 9 × 9. A
constraint as regularizer adds the sum of the weights to the loss, which falls and falls (to −25 after three epochs of a
regression) while the weights become ever more negative (measured on Keras 3.15).

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(1600, 10)
y = x.sum(axis=1)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu", kernel_regularizer=keras.constraints.max_norm(3)),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse", metrics=["mae"])
model.fit(x, y, epochs=20)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(1600, 10)
y = x.sum(axis=1)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu", kernel_constraint=keras.constraints.max_norm(3)),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse", metrics=["mae"])
model.fit(x, y, epochs=20)
```

## Fix safety
Safe where the argument raises: it gets its name. Unsafe where the program runs: another model is trained afterwards.

## How the probe confirms it
Build: Keras raises the error. What runs is trained both ways.

## Known gaps
Even kernels with equal strides (`Conv2D(96, 4, 4)`) are how pictures are cut into patches. A third argument of `fit`
that is a power of two is taken for the batch size that it is.

## References
- https://keras.io/api/models/model_training_apis/
- https://keras.io/api/layers/constraints/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from zerolint.api import (
    Confidence,
    Fact,
    Finding,
    Fix,
    Layer,
    Operation,
    Program,
    RemoveArgument,
    RenameKeyword,
    Replace,
    Safety,
    Severity,
    Site,
    rule,
)

from ._spelled import only_when
from ._values import sure

CONSTRAINTS: Final = frozenset(
    {"MaxNorm", "MinMaxNorm", "NonNeg", "UnitNorm", "max_norm", "maxnorm", "min_max_norm", "non_neg", "nonneg"}
    | {"unit_norm", "unitnorm"}
)
REGULARIZERS: Final = frozenset({"L1", "L1L2", "L2", "OrthogonalRegularizer", "l1", "l1_l2", "l2"})
ACTIVATIONS: Final = frozenset({"elu", "gelu", "linear", "relu", "selu", "sigmoid", "softmax", "swish", "tanh"})
PLAIN: Final = re.compile(r"(Separable)?Conv\dD(Transpose)?|Dense|GRU|LSTM|SimpleRNN")
"""Layers with an activation."""
OLD_KERNELS: Final = (3, 5, 7, 9, 11)
"""Odd kernels are hardly ever moved by their own size; even ones cut pictures into patches."""


@rule("ZL312", Severity.ERROR)
def arguments_misplaced(program: Program) -> Iterator[Finding]:
    if program.target.version >= 3:
        for operation in program.done("third-of-compile"):
            yield _metrics(operation)
        for operation in program.done("square-kernel"):
            yield from _kernel(operation)
    for operation in program.done("lonely-number"):
        yield from _epochs(operation)
    for operation in program.done("beside-a-layer"):
        yield _beside(operation)
    for layer in _layers(program):
        yield from _activation(layer, program.target.version)
        yield from _penalties(layer)
        if re.fullmatch(r"Conv\dD(Transpose)?", layer.kind):
            yield from _strides(layer)


def _layers(program: Program) -> Iterator[Layer]:
    """Each layer once, however many networks and calls it is in."""
    seen: set[int] = set()
    for network in program.networks:
        for layer in network.layers:
            if not layer.op and id(layer.site) not in seen:
                seen.add(id(layer.site))
                yield layer


def _metrics(operation: Operation) -> Finding:
    place = Site(operation.get("place"))
    return Finding(
        place,
        "the third argument of `compile` is `loss_weights`: metrics there raise an error in `fit`",
        confidence=sure(operation.path),
        help="give them as `metrics=`",
        notes=only_when(operation),
        fix=Fix("give them as `metrics=`", Safety.SAFE, (RenameKeyword(place, "metrics"),)),
    )


def _beside(operation: Operation) -> Finding:
    name = operation.get("name")
    return Finding(
        Site(operation.get("place")),
        f"`add` takes a layer and nothing else: `{name}=` beside it raises a TypeError",
        confidence=sure(operation.path),
        help="give it to the layer, inside of its parentheses",
        notes=only_when(operation),
    )


def _epochs(operation: Operation) -> Iterator[Finding]:
    number, place = operation.get("number"), Site(operation.get("place"))
    if not isinstance(number, int) or number < 2 or number & (number - 1) == 0 or operation.path:
        return
    yield Finding(
        place,
        f"the third argument of `fit` is the batch size: this trains 1 epoch in batches of {number}",
        severity=Severity.WARNING,
        confidence=Confidence.MEDIUM,
        help="give `epochs=`",
        fix=Fix("take it for `epochs`", Safety.UNSAFE, (RenameKeyword(place, "epochs"),)),
    )


def _activation(layer: Layer, keras: int) -> Iterator[Finding]:
    given = layer.fact("activation")
    value = given.get()
    if keras < 3 and layer.kind == "Dense" and isinstance(value, int):
        return  # before Keras 1 it took the sizes of its input and output
    if given.written and PLAIN.fullmatch(layer.kind) and isinstance(value, (int, float, tuple)):
        yield Finding(
            given.site or layer.site,
            f"`{value}` stands where `{layer.kind}` takes its activation: it raises a ValueError",
            help="the size of the input goes to `keras.Input`, further widths to further layers",
        )


def _strides(layer: Layer) -> Iterator[Finding]:
    for name in ("strides", "padding"):
        fact = layer.fact(name)
        if fact.written and fact.get() in ACTIVATIONS:
            yield _named(layer, fact, name)
            return


def _named(layer: Layer, fact: Fact[object], name: str) -> Finding:
    place = fact.site or layer.site
    return Finding(
        place,
        f"`{fact.get()}` stands where `{layer.kind}` takes `{name}`: it raises a ValueError",
        help="give it as `activation=`",
        fix=Fix("give it as `activation=`", Safety.SAFE, (RenameKeyword(place, "activation"),)),
    )


def _kernel(operation: Operation) -> Iterator[Finding]:
    """`Conv2D(64, 3, 3)`: as in Keras 1, or strides by intent."""
    size, kernel, strides = operation.get("size"), Site(operation.get("kernel")), Site(operation.get("strides"))
    if size not in OLD_KERNELS or operation.path:
        return
    edits = (Replace(kernel, f"({size}, {size})"), RemoveArgument(strides))
    yield Finding(
        strides,
        f"the third argument of `{operation.get('layer')}` is its strides: the kernel moves in steps of {size}",
        severity=Severity.WARNING,
        confidence=Confidence.MEDIUM,
        help=f"write the kernel as `({size}, {size})`; name `strides=` if they are meant",
        fix=Fix(f"write a kernel of {size} × {size}", Safety.UNSAFE, edits),
    )


def _penalties(layer: Layer) -> Iterator[Finding]:
    for name, fact in layer.config.items():
        what, value = name.rpartition("_")[2], fact.get()
        if what == "regularizer" and value in CONSTRAINTS and isinstance(value, str):
            yield _exchanged(fact, layer, name, "constraint")
        elif what == "constraint" and value in REGULARIZERS and isinstance(value, str):
            yield _exchanged(fact, layer, name, "regularizer")


def _exchanged(fact: Fact[object], layer: Layer, name: str, meant: str) -> Finding:
    place, other = fact.site or layer.site, f"{name.rpartition('_')[0]}_{meant}"
    silent = meant == "constraint"
    effect = "it adds the weights to the loss" if silent else "fitting raises an error"
    return Finding(
        place,
        f"`{fact.get()}` is a {meant}, not a `{name}`: {effect}",
        help=f"give it as `{other}`",
        fix=Fix(f"give it as `{other}`", Safety.UNSAFE if silent else Safety.SAFE, (RenameKeyword(place, other),)),
    )
