"""Facets of the tables (files and frames of columns) that the knowledge tables describe."""

from __future__ import annotations

from zerolint.knowledge.datasets import Column, Table
from zerolint.program.data import Data, Hole, Kind, Scale, Source, Stats, Step

from .intervals import exactly, joined


def column_stats(column: Column) -> Stats:
    """Statistics of one column of a known table."""
    if column.constant and column.lo is not None:
        return exactly(column.lo)
    return Stats(column.lo, column.hi, column.mean, column.std, tight=column.lo is not None)


def column_data(table: Table, column: Column, source: Source, whole: object) -> Data:
    """The facets of one column of a known table."""
    return Data(
        shape=(table.rows,),
        dtype="object" if column.text else _dtype(column),
        stats=column_stats(column),
        kind=Kind(column.kind),
        classes=column.classes,
        scale=Scale.RAW,
        source=source,
        names=(column.name,),
        holes=(Hole(Step("read", source.site, source.name), column.name),) if column.holes else (),
        ordered=table.ordered,
        whole=whole,
    )


def pixel_data(table: Table, source: Source, whole: object, names: tuple[str, ...]) -> Data:
    """The facets of a known table of pictures, as a whole; what stands before the pixels is known apart from them."""
    stats = Stats(0.0, 255.0, tight=True)
    shape = (table.rows, len(names))
    return Data(shape, "int64", stats, kind=Kind.IMAGE, scale=Scale.RAW, source=source, names=names, whole=whole)


def _dtype(column: Column) -> str | None:
    if column.lo is None:
        return None
    return "int64" if column.kind == Kind.CLASSES.value and not column.missing else "float64"


def overall(columns: list[Data]) -> Stats:
    """Statistics of a table from those of its columns."""
    return joined(tuple(c.stats for c in columns))
