"""The training program of one script or notebook, as it was understood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .data import Data
from .fact import Fact, Site, Unknown
from .network import Network
from .operation import Operation
from .prediction import Prediction
from .run import Run


@dataclass(frozen=True, slots=True)
class Target:
    """The Keras that the script is written for: 2 or 3, and why. `legacy_only`: no requirement says so, only what is
    written for the older one."""

    version: int = 3
    evidence: str = "default"
    site: Site | None = None
    legacy_only: bool = False
    lacking: str = ""
    """The name that says so, which the other Keras doesn't have."""
    oldest: bool = False
    """Written for Keras 1, where the order of the axes was the user's setting (Theano's, by default, at first)."""


@dataclass(frozen=True, slots=True)
class Standardisation:
    """A division by a spread computed by hand: `(x - mean) / std` or min-max.

    `data` is what the spread was computed of; `in_function` if it stands in the body of a function.
    """

    site: Site
    divisor_site: Site
    kind: str
    """std or range."""
    data: Data
    guarded: bool
    """An epsilon or a check stands there, or the NaN that may come of it is replaced."""
    in_function: bool
    axis: int | None = 0
    """What the spread was taken over: 0 for one of each column, None for one of everything."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that stayed unknown, and why."""

    reason: str
    site: Site | None = None


@dataclass(frozen=True, slots=True)
class Program:
    """Networks, runs (one per consistent path), predictions, and what else the rules ask about."""

    networks: tuple[Network, ...] = ()
    runs: tuple[Run, ...] = ()
    predictions: tuple[Prediction, ...] = ()
    operations: tuple[Operation, ...] = ()
    standardisations: tuple[Standardisation, ...] = ()
    target: Target = Target()
    notes: tuple[Note, ...] = ()
    facts: tuple[tuple[str, Fact[object]], ...] = field(default=())

    def done(self, *kinds: str) -> Iterator[Operation]:
        """The operations of these kinds, in their order."""
        for operation in self.operations:
            if operation.kind in kinds:
                yield operation

    def runs_of(self, network: Network) -> Iterator[Run]:
        """All runs of the same model object."""
        for run in self.runs:
            if run.network.identity is network.identity:
                yield run


EMPTY = Program()

__all__ = ["EMPTY", "Note", "Operation", "Program", "Standardisation", "Target", "Unknown"]
