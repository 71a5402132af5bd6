"""What is known of an array, a frame, a tensor or one component of a data set: its facets.

Every facet may be unknown (None). `Stats` are about the values themselves, `trail` is what was done to them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import Enum
from math import hypot
from statistics import fmean, pstdev
from typing import Any, Final, NamedTuple

from .fact import Site

Dim = int | None
Shape = tuple[Dim, ...]


class Kind(Enum):
    """What the values mean."""

    UNKNOWN = "unknown"
    CONTINUOUS = "continuous"
    CLASSES = "integer classes"
    """Integer labels; `Data.classes` has their number (2 for binary labels)."""
    ONE_HOT = "one-hot"
    MULTI_HOT = "multi-hot"
    TOKENS = "token ids"
    IMAGE = "image"
    TEXT = "text"
    DATETIME = "datetime"


class Scale(Enum):
    """The last operation that shaped the range of the values."""

    UNKNOWN = "unknown"
    RAW = "raw"
    """As the source gave them; `Stats` say how large that is, if it is known."""
    UNIT = "unit"
    SYMMETRIC = "symmetric"
    STANDARD = "standardised"
    ROBUST = "robust"
    LOG = "log"
    NORMALISED = "normalised"
    """By something that scales in a way not known more closely (max-abs, l2, power, quantile, preprocess_input)."""
    OPAQUE = "opaque"
    """Went through code that could not be followed: may be scaled or not."""


SCALED: Final = frozenset({Scale.UNIT, Scale.SYMMETRIC, Scale.STANDARD, Scale.ROBUST, Scale.LOG, Scale.NORMALISED})
SURELY_SMALL: Final = 4.0
"""A sample within ±4 comes from values that hardly ever leave ±10, also where they have no bounds (normal draws)."""
SMALL: Final = 10.0
"""rules.md: values known to lie inside [-10, 10] count as scaled."""


class Origin(Enum):
    """The kind of thing that values come from."""

    DATASET = "data set"
    FILE = "file"
    IMAGES = "image files"
    GENERATOR = "generator"
    RANDOM = "random numbers"
    LITERAL = "literal"
    COMPUTED = "computed"


class Piece(NamedTuple):
    """Which rows those are that `key` names, of many that were one thing (`of`) where they were made."""

    of: object
    key: object


class Split(Enum):
    TRAIN = "train"
    VALIDATION = "validation"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Listing:
    """A listing of a folder, in no certain order: `folder` as far as it is written, `by` what listed it."""

    site: Site
    folder: str
    by: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where the values come from: `name` is what a person would call it (`boston_housing`, `train.csv`)."""

    origin: Origin
    name: str
    site: Site | None = None
    by_convention: bool = False
    """Content is known only because files of that name usually hold it."""
    listed: Listing | None = field(default=None, compare=False)
    """What named the files, one after the other."""


@dataclass(frozen=True, slots=True)
class Stats:
    """Numbers about values. `tight`: values close to both `lo` and `hi` do occur; else these are only bounds."""

    lo: float | None = None
    hi: float | None = None
    mean: float | None = None
    std: float | None = None
    tight: bool = False
    reached: tuple[float, float] | None = None
    """Two values between which lies what is surely there: some values are as low as the one, as high as the other."""

    @property
    def bounded(self) -> bool:
        return self.lo is not None and self.hi is not None

    @property
    def reaches_up_to(self) -> float | None:
        """A value that is known to be reached from below (a lower estimate of the maximum)."""
        if self.tight and self.hi is not None:
            return self.hi
        if self.reached is not None:
            return self.reached[1]
        return self.mean if self.mean is not None else self.lo  # no value is lower

    @property
    def reaches_down_to(self) -> float | None:
        """An upper estimate of the minimum that is known to be reached."""
        if self.tight and self.lo is not None:
            return self.lo
        if self.reached is not None:
            return self.reached[0]
        return self.mean if self.mean is not None else self.hi  # no value is higher

    @property
    def constant(self) -> bool:
        """Known to be one single value."""
        return self.lo is not None and self.lo == self.hi

    @property
    def magnitude(self) -> float | None:
        """The largest absolute value that is known to be reached: no lower than the root of the mean square."""
        top, bottom = self.reaches_up_to, self.reaches_down_to
        far = max(
            0.0 if top is None else top, 0.0 if bottom is None else -bottom, hypot(self.mean or 0.0, self.std or 0.0)
        )
        return far or (0.0 if self.constant else None)

    def within(self, lo: float, hi: float) -> bool:
        """Whether every value is known to lie in [lo, hi] (small overshoot through rounding allowed)."""
        slack = 1e-6 * max(1.0, abs(lo), abs(hi))
        return self.lo is not None and self.hi is not None and self.lo >= lo - slack and self.hi <= hi + slack


NO_STATS: Final = Stats()


@dataclass(frozen=True, slots=True)
class Sample:
    """Some rows of an array, column by column; `flat` for a vector. Those of several arrays belong together."""

    columns: tuple[tuple[float, ...], ...]
    flat: bool
    in_order: bool = False
    """Evenly spread over the rows, in their order; else independent draws."""
    every: bool = False
    """The one column stands for each of them (windows of one series)."""

    def within(self, limit: float) -> bool:
        """Whether no value of the sample is larger than that."""
        return all(abs(value) <= limit for column in self.columns for value in column)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done to the values: `op` is a word of `Data.did`, `by` what did it."""

    op: str
    site: Site | None = None
    by: str = ""
    which: object = field(default=None, compare=False)
    """What picked rows, where that is known: steps of which it is equal picked the same."""


@dataclass(frozen=True, slots=True)
class Codes:
    """A column that holds the numbers 0 … k − 1 of unordered categories, in the order of their names."""

    step: Step
    """What numbered them."""
    classes: int | None
    categories: tuple[str, ...] = ()
    """The categories themselves, as far as they stand in the source."""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Hole:
    """NaN among the values of a column: `step` made them, or read them."""

    step: Step
    column: str = ""


KEEPS_HOLES: Final = frozenset(
    {"add", "array", "batch", "cache", "cast", "column", "concatenate", "copy", "diff", "divide", "drop", "expand_dims"}
    | {"fit_transform", "flatten", "minmax", "multiply", "normalise", "pct_change", "power", "prefetch", "reshape"}
    | {"robust", "shift", "shuffle", "split", "squeeze", "stack", "standardise", "subtract", "transform"}
)
"""Steps after which what was NaN still is."""
KEEPS_CODES: Final = frozenset(
    {"add", "array", "batch", "cache", "cast", "column", "concatenate", "copy", "divide"}
    | {"drop", "encode", "expand_dims", "fill", "flatten", "index", "merge", "minmax", "multiply"}
    | {"prefetch", "ravel", "repeat", "resample", "reshape", "robust", "shuffle", "sort", "split"}
    | {"skip", "squeeze", "stack", "standardise", "subtract", "take", "unadapted"}
)
"""Steps after which codes of categories are still (scaled) codes of categories."""
KEEPS_COLOURS: Final = frozenset(
    {"add", "array", "augment", "batch", "cache", "cast", "clip", "concatenate", "copy", "decode", "divide"}
    | {"expand_dims", "fill", "fliplr", "flipud", "index", "minmax", "multiply", "normalise", "prefetch"}
    | {"repeat", "rescale", "reshape", "resize", "shuffle", "skip", "split", "squeeze", "stack", "standardise"}
    | {"subtract", "take"}
)
"""Steps after which red, green and blue are still where they were."""
KEEPS_SAMPLE: Final = frozenset(
    {"array", "batch", "cache", "column", "copy", "prefetch", "shuffle", "split", "unadapted"}
)
"""Steps that leave the values of each row as they are; others say themselves what they make of a sample."""


@dataclass(frozen=True, slots=True)
class Data:
    """Facets of one array-like value.

    `shape` includes the leading (sample) axis. `trail` has the operations in order.
    """

    shape: Shape | None = None
    dtype: str | None = None
    stats: Stats = NO_STATS
    columns: tuple[Stats, ...] | None = None
    """Statistics per column (last axis), for tables of known columns."""
    kind: Kind = Kind.UNKNOWN
    classes: int | None = None
    scale: Scale = Scale.UNKNOWN
    source: Source | None = None
    split: Split | None = None
    trail: tuple[Step, ...] = ()
    names: tuple[str, ...] = ()
    """Column names, or the words by which this value was picked out (weak evidence)."""
    random: bool = False
    """Drawn independently of everything else (random labels): nothing can be learned from or about it."""
    ordered: bool | None = None
    """Known to stand in class order (True) or known to be shuffled (False)."""
    whole: object = field(default=None, compare=False)
    """Identity of the array that this is a part of (for "same rows as")."""
    per_sample: bool = True
    categories: tuple[str, ...] = ()
    """The different words of a text that stands in the source."""
    codes: tuple[Codes, ...] = ()
    """Columns among these that hold the numbers of categories."""
    holes: tuple[Hole, ...] = ()
    """Columns among these that hold NaN."""
    colours: str = ""
    """The order of the channels of pictures, RGB or BGR, where that is known."""
    sample: Sample | None = field(default=None, compare=False)
    """Computed rows, of numbers that the program itself makes."""
    why: str = ""
    """Why nothing (more) is known."""

    @property
    def known(self) -> bool:
        """Whether anything at all is known of the source."""
        return self.source is not None

    @property
    def rows(self) -> int | None:
        """Number of samples."""
        return self.shape[0] if self.shape else None

    @property
    def sample_shape(self) -> Shape | None:
        return self.shape[1:] if self.shape else None

    @property
    def scaled(self) -> bool | None:
        """Scaled in the catalogue's sense; None when that can't be said."""
        if self.scale in SCALED or self.stats.within(-SMALL, SMALL):
            return True
        if self.sample is not None and self.sample.within(SURELY_SMALL):
            return True
        if self.scale is Scale.OPAQUE:
            return None
        if self.stats.magnitude is not None and self.stats.magnitude > SMALL:
            return False
        return None

    @property
    def spread(self) -> float | None:
        """The standard deviation of all values, if need be that of a sample."""
        if self.stats.std is not None or self.sample is None:
            return self.stats.std
        return pstdev(value for column in self.sample.columns for value in column)

    @property
    def centre(self) -> float | None:
        """The mean of all values, if need be that of a sample."""
        if self.stats.mean is not None or self.sample is None:
            return self.stats.mean
        return fmean(value for column in self.sample.columns for value in column)

    @property
    def continuous(self) -> bool:
        return self.kind is Kind.CONTINUOUS

    @property
    def labels(self) -> bool:
        """Class labels of any form."""
        return self.kind in (Kind.CLASSES, Kind.ONE_HOT, Kind.MULTI_HOT)

    @property
    def binary(self) -> bool:
        return self.kind is Kind.CLASSES and self.classes == 2

    def did(self, *ops: str) -> Step | None:
        """The last step of the trail that is one of `ops`."""
        return next((step for step in reversed(self.trail) if step.op in ops), None)

    def then(self, op: str, site: Site | None = None, by: str = "", *, which: object = None, **changes: object) -> Data:
        """These data after a step, with the facets that it changed."""
        if self.codes and op not in KEEPS_CODES:
            changes.setdefault("codes", ())
        if self.holes and op not in KEEPS_HOLES:
            changes.setdefault("holes", ())
        if self.colours and op not in KEEPS_COLOURS:
            changes.setdefault("colours", "")
        if self.sample is not None and op not in KEEPS_SAMPLE:
            changes.setdefault("sample", None)
        changes["trail"] = (*self.trail, Step(op, site, by, which))
        return self.but(**changes)

    def but(self, **changes: object) -> Data:
        """`dataclasses.replace`, which takes four times as long: arrays change at every step of a program."""
        made = object.__new__(Data)
        for name, slot in _SLOTS:
            slot.__set__(made, changes.pop(name) if name in changes else slot.__get__(self))
        if changes:
            raise TypeError(f"no such facets: {', '.join(changes)}")
        return made


_SLOTS: Final[tuple[tuple[str, Any], ...]] = tuple((each.name, vars(Data)[each.name]) for each in fields(Data))
NOT_KNOWN: Final = Data()
NEVER_MADE: Final = Data(why="what should have made this raises")
"""What stands for the result of an operation that surely raises: nothing is known of it, it isn't there."""
