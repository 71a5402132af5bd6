"""Arithmetic of whole numbers wraps around, cuts fractions off, or raises.

## What it does
Finds arithmetic on pixels (and other arrays) of an integer type that

- wraps around: `x - 127` and `x -= 127` of `uint8`, `x * 2`, `x + 50`;
- cuts the fractions off: `x // 255` of what a model gets as input;
- raises: `x /= 255` and `x -= x.mean()` in place on an integer array, `x - 300` of `uint8` on NumPy 2, and a TensorFlow
  tensor of `uint8` or `int32` with a Python float (`image / 255.0` without `tf.cast`).

`x / 255` and `x - 127.5` of NumPy arrays give floats and are right, and so are masks of 0 and 255 that are divided with
`//`.

## Why it is bad
In `uint8` the result of 0 − 127 is 129: dark and bright pixels change places, and nothing warns. Measured on
scikit-learn's digits with a small convolutional network, 10 epochs of Adam: `(x - 127) / 128` 0.61 right,
`(x - 127.5) / 127.5` 0.98, `x // 255` 0.70, `x / 255` 0.97. In place, NumPy 2 raises `UFuncTypeError`; TensorFlow 2.21
raises `TypeError`.

## Example
```python
from tensorflow import keras

(x, y), _ = keras.datasets.mnist.load_data()
x = (x - 127) / 128
model = keras.Sequential([
    keras.layers.Input(shape=(28, 28)),
    keras.layers.Flatten(),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=5)
```

## Use instead
```python
from tensorflow import keras

(x, y), _ = keras.datasets.mnist.load_data()
x = (x - 127.5) / 127.5
model = keras.Sequential([
    keras.layers.Input(shape=(28, 28)),
    keras.layers.Flatten(),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=5)
```

## Fix safety
Safe where the line raises: a cast to `float32` before it is what lets it run. Unsafe where it ran and gave other
numbers.

## How the probe confirms it
Build where it raises, else measure: the numbers that come out.

## Known gaps
Two integer arrays (`a - b` of pictures), single elements, values whose type isn't known, and small numbers taken off
pictures from files, which may hold classes 1…k.

## References
- https://numpy.org/doc/stable/user/basics.types.html#overflow-errors
- https://numpy.org/neps/nep-0050-scalar-promotion.html
"""

from collections.abc import Iterator
from typing import Final

from zerolint.api import (
    AddImport,
    Data,
    Edit,
    Finding,
    Fix,
    InsertBefore,
    Note,
    Operation,
    Origin,
    Program,
    Replace,
    Safety,
    Severity,
    rule,
)

from ._heads import certainty
from ._inputs import reaches_a_model
from ._values import as_number

SHIFT: Final = 32
"""Less than this is taken off (or put on) class numbers in label pictures, more off pixels."""


@rule("ZL112", Severity.ERROR)
def integer_pixels_arithmetic(program: Program) -> Iterator[Finding]:
    for operation in program.done("integer-arithmetic"):
        message = None if _may_be_labels(operation) else _message(operation, operation.data())
        if message is not None and (operation.get("trap") != "truncates" or reaches_a_model(program, operation)):
            yield _finding(operation, message)


def _may_be_labels(operation: Operation) -> bool:
    """Whether the values are those of a file that may hold classes: the program may know better what stands in it."""
    source, number = operation.data().source, as_number(operation.get("number"))
    if source is None or source.origin is not Origin.IMAGES or number is None:
        return False
    return operation.get("why") == "bounds" or (operation.get("trap") == "wraps" and abs(number) < SHIFT)


def _message(operation: Operation, data: Data) -> str | None:
    number = as_number(operation.get("number"))
    match operation.get("trap"):
        case "wraps":
            return _wrapped(str(operation.get("op")), data, number)
        case "truncates":
            return f"`// {number:g}` cuts the fractions off: nearly all of these values become 0"
    match operation.get("why"):
        case "in place":
            return f"NumPy raises an error: an array of {data.dtype} can't take fractions in place"
        case "mixed":
            return f"TensorFlow raises an error: a tensor of {data.dtype} and the float {number:g} don't mix"
        case "bounds":
            return f"NumPy raises an error: {number:g} is out of bounds for {data.dtype}"
    return None


def _wrapped(op: str, data: Data, number: float | None) -> str | None:
    """With one of the values as an example."""
    lo, hi, dtype = data.stats.lo, data.stats.hi, data.dtype
    if number is None or lo is None or hi is None or dtype is None:
        return None
    value = lo if op == "-" else hi
    exact = {"+": value + number, "-": value - number, "*": value * number}.get(op)
    if exact is None:
        return None
    bits = int(dtype.lstrip("uint"))
    wrapped = int(exact) % 2**bits
    if not dtype.startswith("u") and wrapped >= 2 ** (bits - 1):
        wrapped -= 2**bits
    sign = {"-": "−", "*": "×"}.get(op, op)
    example = f"{value:g} {sign} {number:g} is {wrapped}"
    return f"{example} in {dtype}: whole numbers wrap around, small and large ones change places"


def _finding(operation: Operation, message: str) -> Finding:
    data = operation.data()
    sure = certainty(data)
    return Finding(
        operation.site,
        message,
        confidence=sure.lowered if operation.path else sure,
        help="divide with `/` instead of `//`"
        if operation.get("trap") == "truncates"
        else 'cast to `float32` before: `x.astype("float32")`, `tf.cast(x, tf.float32)`',
        notes=_notes(data),
        fix=_fix(operation),
        about=data,
    )


def _notes(data: Data) -> tuple[Note, ...]:
    source = data.source
    if source is None or source.site is None:
        return ()
    written = source.origin is Origin.LITERAL
    return (Note(f"{data.dtype} since here" if written else f"{data.dtype} from `{source.name}`", source.site),)


def _fix(operation: Operation) -> Fix | None:
    safety = Safety.SAFE if operation.get("trap") == "raises" else Safety.UNSAFE
    operand, target = operation.place("operand"), operation.get("target")
    edits: tuple[Edit, ...]
    if operation.get("trap") == "truncates":
        if operand is None:
            return None
        number = as_number(operation.get("number"))
        return Fix("divide with `/`", safety, (Replace(operation.site, f"{{}} / {number:g}", operand),))
    if operation.get("why") == "mixed":
        if operand is None:
            return None
        edits = (Replace(operand, "tf.cast({}, tf.float32)", operand), AddImport("import tensorflow as tf"))
    elif isinstance(target, str):
        edits = (InsertBefore(operation.site, f'{target} = {target}.astype("float32")'),)
    elif operand is not None:
        edits = (Replace(operand, '{}.astype("float32")', operand),)
    else:
        return None
    return Fix("cast to float32 before", safety, edits)
