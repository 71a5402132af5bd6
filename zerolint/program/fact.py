"""Facts: a value that may be unknown, with the place it was written at.

Rules only ever see facts; an unknown one answers every question with "no", so it can't cause a finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, Generic, NewType, TypeVar

Site = NewType("Site", object)
"""An opaque handle of a place in the source; the session resolves it to a span."""

T = TypeVar("T")


class Given(Enum):
    """How a fact came to be."""

    WRITTEN = "written"
    DEFAULT = "default"
    """Keras's own default: nothing was written."""
    CONVENTION = "convention"
    """Written as the number of something whose name says how many there usually are: known, but no firm ground."""
    SWEPT = "swept"
    """One candidate of a sweep or tuner: never the cause of a finding."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """What stayed unknown, and why."""

    reason: str
    site: Site | None = None


NOTHING_SEEN: Final = Unknown("nothing in the source says")


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """A value or an `Unknown`, where it was written, and whether it was written at all."""

    value: T | Unknown
    site: Site | None = None
    given: Given = Given.WRITTEN

    @property
    def known(self) -> bool:
        """Whether there is a value that a finding may rest on."""
        return not isinstance(self.value, Unknown) and self.given is not Given.SWEPT

    @property
    def written(self) -> bool:
        """Whether the value is known and stands in the source."""
        return self.known and self.given is not Given.DEFAULT

    @property
    def left_out(self) -> bool:
        """Whether nothing is written, or None is: Keras does what it does by itself. What is unknown isn't left out."""
        return self.given is Given.DEFAULT or (self.known and self.value is None)

    def get(self) -> T | None:
        """The value if a finding may rest on it, else None."""
        return None if isinstance(self.value, Unknown) or self.given is Given.SWEPT else self.value


def unknown(reason: str, site: Site | None = None) -> Fact[Any]:
    """A fact that isn't known."""
    return Fact(Unknown(reason, site), site)


UNSEEN: Final[Fact[Any]] = Fact(NOTHING_SEEN, None, Given.DEFAULT)
