"""A loss of one's own holds every prediction against every target.

## What it does
Looks into losses that the program writes itself for a difference (or product) of targets and predictions whose shapes
are (n,) and (n, 1): in training loops and `train_step`, in `call` of loss classes, and where a function takes
`y_pred[:, 0]` or squeezes one side only.

## Why it is bad
(n,) − (n, 1) is a table of n × n: each prediction minus each target. Its mean square is least where every prediction is
the mean of the targets. Nothing raises and the loss falls. Measured on Keras 3.15: with y of
shape (n,) R² is 0.06 and 0.08 after 30 epochs, 0.99 with both shapes alike.

Keras gives the targets of its own losses and of functions the rank of the predictions; for classes with `call`, in
`train_step` and in loops nobody does (measured: y of shape (n,) arrives as (32,), predictions as (32, 1)).

## Example
```python
import numpy as np
import tensorflow as tf
from tensorflow import keras

x = np.random.normal(size=(1000, 8)).astype("float32")
y = 3 * x[:, 0] + x[:, 1]


class SquaredError(keras.losses.Loss):
    def call(self, y_true, y_pred):
        return tf.reduce_mean(tf.square(y_true - y_pred))


model = keras.Sequential([
    keras.layers.Input(shape=(8,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss=SquaredError())
model.fit(x, y, epochs=30)
```

## Use instead
```python
import numpy as np
import tensorflow as tf
from tensorflow import keras

x = np.random.normal(size=(1000, 8)).astype("float32")
y = 3 * x[:, 0] + x[:, 1]


class SquaredError(keras.losses.Loss):
    def call(self, y_true, y_pred):
        y_true = tf.reshape(y_true, tf.shape(y_pred))
        return tf.reduce_mean(tf.square(y_true - y_pred))


model = keras.Sequential([
    keras.layers.Input(shape=(8,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss=SquaredError())
model.fit(x, y, epochs=30)
```

## Fix safety
Unsafe, since another loss is trained. The side that has one axis gets a second one: `y[:, None]`.

## How the probe confirms it
Pair: the program as written against the one whose shapes agree, held-out skill of both.

## Known gaps
Sample weights of another shape than the errors. Shapes that aren't known (targets of unknown files).

## References
- https://numpy.org/doc/stable/user/basics.broadcasting.html
"""

from collections.abc import Iterator

from zerolint.api import BATCH, Finding, Fix, Formula, Note, Replace, Run, Safety, Severity, Site, rule

from ._formulas import written

FLAT = (BATCH,)
COLUMN = (BATCH, 1)
DIFFERENCES = frozenset({"squared_difference", "subtract"})
PRODUCTS = frozenset({"divide", "multiply"})
"""What else pairs targets with predictions; data of which no more is known may be weights there."""


@rule("ZL222", Severity.ERROR)
def loss_broadcasts(run: Run) -> Iterator[Finding]:
    for loss, formula, head in written(run):
        for part in formula.walk():
            if part.op in DIFFERENCES | PRODUCTS and (flat := _flat(part)) is not None:
                yield Finding(
                    part.site,
                    "shapes (n,) and (n, 1) compare each target with each prediction: only the mean is learned",
                    help="give both the same shape: `[:, None]` or `tf.reshape(y, (-1, 1))`",
                    notes=(Note("under this loss", loss.site),),
                    fix=_fix(part, flat),
                    about=head,
                )


def _flat(part: Formula) -> int | None:
    """The operand that has one axis, where the other one is a column: targets on one side, predictions on the other."""
    if sorted((operand.shape or () for operand in part.operands), key=len) != [FLAT, COLUMN]:
        return None
    first, second = part.operands
    if not (_sides(part, first, second) or _sides(part, second, first)):
        return None
    return 0 if first.shape == FLAT else 1


def _sides(part: Formula, predicted: Formula, target: Formula) -> bool:
    leaves = {"y_true"} if part.op in PRODUCTS else {"y_true", "data"}
    given = target.followed and any(leaf.op in leaves for leaf in target.walk())
    return predicted.surely_of("y_pred") and given and not target.of("y_pred")


def _fix(part: Formula, flat: int) -> Fix | None:
    if len(part.places) != 2:
        return None
    place: Site = part.places[flat]
    return Fix("give both two axes", Safety.UNSAFE, (Replace(place, "{}[:, None]", place),))
