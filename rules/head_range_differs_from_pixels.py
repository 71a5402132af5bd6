"""Pictures are scaled to another range than the output can give.

## What it does
Finds networks that make pictures and whose last activation doesn't reach the range that the pictures are scaled to:
autoencoders (the targets are pictures) and generators of a GAN (what they make is judged beside pictures by another
network). Typical are a sigmoid (0…1) with pixels in −1…1, and the other way round.

## Why it is bad
What the output can't reach is never learned. Measured on Keras 3.15 with an autoencoder of digits: a sigmoid over
pixels in −1…1 has R² −0.03 after 20 epochs (the dark pixels, most of all, count as wrong for ever), a tanh 0.96, no
activation 0.94. The other way round does no harm: a tanh over pixels in 0…1 has 0.89, a sigmoid 0.90 to 0.92 (of a
generator that is told with low confidence: half of what it can give no real picture has). A
discriminator tells pictures that miss half of the range apart at a glance.

## Example
```python
from tensorflow import keras

(x, _), _ = keras.datasets.mnist.load_data()
x = (x.reshape(-1, 784).astype("float32") - 127.5) / 127.5

model = keras.Sequential([
    keras.layers.Input(shape=(784,)),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(784, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="mse")
model.fit(x, x, epochs=10)
```

## Use instead
```python
from tensorflow import keras

(x, _), _ = keras.datasets.mnist.load_data()
x = (x.reshape(-1, 784).astype("float32") - 127.5) / 127.5

model = keras.Sequential([
    keras.layers.Input(shape=(784,)),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(784, activation="tanh"),
])
model.compile(optimizer="adam", loss="mse")
model.fit(x, x, epochs=10)
```

## Fix safety
Unsafe: another output is trained. The activation becomes the one of the pictures' range, where the loss takes it.

## How the probe confirms it
Pair: the program as written against the repaired one, held-out skill of both.

## Known gaps
Pictures whose range isn't known, and generators that are trained in a class's own `train_step`.

## References
- https://www.tensorflow.org/tutorials/generative/dcgan
"""

from collections.abc import Iterator
from typing import NamedTuple

from zerolint.api import (
    Confidence,
    Data,
    Finding,
    Fix,
    Head,
    Kind,
    Network,
    Note,
    Operation,
    Prediction,
    Program,
    Run,
    Safety,
    Scale,
    Severity,
    Site,
    rule,
)

from ._heads import RANGES, certainty, number, parts, spot, with_activation

PICTURED = {(0.0, 1.0): "sigmoid", (-1.0, 1.0): "tanh"}
"""What gives values of these ranges."""
SCALES = {Scale.SYMMETRIC: (-1.0, 1.0), Scale.UNIT: (0.0, 1.0)}
OWNED = frozenset({"relu", "relu6", "elu", "selu", "gelu", "leaky_relu", "silu", "swish", "softplus", "mish"})
"""At the output of an autoencoder these are `relu-output`'s."""


class Made(NamedTuple):
    """A head that makes pictures, pictures that it is to be like, and what holds the one against the other."""

    head: Head
    pictures: Data
    site: Site
    entropy: bool = False
    generated: bool = False


@rule("ZL216", Severity.WARNING)
def head_range_differs_from_pixels(program: Program) -> Iterator[Finding]:
    for made in (*_rebuilt(program), *_generated(program)):
        name = made.head.activation.get() or ""
        wanted = _range(made.pictures)
        if wanted is None or name not in RANGES or made.head.scaled_after:
            continue
        low, high = RANGES[name]
        if low > wanted[0] or high < wanted[1]:
            yield _finding(made, name, (low, high), wanted)
        elif made.generated and (low, high) in PICTURED and (low, high) != wanted:
            yield _finding(made, name, (low, high), wanted, Confidence.LOW)  # it may learn to leave out the rest


def _range(pictures: Data) -> tuple[float, float] | None:
    """The range that the pixels are known to be scaled to."""
    found = SCALES.get(pictures.scale)
    fits = found is not None and (pictures.stats.lo, pictures.stats.hi) == found
    return found if fits and pictures.kind is Kind.IMAGE else None


def _rebuilt(program: Program) -> Iterator[Made]:
    """Autoencoders: pictures are the targets."""
    for run in program.runs:
        if not run.swept:
            for part in parts(run):
                if part.head.activation.get() not in OWNED:
                    yield Made(part.head, part.target, part.loss.site, part.loss.cross_entropy)


def _generated(program: Program) -> Iterator[Made]:
    """Generators: another network judges their pictures beside real ones."""
    for prediction in program.predictions:
        head = prediction.network.head
        if prediction.call not in ("predict", "call") or head is None:
            continue
        for mixed in program.done("beside-predictions"):
            yield from _mixed(head, prediction.site, mixed)
        for judge in _judges(program, prediction.site):
            for real, place in _shown(program, judge):
                yield Made(head, real, place, generated=True)


def _mixed(head: Head, made: Site, mixed: Operation) -> Iterator[Made]:
    """Real pictures that stand in one batch with those that were predicted."""
    given = mixed.get("parts")
    parts = [part for part in given if isinstance(part, Data)] if isinstance(given, tuple) else []
    if any(one.source is not None and one.source.name == "prediction" and one.source.site is made for one in parts):
        for one in parts:
            if one.kind is Kind.IMAGE:
                yield Made(head, one, mixed.site, generated=True)


def _judges(program: Program, made: Site) -> Iterator[Network]:
    """Networks that are fed with what was predicted there."""
    fed: tuple[Run | Prediction, ...] = (*program.runs, *program.predictions)
    for one in fed:
        for data in one.inputs[:1]:
            if data.source is not None and data.source.name == "prediction" and data.source.site is made:
                yield one.network


def _shown(program: Program, judge: Network) -> Iterator[tuple[Data, Site]]:
    """The pictures that a network is fed with in training."""
    fed: tuple[Run | Prediction, ...] = (*program.runs, *program.predictions)
    for one in fed:
        trains = isinstance(one, Run) or one.call == "call"
        if trains and one.network.identity is judge.identity:
            for data in one.inputs[:1]:
                if data.kind is Kind.IMAGE:
                    yield data, one.site


def _finding(
    made: Made,
    name: str,
    reach: tuple[float, float],
    wanted: tuple[float, float],
    sure: Confidence = Confidence.HIGH,
) -> Finding:
    edit = None if made.entropy else with_activation(made.head, PICTURED[wanted])
    step = made.pictures.trail[-1].site if made.pictures.trail else None
    notes = [Note("held against the pictures here", made.site)]
    if step is not None:
        notes.append(Note(f"pixels in {_written(wanted)}", step))
    return Finding(
        spot(made.head),
        f"`{name}` gives {_written(reach)}, the pixels are scaled to {_written(wanted)}: "
        + ("those below 0 are out of reach" if wanted[0] < reach[0] else "its values below 0 are no pixels"),
        confidence=max(sure, certainty(made.pictures), key=lambda level: level.rank),
        help=f"use `{PICTURED[wanted]}`, or scale the pictures to what the output gives",
        notes=tuple(notes),
        fix=Fix(f"use `{PICTURED[wanted]}`", Safety.UNSAFE, (edit,)) if edit else None,
        about=made.head,
    )


def _written(ends: tuple[float, float]) -> str:
    return f"{number(ends[0])}…{number(ends[1])}" if ends[1] < float("inf") else f"{number(ends[0])} and up"
