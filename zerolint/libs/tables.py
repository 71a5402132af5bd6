"""Arrays of the data sets in the knowledge tables."""

from __future__ import annotations

from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.values import Node, TupleValue, Value
from zerolint.knowledge import datasets as table
from zerolint.libs.arrays import Array
from zerolint.program.data import Data, Kind, Origin, Scale, Source, Split, Stats

KINDS: Final = {kind.value: kind for kind in Kind}
_SMALL: Final = 10.0


def stats_of(row: table.Array | table.Column) -> Stats:
    """Numbers of a row; the ends are reached."""
    return Stats(row.lo, row.hi, row.mean, row.std, tight=row.lo is not None and row.hi is not None)


def facets_of(row: table.Array, name: str, node: Node, split: Split | None, *, ordered: bool | None = None) -> Data:
    """The facets of one array of a data set."""
    columns = tuple(stats_of(c) for c in row.columns) if row.columns else None
    return Data(
        shape=row.shape,
        dtype=row.dtype,
        stats=stats_of(row),
        columns=columns,
        kind=KINDS.get(row.kind, Kind.UNKNOWN),
        classes=row.classes,
        scale=Scale.RAW,
        source=Source(Origin.DATASET, name, node),
        split=split,
        ordered=ordered,
        names=tuple(c.name for c in row.columns),
        colours="RGB" if row.kind == table.IMAGE and row.shape[-1] == 3 else "",
        whole=(name, node, split),
    )


def array_of(
    row: table.Array, name: str, node: Node, split: Split | None = None, *, ordered: bool | None = None
) -> Array:
    """An array of a data set."""
    return Array(facets_of(row, name, node, split, ordered=ordered), node)


def split_of(known: table.DataSet, call: Call) -> Value:
    """`(x, y), (x, y)` as Keras's `load_data` gives it."""
    node = call.node
    train = TupleValue(
        (
            array_of(known.x, known.name, node, Split.TRAIN, ordered=known.ordered),
            array_of(known.y, known.name, node, Split.TRAIN, ordered=known.ordered),
        ),
        node,
    )
    if known.test_x is None or known.test_y is None:
        return train
    test = TupleValue(
        (array_of(known.test_x, known.name, node, Split.TEST), array_of(known.test_y, known.name, node, Split.TEST)),
        node,
    )
    return TupleValue((train, test), node)
