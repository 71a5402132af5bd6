"""The last recurrent layer returns a sequence, or hands none to the next one.

## What it does
Finds networks that give one output for each time step, because their last recurrent layer has `return_sequences=True`,
where there is one target for each row. Also recurrent layers without `return_sequences=True` whose only output goes
into a layer that wants a sequence.

## Why it is bad
With `return_sequences=True` a layer gives its state after each step, and the Dense layers behind it work on each step
alone: the output is (rows, steps, units). A cross-entropy refuses it (`ValueError`, measured on Keras 3.15). The losses
of regressions don't: the one target of a row is compared with the output of every step, the first ones among them,
which have hardly seen anything of the row. They can only learn the mean, the loss stays high (the mean of 12 steps:
0.10 after 8 epochs, 0.02 with the last state alone), and `predict` gives a column too many.

Without `return_sequences=True` a layer gives its last state only, which is no sequence: a further recurrent layer
refuses it (`expected ndim=3, found ndim=2`).

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 12, 3)
y = x[:, :, 0].mean(axis=1)
model = keras.Sequential([
    keras.layers.Input(shape=(12, 3)),
    keras.layers.LSTM(32, return_sequences=True),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=20)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.rand(2000, 12, 3)
y = x[:, :, 0].mean(axis=1)
model = keras.Sequential([
    keras.layers.Input(shape=(12, 3)),
    keras.layers.LSTM(32),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=20)
```

## Fix safety
Unsafe, since the network is another one: the last recurrent layer loses its `return_sequences=True`, one that has to
hand on a sequence gets it.

## How the probe confirms it
Pair: the program as written against one whose last recurrent layer gives its last state.

## Known gaps
Targets of unknown shape, losses of one's own, and layers inside `Bidirectional` that need `return_sequences=True`,
which get no fix.

## References
- https://keras.io/api/layers/recurrent_layers/lstm/
- https://keras.io/guides/working_with_rnns/
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import AddArgument, Finding, Fix, Layer, Network, Note, RemoveArgument, Run, Safety, Severity, rule

from ._axes import alone, gives_last_state, maker_of_axes, raises, spread
from ._heads import certainty

STEPS: Final = frozenset({"Conv1D", "SeparableConv1D", "MaxPooling1D", "AveragePooling1D"})
"""Layers beside the recurrent ones that want (rows, steps, features)."""


@rule("ZL412", Severity.WARNING)
def sequence_output_for_one_target(run: Run) -> Iterator[Finding]:
    network = run.network
    for reader in network.layers:
        if _wants_steps(reader) and gives_last_state(network, reader):
            yield _cut_short(network, network.layers[reader.inputs[0]], reader)
    for part, axes in spread(run):
        layer, _ = maker_of_axes(network, part)
        if layer is None or layer.group != "recurrent" or layer.get("return_sequences") is not True:
            continue
        asked = layer.fact("return_sequences")
        steps = f"each of the {axes[0]} steps" if axes[0] is not None else "every step"
        refused = raises(part)
        yield Finding(
            asked.site or layer.site,
            f"{steps} gives an output, but a row has one target: "
            + ("Keras raises a ValueError" if refused else "the early ones have hardly seen the row"),
            confidence=certainty(part.target),
            severity=Severity.ERROR if refused else None,
            help="leave out `return_sequences=True` in the last recurrent layer: it then gives its last state",
            notes=(Note("the output, one for each step", part.head.site),),
            fix=Fix("return the last state", Safety.UNSAFE, (RemoveArgument(asked.site),))
            if asked.written and asked.site is not None and alone(network, layer)
            else None,
            about=layer,
        )


def _wants_steps(layer: Layer) -> bool:
    recurrent = layer.group == "recurrent" and not layer.kind.startswith("ConvLSTM")
    return (recurrent or layer.kind in STEPS) and not layer.opaque and layer.get("wrapper") != "TimeDistributed"


def _cut_short(network: Network, layer: Layer, reader: Layer) -> Finding:
    edit = AddArgument(layer.site, "return_sequences=True")
    return Finding(
        layer.site,
        f"this `{layer.kind}` gives its last state, but the `{reader.kind}` behind it wants a sequence: Keras raises",
        severity=Severity.ERROR,
        help="give it `return_sequences=True`",
        notes=(Note("this layer wants the sequence", reader.site),),
        fix=Fix("return the sequence", Safety.UNSAFE, (edit,))
        if "wrapper" not in layer.config and alone(network, layer)
        else None,
        about=layer,
    )
