"""A ReLU at the output can't give what the targets ask for.

## What it does
Finds an output activation of the ReLU family where the targets are known to go below what it can reach, or where the
loss is a cross-entropy.

## Why it is bad
A ReLU never goes below 0, so every negative target is predicted as 0 at best: measured on Keras 3.15 with targets of
about −24…19, R² is 0.53 after 20 epochs, a linear output has 0.99. Where the unit is 0 for every row its gradient is 0
and it never moves again: every prediction is 0. Under a cross-entropy the output is no probability: three units with
`categorical_crossentropy` end with a NaN loss and one constant class, in each of 8 inits. `from_logits=True` doesn't
help a ReLU: the logits can't go below 0, and accuracy ends at 0.26…0.86 (8 inits) where a softmax has 0.84…0.91. Maps
that are averaged over the picture afterwards are none the worse for it, and left alone (digits, 4 inits each: 0.77…0.86
with ReLU, 0.72…0.84 without).

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = 10 * (x.sum(axis=1) - 5)

model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="relu"),
])
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=20)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = 10 * (x.sum(axis=1) - 5)

model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=20)
```
For classes: `sigmoid` with `binary_crossentropy`, `softmax` with a categorical one.

## Fix safety
Unsafe: it changes what is trained. It removes the activation, or sets the one that the cross-entropy expects.

## How the probe confirms it
Pair: the program as written against the repaired one, held-out skill of both.

## Known gaps
Targets that are known not to go negative, or of which nothing is known, give a finding of low confidence for a single
ReLU unit only, and so do masks under a Dice loss: there the danger is a unit that is dead from the start.

## References
- https://keras.io/api/layers/activations/#relu-function
"""

from collections.abc import Iterator
from math import inf

from zerolint.api import (
    Confidence,
    Edit,
    Family,
    Finding,
    Fix,
    Note,
    Run,
    Safety,
    Scale,
    Severity,
    rule,
)

from ._formulas import measures_overlap
from ._heads import (
    EXACT,
    RANGES,
    RELUS,
    Part,
    certainty,
    number,
    of_probabilities,
    out_of_reach,
    parts,
    regression,
    spot,
    width,
    with_activation,
)

DEAD = frozenset({"relu", "relu6"})
"""Activations with a gradient of exactly 0 on the negative side."""


@rule("ZL204", Severity.ERROR)
def relu_output(run: Run) -> Iterator[Finding]:
    for part in parts(run):
        if part.head.activation.get() not in RELUS or part.head.scaled_after or of_probabilities(part.head):
            continue
        if part.loss.cross_entropy:
            yield from _under_cross_entropy(part)
        elif part.loss.family is not Family.COSINE:
            yield from _on_numbers(part)


def _under_cross_entropy(part: Part) -> Iterator[Finding]:
    """Continuous targets are ZL202's; ELU and its kin can be logits, since they go below 0."""
    name, flag = part.head.activation.get() or "", part.loss.from_logits.get()
    if regression(part) or (flag is not False and RANGES[name][0] < 0.0) or (flag and _averaged(part)):
        return
    repaired = "linear" if flag else ("sigmoid" if part.loss.family is Family.BINARY_CROSSENTROPY else "softmax")
    if flag:
        one = part.loss.family is Family.BINARY_CROSSENTROPY
        comes = "no probability falls below 0.5" if one else "a unit that is 0 for every row is a class never learned"
        message = f"`{name}` cuts the logits at 0: {comes}"
    else:
        message = f"`{name}` gives no probabilities for `{part.loss.name}`: training stalls or turns NaN"
    edit = with_activation(part.head, repaired) if repaired != "softmax" or (width(part.head) or 0) > 1 else None
    advice = "leave the activation out (linear output)" if flag else f"use `{repaired}` at the output"
    if repaired == "sigmoid" and not (part.target.labels or part.task.firm):
        advice = "use `sigmoid` at the output if the targets are 0 and 1, the loss `poisson` if they are counts"
    yield _made(part, message, Confidence.HIGH, advice, edit)


def _averaged(part: Part) -> bool:
    """Maps of several classes that are averaged afterwards, as in NiN: a map is hardly ever 0 all over."""
    pooled = any(layer.group == "pool" for layer in part.head.after)
    return pooled and part.loss.family is not Family.BINARY_CROSSENTROPY


def _on_numbers(part: Part) -> Iterator[Finding]:
    name = part.head.activation.get() or ""
    low = RANGES[name][0]
    below = out_of_reach(part.target, low, inf)
    edit = with_activation(part.head, "linear")
    advice = "remove the activation (linear output)"
    if below is not None:
        message = f"`{name}` keeps predictions at {number(low)} or above, the targets go down to {number(below)}"
        formula = part.loss.formula
        seen = part.loss.family is not Family.CUSTOM or (formula is not None and formula.by_difference())
        confidence = certainty(part.target) if seen else Confidence.LOW
        yield _made(part, message, confidence, advice, edit)
    elif part.target.scale is Scale.STANDARD and low == 0.0 and part.loss.family in EXACT:
        message = f"`{name}` keeps predictions at 0 or above, half of the standardised targets lie below"
        yield _made(part, message, Confidence.HIGH, advice, edit)
    elif name in DEAD and width(part.head) == 1 and (_of_numbers(part) or _of_overlap(part)):
        message = f"a single `{name}` unit at the output may be 0 for every row and then never learns"
        if not _of_numbers(part):
            advice = "use `sigmoid` at the output: a mask is made of 0 and 1"
            edit = with_activation(part.head, "sigmoid")
        yield _made(part, message, Confidence.LOW, advice, edit)


def _of_numbers(part: Part) -> bool:
    return part.loss.family is Family.REGRESSION and bool(regression(part))


def _of_overlap(part: Part) -> bool:
    """A mask is rebuilt by how far it overlaps (Dice): 1 of 10 initializations ended at 0 everywhere (measured)."""
    return part.loss.formula is not None and measures_overlap(part.loss.formula)


def _made(part: Part, message: str, confidence: Confidence, advice: str, edit: Edit | None) -> Finding:
    source = part.target.source
    notes = [Note("under this loss", part.loss.site)]
    if source is not None and source.site is not None:
        notes.append(Note(f"targets come from {source.name}", source.site))
    return Finding(
        spot(part.head),
        message,
        confidence=confidence,
        help=advice,
        notes=tuple(notes),
        fix=Fix(advice, Safety.UNSAFE, (edit,)) if edit else None,
        about=part.head,
    )
