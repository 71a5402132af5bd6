"""Dropout that takes away most of what a layer has learned, or the answers themselves.

## What it does
Finds Dropout layers that leave fewer than five values on average, several layers with a rate of 0.9 or more, and
dropout of the output, where a loss of Keras trains it. The rate is the share that is dropped, not the share that is
kept. With low confidence only: other rates of 0.7 or more, dropout of the inputs themselves where the output may give
them back (a denoising autoencoder), and in front of one of several outputs (GoogLeNet's auxiliary ones have 0.7).

## Why it is bad
With a rate of 0.8 one unit in five passes: the following layers see mostly zeros, and what is learned of few others is
too noisy to be used. The number is often meant the other way round, as the share to keep. How many values are left
decides, more than the rate. Digits, one hidden layer, 30 epochs (Keras 3.15): of 16 units 0.8 leaves 3 and costs .09 of
the accuracy (.87), 0.95 leaves 1 (.58); of 32 units 0.9 leaves 3 (.88), of 128 units 0.9 leaves 13 (.95), of 512 0.8
leaves 102 and costs nothing (.98). Behind one another it is worse: 0.9 behind 128 and behind 64 units .59. A rate of 1
drops everything (Keras accepts `Dropout(1.0)`): no gradient comes through, no weight before it moves, and digits stay
at .10 to .12 in training as in predictions. Behind the output, dropout sets the answers to 0 and the others too high:
with `Dropout(0.5)` behind the softmax digits come to .36–.41 in training and .55–.72 on others (without it .94 and
.85–.87; three seeds), a regression predicts half of what it should (2.0 for 4.6).

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dropout(0.9),
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
    keras.layers.Dropout(0.2),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe, since the training is another one: rates of 0.8 to 0.95 are taken for the share to keep (0.9 becomes 0.1), other
ones become 0.5.

## How the probe confirms it
Pair: the program as written against a rate of 0.2.

## Known gaps
Dropout directly before a one-unit regression head.

## References
- https://keras.io/api/layers/regularization_layers/dropout/
"""

from collections.abc import Iterator
from math import prod
from typing import Final

from zerolint.api import (
    Confidence,
    Fact,
    Family,
    Finding,
    Fix,
    Head,
    Layer,
    Network,
    Note,
    Program,
    Run,
    Safety,
    Severity,
    rule,
)

from ._heads import parts
from ._values import as_number, percent, rewritten

HIGH: Final = 0.7
"""From the rule catalogue: rates of 0.7 and above starve the next layer."""
EXTREME: Final = 0.9
"""Two layers with such a rate starve each other at widths at which one does no harm (measured, see the page)."""
FEW: Final = 5
"""Values that are left on average: with fewer, the accuracy falls by a tenth and more (measured, see the page)."""
KEPT: Final = (0.8, 0.95)
"""Rates that are usually meant as the share to keep (rule catalogue)."""


@rule("ZL405", Severity.WARNING)
def dropout_starves(program: Program) -> Iterator[Finding]:
    for network in program.networks:
        yield from _starved(network)
    for run in program.runs:
        yield from _behind_output(run)


def _behind_output(run: Run) -> Iterator[Finding]:
    """The answers themselves are dropped. What is pooled afterwards, and features for other losses, are left alone."""
    for part in parts(run):
        known = part.loss.cross_entropy or part.loss.family is Family.REGRESSION
        for place, layer in enumerate(part.head.after if known and _gives_answers(part.head) else ()):
            rate = as_number(layer.get("rate"))
            if layer.kind == "Dropout" and rate is not None and 0 < rate < HIGH:
                lost = f"{percent(rate)} {_lost(part.head, place)}"
                yield Finding(
                    layer.site,
                    f"this `Dropout` stands behind the output: in training it sets {lost}",
                    confidence=Confidence.MEDIUM,
                    help="leave it out, or put it in front of the last layer",
                    notes=(Note("the output", part.head.site),),
                    about=layer,
                )


def _lost(head: Head, place: int) -> str:
    """What becomes of the answers that are dropped: an activation behind makes another value of 0."""
    follows = any(layer.group == "activation" for layer in head.after[place + 1 :])
    return "of the scores to 0 before the activation" if follows else "of the answers to 0"


def _gives_answers(head: Head) -> bool:
    plain = all(layer.kind == "Dropout" or layer.group in ("activation", "reshape") for layer in head.after)
    return plain and head.layer is not None and head.layer.group in ("conv", "core")


def _starved(network: Network) -> Iterator[Finding]:
    for position, layer in enumerate(network.layers):
        fact = layer.fact("rate")
        rate = fact.get()
        if layer.kind != "Dropout" or not isinstance(rate, (int, float)) or rate < HIGH:
            continue
        everything = rate >= 1
        message = f"`Dropout({rate:g})` drops {percent(rate)} of the values: the next layers see {percent(1 - rate)}"
        if everything:
            message = f"`Dropout({rate:g})` " + (
                "drops every value: the layers before it learn nothing"
                if rate == 1
                else "raises a ValueError: the rate is a share between 0 and 1"
            )
        meant = not _starving(network, layer, rate) or _corrupts(network, layer) or _auxiliary(network, position)
        yield Finding(
            fact.site or layer.site,
            message,
            confidence=Confidence.HIGH if everything else Confidence.LOW if meant else Confidence.MEDIUM,
            severity=Severity.ERROR if everything else None,
            help="give the share that is to be dropped: 0.2 to 0.5 are usual",
            fix=_dropping_less(fact, rate),
            about=layer,
        )


def _starving(network: Network, layer: Layer, rate: float) -> bool:
    """Whether what is left is too little: few values, or very little of unknown many or behind one another."""
    values = layer.input_shape[1:] if layer.input_shape else (None,)
    many = prod(size for size in values if size is not None) if None not in values else None
    if many is not None and many * (1 - rate) < FEW:
        return True
    rates = (as_number(one.get("rate")) for one in network.layers if one.kind == "Dropout")
    return rate >= EXTREME and (many is None or sum(one is not None and one >= EXTREME for one in rates) > 1)


def _corrupts(network: Network, layer: Layer) -> bool:
    """The inputs themselves are dropped, and the output may give back as many values: a denoising autoencoder."""
    if any(position >= 0 for position in layer.inputs):
        return False
    width = layer.input_shape[-1] if layer.input_shape else None
    made = [head.shape[-1] if head.shape else None for head in network.heads]
    return width is None or any(size in (None, width) for size in made)


def _auxiliary(network: Network, position: int) -> bool:
    """Only some of several outputs depend on this layer."""
    reached = {position}
    for index, layer in enumerate(network.layers):
        if reached & set(layer.inputs):
            reached.add(index)
    behind = {id(network.layers[index]) for index in reached}
    return any(head.layer is not None and id(head.layer) not in behind for head in network.heads)


def _dropping_less(fact: Fact[object], rate: float) -> Fix | None:
    """What was meant as the share to keep becomes the share to drop."""
    new = f"{1 - rate:.2g}" if KEPT[0] <= rate <= KEPT[1] else "0.5"
    edit = rewritten(fact, new)
    return None if edit is None else Fix(f"drop {percent(float(new))}", Safety.UNSAFE, (edit,))
