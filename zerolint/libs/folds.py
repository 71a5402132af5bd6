"""Folds of a cross-validation: which rows belong to one, and which loop goes over them."""

from __future__ import annotations

from typing import Final

from zerolint.interp.containers import ListValue
from zerolint.interp.values import TupleValue, Value
from zerolint.program.data import Data

from .arrays import Array, Facets

FOLD: Final = "indices of a fold"
"""What the indices that `KFold(…).split` gives are known by."""


def side(data: Data) -> str:
    """`train fold` or `test fold` for the indices of one, nothing for other numbers."""
    return f"{data.split.value} fold" if data.why == FOLD and data.split is not None else ""


def goes_over_folds(source: Value | None) -> bool:
    """Whether each round of a loop over this gets a fold; one pair of indices stands for all of them."""
    if not isinstance(source, ListValue):
        return False
    items = source.fields["items"]
    return isinstance(items, TupleValue) and items.rest is not None and _holds_indices(items.rest)


def _holds_indices(value: Value) -> bool:
    if isinstance(value, TupleValue):
        return any(_holds_indices(item) for item in value.items)
    facets = value.fields["data"] if isinstance(value, Array) else None
    return isinstance(facets, Facets) and bool(side(facets.data))
