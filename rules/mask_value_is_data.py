"""The value that masks a step of a sequence is one that the data really have.

## What it does
Finds `Masking(v)` on sequences of one value per step where `v` is among the values, and `Embedding(…,
mask_zero=True)` where index 0 is a word, a letter or a category like any other, if the data hold no padding and
something behind it reads the mask (a recurrent layer, `GlobalAveragePooling1D`).

## Why it is bad
A masked step doesn't happen: a recurrent layer keeps its state, an average leaves it out. Where 0 is a value of its
own, all its steps vanish, and with them how long anything lasted. Measured on sequences of 0 and 1 with the question
whether two zeros stand at the end (Keras 3.15, 12 epochs): accuracy 1.00 without a mask or with `mask_value=-1`, .745
with `mask_value=0`, which is the share of the larger class; the same with `mask_zero=False` (1.00) and
`mask_zero=True` (.745). Nothing warns.

## Example
```python
import numpy as np
from tensorflow import keras

x = np.random.randint(0, 2, size=(1200, 12, 1))
y = (x[:, -2:, 0].sum(axis=1) == 0).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(12, 1)),
    keras.layers.Masking(mask_value=0.0),
    keras.layers.LSTM(16),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=12)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

x = np.random.randint(0, 2, size=(1200, 12, 1))
y = (x[:, -2:, 0].sum(axis=1) == 0).astype(int)
model = keras.Sequential([
    keras.layers.Input(shape=(12, 1)),
    keras.layers.Masking(mask_value=-1.0),
    keras.layers.LSTM(16),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=12)
```

## Fix safety
Unsafe: the model learns otherwise. `Masking` gets a value below all that occur, `Embedding` no mask. Where the data
are to be padded, pad with such a value, or number words from 1 on.

## How the probe confirms it
Measure: the share of the steps that the mask takes away from data that hold no padding.

## Known gaps
Several values per step, which are masked only where all of them are `v`; measured quantities, which rarely are
exactly 0; letters and words that a dictionary of the program's own numbers from 0 on; data of unknown content.

## References
- https://keras.io/guides/understanding_masking_and_padding/
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import (
    ChangeArgument,
    Data,
    Edit,
    Finding,
    Fix,
    Kind,
    Layer,
    Network,
    Note,
    Run,
    RunKind,
    Safety,
    Severity,
    rule,
)

from ._inputs import fed
from ._values import as_number, rewritten

SAME_VALUES: Final = frozenset(
    {"array", "batch", "cache", "cast", "column", "compare", "copy", "encode", "expand_dims", "fit_transform", "index"}
    | {"prefetch", "repeat", "reshape", "shuffle", "skip", "split", "take", "transform"}
)
"""Steps that neither pad nor mark anything: a 0 that was there before them is a value."""
PASSES: Final = frozenset({"activation", "core", "dropout", "merge", "norm"})
"""Groups of layers that hand a mask on."""


@rule("ZL425", Severity.WARNING)
def mask_value_is_data(run: Run) -> Iterator[Finding]:
    if run.kind is RunKind.COMPILE_ONLY or run.idle or any(target.random for target in run.targets):
        return
    for which, data in fed(run):
        for position in run.network.consumers(-1 - which):
            layer = run.network.layers[position]
            value = _masked(layer, data)
            if value is not None and _is_value(data, value) and _read(run.network, position):
                yield _finding(run, layer, data, value)


def _masked(layer: Layer, data: Data) -> float | None:
    """What a layer takes for padding, where a step of the sequence is one number."""
    if layer.kind == "Masking" and len(data.shape or ()) == 3 and (data.shape or ())[-1] == 1:
        return as_number(layer.get("mask_value"))
    return 0.0 if layer.kind == "Embedding" and layer.get("mask_zero") is True else None


def _is_value(data: Data, value: float) -> bool:
    """Whether whole numbers among which it is are known to be all that there is."""
    whole = data.kind is Kind.CLASSES or str(data.dtype).startswith(("int", "uint"))
    plain = all(step.op in SAME_VALUES for step in data.trail)
    return whole and plain and data.source is not None and data.stats.tight and value in (data.stats.lo, data.stats.hi)


def _read(network: Network, position: int) -> bool:
    """Whether the mask reaches a layer that leaves masked steps out."""
    todo, seen = [position], set[int]()
    while todo:
        for reader in network.consumers(todo.pop()):
            layer = network.layers[reader]
            if layer.group == "recurrent" or layer.kind == "GlobalAveragePooling1D":
                return True
            if layer.group in PASSES and not layer.opaque and not layer.op and reader not in seen:
                seen.add(reader)
                todo.append(reader)
    return False


def _finding(run: Run, layer: Layer, data: Data, value: float) -> Finding:
    argument = layer.fact("mask_zero" if layer.kind == "Embedding" else "mask_value")
    made = data.trail[-1].site if data.trail else data.source.site if data.source is not None else None
    edit: Edit | None = ChangeArgument(layer.site, "mask_value", f"{(data.stats.lo or 0.0) - 1:.1f}")
    if layer.kind == "Embedding":
        edit = rewritten(argument, "False")
    return Finding(
        (argument.site if argument.written else None) or layer.site,
        f"`{layer.kind}` takes every {value:g} for padding, but {value:g} is a value of these sequences: it is skipped",
        help="mask with a value that doesn't occur, or number what is embedded from 1 on",
        notes=(Note("the values come from here", made),) if made is not None else (),
        fix=Fix("mask nothing that is data", Safety.UNSAFE, (edit,)) if edit is not None else None,
        about=run,
    )
