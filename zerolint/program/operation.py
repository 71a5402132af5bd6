"""What the program does outside of networks and trainings: the shuffles, splits and arithmetic that rules ask about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .data import NOT_KNOWN, Data
from .fact import Site
from .run import Condition


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation that a library's handler recorded, where it happened.

    `kind` names it (`list-shuffle`, `split`); `parts` are what it was done to and how, by name: data, places, numbers,
    words, or tuples of these. A part that isn't known is absent.
    """

    kind: str
    site: Site
    parts: Mapping[str, object] = field(default_factory=dict)
    path: tuple[Condition, ...] = ()
    assumed: bool = False
    """In a function that nobody calls."""
    order: int = 0
    """Operations, runs and predictions happen in this order."""
    repeated: bool = False
    """In a loop."""

    def get(self, name: str) -> object | None:
        """A part, None if it isn't known."""
        return self.parts.get(name)

    def data(self, name: str = "data") -> Data:
        """A part that is an array; without facets if it isn't known."""
        found = self.parts.get(name)
        return found if isinstance(found, Data) else NOT_KNOWN

    def place(self, name: str) -> Site | None:
        """A part that is a place in the source."""
        found = self.parts.get(name)
        return None if found is None or isinstance(found, (str, int, float, tuple, Data)) else Site(found)
