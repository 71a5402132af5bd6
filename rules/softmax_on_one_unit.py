"""A softmax over one unit gives always 1.

## What it does
Finds a softmax that runs over an axis of size 1, at the output or inside the network.

## Why it is bad
A softmax makes its values sum to 1; of one value nothing is left but the 1. At the output every prediction is exactly
1.0, whatever the input. Measured on Keras 3.15: with `mse` the loss stays where it is; with `binary_crossentropy` the
loss even *falls* (Keras trains on the logits behind the softmax) while every prediction stays 1.0 and the accuracy
stays that of the constant. Keras itself only warns.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)

model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="softmax"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
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
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=20)
```
For more than two classes: one unit per class. For a quantity: no activation, and `loss="mse"`.

## Fix safety
Unsafe: it changes what is trained. Offered where the task is known: a sigmoid for two classes (with
`binary_crossentropy`), no activation for a regression, one unit per class for more classes.

## How the probe confirms it
Pair: the program as written against the repaired one, held-out skill of both.

## Known gaps
A network that is built and never compiled in what is read is not looked at.

## References
- https://keras.io/api/layers/activations/#softmax-function
"""

from collections.abc import Iterator

from zerolint.api import (
    Edit,
    Family,
    Finding,
    Fix,
    Head,
    Kind,
    Layer,
    Note,
    RemoveArgument,
    Run,
    Safety,
    Severity,
    TaskKind,
    rule,
)

from ._heads import Part, all_of, always_one, counted, parts, regression, spot, with_activation, with_loss, with_units


@rule("ZL203", Severity.ERROR)
def softmax_on_one_unit(run: Run) -> Iterator[Finding]:
    trained = {id(part.head): part for part in parts(run)}
    for head in run.network.heads:
        if always_one(head):
            yield _at_output(head, trained.get(id(head)))
    for layer in run.network.layers:
        if _softmax_of_one(layer) and not any(_part_of(layer, head) for head in run.network.heads):
            yield Finding(
                layer.activation.site or layer.site,
                "`softmax` over one unit always gives 1: what this layer computes is lost",
                help="use `sigmoid` for a gate; let the softmax of an attention run over the time axis",
                about=run.network,
            )


def _at_output(head: Head, part: Part | None) -> Finding:
    notes = [Note("one unit", head.units.site)] if head.units.site is not None else []
    if part is not None:
        notes.append(Note("under this loss", part.loss.site))
    return Finding(
        spot(head),
        "`softmax` over one unit always gives 1: every prediction will be the same",
        confidence=counted(head),
        help=_help(part),
        notes=tuple(notes),
        fix=_repair(part) if part else None,
        about=head,
    )


def _repair(part: Part) -> Fix | None:
    """The head, and the loss where it must change too, that fit the task."""
    made = _edits(part)
    if made is None or made[1] is None:
        return None
    return Fix(made[0], Safety.UNSAFE, made[1])


def _help(part: Part | None) -> str:
    told = _edits(part) if part is not None else None
    anything = "use `sigmoid` for two classes, one unit per class for more, no activation and `mse` for a quantity"
    return anything if told is None else told[0]


def _edits(part: Part) -> tuple[str, tuple[Edit, ...] | None] | None:
    head, target, task = part.head, part.target, part.task
    if regression(part):
        edits = [with_activation(head, "linear"), *_loss(part, "mse", Family.REGRESSION)]
        return "predict the quantity itself, with a linear output", all_of(*edits)
    if target.binary or (target.kind is Kind.UNKNOWN and task.kind is TaskKind.BINARY):
        edits = [with_activation(head, "sigmoid"), *_loss(part, "binary_crossentropy", Family.BINARY_CROSSENTROPY)]
        return "use `sigmoid`, the probability of class 1", all_of(*edits)
    if target.kind is Kind.ONE_HOT and target.classes:
        edits = [*_loss(part, "categorical_crossentropy", Family.CATEGORICAL_CROSSENTROPY)]
        return f"use one unit for each of the {target.classes} classes", all_of(
            with_units(head, target.classes), *edits
        )
    if target.kind is Kind.CLASSES and (target.classes or 0) > 2:
        edits = [*_loss(part, "sparse_categorical_crossentropy", Family.SPARSE_CROSSENTROPY)]
        units = target.classes or 0
        return f"use one unit for each of the {units} classes", all_of(with_units(head, units), *edits)
    return None


def _loss(part: Part, name: str, family: Family) -> Iterator[Edit | None]:
    """Nothing where the loss already fits, else the edit (None if it can't be made)."""
    loss = part.loss
    if loss.family is not family:
        yield with_loss(loss, name)
    elif loss.from_logits.get():
        yield RemoveArgument(loss.from_logits.site) if loss.from_logits.site is not None else None


def _softmax_of_one(layer: Layer) -> bool:
    """Whether the layer applies a softmax over an axis that is known to have size 1."""
    if layer.activation.get() != "softmax" and layer.kind not in ("Softmax", "softmax"):
        return False
    axis = layer.get("axis") if "axis" in layer.config else -1
    if layer.group == "recurrent" or not isinstance(axis, int):
        return False
    if layer.output_shape is None:
        return axis == -1 and layer.kind == "Dense" and layer.units.get() == 1
    rank = len(layer.output_shape)
    return rank > 1 and -rank <= axis < rank and layer.output_shape[axis] == 1


def _part_of(layer: Layer, head: Head) -> bool:
    """Whether the head itself answers for this layer's softmax."""
    return layer is head.layer or any(layer is behind for behind in head.after)
