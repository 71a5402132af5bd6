"""What rules ask of single values."""

from __future__ import annotations

from typing import Any

from zerolint.api import Condition, Confidence, Fact, Prediction, Replace, Run


def as_number(value: object) -> float | None:
    """The value if it is a number."""
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def parsed(text: str) -> float | None:
    """The number that a text says."""
    try:
        return float(text)
    except ValueError:
        return None


def sure(*paths: tuple[Condition, ...]) -> Confidence:
    """High where it happens on every path, one level lower where only on some (rule catalogue)."""
    return Confidence.MEDIUM if any(paths) else Confidence.HIGH


def believed(one: Run | Prediction, certain: Confidence, *keras: int) -> Confidence | None:
    """How sure it is that this call raises, on these versions of Keras (any, if none is named).

    None where a notebook's outputs show that it came to its end; one level lower where cells were run out of order: it
    may have seen other data then, or another model.
    """
    shown = one.recorded
    if shown is None or (keras and not {*keras} & {*shown.keras}):
        return certain
    return None if shown.in_order else certain.lowered


def rewritten(fact: Fact[Any], text: str) -> Replace | None:
    """The edit that puts another value where one is written; None where nothing is."""
    return Replace(fact.site, text) if fact.written and fact.site is not None else None


def percent(share: float) -> str:
    """A share in words; rounded, but not to all or nothing: 99.83 of 100 is no 100%."""
    for digits in range(6):
        said = f"{share:.{digits}%}"
        if share in (0.0, 1.0) or float(said[:-1]) not in (0.0, 100.0):
            break
    return said
