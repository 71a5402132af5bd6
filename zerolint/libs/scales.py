"""How arithmetic with numbers changes the scale of data, and where integer types spoil it."""

from __future__ import annotations

from typing import Final

from zerolint.program.data import SCALED, SMALL, Data, Kind, Scale, Stats

from . import dtypes

FULL: Final = (255.0, 256.0)
"""Dividing pixels by these gives 0 … 1."""
HALF: Final = (127.5, 127.0, 128.0)
"""Dividing pixels by these gives 0 … 2; minus 1, −1 … 1."""
SIXTEEN_BIT: Final = 65535.0


def after_number(op: str, data: Data, number: float, stats: Stats, *, swapped: bool) -> Scale:
    """The scale of `data op number`, given the statistics of the result."""
    if op not in ("+", "-", "*", "/"):
        return _from_stats(stats, data)
    if op == "/" and swapped:
        return _from_stats(stats, data)
    divisor = _divisor(op, number)
    if divisor is not None:
        return _divided(data, divisor, stats)
    return _moved(data, number, stats)


def _divisor(op: str, number: float) -> float | None:
    if op == "/":
        return number
    if op == "*":
        return 1.0 / number if number else None
    return None


def _divided(data: Data, divisor: float, stats: Stats) -> Scale:
    if stats.within(0.0, 1.0):
        return Scale.UNIT
    if stats.within(-1.0, 1.0):
        return Scale.SYMMETRIC
    if data.scale in SCALED:
        return _scaled_again(data, divisor, stats)
    if stats.bounded:
        return Scale.NORMALISED if stats.within(-2.0, 2.0) and abs(divisor) >= 2 else _raw(data)
    size = round(abs(divisor), 3)
    if size in FULL or size == SIXTEEN_BIT:
        return Scale.UNIT
    if size in HALF:
        return Scale.SYMMETRIC if _centred(data, size) else Scale.NORMALISED
    return Scale.OPAQUE if abs(divisor) > 1 else _raw(data)


def _scaled_again(data: Data, divisor: float, stats: Stats) -> Scale:
    if stats.bounded:
        return data.scale if stats.within(-SMALL, SMALL) else Scale.RAW
    if abs(divisor) >= 1 / SMALL:
        return data.scale if divisor == 1 else Scale.NORMALISED
    return Scale.RAW if data.kind is Kind.IMAGE else Scale.OPAQUE


def _centred(data: Data, size: float) -> bool:
    """Half the range of pixels was subtracted before."""
    last = data.trail[-1] if data.trail else None
    return last is not None and last.op == "subtract" and last.by in {f"{v:g}" for v in HALF}


def _moved(data: Data, number: float, stats: Stats) -> Scale:
    """After adding or subtracting a number."""
    if data.scale in SCALED and stats.bounded and not stats.within(-SMALL, SMALL):
        return Scale.RAW
    if data.scale in (Scale.UNIT, Scale.SYMMETRIC):
        if stats.bounded:
            if stats.within(0.0, 1.0):
                return Scale.UNIT
            return Scale.SYMMETRIC if stats.within(-1.0, 1.0) else Scale.NORMALISED
        return Scale.SYMMETRIC if abs(number) in (0.5, 1.0) else Scale.NORMALISED
    if data.scale is Scale.NORMALISED and abs(number) == 1:
        return Scale.SYMMETRIC
    return data.scale


def _from_stats(stats: Stats, data: Data) -> Scale:
    if stats.within(0.0, 1.0):
        return Scale.UNIT
    if stats.within(-1.0, 1.0):
        return Scale.SYMMETRIC
    return data.scale if stats.bounded else Scale.OPAQUE


def _raw(data: Data) -> Scale:
    return data.scale


MIXING: Final = frozenset({"+", "-", "*", "/", "//", "%", "**"})


def integer_trap(op: str, data: Data, number: float | None, *, swapped: bool) -> str:
    """`wraps`, `truncates` or "": what arithmetic of whole numbers with a Python number silently does."""
    limits = dtypes.limits(data.dtype)
    if limits is None or number is None or isinstance(number, bool):
        return ""
    if op == "//" and not swapped and abs(number) >= 2 and data.stats.within(0.0, abs(number)):
        return "truncates"
    if not isinstance(number, int) or not data.stats.tight or data.stats.lo is None or data.stats.hi is None:
        return ""
    lo, hi = data.stats.lo, data.stats.hi
    ends = {
        "+": (lo + number, hi + number),
        "-": (number - hi, number - lo) if swapped else (lo - number, hi - number),
        "*": (lo * number, hi * number),
    }.get(op)
    if ends is None or dtypes.bits(data.dtype or "") > 16:
        return ""
    return "wraps" if min(ends) < limits[0] or max(ends) > limits[1] else ""


def integer_error(op: str, data: Data, number: float | None, *, tensor: bool) -> str:
    """Why an array (or tensor) of whole numbers refuses a Python number: `bounds`, `mixed`, or "" if it doesn't."""
    limits = dtypes.limits(data.dtype)
    if limits is None or number is None or isinstance(number, bool):
        return ""
    if tensor:
        return "mixed" if type(number) is float and op in MIXING else ""
    outside = type(number) is int and not limits[0] <= number <= limits[1]
    return "bounds" if outside and op in MIXING and op != "/" else ""
