"""Rows that a program writes or gathers one by one, as the columns of a frame."""

from __future__ import annotations

from typing import Final

from zerolint.interp.containers import ListValue
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.ranges import GeneratorValue
from zerolint.interp.store import choice
from zerolint.interp.values import Choice, Const, Node, Path, TupleValue, Value

MAX_CELLS: Final = 20_000

Row = dict[str, Value]


def columns_of(m: Machine, value: Value | None, names: tuple[str, ...] | None, node: Node) -> DictValue | None:
    """The columns of a list of dictionaries, or of rows whose columns have `names`; None for anything else."""
    if not isinstance(value, (ListValue, TupleValue, GeneratorValue)):
        return None
    items = m.iterate(value)
    given = items.different
    rows = [_alternatives(m, row, names) for row in given]
    if not rows or None in rows:
        return None
    words = names or tuple(dict.fromkeys(word for row in rows if row is not None for _, one in row for word in one))
    if len(words) * len(rows) > MAX_CELLS:
        return None
    missing = Const(float("nan"), node)
    columns: dict[str, Value] = {}
    for word in words:
        cells = [choice([(path, one.get(word, missing)) for path, one in row]) for row in rows if row is not None]
        known = len(items.items)
        columns[word] = ListValue(tuple(cells[:known]), node, cells[known] if items.rest is not None else None)
    return DictValue(columns, node)


def _alternatives(m: Machine, row: Value, names: tuple[str, ...] | None) -> list[tuple[Path, Row]] | None:
    if type(row) is Choice:
        arms = [(path, _row(m, arm, names)) for path, arm in row.arms]
        return (
            [(path, one) for path, one in arms if one is not None] if all(one is not None for _, one in arms) else None
        )
    one = _row(m, row, names)
    return [((), one)] if one is not None else None


def _row(m: Machine, row: Value, names: tuple[str, ...] | None) -> Row | None:
    """The cells of one row by the names of their columns."""
    if isinstance(row, DictValue):
        now = row.contents(m)
        return {str(key): cell for key, cell in now.entries.items()} if now.rest is None else None
    if not isinstance(row, (ListValue, TupleValue)):
        return None
    items = m.iterate(row)
    labels = names or (row.names if isinstance(row, TupleValue) else ())
    if not items.exact or not labels or len(items.items) != len(labels):
        return None
    return dict(zip(labels, items.items, strict=True))
