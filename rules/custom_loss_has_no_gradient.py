"""No gradient leads from a loss of one's own back to the network.

## What it does
Looks into losses that the program writes itself (functions, classes with `call`, training loops, `train_step`), and
finds those that every path from the predictions to the result passes an operation without gradient: `argmax`, rounding,
a cast to integers, a comparison, an accuracy, `stop_gradient`, anything of NumPy; and those that don't read the
predictions at all. A placeholder loss on an output that another one is made of is left alone: that one's loss trains
it.

## Why it is bad
Training goes downhill along the gradient; where there is none, nothing can move. Measured on Keras 3.15: with `round`,
`argmax`, `floor`, a comparison, a cast to integers, an accuracy metric, a constant or the targets alone `fit` raises
"No gradients provided for any variable"; NumPy raises "Cannot convert a symbolic tf.Tensor to a numpy array", and the
former with `run_eagerly=True`. With a regularizer anywhere in the network the same losses train on its penalty alone,
with a warning at most: the loss falls, the weights of the output stay. `sign` has gradients of 0: no error, no warning,
nothing moves.

## Example
```python
import numpy as np
import tensorflow as tf
from tensorflow import keras

x = np.random.rand(1000, 8)
y = (x.sum(axis=1) > 4).astype("float32")


def wrong_answers(y_true, y_pred):
    return tf.reduce_mean(tf.abs(y_true - tf.round(y_pred)))


model = keras.Sequential([
    keras.layers.Input(shape=(8,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss=wrong_answers)
```

## Use instead
```python
import numpy as np
import tensorflow as tf
from tensorflow import keras

x = np.random.rand(1000, 8)
y = (x.sum(axis=1) > 4).astype("float32")


def wrong_answers(y_true, y_pred):
    return tf.reduce_mean(tf.abs(y_true - tf.round(y_pred)))


model = keras.Sequential([
    keras.layers.Input(shape=(8,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=[wrong_answers])
```
What counts right answers is a metric; the loss has to say how wrong an answer is.

## How the probe confirms it
Build: the first batch raises, with Keras's own message. With a regularizer measure: the output's weights don't move.

## Known gaps
Losses that call code which can't be followed, and those that get a second part from `add_loss`.

## References
- https://www.tensorflow.org/guide/autodiff#getting_a_gradient_of_none
"""

from collections.abc import Iterator

from zerolint.api import Confidence, Finding, Formula, Note, Run, Severity, rule

from ._formulas import Written, written

WORDS = {
    "cast_integer": "a cast to integers",
    "compare": "a comparison",
    "logical": "a comparison",
    "metric": "a metric",
    "numpy": "NumPy",
}
"""What operations are called that have no name of their own."""
SILENT = frozenset({"sign"})
"""Gradients of 0: nothing raises (measured)."""


@rule("ZL217", Severity.ERROR)
def custom_loss_has_no_gradient(run: Run) -> Iterator[Finding]:
    for one in written(run):
        if one.formula.learns() or run.adds_losses or _trained_by_another(run, one):
            continue
        gates = list(one.formula.gates())
        if gates:
            yield _finding(run, one, gates[-1], f"no gradient gets through {_name(gates[-1])}: {_outcome(run, gates)}")
        else:
            yield _finding(run, one, one.formula, f"the loss doesn't read the predictions: {_outcome(run, gates)}")


def _trained_by_another(run: Run, one: Written) -> bool:
    """Whether the output is only shown: another one is made of its values, and has a loss that learns."""
    losses = run.losses if len(run.losses) == len(run.network.heads) else ()
    formulas = [losses[i].formula for i in one.head.feeds if i < len(losses)] if one.head is not None else []
    return any(formula is None or formula.learns() for formula in formulas)


def _name(gate: Formula) -> str:
    return WORDS.get(gate.op) or f"`{gate.op}`"


def _outcome(run: Run, gates: list[Formula]) -> str:
    if len(run.losses) > 1:
        return "this output isn't trained"
    if any(not layer.fact(name).left_out for layer in run.network.layers for name in PENALTIES):
        return "the weights follow the regularizer alone"
    return "nothing is ever learned" if any(gate.op in SILENT for gate in gates) else "training raises an error"


PENALTIES = ("kernel_regularizer", "bias_regularizer", "activity_regularizer", "recurrent_regularizer")


def _finding(run: Run, one: Written, place: Formula, message: str) -> Finding:
    return Finding(
        place.site,
        message,
        confidence=Confidence.MEDIUM,  # losses that call the model otherwise were taken for this (docs/precision.md)
        help="compute the loss from the predictions themselves, and keep this one as a metric",
        notes=(Note("under this loss", one.loss.site),),
        about=one.head,
    )
