"""Axes are exchanged by `reshape`, which mixes up the values instead.

## What it does
Finds a `reshape` to the same sizes in another order, whose result a model gets: (n, 3, 32, 32) to (n, 32, 32, 3), time
and features exchanged, rows and columns exchanged.

## Why it is bad
`reshape` reads the values one after the other and lays them down anew; it turns nothing. Of an image with the channels
first, what becomes one "pixel" are three neighbours of one colour, and the three colours lie in three bands one below
the other. Each value ends up somewhere, so nothing warns. Measured: an LSTM that tells from 20 steps of 3 series where
the first one ended is right for 0.95 of the test rows, and for 0.83 where (n, 3, 20) became (n, 20, 3) by `reshape`.

## Example
```python
import numpy as np
from tensorflow import keras

(images, y), _ = keras.datasets.cifar10.load_data()
first = np.transpose(images[:2000], (0, 3, 1, 2)) / 255.0
x = first.reshape(-1, 32, 32, 3)
model = keras.Sequential([
    keras.layers.Input(shape=(32, 32, 3)),
    keras.layers.Conv2D(16, 3, strides=2, activation="relu"),
    keras.layers.Flatten(),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, y[:2000], epochs=5)
```

## Use instead
```python
import numpy as np
from tensorflow import keras

(images, y), _ = keras.datasets.cifar10.load_data()
first = np.transpose(images[:2000], (0, 3, 1, 2)) / 255.0
x = np.transpose(first, (0, 2, 3, 1))
model = keras.Sequential([
    keras.layers.Input(shape=(32, 32, 3)),
    keras.layers.Conv2D(16, 3, strides=2, activation="relu"),
    keras.layers.Flatten(),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, y[:2000], epochs=5)
```

## Fix safety
Unsafe, since the model gets other numbers: `np.transpose` takes the place of the call.

## How the probe confirms it
Pair: the program as written against one with `np.transpose`.

## Known gaps
Flat rows that are cut up in the wrong order (the files of CIFAR hold 3072 values a row, channels first), `Reshape`
layers, and axes of the same size.

## References
- https://numpy.org/doc/stable/reference/generated/numpy.transpose.html
"""

from collections.abc import Iterator

from zerolint.api import AddImport, Data, Finding, Fix, Note, Operation, Program, Replace, Safety, Severity, rule

from ._heads import certainty
from ._inputs import reaches_a_model


@rule("ZL125", Severity.WARNING)
def reshape_for_transpose(program: Program) -> Iterator[Finding]:
    for operation in program.done("exchanged"):
        if reaches_a_model(program, operation) and not _filler(operation.data()):
            yield _finding(operation, operation.data())


def _filler(data: Data) -> bool:
    """Whether nothing was ever written into it, to try a model out: no axis means anything."""
    unwritten = data.source is not None and data.source.name == "np.empty" and not data.did("fill")
    return unwritten or data.stats.constant


def _finding(operation: Operation, data: Data) -> Finding:
    old, new = _shape(operation, "from"), _shape(operation, "to")
    sure = certainty(data)
    return Finding(
        operation.site,
        f"`reshape` to {_text(new)} doesn't reorder the axes, it mixes the values up",
        confidence=sure.lowered if operation.path else sure,
        help="reorder the axes with `np.transpose`",
        notes=(Note(f"{_text(old)} until here", operation.place("operand") or operation.site),),
        fix=_fix(operation, old, new),
        about=data,
    )


def _shape(operation: Operation, name: str) -> tuple[int | None, ...]:
    found = operation.get(name)
    return tuple(d if isinstance(d, int) and d >= 0 else None for d in found) if isinstance(found, tuple) else ()


def _text(shape: tuple[int | None, ...]) -> str:
    return "(" + ", ".join("n" if d is None else str(d) for d in shape) + ")"


def _fix(operation: Operation, old: tuple[int | None, ...], new: tuple[int | None, ...]) -> Fix | None:
    operand = operation.place("operand")
    if operand is None or len(old) != len(new) or 1 in old:
        return None
    left = list(range(len(old)))
    axes: list[int] = []
    for size in new:
        axis = next((axis for axis in left if old[axis] == size), None)
        if axis is None:
            return None
        left.remove(axis)
        axes.append(axis)
    text = f"np.transpose({{}}, {tuple(axes)})"
    edits = (Replace(operation.site, text, operand), AddImport("import numpy as np"))
    return Fix("reorder the axes", Safety.UNSAFE, edits)
