"""Joins of facets."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from zerolint.interp.values import Node
from zerolint.program.data import NO_STATS, NOT_KNOWN, Codes, Data, Hole, Kind, Origin, Scale, Stats, Step

from . import dtypes


def join_stats(many: list[Stats]) -> Stats:
    """Statistics that hold for values from any of several."""
    if not many:
        return NO_STATS
    first = many[0]
    if all(s == first for s in many):
        return first
    los = [s.lo for s in many]
    his = [s.hi for s in many]
    lo = None if None in los else min(v for v in los if v is not None)
    hi = None if None in his else max(v for v in his if v is not None)
    return Stats(lo, hi, tight=all(s.tight for s in many))


def join_data(many: list[Data]) -> Data:
    """What several alternatives agree on."""
    if not many:
        return NOT_KNOWN
    first = many[0]
    if all(d == first for d in many):
        return first if all(d.sample is first.sample for d in many) else replace(first, sample=None)

    def same(name: str, otherwise: Any) -> Any:
        value = getattr(first, name)
        return value if all(getattr(d, name) == value for d in many) else otherwise

    shapes = [d.shape for d in many]
    shape = None
    if all(s is not None for s in shapes) and len({len(s) for s in shapes if s is not None}) == 1:
        dims = zip(*(s for s in shapes if s is not None), strict=True)
        shape = tuple(c[0] if len(set(c)) == 1 else None for c in dims)
    return replace(
        first,
        shape=shape,
        dtype=same("dtype", None),
        stats=join_stats([d.stats for d in many]),
        columns=same("columns", None),
        kind=same("kind", Kind.UNKNOWN),
        classes=same("classes", None),
        scale=same("scale", Scale.OPAQUE),
        source=next((d.source for d in many if d.source is not None), None),
        split=same("split", None),
        trail=same("trail", first.trail),
        names=same("names", ()),
        categories=same("categories", ()),
        codes=same("codes", ()),
        holes=same("holes", ()),
        colours=same("colours", ""),
        sample=None,
        random=any(d.random for d in many),
        ordered=same("ordered", None),
        why=same("why", ""),
    )


def join_items(many: list[Data]) -> Data:
    """What the items of one list agree on: one class in each of them need not be one in all."""
    joined = join_data(many)
    apart = len(many) > 1 and (joined.stats.lo is None or any(data != many[0] for data in many))
    return joined.but(classes=None) if joined.classes == 1 and apart else joined


def holes_among(holes: tuple[Hole, ...], names: tuple[str, ...]) -> tuple[Hole, ...]:
    """Those of the columns with holes that have one of the names."""
    return tuple(one for one in holes if one.column and one.column in names)


def with_copies(joined: Data, many: list[Data]) -> Data:
    """Rows put together, with the step that copied some of them: the trail that is kept may be that of the others."""
    step = next((step for step in (data.did("resample") for data in many) if step is not None), None)
    return joined if step is None or joined.did("resample") else joined.but(trail=(*joined.trail, step))


def codes_among(codes: tuple[Codes, ...], names: tuple[str, ...]) -> tuple[Codes, ...]:
    """Those of the coded columns that have one of the names."""
    return tuple(one for one in codes if one.column and one.column in names)


def codes_of(data: Data, node: Node, by: str) -> tuple[Codes, ...]:
    """What numbering its categories makes of a column: codes in the order of the words, if they are words.

    Columns of files, whose type isn't known, are taken for words, of unknown number.
    """
    from_file = data.dtype is None and data.source is not None and data.source.origin is Origin.FILE
    if not from_file and not dtypes.is_text(data.dtype) and data.kind is not Kind.TEXT:
        return ()
    name = data.names[0] if len(data.names) == 1 else ""
    return (Codes(Step("encode", node, by), data.classes, data.categories, name),)


APART: Final = object()
"""Of a step that fills in values which don't depend on what was there before."""
GROWING: Final = frozenset({"add", "divide", "floor", "matmul", "mod", "multiply", "power", "subtract"})


def repeated(old: Data, new: Data) -> Data:
    """What a loop makes of `old` when one iteration makes `new` of it: arithmetic adds up, filling does not.

    What one round put together with more rows or columns grows with each.
    """
    if any(step.op == "concatenate" and step not in old.trail for step in new.trail):
        new = _grown(old, new)
    added = new.trail[len(old.trail) :] if new.trail[: len(old.trail)] == old.trail else ()
    filled = [place for place, step in enumerate(added) if step.which is APART]
    added = added[filled[-1] :] if filled else added
    if new.stats == old.stats or not any(step.op in GROWING for step in added):
        return new
    return replace(new, stats=NO_STATS, columns=None, scale=Scale.OPAQUE, sample=None)


def _grown(old: Data, new: Data) -> Data:
    """Without the sizes that a round changed."""
    if old.shape is None or new.shape is None or old.shape == new.shape:
        return new
    alike = len(old.shape) == len(new.shape)
    shape = (
        tuple(a if a == b else None for a, b in zip(old.shape, new.shape, strict=True))
        if alike
        else (None, *new.shape[1:])
    )
    wide = shape[-1:] == new.shape[-1:]
    return replace(
        new, shape=shape, sample=None, columns=new.columns if wide else None, names=new.names if wide else ()
    )


def partly_changed(whole: Data, part: Data) -> Data:
    """What is known of an array after a part of it took the values of `part` in place."""
    joined = join_data([whole, part])
    kind = whole.kind if part.kind is Kind.UNKNOWN else joined.kind
    stats = joined.stats
    return replace(
        joined,
        stats=stats if part.stats == whole.stats else replace(stats, tight=False),  # an end may have been in the part
        shape=whole.shape,
        dtype=whole.dtype,
        kind=kind,
        classes=whole.classes if kind is whole.kind else joined.classes,
        source=whole.source or part.source,
        trail=part.trail if len(part.trail) > len(whole.trail) else whole.trail,
        names=whole.names,
        colours=part.colours if whole.colours in ("", part.colours) else "",
        whole=whole.whole,
        random=False,
        why=whole.why,
    )


#: Endings of files whose cells are single numbers or words, whoever reads them.
TABLE_FILES = (".csv", ".data", ".tsv", ".txt", ".xls", ".xlsx")


#: How a step is called that leaves an array in each cell of a column.
IN_CELLS: Final = "apply"


def of_objects(data: Data) -> bool:
    """Whether the program itself made a column of things of unknown type."""
    return data.dtype is None and (data.scale is Scale.OPAQUE or data.did("stack") is not None)


def may_hold_arrays(data: Data) -> bool:
    """Whether a cell of this column may be an array of its own: features in a frame that the program itself made.

    A column of known type holds single values (but in rows put together here: it is the type of their parts), and so
    does one that stands as it was read from a table's text.
    """
    if len(data.shape or ()) != 1:
        return False
    if any(step.op == "stack" and step.by == IN_CELLS for step in data.trail):
        return True
    if data.did("column") is None:
        return False
    if data.dtype is not None:
        return data.did("stack") is not None
    read = data.source is not None and data.source.origin is Origin.FILE and data.source.name.endswith(TABLE_FILES)
    return not read or data.scale is Scale.OPAQUE
