"""How bad, how sure, how safe: the words that findings and diagnostics share."""

from __future__ import annotations

from enum import Enum


class Severity(Enum):
    """How bad it is: will not work, very likely harms, worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


class Confidence(Enum):
    """How much of the finding is established; low ones are hidden unless they are asked for."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for the surest."""
        return list(Confidence).index(self)

    @property
    def lowered(self) -> Confidence:
        """One level lower; low stays low."""
        return list(Confidence)[min(self.rank + 1, 2)]


class Safety(Enum):
    """A safe fix leaves every usable result as it was; an unsafe one changes the experiment's meaning."""

    SAFE = "safe"
    UNSAFE = "unsafe"
