"""Rows of data told apart: which are repeated, and which of those held out were trained on."""

from __future__ import annotations

from typing import Any

import numpy as np

from .less import batches, length

VALUES = 30_000_000
"""More aren't looked at."""


def held(x: Any, y: Any, arguments: dict[str, Any]) -> tuple[Any, Any]:
    """The rows that a fit holds out for validation."""
    given, share = arguments.get("validation_data"), arguments.get("validation_split")
    if isinstance(given, (tuple, list)):
        return (given[0], given[1]) if len(given) > 1 else (None, None)
    if given is not None:
        return batches(given, None)
    count = length(x)
    if not share or count is None or isinstance(x, (list, tuple, dict)) or length(y) != count:
        return None, None
    first = int(np.floor(count * (1 - share)))
    return np.asarray(x)[first:], np.asarray(y)[first:]


def known(x: Any) -> set[int]:
    """Each row's own number; none for what isn't one array."""
    if x is None or isinstance(x, (list, tuple, dict)):
        return set()
    values = np.asarray(x)
    if values.ndim < 2 or values.dtype.kind not in "fiub" or values.size > VALUES:
        return set()
    values = np.ascontiguousarray(values.reshape(len(values), -1), dtype="float32")
    return {hash(row.tobytes()) for row in values}


def seen(x: Any, trained: set[int]) -> dict[str, Any]:
    """The share of these rows that were trained on."""
    found = known(x)
    return {"seen": round(len(found & trained) / len(found), 3)} if found and trained else {}


def repeated(x: Any, y: Any) -> dict[str, Any]:
    """How many rows there are, how many different ones, and the different values of the targets if they are few."""
    found: dict[str, Any] = {}
    if (different := known(x)) and (count := length(x)):
        found |= {"rows": count, "different": len(different)}
    if y is not None and not isinstance(y, (list, tuple, dict)) and np.asarray(y).dtype.kind in "fiub":
        found["answers"] = len(np.unique(np.asarray(y)))
    return found
