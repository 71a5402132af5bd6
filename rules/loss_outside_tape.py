"""Something between the weights and the loss happens where the gradient tape does not see it.

## What it does
Finds `tape.gradient(loss, …)` in hand-written training whose result is None because

- the model is called before the `with tf.GradientTape()` block, not in it;
- the loss is worked out after the block;
- the predictions come from `model.predict()`, or go through NumPy (`.numpy()`, `np.mean`);
- the gradient is asked for with respect to a tensor that the tape was not told to watch.

## Why it is bad
A tape records TensorFlow's operations while its block is open. What happens outside of it, or in NumPy, it takes for a
constant, and the gradient of a loss with respect to what a constant came from is None. `apply_gradients` then raises
`No gradients provided for any variable` (measured on Keras 3.15). Variables are watched by themselves, other tensors
only after `tape.watch(tensor)`.

## Example
```python
import numpy as np
import tensorflow as tf
from tensorflow import keras

x = np.random.rand(256, 4).astype("float32")
y = x.sum(axis=1, keepdims=True)
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)])
optimizer = keras.optimizers.Adam(0.01)
for step in range(200):
    predictions = model(x, training=True)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(y - predictions))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
```

## Use instead
```python
import numpy as np
import tensorflow as tf
from tensorflow import keras

x = np.random.rand(256, 4).astype("float32")
y = x.sum(axis=1, keepdims=True)
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)])
optimizer = keras.optimizers.Adam(0.01)
for step in range(200):
    with tf.GradientTape() as tape:
        predictions = model(x, training=True)
        loss = tf.reduce_mean(tf.square(y - predictions))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
```

## How the probe confirms it
Measure: the gradients are None, or Keras raises.

## Known gaps
Losses of which a part comes from code that isn't followed; sums of which only one part is outside; operations without a
gradient, such as argmax and rounding.

## References
- https://www.tensorflow.org/guide/autodiff#getting_a_gradient_of_none
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import Finding, Note, Operation, Program, Severity, rule

from ._values import sure

MESSAGES: Final = {
    "forward": "the model is called outside of the gradient tape: all gradients are None, nothing is trained",
    "loss": "the loss is worked out outside of the gradient tape: all gradients are None, nothing is trained",
    "predict": "`predict` gives arrays, which no tape records: all gradients are None, nothing is trained",
    "unwatched": "the gradient tape does not watch this tensor: its gradient is None",
}
HELP: Final = {
    "forward": "call the model inside of the `with` block of the tape",
    "gate": "work the loss out of what the model gives, and use this for metrics only",
    "loss": "work the loss out inside of the `with` block of the tape",
    "numpy": "use TensorFlow's operations, or those of `keras.ops`, up to the loss",
    "predict": "call the model itself: `model(x, training=True)`",
    "unwatched": "call `tape.watch` on it before the model is called",
}


@rule("ZL603", Severity.ERROR)
def loss_outside_tape(program: Program) -> Iterator[Finding]:
    for asked in program.done("gradient"):
        lost = asked.get("lost")
        if isinstance(lost, str):
            yield _finding(asked, lost)


def _finding(asked: Operation, lost: str) -> Finding:
    inside = lost in ("gate", "numpy", "predict")
    site = asked.place("sources") if lost == "unwatched" else asked.place("at")
    note = asked.place("target" if inside else "tape")
    how = "has no gradient" if lost == "gate" else "leaves TensorFlow"
    left = f"`{asked.get('by')}` {how}: no gradient gets from the loss to the weights, nothing is trained"
    return Finding(
        site or asked.site,
        MESSAGES.get(lost, left),
        confidence=sure(asked.path),
        help=HELP[lost],
        notes=(Note("the loss" if inside else "the tape", note),) if note is not None else (),
    )
