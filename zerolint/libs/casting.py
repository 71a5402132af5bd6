"""Casts: `astype`, `np.float32(x)`, the `dtype` of a copy."""

from __future__ import annotations

from dataclasses import replace

from zerolint.interp.values import Node
from zerolint.program.data import NO_STATS, Data, Kind, Stats

from . import dtypes, intervals, sampling


def cast_data(data: Data, dtype: str | None, node: Node) -> Data:
    """The data after a cast; no node: a type given when the values are written, which is no step of its own."""
    changed = replace(data, dtype=dtype)
    if dtypes.is_integer(dtype) and not dtypes.is_integer(data.dtype) and data.dtype != "bool":
        changed = _truncated(changed, data)
    elif dtype == "bool":
        changed = replace(changed, stats=Stats(0.0, 1.0, tight=True), kind=Kind.CLASSES, classes=2, columns=None)
    elif dtype == "category" and data.classes is None:
        changed = replace(changed, kind=data.kind)
    elif dtypes.is_float(dtype) and dtypes.is_text(data.dtype) and data.kind is Kind.UNKNOWN:
        changed = replace(changed, classes=None)
    made = changed if node is None else changed.then("cast", node, dtype or "")
    whole = dtypes.is_integer(dtype) and not dtypes.is_integer(data.dtype)
    sampled = sampling.mapped(data.sample, lambda v: float(int(v))) if whole else data.sample
    return sampling.with_sample(made, sampled if dtype != "bool" or data.dtype == "bool" else None)


def _truncated(changed: Data, data: Data) -> Data:
    """Fractions are cut off: what lies in (−1, 1) becomes 0."""
    stats = intervals.monotone(data.stats, lambda v: float(int(v))) if data.stats is not NO_STATS else NO_STATS
    columns = None
    if data.columns is not None:
        columns = tuple(intervals.monotone(c, lambda v: float(int(v))) for c in data.columns)
    kind, classes = data.kind, data.classes
    if kind is Kind.CONTINUOUS:
        kind = Kind.UNKNOWN
    if kind is Kind.UNKNOWN and data.random and stats.lo == 0.0 and data.stats.hi is not None:
        top = _below(data.stats.hi)  # drawn numbers stay below their upper bound
        kind, classes = Kind.CLASSES, int(top) + 1
        stats = replace(stats, hi=top)
    return replace(changed, stats=stats, columns=columns, kind=kind, classes=classes)


def _below(end: float) -> float:
    """The largest whole number below an excluded end."""
    return end - 1.0 if end >= 1.0 and end == int(end) else float(int(end))
