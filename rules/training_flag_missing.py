"""A training loop of one's own calls the model as if it predicted: dropout and batch normalisation stay switched off.

## What it does
Finds training steps by hand (`GradientTape`, `minimize`) whose forward pass calls the model without `training=True`,
where the model has dropout, noise or `BatchNormalization` that learns. Layers that the program elsewhere runs with
`training=True` are left alone, and a `BatchNormalization` whose statistics `fit` or a file has given.

## Why it is bad
Outside of `fit`, Keras calls a model for inference unless it is told otherwise, in a tape, too. Measured:
`Dropout(0.5)` then drops 0 % of the values; the moving mean of a `BatchNormalization` stays 0 for ever, so that nothing
is normalised. A small classifier on 300 rows reached 0.834 on new rows without the flag and 0.874 with it (two
BatchNormalization placements alike), while its training accuracy was 1.0 either way.

## Example
```python
import numpy as np
import tensorflow as tf

x = np.random.normal(5, 3, size=(300, 20)).astype("float32")
y = (x[:, :5].sum(axis=1) > 25).astype("float32").reshape(-1, 1)
data = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(300).batch(32)
model = tf.keras.Sequential([
    tf.keras.layers.Input(shape=(20,)),
    tf.keras.layers.BatchNormalization(),
    tf.keras.layers.Dense(64, activation="relu"),
    tf.keras.layers.Dense(1, activation="sigmoid"),
])
optimizer = tf.keras.optimizers.Adam()
loss_of = tf.keras.losses.BinaryCrossentropy()
for epoch in range(30):
    for features, labels in data:
        with tf.GradientTape() as tape:
            loss = loss_of(labels, model(features))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
```

## Use instead
```python
import numpy as np
import tensorflow as tf

x = np.random.normal(5, 3, size=(300, 20)).astype("float32")
y = (x[:, :5].sum(axis=1) > 25).astype("float32").reshape(-1, 1)
data = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(300).batch(32)
model = tf.keras.Sequential([
    tf.keras.layers.Input(shape=(20,)),
    tf.keras.layers.BatchNormalization(),
    tf.keras.layers.Dense(64, activation="relu"),
    tf.keras.layers.Dense(1, activation="sigmoid"),
])
optimizer = tf.keras.optimizers.Adam()
loss_of = tf.keras.losses.BinaryCrossentropy()
for epoch in range(30):
    for features, labels in data:
        with tf.GradientTape() as tape:
            loss = loss_of(labels, model(features, training=True))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
```

## Fix safety
Unsafe: the training is another one with it.

## How the probe confirms it
Pair: the program as written against the same with `training=True`.

## Known gaps
A `train_step` of the model's own, and layers of a backbone.

## References
- https://keras.io/guides/writing_a_custom_training_loop_in_tensorflow/
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import AddArgument, Finding, Fix, Layer, Note, Prediction, Program, RunKind, Safety, Severity, rule

from ._values import sure

BATCH: Final = "BatchNormalization"
TWO_FACED: Final = frozenset(
    {BATCH, "AlphaDropout", "Dropout", "GaussianDropout", "GaussianNoise"}
    | {"SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D"}
)
"""Layers that do one thing in training and another one in predictions."""
FITS: Final = (RunKind.FIT, RunKind.TRAIN_ON_BATCH)
"""Trainings by Keras, which runs the layers as in training: their moving mean and variance are known afterwards."""


@rule("ZL604", Severity.WARNING)
def training_flag_missing(program: Program) -> Iterator[Finding]:
    plain = [prediction for prediction in program.predictions if prediction.trains and prediction.plain]
    called = {id(layer.identity) for each in program.predictions if each.awake for layer in each.network.layers}
    fitted = {id(layer.identity) for run in program.runs if run.kind in FITS for layer in run.network.layers}
    for prediction in plain:
        layers = (
            layer for layer in prediction.network.layers if _two_faced(layer) and id(layer.identity) not in called
        )
        known = prediction.network.loaded is not None or prediction.network.pretrained
        asleep = next((one for one in layers if one.kind != BATCH or not (known or id(one.identity) in fitted)), None)
        if asleep is not None:
            yield _finding(prediction, asleep)


def _finding(prediction: Prediction, asleep: Layer) -> Finding:
    effect = "normalises nothing" if asleep.kind == BATCH else "drops nothing"
    return Finding(
        prediction.site,
        f"the training step calls the model without `training=True`: `{asleep.kind}` {effect}",
        confidence=sure(prediction.path),
        help="call the model with `training=True` in the training step",
        notes=(Note("it stays switched off", asleep.site),),
        fix=Fix("train with `training=True`", Safety.UNSAFE, (AddArgument(prediction.site, "training=True"),)),
        about=prediction,
    )


def _two_faced(layer: Layer) -> bool:
    """Whether it would act in training: not frozen, not with a rate of 0, not told what to do in the graph."""
    if layer.kind not in TWO_FACED or layer.trainable is False or "training" in layer.config:
        return False
    return layer.kind == BATCH or bool(layer.get("rate") or layer.get("stddev"))
