"""`from_logits=True`, and the output is already activated.

## What it does
Finds a loss with `from_logits=True` at a head that ends in a sigmoid or softmax.

## Why it is bad
The loss would apply the activation a second time. On the TensorFlow backend Keras notices, trains on the logits behind
the activation and warns: measured on Keras 3.15, loss and weights are the same as without the flag, so there the flag
is only misleading. Where Keras can't get at the logits the activation really is applied twice: with a layer between
activation and loss (sigmoid, then `Reshape`) the loss ends at 0.53 where it should be 0.10; a binary focal loss
ended with every prediction at 0.0 on one data set, and shifted them on another; TensorFlow's own losses of logits
(`tf.nn.sparse_softmax_cross_entropy_with_logits`) never look: on wine, behind a softmax, the loss stays at 0.59,
without one it comes to 0.08. The JAX and PyTorch backends never recover them.

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
])
model.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True))
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
model.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy())
model.fit(x, y, epochs=20)
```
Or keep the flag and leave the activation out.

## Fix safety
Safe where Keras recovers the logits: dropping the flag gives the same numbers. Unsafe where it doesn't: there the
program trains another loss afterwards.

## How the probe confirms it
Pair: the program as written against the one without the flag. Where Keras recovers the logits the verdict is "not
reproduced": both train the same.

## Known gaps
The backend and mixed precision are not taken into account: there a warning ought to be an error.

## References
- `keras/src/backend/tensorflow/nn.py`, `_get_logits`
- https://keras.io/api/losses/probabilistic_losses/
"""

from collections.abc import Iterator

from zerolint.api import Finding, Fix, Head, Loss, Note, RemoveArgument, Run, Safety, Severity, rule

from ._heads import Part, always_one, parts, sets_activation, spot, with_activation


@rule("ZL205", Severity.WARNING)
def logits_flag_with_activated_output(run: Run) -> Iterator[Finding]:
    for part in parts(run):
        activated = part.head.activation.get() in ("sigmoid", "softmax")
        if activated and part.loss.from_logits.get() is True and not always_one(part.head):
            yield _finding(part)


def _finding(part: Part) -> Finding:
    head, loss, _, _ = part
    name, lost = head.activation.get(), _lost(head, loss)
    if lost:
        message = f"`{name}` is applied twice, learning suffers: {lost}"
    else:
        message = f"`from_logits=True` has no effect: today's Keras trains on the logits behind this `{name}`"
    return Finding(
        loss.from_logits.site or loss.site,
        message,
        severity=Severity.ERROR if lost else Severity.WARNING,
        help=f"{'drop `from_logits=True`, or ' if loss.from_logits.written else ''}remove the `{name}` from the output",
        notes=(Note(f"`{name}` output", spot(head)),),
        fix=_fix(head, loss, bool(lost)),
        about=head,
    )


def _lost(head: Head, loss: Loss) -> str | None:
    """Why Keras can't get at the logits; None where it does."""
    if not loss.from_logits.written:
        return "TensorFlow's own loss takes its input for logits"
    if loss.name is not None and "focal" in loss.name:
        return "a focal loss doesn't look behind the activation"
    behind = _behind_activation(head)
    return f"Keras can't recover the logits behind `{behind}`" if behind else None


def _behind_activation(head: Head) -> str | None:
    """The layer that stands between the activation and the loss."""
    after = head.after
    for index, layer in enumerate(after):
        if sets_activation(layer, head):
            after = after[index + 1 :]
            break
    return after[0].kind if after else None


def _fix(head: Head, loss: Loss, lost: bool) -> Fix | None:
    safety = Safety.UNSAFE if lost else Safety.SAFE
    if loss.from_logits.written and loss.from_logits.site is not None:
        return Fix("drop `from_logits=True`", safety, (RemoveArgument(loss.from_logits.site),))
    edit = with_activation(head, "linear")
    return Fix("remove the activation from the output", Safety.UNSAFE, (edit,)) if edit else None
