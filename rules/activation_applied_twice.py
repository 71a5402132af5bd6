"""A second activation squeezes what a first one has squeezed already.

## What it does
Finds outputs with an activation in their layer and one more behind it (`Dense(10, activation="softmax")` before
`Activation("softmax")`), and softmax or sigmoid applied to predictions that have passed one.

## Why it is bad
The second activation gets numbers of a narrow range. A softmax over ten numbers between 0 and 1 gives no class more
than e / (e + 9) = 0.23, however sure the network is: the loss stays above 1.46 (measured on scaled digits after 20
epochs: 1.53, against 0.15 with one softmax). A sigmoid of numbers that are always positive is always above 0.5: with
the usual threshold every row is class 1, whatever the training (breast cancer: accuracy 0.63, the share of that class,
against 0.98). Of a `relu` or `tanh` as the first one it sees only a part of the numbers (a loss of 0.31 and 0.35 there,
against 0.10).

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
    keras.layers.Activation("sigmoid"),
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
    keras.layers.Dense(1),
    keras.layers.Activation("sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe, since the outputs are other ones: the first activation goes, or the one behind `predict`.

## How the probe confirms it
Pair: the program as written against one without the first activation.

## Known gaps
Hidden layers (a `tanh` before the `softmax` of an attention is right), and activations with something between them.

## References
- https://keras.io/api/layers/activations/
"""

from collections.abc import Iterator
from math import e, inf
from typing import Final

from zerolint.api import (
    Confidence,
    Finding,
    Fix,
    Head,
    Layer,
    Network,
    Note,
    Prediction,
    Program,
    Reading,
    RemoveArgument,
    Replace,
    Safety,
    Severity,
    rule,
)

from ._axes import alone
from ._heads import RANGES
from ._readings import readings, untouched

SQUEEZING: Final = frozenset({"hard_sigmoid", "sigmoid", "softmax", "sparsemax"})


@rule("ZL408", Severity.WARNING)
def activation_applied_twice(program: Program) -> Iterator[Finding]:
    for network in program.networks:
        for head in network.heads:
            layer, second = head.layer, _second(head)
            if layer is not None and second is not None:
                yield _in_network(network, head, layer, second)
    for prediction in program.predictions:
        yield from _after_predicting(prediction)


def _second(head: Head) -> Layer | None:
    """The activation behind the head's layer, where that has one of its own; None if something lies between them."""
    if head.layer is None or head.scaled_after or head.layer.activation.get() in (None, "linear"):
        return None
    for behind in head.after:
        if behind.group == "activation" and behind.activation.get() in SQUEEZING:
            over = behind.get("axis") if "axis" in behind.config else -1
            known = head.layer.activation.get() in RANGES and (over == -1 or behind.activation.get() == "sigmoid")
            single = head.units.get() == 1 and "softmax" in (head.layer.activation.get(), behind.activation.get())
            return behind if known and not single else None
        if not behind.pass_through or behind.group not in ("dropout", "core"):
            return None
    return None


def _in_network(network: Network, head: Head, layer: Layer, second: Layer) -> Finding:
    first, last = layer.activation.get() or "", second.activation.get() or ""
    positive = last == "sigmoid" and first in SQUEEZING
    written = layer.activation.written and layer.activation.site is not None and alone(network, layer)
    edit = RemoveArgument(layer.activation.site) if written and layer.activation.site is not None else None
    return Finding(
        second.activation.site or second.site,
        f"`{last}` on top of `{first}` {_consequence(first, last, head.units.get())}",
        confidence=Confidence.HIGH if first in SQUEEZING or last == "sigmoid" else Confidence.MEDIUM,
        severity=Severity.ERROR if positive else None,
        help="keep one of the two activations",
        notes=(Note("the first activation", layer.activation.site or layer.site),),
        fix=Fix("leave out the first one", Safety.UNSAFE, (edit,)) if edit is not None else None,
        about=head,
    )


def _consequence(first: str, last: str, units: int | None) -> str:
    low, high = RANGES.get(first, (-e, e))
    if last == "sigmoid" and first in SQUEEZING:
        return "is always above 0.5: every row is taken for class 1"
    if last == "sigmoid" and low >= 0:
        return "is never below 0.5: no row is surely of class 0"
    if last == "softmax" and first in SQUEEZING and units is not None and units > 1:
        return f"gives none of {units} classes more than {e / (e + units - 1):.2f}"
    if high < 100:
        return f"gets only values between {low:g} and {high:g}: it can't be sure of any answer"
    floor = "" if low == -inf else f"gets no score below {round(low, 2):g}, and "
    return f"{floor}learns less well"


def _after_predicting(prediction: Prediction) -> Iterator[Finding]:
    for decoding, head in readings(prediction, Reading.ACTIVATION):
        again = decoding.by.rpartition(".")[2]
        if again not in ("softmax", "sigmoid") or head.activation.get() != again or not untouched(decoding):
            continue
        units = head.units.get()
        if again == "softmax" and (units is None or units < 2):
            continue
        edit = Replace(decoding.site, "{}", decoding.operand) if decoding.operand is not None else None
        yield Finding(
            decoding.site,
            f"`{again}` of what are probabilities already {_consequence(again, again, units)}",
            help="use the model's outputs as they are",
            notes=(Note(f"the model's own `{again}`", head.activation_site or head.site),),
            fix=Fix("use the predictions as they are", Safety.UNSAFE, (edit,)) if edit is not None else None,
            about=head,
        )
