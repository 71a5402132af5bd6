"""A metric of a hand-written loop is never reset, so that each epoch's figure holds all epochs before.

## What it does
Finds metric objects of Keras that a loop of one's own updates batch by batch and reads once per epoch, or for each
batch in a loop over the epochs, where nothing in the program resets them and none is made anew in each epoch.

## Why it is bad
A metric object adds up whatever it is given until `reset_state()` is called; `fit` does that at the start of each
epoch, a hand-written loop has to. What is printed for epoch 10 is the mean over ten epochs. Measured on digits (Keras
3.15): after ten epochs 0.857 was shown where the accuracy of the epoch was 0.956, after two 0.556 instead of 0.764.
The model itself is the same, but what is decided by that figure isn't: early stopping, the best epoch, whether it
still learns at all.

## Example
```python
import numpy as np
import tensorflow as tf

x = np.random.rand(1600, 10).astype("float32")
y = (x.sum(axis=1) > 5).astype("float32")[:, None]
data = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(1600).batch(32)
model = tf.keras.Sequential([
    tf.keras.layers.Input((10,)),
    tf.keras.layers.Dense(16, activation="relu"),
    tf.keras.layers.Dense(1, activation="sigmoid"),
])
optimizer, loss_of = tf.keras.optimizers.Adam(0.01), tf.keras.losses.BinaryCrossentropy()
accuracy = tf.keras.metrics.BinaryAccuracy()
for epoch in range(10):
    for features, labels in data:
        with tf.GradientTape() as tape:
            predictions = model(features, training=True)
            loss = loss_of(labels, predictions)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        accuracy.update_state(labels, predictions)
    print(epoch, accuracy.result())
```

## Use instead
```python
import numpy as np
import tensorflow as tf

x = np.random.rand(1600, 10).astype("float32")
y = (x.sum(axis=1) > 5).astype("float32")[:, None]
data = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(1600).batch(32)
model = tf.keras.Sequential([
    tf.keras.layers.Input((10,)),
    tf.keras.layers.Dense(16, activation="relu"),
    tf.keras.layers.Dense(1, activation="sigmoid"),
])
optimizer, loss_of = tf.keras.optimizers.Adam(0.01), tf.keras.losses.BinaryCrossentropy()
accuracy = tf.keras.metrics.BinaryAccuracy()
for epoch in range(10):
    accuracy.reset_state()
    for features, labels in data:
        with tf.GradientTape() as tape:
            predictions = model(features, training=True)
            loss = loss_of(labels, predictions)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        accuracy.update_state(labels, predictions)
    print(epoch, accuracy.result())
```

## Fix safety
Unsafe: other numbers are shown, and what depends on them may go another way. It resets the metric before the batches
of each epoch.

## Known gaps
Sums and lists of one's own; programs in which something else is reset. A running mean over the whole training may be
meant, which is why the confidence is medium, and low where the figure is read for each batch.

## References
- https://keras.io/guides/writing_a_custom_training_loop_in_tensorflow/
"""

from collections.abc import Iterator

from zerolint.api import Confidence, Finding, Fix, InsertBefore, Note, Operation, Program, Safety, Severity, rule


@rule("ZL609", Severity.WARNING)
def metric_never_reset(program: Program) -> Iterator[Finding]:
    for read in program.done("metric-never-reset"):
        places = {"updated for each batch": read.place("update"), "made once": read.place("made")}
        yield Finding(
            read.site,
            f"`{read.get('object')}` is never reset: this figure averages over all epochs so far",
            confidence=Confidence.LOW if read.get("running") else Confidence.MEDIUM,
            help=f"call `{read.get('object')}.reset_state()` at the start of each epoch",
            notes=tuple(Note(text, place) for text, place in places.items() if place is not None),
            fix=_reset(program, read),
        )


def _reset(program: Program, read: Operation) -> Fix | None:
    inner = read.place("inner")
    if inner is None:
        return None
    call = "reset_states" if program.target.legacy_only else "reset_state"
    edit = InsertBefore(inner, f"{read.get('object')}.{call}()")
    return Fix("reset it before the batches of each epoch", Safety.UNSAFE, (edit,))
