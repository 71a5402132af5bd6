"""A cross-entropy that expects probabilities receives logits.

## What it does
Finds a cross-entropy without `from_logits=True` at an output without sigmoid or softmax: linear, ReLU, tanh …

## Why it is bad
Keras clips what it takes for a probability to 0…1. Outside the gradient is exactly 0, so rows whose output lies there
teach nothing, and a network that starts there stays there. Measured on Keras 3.15: three linear units with
`sparse_categorical_crossentropy` go from a loss of 5.3 to that of a uniform guess, with 38 % right where the same
network with a softmax has 96 %; a single linear unit under `binary_crossentropy` depends on the luck of its initial
weights, and its outputs are no probabilities.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)

model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1),
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
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
```
Or keep the output and compile with `keras.losses.BinaryCrossentropy(from_logits=True)`; then the predictions are
logits, to be thresholded at 0.

## Fix safety
Unsafe: it changes what is trained. It adds the activation that the loss expects, so that predictions become
probabilities; `from_logits=True` would leave them logits, and what reads them would have to change too.

## How the probe confirms it
Pair: the program as written against the one with the activation, held-out skill of both.

## Known gaps
Losses of the program's own are not looked into.

## References
- https://keras.io/api/losses/probabilistic_losses/
- `keras/src/backend/tensorflow/nn.py`, `binary_crossentropy`, `categorical_crossentropy`
"""

from collections.abc import Iterator

from zerolint.api import Family, Finding, Fix, Note, Run, Safety, Severity, rule

from ._heads import RELUS, Part, of_probabilities, parts, regression, spot, width, with_activation

NO_PROBABILITIES = RELUS | {"exponential", "hard_tanh", "linear", "log_sigmoid", "log_softmax", "softsign", "tanh"}


@rule("ZL206", Severity.ERROR)
def probabilities_expected_but_logits_given(run: Run) -> Iterator[Finding]:
    for part in parts(run):
        if (
            not part.loss.cross_entropy
            or part.loss.from_logits.get() is not False
            or part.head.scaled_after
            or of_probabilities(part.head)
        ):
            continue
        if part.head.activation.get() in NO_PROBABILITIES and not _told_by_another(part):
            yield _finding(part)


def _told_by_another(part: Part) -> bool:
    """One unit under a categorical loss is ZL210 or ZL208, a regression ZL202."""
    one_unit = width(part.head) == 1 and part.loss.family is not Family.BINARY_CROSSENTROPY
    return one_unit or (regression(part) is not None and not part.target.stats.within(0.0, 1.0))


def _finding(part: Part) -> Finding:
    head, loss, _, _ = part
    wanted = "sigmoid" if loss.family is Family.BINARY_CROSSENTROPY else "softmax"
    edit = with_activation(head, wanted)
    return Finding(
        loss.site,
        f"`{loss.name}` clips this {head.activation.get()} output to 0…1: beyond that nothing is learned",
        help=f'add `activation="{wanted}"` to the output, or set `from_logits=True`'
        if head.activation.get() == "linear"
        else f"use `{wanted}` at the output in place of `{head.activation.get()}`",
        notes=(Note("the output, without sigmoid or softmax", spot(head)),),
        fix=Fix(f"use `{wanted}` at the output", Safety.UNSAFE, (edit,)) if edit else None,
        about=head,
    )
