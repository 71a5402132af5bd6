"""A stateful recurrent layer carries its state from batch to batch, and the rows come in random order.

## What it does
Finds `fit` on arrays with a recurrent layer that has `stateful=True`, where `shuffle=False` isn't said: `fit`
shuffles by default. With low confidence also `fit` on a `tf.data` set that is shuffled on its way.

## Why it is bad
With `stateful=True` row i of a batch goes on where row i of the batch before ended. That has a meaning only while the
rows stay in their order; shuffled, each row starts with the state that some other row left behind. Measured on series
whose target needs the last 30 values while a window has 10 of them (Keras 3.15, 15 epochs, two seeds): with
`shuffle=False` .13 and .16 of the variance remain, shuffled .62 and .64, as much as without any state (.65 and .67).
Nothing warns.

## Example
```python
import numpy as np
from tensorflow import keras

series = np.cumsum(np.random.randn(16, 400), axis=1) / 20
x = np.concatenate([series[:, t : t + 10, None] for t in range(0, 390, 10)])
y = np.concatenate([series[:, t + 10] for t in range(0, 390, 10)])
model = keras.Sequential([
    keras.layers.Input(batch_shape=(16, 10, 1)),
    keras.layers.GRU(16, stateful=True),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, batch_size=16, epochs=10)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

series = np.cumsum(np.random.randn(16, 400), axis=1) / 20
x = np.concatenate([series[:, t : t + 10, None] for t in range(0, 390, 10)])
y = np.concatenate([series[:, t + 10] for t in range(0, 390, 10)])
model = keras.Sequential([
    keras.layers.Input(batch_shape=(16, 10, 1)),
    keras.layers.GRU(16, stateful=True),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, batch_size=16, epochs=10, shuffle=False)
```

## Fix safety
Unsafe: the training is another one. It says `shuffle=False`.

## How the probe confirms it
Pair: the program as written against one with `shuffle=False`.

## Known gaps
Generators, whose order isn't looked at. States that are never reset between two epochs are not
reported: with the rows in order that cost nothing (measured: .13 and .16 without, .18 and .21 with a reset after each
epoch).

## References
- https://keras.io/api/layers/recurrent_layers/lstm/
"""

from collections.abc import Iterator

from zerolint.api import AddArgument, Confidence, Edit, Finding, Fix, Layer, Note, Run, RunKind, Safety, Severity, rule

from ._values import rewritten


@rule("ZL426", Severity.WARNING)
def stateful_without_order(run: Run) -> Iterator[Finding]:
    stateful = [layer for layer in run.network.layers if layer.group == "recurrent" and layer.get("stateful") is True]
    if not stateful or run.kind is not RunKind.FIT or run.swept or run.network.custom_step:
        return
    if run.targets_site is None:  # data sets and generators have no second argument
        yield from _in_the_pipeline(run, stateful)
        return
    if run.shuffle.get() is not True or run.batches.get() == 1:
        return
    edit: Edit = rewritten(run.shuffle, "False") or AddArgument(run.site, "shuffle=False")
    written = run.shuffle.site if run.shuffle.written else None
    yield Finding(
        written or run.site,
        f"`fit` shuffles the rows: stateful `{stateful[0].kind}` starts each of them with another one's state",
        confidence=Confidence.MEDIUM,  # the state may be of no use in either order
        help="keep the rows in order with `shuffle=False`, or leave `stateful` out",
        notes=tuple({id(layer.site): Note("carries its state on", layer.site) for layer in stateful}.values()),
        fix=Fix("keep the rows in order", Safety.UNSAFE, (edit,)),
        about=run,
    )


def _in_the_pipeline(run: Run, stateful: list[Layer]) -> Iterator[Finding]:
    """A data set that is shuffled on its way; a text generator learns all the same, from what one row holds."""
    shuffle = next((step for step in run.pipeline if step.op == "shuffle"), None)
    if run.feed != "tf.data" or shuffle is None or run.batches.get() == 1:
        return
    yield Finding(
        run.site,
        f"the data set is shuffled: stateful `{stateful[0].kind}` starts each row with another one's state",
        confidence=Confidence.LOW,
        help="keep the batches in order, or set `stateful` for prediction only",
        notes=(
            Note("shuffled here", shuffle.site),
            *tuple({id(layer.site): Note("carries its state on", layer.site) for layer in stateful}.values()),
        ),
        about=run,
    )
