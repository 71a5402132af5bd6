"""Data, layers or targets have shapes that don't fit together: Keras raises.

## What it does
Compares the shapes that are known: those of the data with the model's inputs, those that go into a layer with what such
a layer takes, those of branches that come together, those of `Reshape`, and those of the targets with the output's.

## Why it is bad
The program ends with a `ValueError`, often long after it has started: when the data are loaded, or when the trained
model is asked for its first prediction. What Keras bears is not reported (measured on Keras 3.15): an axis of size 1 at
the end, which it adds or takes away itself, and sizes that the layers don't depend on (more steps for an `LSTM`).

## Example
```python
import numpy as np
from tensorflow import keras

(x, y), (x_test, _) = keras.datasets.mnist.load_data()
model = keras.Sequential([
    keras.layers.Input(shape=(28, 28)),
    keras.layers.Rescaling(1 / 255),
    keras.layers.Flatten(),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=5)
print(np.argmax(model.predict(x_test[0])))
```

## Use instead
```python
import numpy as np
from tensorflow import keras

(x, y), (x_test, _) = keras.datasets.mnist.load_data()
model = keras.Sequential([
    keras.layers.Input(shape=(28, 28)),
    keras.layers.Rescaling(1 / 255),
    keras.layers.Flatten(),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, y, epochs=5)
print(np.argmax(model.predict(x_test[:1])))
```

## Fix safety
There is no automatic fix: the data may be wrong, or the model.

## How the probe confirms it
Build: the program raises.

## Known gaps
Dimensions that aren't known; sizes that only a `Flatten` further on depends on in a Sequential model; CTC losses.

## References
- https://keras.io/guides/functional_api/
"""

from collections.abc import Iterator
from math import prod
from typing import Final

from zerolint.api import (
    Confidence,
    Data,
    Family,
    Finding,
    Kind,
    Layer,
    Network,
    Note,
    Origin,
    Prediction,
    Program,
    Run,
    Severity,
    Shape,
    Site,
    rule,
)

from ._axes import gives_last_state, shape_at, wanted_rank
from ._heads import Part, inputs_again, parts
from ._values import believed, sure

ELEMENTWISE: Final = frozenset({"Add", "Average", "Maximum", "Minimum", "Multiply", "Subtract"})
LAST_AXIS: Final = frozenset({"core", "recurrent"})
"""Groups of layers whose weights are as many as the last axis has places."""
RAISES: Final = ": Keras raises a ValueError"
ROWLESS: Final = ", without the axis of the rows: Keras raises"


@rule("ZL419", Severity.ERROR)
def shapes_do_not_fit(program: Program) -> Iterator[Finding]:
    seen: set[int] = set()
    older = program.target.version < 3
    used: list[Run | Prediction] = [*program.runs, *program.predictions]
    for one in used:
        if id(one.network) not in seen and (certain := believed(one, sure(one.path))) is not None:
            seen.add(id(one.network))
            yield from _inside(one.network, certain)
        if isinstance(one, Run):
            yield from _in_training(one, older=older)
        else:
            yield from _fed(one, one.site, older=older or _loosened(program, one))


def _loosened(program: Program, prediction: Prediction) -> bool:
    """Whether `predict` had other rows of this model before: Keras then no longer asks for the sizes in the middle."""
    mine = prediction.network.identity
    return prediction.call == "predict" and any(
        one.call == "predict" and one.order < prediction.order and one.network.identity is mine
        for one in program.predictions
    )


def _in_training(run: Run, *, older: bool) -> Iterator[Finding]:
    if not run.batched or run.swept:
        return
    yield from _fed(run, run.arrays_site or run.site, older=older)
    certain = believed(run, sure(run.path))
    for part in parts(run) if certain is not None else ():
        shapes = None if inputs_again(run, part) else _targets_apart(part) or (None if older else _columns_apart(part))
        if shapes is not None:
            yield Finding(
                run.site,
                f"the targets are {_text(shapes[0])}, but the output is {_text(shapes[1])}: Keras raises",
                confidence=(certain or Confidence.LOW).lowered,
                help="give both the same shape",
                notes=(Note(f"the output: {_text(shapes[1])}", part.head.site),),
                about=part.head,
            )


# --- Between layers --------------------------------------------------------------------------------------------


def _inside(network: Network, certain: Confidence) -> Iterator[Finding]:
    for layer in network.layers:
        told = None if layer.opaque or layer.op else _refused(network, layer)
        if told is not None and not _of_loose_tokens(network):
            yield Finding(
                layer.site,
                f"{told}: Keras raises a ValueError",
                confidence=certain.lowered,
                help="change the layers before it so that they give what it takes",
                about=layer,
            )


def _refused(network: Network, layer: Layer) -> str | None:
    """Why Keras refuses what goes into a layer."""
    shapes = [shape for position in layer.inputs if (shape := shape_at(network, position)) is not None]
    if not shapes or len(shapes) < len(layer.inputs) or any(0 in shape for shape in shapes):
        return None
    rank, first = wanted_rank(layer), shapes[0]
    if rank is not None and len(first) != rank and not gives_last_state(network, layer):
        return f"`{layer.kind}` takes {rank} axes, rows included, and gets {len(first)}, {_text(first)}"
    if layer.kind in ELEMENTWISE and _apart(shapes):
        return f"`{layer.kind}` can't combine {_listed(shapes)}"
    if layer.kind == "Concatenate" and _not_in_line(shapes, layer.get("axis") if "axis" in layer.config else -1):
        return f"`Concatenate` can't join {_listed(shapes)}"
    if layer.kind != "Reshape":
        return None
    size, made = _size(first), _size(layer.output_shape)
    if size is not None and made is not None and size != made:
        return f"`Reshape` makes {made} values of {size}"
    return None


def _of_loose_tokens(network: Network) -> bool:
    """Whether each row is one token: more likely a column of lists, whose length isn't seen."""
    return any(layer.kind == "Embedding" and len(layer.input_shape or (0, 0)) == 1 for layer in network.layers)


def _size(shape: Shape | None) -> int | None:
    known = [d for d in shape[1:] if d is not None] if shape else []
    return prod(known) if shape and len(known) == len(shape) - 1 else None


def _apart(shapes: list[Shape]) -> bool:
    """Whether shapes can't be stretched to a common one."""
    if len({len(shape) for shape in shapes}) != 1:
        return False
    return any(len({d for d in dims if d not in (None, 1)}) > 1 for dims in list(zip(*shapes, strict=True))[1:])


def _not_in_line(shapes: list[Shape], axis: object) -> bool:
    ranks = {len(shape) for shape in shapes}
    if len(ranks) > 1:
        return True
    rank = ranks.pop()
    if not isinstance(axis, int) or not -rank <= axis < rank:
        return False
    others = [dims for i, dims in enumerate(zip(*shapes, strict=True)) if i not in (0, axis % rank)]
    return any(len({d for d in dims if d is not None}) > 1 for dims in others)


# --- Data and model --------------------------------------------------------------------------------------------


def _fed(one: Run | Prediction, site: Site, *, older: bool) -> Iterator[Finding]:
    network, inputs = one.network, one.inputs
    if len(inputs) != len(network.inputs) or network.kind == "subclassed":
        return
    for which, (data, taken) in enumerate(zip(inputs, network.inputs, strict=True)):
        told = _misfit(network, which, data.shape, taken.shape, older=older)
        if told is not None and data.shape is not None and taken.shape is not None:
            any_keras = _ever_refused(network, which, data.shape, taken.shape)
            certain = believed(one, sure(one.path), *(() if any_keras else (3,)))
            if certain is None:
                continue
            yield Finding(
                site,
                f"the model takes {_text(taken.shape)} and gets {_raw(data.shape)}{told}",
                confidence=_sure_of_shape(data, certain),
                help=_help(data.shape, taken.shape),
                notes=(Note(f"the input: {_text(taken.shape)}", taken.site),) if taken.site is not site else (),
                about=data,
            )


def _sure_of_shape(data: Data, certain: Confidence) -> Confidence:
    """Shapes are followed through all that a program does to its data: only a known set's is sure. Of the first 48
    findings of high confidence on programs that nobody here wrote 15 were true (docs/precision.md)."""
    source = data.source
    if source is not None and source.by_convention:
        return Confidence.LOW
    return certain if source is not None and source.origin is Origin.DATASET else certain.lowered


def _help(given: Shape, taken: Shape) -> str:
    if given == taken[1:]:
        return "add the axis of the rows, even for one: `x[np.newaxis]`"
    if len(given) > 2 and None not in given[1:] and taken[1:] == (prod(size or 0 for size in given[1:]),):
        return "flatten each row: `x.reshape(len(x), -1)`, or a `Flatten` layer first"
    return "change the shape of the data or that of the model's input, so that they are the same"


def _misfit(network: Network, which: int, given: Shape | None, taken: Shape | None, *, older: bool) -> str | None:
    """What comes of the shape of the data, as the end of a sentence; None where Keras bears it."""
    if not given or not taken or None in given[1:] or len(taken) < 2:
        return None
    if given == taken[1:] and (len(given) > 2 or given[-1] != 1):
        return ROWLESS
    if len(given) == len(taken) - 1 and taken[-1] in (1, None):
        return None  # Keras adds the axis
    if len(given) == len(taken) + 1 and given[-1] == 1:
        return None  # Keras takes it away
    if len(given) != len(taken):
        return None if older else RAISES
    pairs = list(zip(given, taken, strict=True))
    every = network.kind == "functional" and not older
    reads = network.first_weights(which)
    last = bool(reads) and all(layer.group in LAST_AXIS and not layer.opaque for layer in reads)
    squeezed = given[-1] == 1  # Keras leaves a last axis of 1 out of the comparison, and the layers behind may bear it
    checked = pairs[-1:] if last and _as_it_comes(network, which) else []
    if every:
        checked = [*pairs[1:-1], *checked] if squeezed else pairs[1:]
    return RAISES if any(a != b and b for a, b in checked) else None


def _ever_refused(network: Network, which: int, given: Shape, taken: Shape) -> bool:
    """Whether Keras 2 raises as well."""
    if len(given) != len(taken):
        return any(layer.group != "core" for layer in network.first_weights(which) or ())
    return _misfit(network, which, given, taken, older=True) is not None


def _as_it_comes(network: Network, which: int) -> bool:
    before = network.before_first_weights(which)
    return before is not None and all(layer.group in ("dropout", "norm", "preprocessing") for layer in before)


def _columns_apart(part: Part) -> tuple[Shape, Shape] | None:
    """Of numbers that aren't known to be labels (then ZL208 counts them), which Keras 2 would have stretched."""
    output, target = part.head.shape, part.target.shape
    if (
        part.loss.family is not Family.BINARY_CROSSENTROPY
        or part.loss.hand_written
        or part.target.kind is not Kind.UNKNOWN
    ):
        return None
    if output is None or target is None or not len(output) == len(target) == 2:
        return None
    return None if None in (target[1], output[1]) or target[1] in (1, output[1]) else (target, output)


def _targets_apart(part: Part) -> tuple[Shape, Shape] | None:
    """Shapes of targets and output that a loss can't compare, beyond the number of classes."""
    output, target, family = part.head.shape, part.target.shape, part.loss.family
    if part.loss.hand_written or output is None or target is None or len(output) < 3 or 0 in output:
        return None
    if family is Family.SPARSE_CROSSENTROPY:
        want, got = output[:-1], target[:-1] if len(target) == len(output) else target
    elif family is Family.CATEGORICAL_CROSSENTROPY:
        want, got = output[:-1], target[:-1]
    elif family in (Family.REGRESSION, Family.BINARY_CROSSENTROPY):
        want, got = output, (*target, 1) if len(target) == len(output) - 1 and output[-1] == 1 else target
    else:
        return None
    if len(want) != len(got) or not any(
        a != b and None not in (a, b) and 1 not in (a, b) for a, b in _inner(want, got)
    ):
        return None
    return target, output


def _inner(want: Shape, got: Shape) -> list[tuple[int | None, int | None]]:
    return list(zip(want, got, strict=True))[1:]


def _text(shape: Shape) -> str:
    return "(" + ", ".join(["n", *("?" if d is None else str(d) for d in shape[1:])]) + ")"


def _raw(shape: Shape) -> str:
    sizes = ["n" if shape[0] is None else str(shape[0]), *("?" if d is None else str(d) for d in shape[1:])]
    return "(" + ", ".join(sizes) + ("," if len(shape) == 1 else "") + ")"


def _listed(shapes: list[Shape]) -> str:
    return " and ".join(dict.fromkeys(map(_text, shapes)))
