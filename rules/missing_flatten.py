"""Feature maps or sequences reach the output without a Flatten or a global pooling.

## What it does
Finds networks whose output keeps axes of the input (height and width, time steps), since nothing between the last
convolution, the embedding or the input and the Dense layers takes them away, where there is one target for each row.

## Why it is bad
A `Dense` layer works on the last axis only: on feature maps of 13 × 13 × 32 it gives 13 × 13 × units, one answer for
each place, none for the picture. A cross-entropy refuses that (`ValueError`, measured on Keras 3.15). The losses of
regressions stretch the target to fit: every place is trained alone to give the target of the whole, from what little
is seen there, and `predict` gives a map for each row.

## Example
```python
import numpy as np
from tensorflow import keras

(x, y), _ = keras.datasets.mnist.load_data()
x = x[..., np.newaxis] / 255.0
model = keras.Sequential([
    keras.layers.Input(shape=(28, 28, 1)),
    keras.layers.Conv2D(32, 3, activation="relu"),
    keras.layers.MaxPooling2D(),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=5)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

(x, y), _ = keras.datasets.mnist.load_data()
x = x[..., np.newaxis] / 255.0
model = keras.Sequential([
    keras.layers.Input(shape=(28, 28, 1)),
    keras.layers.Conv2D(32, 3, activation="relu"),
    keras.layers.MaxPooling2D(),
    keras.layers.Flatten(),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=5)
```

## Fix safety
Unsafe, since the network is another one: a `Flatten` goes in front of the first layer that comes after the maps, where
their size is known; else there is no fix.

## How the probe confirms it
Build: Keras raises. Pair where it doesn't: the program as written against one with the `Flatten`.

## Known gaps
Targets of unknown shape, losses of one's own, networks with several branches behind the maps.

## References
- https://keras.io/api/layers/core_layers/dense/
- https://keras.io/api/layers/reshaping_layers/flatten/
"""

from collections.abc import Iterator

from zerolint.api import Finding, Fix, InsertLayer, Layer, Network, Note, Run, Safety, Severity, Shape, rule

from ._axes import alone, maker_of_axes, raises, spread
from ._heads import certainty
from ._values import believed


@rule("ZL407", Severity.WARNING)
def missing_flatten(run: Run) -> Iterator[Finding]:
    for part, axes in spread(run):
        source, first = maker_of_axes(run.network, part)
        if first is None or (source is not None and not _makes_maps(source)):
            continue
        refused = raises(part)
        certain = believed(run, certainty(part.target)) if refused else certainty(part.target)
        if certain is None:
            continue
        yield Finding(
            first.site,
            f"no `Flatten` before this `{first.kind}`: there is an output for each of {_places(axes)}, "
            + ("and Keras raises" if refused else "not one for each row"),
            confidence=certain,
            severity=Severity.ERROR if refused else None,
            help="put a `Flatten` or a global pooling in front of it",
            notes=() if source is None else (Note("the axes come from here", source.site),),
            fix=_flattened(run.network, first),
            about=first,
        )


def _makes_maps(layer: Layer) -> bool:
    return (
        layer.group in ("conv", "pool", "embedding", "backbone", "merge", "reshape")
        and not layer.opaque
        and not layer.op
    )


def _places(axes: Shape) -> str:
    if None in axes:
        return "many places"
    return " × ".join(map(str, axes)) + (" places" if len(axes) > 1 else " steps")


def _flattened(network: Network, first: Layer) -> Fix | None:
    inside = first.input_shape[1:] if first.input_shape else (None,)
    if None in inside or not alone(network, first):
        return None
    return Fix("flatten the maps first", Safety.UNSAFE, (InsertLayer(first.site, "Flatten"),))
