"""What rules ask of single values."""

from __future__ import annotations


def as_number(value: object) -> float | None:
    """The value if it is a number."""
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
