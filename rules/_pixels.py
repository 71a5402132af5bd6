"""What the rules on images share: in which range pixels reach a network's first weights, and what put them there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from zerolint.api import Condition, Data, Kind, Layer, Network, Program, RunKind, Site, preprocessed

from ._values import as_number, parsed

SHRINKING: Final = 100.0
"""Dividing by this and more is a scaling of pixels (127.5, 255, 256 …)."""
ARITHMETIC: Final = frozenset({"add", "divide", "multiply", "subtract"})
PICTURES: Final = frozenset({Kind.IMAGE, Kind.UNKNOWN, Kind.CONTINUOUS})
"""What may be pixels, where it is divided by 255."""
FULL: Final = ("255", "256")
"""Numbers that pixels are divided by to lie in 0…1."""
KEEPING: Final = frozenset({"augmentation", "dropout", "pool", "reshape"})
"""Groups of layers that keep the range of the values."""
SHAPING: Final = frozenset(
    {"add", "divide", "minmax", "multiply", "normalise", "opaque", "power", "preprocess_input", "rescale"}
    | {"standardise", "subtract"}
)
"""Steps of data that change the range of their values."""


class Use(NamedTuple):
    """Data that a network gets: `group` is the same for all paths of one call, `more` is what else it gets there."""

    site: Site
    network: Network
    inputs: tuple[Data, ...]
    path: tuple[Condition, ...]
    group: object
    trains: bool
    more: tuple[Data, ...] = ()


class Scaling(NamedTuple):
    """One thing that scales pixels: `mode` is that of a `preprocess_input`, `what` reads like `x / 255`."""

    site: Site | None
    mode: str | None = None
    shrinks: bool = True
    """Divides by a hundred and more."""
    layer: Layer | None = None
    """The layer of the network that does it; else it was done to the data."""


class Pixels(NamedTuple):
    """Pixels as they reach a network's first weights."""

    lo: float
    hi: float
    scalings: tuple[Scaling, ...]
    firm: bool
    """Known to have been pixels of 0…255; else what they are divided by says so."""

    @property
    def mode(self) -> str | None:
        """The kind of `preprocess_input` that they went through last."""
        return self.scalings[-1].mode if self.scalings else None

    @property
    def text(self) -> str:
        return f"{self.lo:.3g}…{self.hi:.3g}".replace("-", "−")


def uses(program: Program) -> Iterator[Use]:
    """Trainings, and predictions with networks that this program doesn't train.

    Of a backbone that it trains as a part of another network, a call only shows what comes out.
    """
    for run in program.runs:
        if run.kind is not RunKind.COMPILE_ONLY:
            yield Use(run.site, run.network, run.inputs, run.path, run.group, trains=True, more=run.validation_inputs)
    trained = {id(layer.identity) for run in program.runs for layer in run.network.layers if layer.backbone}
    for one in program.predictions:
        looked_at = one.call == "call" and any(id(layer.identity) in trained for layer in one.network.layers)
        if one.run is None and not looked_at:
            yield Use(one.site, one.network, one.inputs, one.path, one.group, trains=False)


def arriving(use: Use) -> Iterator[tuple[int, Data, Pixels]]:
    """The inputs of a use whose pixels can be followed to the first weights."""
    if len(use.inputs) != max(len(use.network.inputs), 1):
        return
    for which, data in enumerate(use.inputs):
        found = pixels(use.network, which, data)
        if found is not None:
            yield which, data, found


def pixels(network: Network, which: int, data: Data) -> Pixels | None:
    """How the pixels of one input reach the first weights; None where that can't be told."""
    before = network.before_first_weights(which)
    start = _start(data)
    if before is None or start is None:
        return None
    lo, hi = start
    scalings = list(_done(data))
    for layer in before:
        steps = _steps(layer)
        if steps is None:
            return None
        for word, value in steps:
            found = _after(word, value, lo, hi)
            if found is None:
                return None
            if found != (lo, hi):
                scalings.append(_scaling(layer, word, value))
            lo, hi = found
    return Pixels(lo, hi, tuple(scalings), data.stats.bounded)


def _start(data: Data) -> tuple[float, float] | None:
    """The range of the data as they are fed; by convention 0…1 if somebody divided them by 255."""
    if data.random or data.kind not in PICTURES:
        return None
    lo, hi = data.stats.lo, data.stats.hi
    if lo is not None and hi is not None:
        return (lo, hi) if data.stats.tight and data.kind is Kind.IMAGE else None
    shaped = [step for step in data.trail if step.op in SHAPING]
    divided = bool(shaped) and all(step.op == "divide" and step.by in FULL for step in shaped)
    return (0.0, 255.0 ** (1 - len(shaped))) if divided else None


def _done(data: Data) -> Iterator[Scaling]:
    """What was done to the data."""
    for step in data.trail:
        if step.op == "preprocess_input":
            yield Scaling(step.site, step.by, step.by in ("tf", "torch"))
        elif step.op in SHAPING:
            yield Scaling(step.site, shrinks=_shrinks(step.op, step.by))


def _shrinks(word: str, by: str) -> bool:
    number = parsed(by)
    if word == "rescale":
        return True
    if word == "multiply":
        return number is not None and 0 < abs(number) <= 1 / SHRINKING
    return word == "divide" and number is not None and abs(number) >= SHRINKING


def _scaling(layer: Layer, word: str, value: object) -> Scaling:
    if word == "preprocess_input":
        return Scaling(layer.site, str(value), value in ("tf", "torch"), layer)
    return Scaling(layer.site, None, _shrinks(word, str(value)), layer)


def _steps(layer: Layer) -> tuple[tuple[str, object], ...] | None:
    """The arithmetic that a layer in front of the first weights does; None where it isn't known."""
    if layer.kind == "Rescaling":
        return (("multiply", layer.get("scale")), ("add", layer.get("offset") or 0.0))
    steps = layer.get("steps")
    if isinstance(steps, tuple):
        return steps
    moves = layer.pass_through or (layer.group in KEEPING and not layer.op)
    return () if moves or layer.kind in ("Resizing", "CenterCrop") else None


def _after(word: str, value: object, lo: float, hi: float) -> tuple[float, float] | None:
    if word == "preprocess_input":
        return preprocessed(str(value), lo, hi)
    number = as_number(value)
    if number is None or (word in ("divide", "multiply") and number <= 0):
        return None
    match word:
        case "add":
            return lo + number, hi + number
        case "subtract":
            return lo - number, hi - number
        case "divide":
            return lo / number, hi / number
    return lo * number, hi * number
