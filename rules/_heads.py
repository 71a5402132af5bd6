"""What the rules on output, loss and labels share: what a head can reach, what its targets are, how it is repaired.

Everything here answers "no" (None, nothing) where something is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import inf
from typing import Final, NamedTuple

from zerolint.api import (
    AddArgument,
    Confidence,
    Data,
    Edit,
    Family,
    Given,
    Head,
    Kind,
    Layer,
    Loss,
    Origin,
    RemoveArgument,
    Replace,
    Run,
    Scale,
    Site,
    Stats,
    Task,
    TaskKind,
)

#: What an activation can reach, as (infimum, supremum); from Keras's own definitions (keras/src/activations).
RANGES: Final = {
    "elu": (-1.0, inf),
    "exponential": (0.0, inf),
    "gelu": (-0.17, inf),
    "hard_sigmoid": (0.0, 1.0),
    "hard_tanh": (-1.0, 1.0),
    "leaky_relu": (-inf, inf),
    "linear": (-inf, inf),
    "mish": (-0.309, inf),
    "relu": (0.0, inf),
    "relu6": (0.0, 6.0),
    "selu": (-1.759, inf),
    "sigmoid": (0.0, 1.0),
    "silu": (-0.279, inf),
    "softmax": (0.0, 1.0),
    "softplus": (0.0, inf),
    "softsign": (-1.0, 1.0),
    "sparsemax": (0.0, 1.0),
    "swish": (-0.279, inf),
    "tanh": (-1.0, 1.0),
}
RELUS: Final = frozenset({"elu", "gelu", "leaky_relu", "mish", "relu", "relu6", "selu", "silu", "softplus", "swish"})
"""The ReLU family."""
PROBABILITIES: Final = frozenset({"hard_sigmoid", "sigmoid", "softmax", "sparsemax"})
"""Activations whose results can be read as probabilities."""
EXACT: Final = frozenset({Family.REGRESSION, Family.POISSON, Family.COUNT_LOG})
"""Losses that are least where prediction and target are the same number (a cosine ignores the length, for one)."""
SLACK: Final = 0.02
"""Targets are out of reach from 2 % beyond the end, of the range or of their spread: 1.0 + rounding is no fault."""
# fmt: off
QUANTITIES: Final = frozenset(
    {
        "age", "amount", "bmi", "calories", "charges", "close", "consumption", "cost", "costs", "count", "demand",
        "distance", "duration", "earnings", "fare", "height", "income", "kwh", "load", "medv", "mileage", "minutes",
        "mpg", "population", "power", "pressure", "price", "prices", "rainfall", "rent", "revenue", "salary", "sales",
        "seconds", "speed", "temp", "temperature", "temperatures", "wage", "wages", "weight", "years",
    }
)
# fmt: on
"""Words for quantities whose raw values exceed 1 in practice."""


class Part(NamedTuple):
    """One head of a run with what it is trained by and for."""

    head: Head
    loss: Loss
    target: Data
    task: Task


def parts(run: Run) -> Iterator[Part]:
    """The heads whose loss is what the program says and uses: with an own `train_step`, compile's may stay unused."""
    for part in () if run.idle else run.per_head():
        if part[1].hand_written or not run.network.custom_step:
            yield Part(*part)


def inputs_again(run: Run, part: Part) -> bool:
    """Whether the targets are the very inputs, and the output is too narrow or wide to rebuild them: another slip."""
    target, made = part.target, width(part.head)
    same = target.whole is not None and any(data.whole == target.whole and data == target for data in run.inputs)
    given = target.shape[-1] if target.shape and len(target.shape) > 1 else None
    return same and given is not None and given > 1 and made is not None and made != given


# --- Outputs -------------------------------------------------------------------------------------------------


def width(head: Head) -> int | None:
    """Size of the output's last axis; None where another number stands in place of the activation."""
    if head.layer is not None and isinstance(head.layer.fact("activation").get(), int):
        return None
    if head.shape:
        return head.shape[-1]
    reshaped = any(layer.opaque or layer.group in ("reshape", "pool", "merge") for layer in head.after)
    return None if reshaped else head.units.get()


def in_one_row(head: Head, target: Data) -> bool:
    """Whether the output is known to be (samples, width), with no further axes."""
    if head.shape is not None:
        return len(head.shape) == 2
    return single(target)


def always_one(head: Head) -> bool:
    """A softmax over an axis of size 1."""
    return head.activation.get() == "softmax" and head.softmax_axis_size == 1


def of_probabilities(head: Head) -> bool:
    """A rectifier right behind a sigmoid or softmax changes nothing: their values aren't below 0."""
    before = () if head.layer is None else (head.layer, *head.after[:-1])
    rectified = head.activation.get() in RELUS
    return rectified and any(layer.activation.get() in PROBABILITIES for layer in before)


def sets_activation(layer: Layer, head: Head) -> bool:
    """Whether the head's activation is set at this layer."""
    site = head.activation_site
    return site is not None and (site is layer.site or site is layer.activation.site)


def spot(head: Head) -> Site:
    """Where the activation is set, else the head."""
    return head.activation_site or head.site


# --- Targets -------------------------------------------------------------------------------------------------


def single(target: Data) -> bool:
    """One value per sample, as (n,) or (n, 1)."""
    return target.sample_shape in ((), (1,))


def several_at_once(part: Part) -> bool:
    """Rows in which any number of labels holds; 0 and 1 that are drawn for each unit of the output are such rows."""
    target, units = part.target, width(part.head)
    drawn = target.binary and target.source is not None and target.source.origin is Origin.RANDOM
    return target.kind is Kind.MULTI_HOT or (drawn and units not in (None, 1) and target.sample_shape == (units,))


def counted(head: Head) -> Confidence:
    """How sure the width of a head is: the classes of a folder with a well-known name are only usually that many."""
    return Confidence.MEDIUM if head.units.given is Given.CONVENTION else Confidence.HIGH


def certainty(target: Data, head: Head | None = None) -> Confidence:
    """How sure what is known of these data is, and of a head that is held against them."""
    if target.source is not None and target.source.by_convention:
        return Confidence.MEDIUM
    return counted(head) if head is not None else Confidence.HIGH


def formed(target: Data, head: Head) -> Confidence:
    """How sure the form of the labels is: the reader of a folder sets it, however many classes the folder has."""
    read = target.source is not None and target.source.origin is Origin.IMAGES
    return counted(head) if read else certainty(target, head)


def classes(part: Part) -> int | None:
    """The number of classes that the targets are known to have."""
    if part.target.kind in (Kind.CLASSES, Kind.ONE_HOT):
        return part.target.classes
    if part.target.kind is Kind.UNKNOWN and part.task.firm and part.task.kind is TaskKind.MULTI_CLASS:
        return part.task.classes
    return None


def regression(part: Part) -> Confidence | None:
    """How sure it is that a continuous quantity is to be predicted, None where nothing says so."""
    if part.target.labels or part.target.kind in (Kind.IMAGE, Kind.TOKENS) or part.target.stats.constant:
        return None
    if part.target.continuous:
        return certainty(part.target)
    if part.task.kind is TaskKind.REGRESSION:
        return Confidence.HIGH if part.task.firm else Confidence.MEDIUM
    if part.loss.family in EXACT and part.task.kind is TaskKind.UNKNOWN and quantity(part):
        return Confidence.MEDIUM
    return None


def out_of_reach(target: Data, low: float, high: float) -> float | None:
    """A target value that is known to occur and lies outside [low, high]; the one farthest away."""
    found = [value for stats in (target.stats, *(target.columns or ())) for value in _outside(stats, low, high)]
    return max(found, key=lambda value: max(value - high, low - value), default=None)


def _outside(stats: Stats, low: float, high: float) -> Iterator[float]:
    top, bottom = stats.reaches_up_to, stats.reaches_down_to
    slack = SLACK * min(high - low, _spread(top, bottom))
    if top is not None and top > high + slack:
        yield top
    if bottom is not None and bottom < low - slack:
        yield bottom


def _spread(top: float | None, bottom: float | None) -> float:
    return top - bottom if top is not None and bottom is not None and top > bottom else 1.0


def quantity(part: Part) -> str | None:
    """A word that names the target as a quantity with values beyond 1, if the values weren't scaled."""
    if part.target.scale not in (Scale.RAW, Scale.UNKNOWN) or part.target.scaled:
        return None
    texts = (*part.target.names, *(reason.text for reason in part.task.evidence))
    words = (word for text in texts for word in re.findall(r"[a-z]+", text.lower()))
    return next((word for word in words if word in QUANTITIES), None)


def number(value: float) -> str:
    """A number as a person would write it."""
    return f"{value:.4g}"


# --- Repairs -------------------------------------------------------------------------------------------------


def with_activation(head: Head, name: str) -> Edit | None:
    """The edit that gives the head this activation; None where it isn't one argument."""
    layer = head.layer
    if layer is None or not head.activation.known:
        return None
    argument = _activation_argument(head, layer)
    if argument is not None:
        removable = name == "linear" and argument is layer.activation.site
        return RemoveArgument(argument) if removable else Replace(argument, f'"{name}"')
    plain = layer.activation.given is Given.DEFAULT and not layer.op and not head.after
    return AddArgument(layer.site, f'activation="{name}"') if plain and _takes_activation(layer) else None


def _activation_argument(head: Head, layer: Layer) -> Site | None:
    """The value that names the activation: an argument of the layer, or of an Activation layer behind it."""
    for behind in reversed(head.after):
        if behind.kind == "Activation" and sets_activation(behind, head):
            return behind.activation.site
    if layer.activation.written and head.activation_site is layer.activation.site:
        return layer.activation.site
    return None


def _takes_activation(layer: Layer) -> bool:
    return layer.kind == "Dense" or re.fullmatch(r"(Separable)?Conv\dD(Transpose)?", layer.kind) is not None


def with_loss(loss: Loss, name: str) -> Edit | None:
    """The edit that gives compile() this loss; None where it is called by hand, or would lose what it was told."""
    told = any(fact.given is not Given.DEFAULT for _, fact in loss.arguments) or loss.from_logits.get() is True
    if loss.hand_written or (told and name != "mse"):
        return None
    return Replace(loss.site, f'"{name}"')


def with_units(head: Head, units: int) -> Edit | None:
    """The edit that gives the head's layer this width."""
    layer = head.layer
    if layer is None or not _takes_activation(layer):
        return None
    site = layer.units.site or head.units.site
    return Replace(site, str(units)) if site is not None else None


def all_of(*edits: Edit | None) -> tuple[Edit, ...] | None:
    """The edits, None if one of them can't be made."""
    made = tuple(edit for edit in edits if edit is not None)
    return made if len(made) == len(edits) else None
