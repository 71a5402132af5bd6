"""Frames put together: concat, merge, join, get_dummies."""

from __future__ import annotations

from dataclasses import replace

from zerolint.interp.call import Call
from zerolint.interp.machine import Machine
from zerolint.interp.values import FALSE, NONE, Node, Unknown, Value
from zerolint.program.data import Data, Kind, Scale, Stats

from ..arrays import Array, method
from ..facets import join_data, join_items, join_stats, with_copies
from ..frames import assembled, chosen_names, column_data, dropped, known_columns, make_frame
from ..numpy.join import exact_count, lengthen, one_below_other, parts_of
from ..numpy.register import over_arrays
from ..picked import only_bounds
from ..registry import function, prefix


@function("pandas.concat")
def concat(call: Call) -> Value:
    """`pd.concat([a, b], axis=1)`."""
    m, node = call.m, call.node
    value = call.get("objs", 0)
    parts = parts_of(m, value, node)
    if parts is None:
        return call.unknown("frames that are not known")
    axis = call.const("axis", 1, 0)
    if axis in (1, "columns"):
        return beside(m, parts, node)
    return below(m, parts, node, exact=exact_count(m, value))


def below(m: Machine, parts: list[Array], node: Node, *, exact: bool = True) -> Array:
    """Rows one after the other."""
    datas = [p.data(m) for p in parts]
    joined = one_below_other(with_copies(join_items(datas), datas), datas, exact=exact)
    counts = [d.rows for d in datas]
    total = sum(c for c in counts if c is not None) if None not in counts else None
    names = datas[0].names if all(d.names == datas[0].names for d in datas) else ()
    shape = (total, *joined.shape[1:]) if joined.shape is not None else None
    if not names and any(d.names for d in datas) and shape is not None:
        shape = (total, None)[: len(shape)]  # columns of one name come together, others stand beside each other
    columns = {n: _below(m, parts, n, exact=exact) for n in names or _in_all(m, parts)}
    columns = {n: replace(d, shape=(total,)) for n, d in columns.items()}
    data = replace(joined, shape=shape, names=names, whole=object()).then("concatenate", node)
    if all(p.container == "frame" for p in parts) and columns:
        return make_frame(m, assembled(data, columns) if names else data, columns, node)
    return Array(data, node, parts[0].container)


def _below(m: Machine, parts: list[Array], name: str, *, exact: bool) -> Data:
    """One column of them all."""
    datas = [column_data(m, part, name) for part in parts]
    return one_below_other(join_items(datas), datas, exact=exact)


def _in_all(m: Machine, parts: list[Array]) -> tuple[str, ...]:
    """Columns that are known in each of the frames, whatever others there are."""
    known = [known_columns(m, part) for part in parts if part.container == "frame"]
    return tuple(n for n in known[0] if all(n in each for each in known)) if len(known) == len(parts) else ()


def beside(m: Machine, parts: list[Array], node: Node) -> Array:
    """Columns side by side."""
    columns: dict[str, Data] = {}
    complete = True
    width: int | None = 0
    for part in parts:
        data = part.data(m)
        names = data.names
        count = (
            1
            if part.container == "series"
            else (data.shape[1] if data.shape is not None and len(data.shape) > 1 else None)
        )
        width = None if width is None or count is None else width + count
        complete = complete and bool(names)
        columns.update({n: (column_data(m, part, n) if part.container == "frame" else data) for n in names})
        columns.update(known_columns(m, part))
    first = join_data([p.data(m) for p in parts])
    whole = parts[0].data(m).whole
    rows = next((p.data(m).rows for p in parts if p.data(m).rows is not None), None)
    base = replace(first, shape=(rows, width), whole=whole, columns=None, names=(), kind=Kind.UNKNOWN, classes=None)
    base = base.then("concatenate", node)
    if not complete or not columns:
        return make_frame(m, base, columns, node)
    if len(columns) != width:  # some stand there twice: all stay, and none is told apart
        return make_frame(m, base, {}, node)
    return make_frame(m, assembled(base, columns), columns, node)


@method("append")
def append(call: Call, array: Array) -> Value:
    """`df.append(other)`."""
    if array.container == "list":
        lengthen(call.m, array, call.args[0] if call.args else None, call.node)
        return NONE
    others = _frames(call)
    if others is None:
        return call.unknown("rows that are appended")
    return below(call.m, [array, *others], call.node)


@method("join")
def join(call: Call, array: Array) -> Value:
    """`df.join(other)`."""
    others = _frames(call)
    return beside(call.m, [array, *others], call.node) if others is not None else call.unknown("a join")


def _frames(call: Call) -> list[Array] | None:
    """The frame that is given, or those of a list."""
    given = call.get("other", 0)
    return [given] if isinstance(given, Array) and given.container != "list" else parts_of(call.m, given, call.node)


@method("merge")
def merge_method(call: Call, array: Array) -> Value:
    """`df.merge(other)`."""
    return _merged(call.m, array, call.node, call.const("how", 1, "inner"))


@function("pandas.merge", "pandas.merge_asof", "pandas.merge_ordered")
def merge(call: Call) -> Value:
    """`pd.merge(a, b)`."""

    def make(array: Array) -> Value:
        return _merged(call.m, array, call.node, call.const("how", 2, "inner"))

    return over_arrays(call.m, call.get("left", 0), call.node, make, "merge")


def _shares_lost(data: Data) -> Data:
    """Labels of rows, some of which may come more often or not at all."""
    return only_bounds(data) if data.kind is Kind.CLASSES else data


def _merged(m: Machine, array: Array, node: Node, how: object) -> Array:
    """Rows that fit, with the columns of both: names of the second aren't followed."""
    columns = {n: replace(_shares_lost(d), shape=(None,), ordered=None) for n, d in known_columns(m, array).items()}
    data = array.data(m).then("merge", node, str(how), shape=(None, None), columns=None, names=(), whole=object())
    return make_frame(m, data, columns, node)


@function("pandas.get_dummies")
def get_dummies(call: Call) -> Value:
    """`pd.get_dummies(y)`: a column per category; of a frame, its text columns are replaced."""
    m, node = call.m, call.node
    chosen = chosen_names(m, call.get("columns") or NONE)
    drops, adds = (m.truth(call.get(name) or FALSE) for name in ("drop_first", "dummy_na"))
    beside = adds - drops if adds is not None and drops is not None else None

    def make(array: Array) -> Value:
        if array.container == "frame" and (array.data(m).shape or (None, None))[-1] != 1:
            return _frame_dummies(m, array, chosen, beside, node)
        return _dummies(m, array, beside, node)

    return over_arrays(m, call.get("data", 0), node, make, "get_dummies")


def _dummies(m: Machine, array: Array, beside: int | None, node: Node) -> Array:
    """`beside`: how many columns there are beside one per category; None where that isn't known."""
    count = array.data(m).classes
    count = count + beside if count is not None and beside is not None else None
    kind = Kind.UNKNOWN if beside != 0 else Kind.ONE_HOT

    def change(data: Data) -> Data:
        return data.then(
            "one_hot",
            node,
            "pd.get_dummies",
            shape=(data.rows, count),
            dtype="bool",
            kind=kind,
            classes=count,
            stats=Stats(0.0, 1.0, tight=True),
            columns=None,
            scale=Scale.RAW,
            names=(),
        )

    return array.derive(m, change, node, op="one_hot", by="pd.get_dummies", container="frame")


def _frame_dummies(m: Machine, frame: Array, chosen: tuple[str, ...] | None, beside: int | None, node: Node) -> Array:
    """Text columns (or the chosen ones) become several of 0 and 1."""
    data = frame.data(m)
    parts = {n: column_data(m, frame, n) for n in data.names}
    texts = chosen or tuple(n for n, p in parts.items() if p.dtype in ("object", "str", "category"))
    if chosen is None and (not parts or any(p.dtype is None for p in parts.values())):
        unknown = data.then("one_hot", node, "pd.get_dummies", shape=(data.rows, None), columns=None, names=())
        return make_frame(m, unknown, {n: d for n, d in known_columns(m, frame).items() if n not in texts}, node)
    if not texts:
        return make_frame(m, data.then("one_hot", node, "pd.get_dummies"), parts, node)
    left = dropped(m, frame, texts, node)
    kept = left.data(m)
    counts = [c for n in texts if n in parts and (c := parts[n].classes) is not None]
    width = None
    if len(counts) == len(texts) and kept.names and beside is not None:
        width = len(kept.names) + sum(counts) + len(counts) * beside
    columns = kept.columns
    if columns is not None and width is not None and width <= 128:
        columns = (*columns, *([Stats(0.0, 1.0, tight=True)] * (width - len(columns))))
    else:
        columns = None
    stats = join_stats([kept.stats, Stats(0.0, 1.0, tight=True)])
    return make_frame(
        m,
        kept.then("one_hot", node, "pd.get_dummies", shape=(data.rows, width), columns=columns, stats=stats, names=()),
        known_columns(m, left),
        node,
    )


@function("pandas.unique")
def unique(call: Call) -> Value:
    """`pd.unique(values)`."""
    from .summaries import unique as of_array

    return over_arrays(call.m, call.args[0] if call.args else None, call.node, lambda a: of_array(call, a), "unique")


@function("pandas.pivot_table", "pandas.pivot", "pandas.crosstab")
def pivot_table(call: Call) -> Value:
    """`pd.pivot_table(frame, index=…, columns=…)`: the frame's method as a function."""
    from .summaries import derived

    frame = call.get("data", 0) or call.get("index")
    return over_arrays(call.m, frame, call.node, lambda a: derived(call, a), "pivot_table")


@function("pandas.isnull", "pandas.isna", "pandas.notnull", "pandas.notna")
def isnull(call: Call) -> Value:
    """Holes."""
    from .clean import mask

    return over_arrays(call.m, call.args[0] if call.args else None, call.node, lambda a: mask(call, a), "isnull")


@function("pandas.set_option", "pandas.options.display", "pandas.option_context", "pandas.reset_option")
def option(call: Call) -> Value:
    """Settings."""
    return NONE


@prefix("pandas")
def other(path: str, call: Call) -> Value:
    """Pandas' other functions do not change their arguments."""
    return Unknown(f"`{path}` is not modelled", call.node)
