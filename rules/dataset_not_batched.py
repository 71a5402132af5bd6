"""A `tf.data` data set reaches `fit` without batches, or in batches of batches.

## What it does
Finds

- `fit` of a data set that gives single samples: `from_tensor_slices` (or `tfds.load`) without `.batch()`;
- data sets that are batched twice;
- `batch_size=` beside a data set, which has no effect.

## Why it is bad
`fit` takes each element of a data set for a batch. Of a single sample the first axis, that of its features, is then
taken for the samples, and Keras raises a ValueError. Batches of batches have an axis too many: with an `Input` Keras
raises as well; a stack of Dense layers without one takes them, and counts whole batches as samples. `batch_size=` is
ignored, without a word, where the data are a data set (all measured on Keras 3.15).

## Example
```python
import numpy as np
import tensorflow as tf
from tensorflow import keras

x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)
train = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(2000)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(train, epochs=20)
```

## Use instead
```python
import numpy as np
import tensorflow as tf
from tensorflow import keras

x = np.random.rand(2000, 10)
y = (x.sum(axis=1) > 5).astype(int)
train = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(2000).batch(32)
model = keras.Sequential([
    keras.layers.Input(shape=(10,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(train, epochs=20)
```

## Fix safety
Safe for `batch_size=`, which goes: it has no effect. Unsafe for the batches, which are put in at the call.

## How the probe confirms it
Build: one step raises.

## Known gaps
Models and elements of unknown shape, several inputs, data sets that a generator feeds, validation data.

## References
- https://keras.io/api/models/model_training_apis/
- https://www.tensorflow.org/guide/data#batching_dataset_elements
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import (
    ChangeArgument,
    Finding,
    Fix,
    Given,
    Network,
    Note,
    RemoveArgument,
    Run,
    RunKind,
    Safety,
    Severity,
    rule,
)

from ._values import sure

SINGLE: Final = frozenset({"map", "slices"})
"""What data sets begin with that have a row for each element; what is mapped has the shape of one that is known."""


@rule("ZL606", Severity.ERROR)
def dataset_not_batched(run: Run) -> Iterator[Finding]:
    if run.kind is not RunKind.FIT or run.feed != "tf.data":
        return
    missing = _missing_axes(run)
    batches = [step for step in run.pipeline if step.op == "batch"]
    if missing == 1 and not run.batched and not batches and run.pipeline[:1] and run.pipeline[0].op in SINGLE:
        yield _unbatched(run)
    elif len(batches) == 2 and (missing == -1 or _meant_for_rows(run)) and _plain(run):
        yield Finding(
            batches[1].site or run.site,
            "this data set is batched twice: `fit` gets batches of batches, and raises or counts each as one row",
            confidence=sure(run.path) if missing == -1 else sure(run.path).lowered,
            help="batch it once",
            notes=(Note("batched here first", batches[0].site),) if batches[0].site is not None else (),
            about=run,
        )
    elif run.batch_size.written and run.batch_size.given is Given.WRITTEN and run.batch_size.site is not None:
        yield Finding(
            run.batch_size.site,
            "`batch_size` has no effect here: the data set says how large its batches are",
            severity=Severity.INFO,
            confidence=sure(run.path),
            help="leave it out, and give the size to `.batch()`",
            fix=Fix("remove `batch_size`", Safety.SAFE, (RemoveArgument(run.batch_size.site),)),
            about=run,
        )


def _unbatched(run: Run) -> Finding:
    size = run.batch_size.get() or 32
    made = run.pipeline[0].site
    return Finding(
        run.site,
        "this data set gives single samples, which `fit` takes for batches: it raises a ValueError",
        confidence=sure(run.path),
        help=f"call `.batch({size})` on it",
        notes=(Note("the data set", made),) if made is not None else (),
        fix=Fix(f"make batches of {size}", Safety.UNSAFE, (ChangeArgument(run.site, "x", f"{{}}.batch({size})"),)),
        about=run,
    )


def _missing_axes(run: Run) -> int | None:
    """How many axes the elements lack; None where that isn't known."""
    wanted = _axes(run.network)
    given = run.inputs[0].shape if len(run.inputs) == 1 else None
    return None if wanted is None or given is None else wanted - len(given)


def _axes(network: Network) -> int | None:
    """The axes that a network with one input takes; without an `Input`, those of its first Dense layer."""
    if len(network.inputs) == 1 and network.inputs[0].shape is not None:
        return len(network.inputs[0].shape)
    first = network.layers[0] if network.layers and network.complete else None
    return 2 if first is not None and first.kind == "Dense" and first.inputs == (-1,) else None


def _meant_for_rows(run: Run) -> bool:
    """Whether rows of rows reach a stack that begins with Dense, which takes them as they come."""
    first = run.network.layers[0] if run.network.layers and run.network.complete else None
    shapes = [data.shape for data in (*run.inputs, *run.targets)]
    return (
        first is not None and first.kind == "Dense" and all(shape is not None and len(shape) == 3 for shape in shapes)
    )


def _plain(run: Run) -> bool:
    """Whether nothing takes the first batches apart again, or makes sequences of them."""
    return run.pipeline[:1] != () and all(step.op not in ("map", "one of several", "unbatch") for step in run.pipeline)
