"""A loss of one's own divides by zero or takes the logarithm of zero, sooner or later.

## What it does
Looks into losses that the program writes itself for operations whose gradient becomes infinite or NaN at values that
predictions take: the logarithm of a probability, or of an output that goes below 0; a division by the predictions, or
by targets that are 0; the square root of an output that is 0; a softmax written out without subtracting the largest
logit first. Inside of the network, also in a `Lambda`: the square root of a distance, `sqrt(sum((a - b) ** 2))`, which
is 0 for two inputs that are alike.

## Why it is bad
One NaN in one batch makes all weights NaN, and every prediction after it. Measured on Keras 3.15, 3 inits
each: a binary cross-entropy without clip is NaN from the first epoch on when the inputs are large (spread 50), and on
standardised inputs within 100 epochs at a learning rate of 0.01, since a confident sigmoid is exactly 0 or 1; 20 epochs
at 0.001 it survives. With `+ 1e-7` all of them train.

## Example
```python
import numpy as np
import tensorflow as tf
from tensorflow import keras

x = 50 * np.random.normal(size=(1000, 8))
y = (x.sum(axis=1) > 0).astype("float32")


def entropy(y_true, y_pred):
    yes = y_true * tf.math.log(y_pred)
    no = (1 - y_true) * tf.math.log(1 - y_pred)
    return -tf.reduce_mean(yes + no)


model = keras.Sequential([
    keras.layers.Input(shape=(8,)),
    keras.layers.BatchNormalization(),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss=entropy)
model.fit(x, y, epochs=20)
```

## Use instead
```python
import numpy as np
import tensorflow as tf
from tensorflow import keras

x = 50 * np.random.normal(size=(1000, 8))
y = (x.sum(axis=1) > 0).astype("float32")


def entropy(y_true, y_pred):
    y_pred = tf.clip_by_value(y_pred, 1e-7, 1 - 1e-7)
    yes = y_true * tf.math.log(y_pred)
    no = (1 - y_true) * tf.math.log(1 - y_pred)
    return -tf.reduce_mean(yes + no)


model = keras.Sequential([
    keras.layers.Input(shape=(8,)),
    keras.layers.BatchNormalization(),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss=entropy)
model.fit(x, y, epochs=20)
```
`tf.where(p > 0, tf.math.log(p), 0.0)` is no guard: the gradient is NaN all the same (measured).

## Fix safety
Unsafe, since the loss becomes a little another one: 1e-7 is added to what is 0 at times.

## How the probe confirms it
Measure: the loss and its gradient at predictions of exactly 0 and 1.

## Known gaps
Layers of one's own; of `Lambda` layers only distances are looked at. Ratios of sums over a whole batch (Dice without a
smoothing term) are hardly ever 0, and left alone; so are square roots of a mean error.

## References
- https://www.tensorflow.org/guide/autodiff
"""

from collections.abc import Iterator
from typing import NamedTuple

from zerolint.api import Confidence, Edit, Finding, Fix, Formula, Network, Note, Replace, Run, Safety, Severity, rule

from ._formulas import Written, written
from ._heads import PROBABILITIES

PASSING = frozenset({"cast", "constant", "expand_dims", "flatten", "identity", "reshape", "squeeze", "y_pred"})
SHIFTED = PASSING | {"add", "negative", "subtract"}
"""A prediction, moved by a constant at most: its bounds are exact."""
CHOSEN = SHIFTED | {"clip", "compare", "maximum", "minimum", "multiply", "ones_like", "where", "y_true", "zeros_like"}
"""Of one prediction for each element; sums over many are hardly ever exactly 0."""


class Risk(NamedTuple):
    message: str
    operand: int
    advice: str = "add a small number: `+ 1e-7`"
    mends: bool = True


@rule("ZL218", Severity.WARNING)
def custom_loss_unstable(run: Run) -> Iterator[Finding]:
    for one in written(run):
        if one.head is None or not one.head.activation.known or one.head.scaled_after:
            continue
        for part in one.formula.walk():
            risk = _risk(one, part, run)
            if risk is not None:
                yield Finding(
                    part.site,
                    risk.message,
                    confidence=Confidence.MEDIUM,
                    help=risk.advice,
                    notes=(Note("under this loss", one.loss.site),),
                    fix=_fix(part, risk) if risk.mends else None,
                    about=one.head,
                )
    yield from _distances(run)


def _distances(run: Run) -> Iterator[Finding]:
    """Square roots of bare distances inside of the network, behind weights that learn through them."""
    network = run.network
    learning = [i for i, layer in enumerate(network.layers) if layer.weighted and layer.trainable]
    for position, layer in enumerate(network.layers):
        if run.idle or not learning or position < learning[0]:
            continue
        roots = layer.get("roots")
        places = list(roots) if isinstance(roots, tuple) else [layer.site] if _bare_root(network, position) else []
        for place in places:
            yield Finding(
                place,
                "the square root of a distance that is 0 has an infinite slope: weights turn NaN",
                confidence=Confidence.MEDIUM,
                help="keep it above 0: `maximum(…, 1e-7)`",
                notes=(Note("trained here", run.site),),
                about=layer,
            )


def _bare_root(network: Network, position: int) -> bool:
    """`sqrt(sum((a - b) ** 2))` of tensors."""
    names = []
    for _ in range(4):
        if position < 0 or not network.layers[position].op:
            break
        names.append(network.layers[position].kind.removeprefix("reduce_"))
        position = next(iter(network.layers[position].inputs), -1)
    return names[:3] in (["sqrt", "sum", "square"], ["sqrt", "sum", "power"]) and names[3:] == ["subtract"]


def _risk(one: Written, part: Formula, run: Run) -> Risk | None:
    match part.op:
        case "log" if _made_of(part.operands[0], CHOSEN):
            return _logarithm(one, part.operands[0])
        case "divide":
            return _softmax(part) or _division(part, run)
        case "sqrt" if _made_of(part.operands[0], PASSING) and _reaches_zero(one):
            return Risk("the square root of an output that is 0 has an infinite slope: weights turn NaN", 0)
    return None


def _made_of(operand: Formula, ops: frozenset[str]) -> bool:
    return operand.surely_of("y_pred") and all(part.op in ops for part in operand.walk())


def _reaches_zero(one: Written) -> bool:
    """Whether an output may be exactly 0: a ReLU is, a softplus never."""
    name = one.head.activation.get() if one.head is not None else ""
    return name in ("relu", "relu6")


def _logarithm(one: Written, operand: Formula) -> Risk | None:
    name = (one.head.activation.get() or "") if one.head is not None else ""
    if operand.lo == 0 and (name in PROBABILITIES or _reaches_zero(one)):
        return Risk(f"`{name}` reaches 0 or 1 exactly: this logarithm is infinite there, then weights turn NaN", 0)
    if operand.lo < 0 and name not in PROBABILITIES and _made_of(operand, SHIFTED):
        advice = "use an output above 0, or clip it"
        message = "the logarithm of an output below 0 is NaN: one such row makes all weights NaN"
        return Risk(message, 0, advice, mends=False)
    return None


def _division(part: Formula, run: Run) -> Risk | None:
    divisor = part.operands[1]
    if divisor.op == "y_pred" and divisor.lo < 0 < divisor.hi:
        message = "this divides by the predictions, which pass 0: the loss turns infinite, the weights NaN"
        return Risk(message, 1, "divide by something that stays above 0", mends=False)
    if divisor.op == "y_true" and len(run.targets) == 1:
        stats = run.targets[0].stats
        if stats.tight and stats.lo == 0:
            return Risk("this divides by the targets, some of which are 0: the loss turns infinite", 1)
    return None


def _softmax(part: Formula) -> Risk | None:
    """exp(a) / sum(exp(a)) of logits that are what they are."""
    top, bottom = part.operands
    raised = bottom.operands[0] if bottom.op == "sum" and bottom.operands else None
    if top.op != "exp" or raised is None or raised.op != "exp" or top.operands[0] is not raised.operands[0]:
        return None
    if top.operands[0].op != "y_pred" or top.operands[0].hi < float("inf"):
        return None
    message = "`exp` overflows for outputs above 88: this softmax is NaN there, and then so are the weights"
    return Risk(message, 0, "use Keras's own `softmax`, which subtracts the largest output first", mends=False)


def _fix(part: Formula, risk: Risk) -> Fix | None:
    if len(part.places) != len(part.operands):
        return None
    place = part.places[risk.operand]
    edit: Edit = Replace(place, "{} + 1e-7", place)
    return Fix("add 1e-7", Safety.UNSAFE, (edit,))
