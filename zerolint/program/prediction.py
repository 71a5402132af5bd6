"""A prediction: what was fed to which network, and how its output was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from .data import NOT_KNOWN, Data
from .fact import Site
from .network import Head, Network
from .run import Condition, Recorded, Run


class Reading(Enum):
    """One way of reading a network's output."""

    ARGMAX = "argmax"
    THRESHOLD = "threshold"
    ROUND = "round"
    TRUNCATE = "truncation to integers"
    INVERSE_TRANSFORM = "inverse transform"
    SCORED = "scored"
    AGAINST = "held against other values"
    ACTIVATION = "activation"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Decoding:
    """`value` is the threshold, or the axis size for argmax; `by` names what did it (`np.argmax`)."""

    reading: Reading
    site: Site
    value: float | None = None
    by: str = ""
    axis_size: int | None = None
    before: tuple[str, ...] = ()
    """Operations between the prediction and this reading, in order (`multiply`, `round`, `softmax`, `index` …)."""
    head: Head | None = None
    operand: Site | None = None
    """The expression whose values are read here (`p` of `np.argmax(p, axis=1)`, of `p > 0.5`, of `p.astype(int)`)."""
    value_site: Site | None = None
    """Where the threshold or the axis of argmax stands."""
    own: Data = NOT_KNOWN
    """What is read: the predictions as they are just before."""
    other: Data | None = None
    """What they are compared, scored or calculated with, where that is no single number."""
    matrix: bool = False
    """A vector meets a column there: all pairs of their values come out."""


@dataclass(frozen=True, slots=True)
class Shuffled:
    """A data set that comes in another order each time it is read: where that is said, and the arrays in it.

    `maker` is the call that shuffles unless `shuffle=False` is added to it, None where it already says something;
    `told` is where it says `shuffle=True`.
    """

    site: Site
    holds: tuple[Data, ...]
    maker: Site | None = None
    told: Site | None = None


@dataclass(frozen=True, slots=True)
class Prediction:
    """One call of predict (or of the model itself, or evaluate) outside training.

    `run` is the last training of the network before it on this path, None if there is none.
    """

    site: Site
    network: Network
    call: str
    """predict, call, evaluate, predict_on_batch."""
    inputs: tuple[Data, ...] = ()
    targets: tuple[Data, ...] = ()
    """For evaluate."""
    made_here: bool = False
    """The inputs are made in the call itself: `predict(np.zeros((1, 4)))`."""
    run: Run | None = None
    decodings: tuple[Decoding, ...] = ()
    path: tuple[Condition, ...] = ()
    untouched: bool = False
    """The network has the weights of its initializers: no training, no file and no code that isn't followed changed
    them, neither before nor later."""
    plain: bool = False
    """A call of the model without a word of `training`."""
    awake: bool = False
    """A call with such a word, which isn't known to be False."""
    trains: bool = False
    """An optimizer step follows from it."""
    recorded: Recorded | None = None
    shuffled: Shuffled | None = None
    """What it reads, if that is shuffled anew each time."""
    group: object = field(default=None, compare=False)
    order: int = 0
