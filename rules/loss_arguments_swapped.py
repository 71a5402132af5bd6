"""A loss gets the predictions for targets, and the targets for predictions.

## What it does
Looks into losses that the program writes itself (functions, classes with `call`, training loops, `train_step`) for a
loss of Keras that is called with the predictions first, and for cross-entropies that are written out with the logarithm
of the targets, which are 0 most of the time: NaN. Losses that are the same both ways round are left alone
(squared and absolute error, Huber, log-cosh, cosine, Dice), and so are those of `keras.backend` in programs for Keras 1
and 2: until 2.0.6 they took the predictions first.

## Why it is bad
Keras's losses take `(y_true, y_pred)`; other libraries have it the other way round, and nothing checks it. Measured on
Keras 3.15: on logits every output grows without end (0.6…468 after 30 epochs, loss −71 and falling, accuracy 0.50);
`poisson` falls to −232 with predictions of 32…196 for targets around 23; `mape` keeps them within ±1.3 there; a sparse
loss raises. A cross-entropy or divergence on probabilities trains nearly as well on easy labels (accuracy 0.99 as
against 1.00), since it becomes sixteen times the absolute error: outputs go to 0 and 1, and what is shown as loss (0.62
where the cross-entropy is 0.06) says nothing. That is a warning.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.normal(size=(1000, 8))
y = np.random.poisson(np.exp(0.3 * x.sum(axis=1, keepdims=True)))


def counts(y_true, y_pred):
    return keras.losses.poisson(y_pred, y_true)


model = keras.Sequential([
    keras.layers.Input(shape=(8,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="softplus"),
])
model.compile(optimizer="adam", loss=counts)
model.fit(x, y, epochs=20)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.normal(size=(1000, 8))
y = np.random.poisson(np.exp(0.3 * x.sum(axis=1, keepdims=True)))


def counts(y_true, y_pred):
    return keras.losses.poisson(y_true, y_pred)


model = keras.Sequential([
    keras.layers.Input(shape=(8,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="softplus"),
])
model.compile(optimizer="adam", loss=counts)
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe, since another loss is trained. The two arguments change places.

## How the probe confirms it
Pair: the program as written against the one with the arguments in their order.

## Known gaps
Losses that are written out in arithmetic, but for cross-entropies with the logarithm of the targets; those of other
libraries, and calls whose two arguments both come from predictions (distillation, contrastive losses).

## References
- https://keras.io/api/losses/#standalone-usage-of-losses
"""

from collections.abc import Iterator

from zerolint.api import Confidence, Finding, Fix, Formula, Head, Loss, Note, Replace, Run, Safety, Severity, rule

from ._formulas import written

LOPSIDED = frozenset(
    {"binary_crossentropy", "binary_focal_crossentropy", "categorical_crossentropy", "categorical_focal_crossentropy"}
    | {"kl_divergence", "mean_absolute_percentage_error", "poisson", "sparse_categorical_crossentropy", "tversky"}
)
"""Losses that change when their arguments are swapped; hinge with its labels −1 and 1 is a product (measured)."""
BLUNT = LOPSIDED - {"mean_absolute_percentage_error", "poisson", "sparse_categorical_crossentropy", "tversky"}
"""Those that trained nearly as well on probabilities (measured): what they report is no cross-entropy, though."""


@rule("ZL214", Severity.ERROR)
def loss_arguments_swapped(run: Run) -> Iterator[Finding]:
    for loss, formula, head in written(run):
        for part in formula.walk():
            if part.op == "loss" and part.name in LOPSIDED and _swapped(part) and _order_known(run, part):
                yield Finding(
                    part.site,
                    f"`{part.name}` gets targets and predictions swapped: {_outcome(part)}",
                    severity=Severity.WARNING if _trains(part) else None,
                    help=f"call it with the targets first, then the predictions: {_signature(part)}",
                    notes=(Note("under this loss", loss.site),),
                    fix=_exchange(part),
                    about=head,
                )
        yield from _by_hand(formula, loss, head)


def _by_hand(formula: Formula, loss: Loss, head: Head | None) -> Iterator[Finding]:
    """`-sum(log(target) * prediction)`: a cross-entropy whose only logarithm is that of the targets as they are."""
    logs = [part for part in formula.walk() if part.op == "log"]
    if not logs or not formula.followed or any(part.of("y_pred") for part in logs):
        return
    bare = [part for part in logs if part.operands[0].op == "y_true"]
    for part in formula.walk():
        times = part.op == "multiply" and any(one in bare for one in part.operands)
        if times and any(one.surely_of("y_pred") for one in part.operands):
            yield Finding(
                next(one for one in part.operands if one in bare).site,
                "this takes the logarithm of the targets, not of the predictions: Keras gives the targets first",
                confidence=Confidence.MEDIUM,
                help="name the parameters in that order: `(y_true, y_pred)`",
                notes=(Note("under this loss", loss.site),),
                about=head,
            )


def _swapped(part: Formula) -> bool:
    true, pred = part.operands
    return true.surely_of("y_pred") and not true.of("y_true") and not pred.of("y_pred")


def _order_known(run: Run, part: Formula) -> bool:
    """The backend's losses took `(output, target)` until Keras 2.0.6, and which Keras 2 it is nobody knows."""
    return run.keras >= 3 or not part.backend


def _trains(part: Formula) -> bool:
    return part.name in BLUNT and not part.logits


def _outcome(part: Formula) -> str:
    if _trains(part):
        return "the loss shown says nothing"
    return "it raises an error" if (part.name or "").startswith("sparse") else "it trains the wrong way"


def _signature(part: Formula) -> str:
    return f"`{part.name}(target, output)` since Keras 2.0.7" if part.backend else f"`{part.name}(y_true, y_pred)`"


def _exchange(part: Formula) -> Fix | None:
    if len(part.places) != 2:
        return None
    first, second = part.places
    edits = (Replace(first, "{}", second), Replace(second, "{}", first))
    return Fix("exchange the two arguments", Safety.UNSAFE, edits)
