"""Gradients are worked out and then not applied, or applied to another model.

## What it does
Finds training loops that ask a tape for the gradients of a loss with respect to a model's weights, and

- do nothing with the result;
- give it to `apply_gradients` together with the weights of another model.

## Why it is bad
`tape.gradient` changes nothing: only the optimizer moves weights. Without `apply_gradients` the loop runs through, the
loss is printed, and after it all weights are what they were (a change of exactly 0.0 after three epochs of a
`train_step` without it, measured on Keras 3.15). Gradients of one model applied to another of the same shape move the
other one, silently; where the shapes differ, TensorFlow raises.

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
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(y - model(x, training=True)))
    gradients = tape.gradient(loss, model.trainable_variables)
print(float(loss))
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
        loss = tf.reduce_mean(tf.square(y - model(x, training=True)))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
print(float(loss))
```

## How the probe confirms it
Measure: no weight differs after the loop.

## Known gaps
Gradients that are stored or printed and never applied. Outside of a loop, gradients are taken for something to look at.

## References
- https://www.tensorflow.org/guide/keras/writing_a_training_loop_from_scratch
"""

from collections.abc import Iterator

from zerolint.api import Finding, Note, Program, Severity, rule

from ._values import sure


@rule("ZL602", Severity.ERROR)
def gradients_never_applied(program: Program) -> Iterator[Finding]:
    yield from _unused(program)
    for applied in program.done("gradients-misapplied"):
        asked = applied.place("asked")
        yield Finding(
            applied.site,
            "the gradients of one model are applied to another one's weights: the first learns nothing",
            confidence=sure(applied.path),
            help="apply them to the weights that they were asked for",
            notes=(Note("asked for here", asked),) if asked is not None else (),
        )


def _unused(program: Program) -> Iterator[Finding]:
    read = {id(one.place("of")) for one in program.done("gradients-kept") if one.get("read") is True}
    unread = [one for one in program.done("gradients-kept", "gradients-dropped") if id(one.place("of")) not in read]
    of = {id(one.place("of")) for one in unread}
    for asked in program.done("gradient"):
        if id(asked.site) in of and asked.get("weights") is True and asked.get("looped") is True:
            yield Finding(
                asked.site,
                "these gradients are never applied: no weight changes, whatever the number of steps",
                confidence=sure(asked.path),
                help="give them to the optimizer: `optimizer.apply_gradients(zip(gradients, weights))`",
            )
