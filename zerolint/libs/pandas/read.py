"""Frames read from files or made of values."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.containers import ListValue, SetValue
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.plain import from_plain
from zerolint.interp.values import NONE, Choice, Const, Node, Unknown, Value
from zerolint.knowledge import datasets
from zerolint.program.data import Data, Kind, Scale, Source

from ..arrays import Array, Facets
from ..files import known_table, source_of
from ..frames import assembled, chosen_names, column_data, dropped, make_frame, select
from ..known import column_data as of_table
from ..known import pixel_data
from ..numpy.register import over_arrays, to_array
from ..registry import function
from ..stdlib.texts import TextFile
from .rows import columns_of

READERS: Final = """
    clipboard csv excel feather fwf gbq hdf html json orc parquet pickle sas spss sql sql_query sql_table stata table
    xml
"""


@function(*(f"pandas.read_{word}" for word in READERS.split()), "pandas.DataFrame.from_csv", "pandas.json_normalize")
def read(call: Call) -> Value:
    """`pd.read_csv(path)`: a frame of unknown columns, unless the file's name says which."""
    m = call.m
    path = call.first("filepath_or_buffer", "path", "io", "path_or_buf", "filepath", position=0)
    names = chosen_names(m, call.get("names") or NONE)
    written = _written(call, path, names) if isinstance(path, TextFile) else None
    if written is not None:
        return _of_dict(m, written, call.node)
    source = source_of(path, call.node)
    table = known_table(m, path, names)
    if table is not None and _fits(call, table):
        frame = table_frame(m, table, replace(source, by_convention=True), call.node, names)
    else:
        shape = (None, len(names) if names else None)
        data = Data(shape, scale=Scale.RAW, source=source, names=names or (), whole=object(), why="read from a file")
        frame = make_frame(m, data, {}, call.node)
    picked = chosen_names(m, call.get("usecols") or NONE)
    if picked is not None:
        return select(m, frame, picked, call.node)
    index = call.const("index_col")
    if index == 0 or isinstance(index, str):
        return _without_index(m, frame, index, call.node)
    return frame


PLAIN: Final = frozenset({"delimiter", "header", "names", "sep", "skipinitialspace"})
"""Options under which the text of a file is read here."""


def _written(call: Call, file: TextFile, names: tuple[str, ...] | None) -> DictValue | None:
    """The columns of a CSV file that stands in the program; None where it may be read otherwise."""
    func = getattr(call.node, "func", None)
    word = getattr(getattr(func, "attr", func), "value", "")
    separator = call.first("sep", "delimiter", position=1)
    given = separator.value if isinstance(separator, Const) else ("," if separator is None else None)
    headed = call.get("header") is None and names is None
    plain = word == "read_csv" and not call.open and set(call.kwargs) <= PLAIN and call.const("header") in (None, 0)
    if not plain or not isinstance(given, str) or len(given) != 1:
        return None
    rows = [[cell.strip() for cell in row] for row in csv.reader(file.text.splitlines(), delimiter=given) if row]
    if headed and rows:
        names, rows = tuple(rows[0]), rows[1:]
    width = len(rows[0]) if rows else 0
    labels = names if names is not None else tuple(map(str, range(width)))
    if not rows or {len(row) for row in rows} != {len(labels)} or any("" in row for row in rows):  # holes
        return None
    columns = zip(labels, zip(*rows, strict=True), strict=True)
    return DictValue({label: _column(cells, call.node) for label, cells in columns}, call.node)


def _column(cells: Sequence[str], node: Node) -> Value:
    """Numbers if all cells are, else words."""
    for kind in (int, float):
        try:
            return from_plain([kind(cell) for cell in cells], node)
        except ValueError:
            continue
    return from_plain(list(cells), node)


def _without_index(m: Machine, frame: Array, index: int | str, node: Node) -> Array:
    """The column that becomes the index is no column any more."""
    names = frame.data(m).names
    if isinstance(index, str):
        return dropped(m, frame, (index,), node)
    return dropped(m, frame, names[:1], node) if names else frame


def _fits(call: Call, table: datasets.Table) -> bool:
    """Whether the program reads the file the way that this table has to be read."""
    if call.open:
        return False
    separator = call.first("sep", "delimiter", position=1)
    given = separator.value if isinstance(separator, Const) else ("," if separator is None else None)
    blanks = call.const("delim_whitespace") is True or given in (r"\s+", " ", "\\s+")
    if table.separator == " ":
        return blanks
    return given in (None, table.separator) or blanks


def table_frame(
    m: Machine, table: datasets.Table, source: Source, node: Node, names: tuple[str, ...] | None = None
) -> Array:
    """A known table as a frame."""
    whole = (table.name, node)
    labels = names or table.names
    parts = {
        label: replace(of_table(table, column, source, whole), names=(label,))
        for label, column in zip(labels, table.columns, strict=False)
    }
    if table.pixels:
        return make_frame(m, pixel_data(table, source, whole, labels), parts, node)
    data = Data((table.rows, len(parts)), scale=Scale.RAW, source=source, ordered=table.ordered, whole=whole)
    return make_frame(m, assembled(data, parts), parts, node)


@function("seaborn.load_dataset")
def load_dataset(call: Call) -> Value:
    """`sns.load_dataset("mpg")`."""
    name = call.const("name", 0)
    table = datasets.seaborn(name) if isinstance(name, str) else None
    source = source_of(call.get("name", 0), call.node)
    if table is None:
        data = Data((None, None), scale=Scale.RAW, source=source, whole=object())
        return make_frame(call.m, data, {}, call.node)
    return table_frame(call.m, table, source, call.node)


@function("pandas.DataFrame", "pandas.DataFrame.from_dict", "pandas.DataFrame.from_records")
def data_frame(call: Call) -> Value:
    """`pd.DataFrame(values, columns=…)`."""
    m = call.m
    value = call.get("data", 0)
    given = call.get("columns", 2) or NONE
    supposed = isinstance(value, Unknown) and isinstance(given, Array) and given.by_convention(m)
    names = None if supposed else chosen_names(m, given)
    columns = value if isinstance(value, DictValue) else columns_of(m, value, names, call.node)
    if columns is not None:
        frame = _of_dict(m, columns, call.node)
        held = frame.data(m).names
        return select(m, frame, names, call.node) if names and names != held and set(names) <= set(held) else frame
    if value is None:
        empty = Data((None, len(names) if names else 0), names=names or (), whole=object())
        return make_frame(m, empty, {}, call.node)
    return over_arrays(m, value, call.node, lambda a: _of_array(m, a, names, call.node), "DataFrame")


def _of_dict(m: Machine, value: DictValue, node: Node) -> Array:
    """A frame of named columns."""
    now = value.contents(m)
    parts: dict[str, Data] = {}
    for key, item in now.entries.items():
        array = to_array(m, item, node) if not isinstance(item, (Choice, SetValue)) else None
        data = array.data(m) if array is not None else Data(why="a column that is not known")
        if len(data.shape or ()) > 1:
            data = Data((data.rows,), why="a column of lists")
        parts[str(key)] = replace(data, shape=(data.rows,), columns=None, names=(str(key),))
    rows = next((p.rows for p in parts.values() if p.rows is not None), None)
    source = next((p.source for p in parts.values() if p.source is not None), None)
    wholes = {id(p.whole): p.whole for p in parts.values()}
    whole = next(iter(wholes.values())) if len(wholes) == 1 else object()
    data = Data((rows, len(parts)), source=source, scale=Scale.RAW, whole=whole)
    random = bool(parts) and all(p.random for p in parts.values())
    if now.rest is not None:
        return make_frame(m, replace(data, shape=(rows, None)), parts, node)
    return make_frame(m, replace(assembled(data, parts), random=random), parts, node)


def _of_array(m: Machine, array: Array, names: tuple[str, ...] | None, node: Node) -> Array:
    """A frame of the columns of an array; a frame keeps its own."""
    if array.container == "frame" and names is None:
        parts = {n: column_data(m, array, n) for n in array.data(m).names}
        return make_frame(m, array.data(m), parts, node)
    made = array.derive(m, lambda d: _named(d, names), node, op="copy", container="frame")
    data = made.data(m)
    if data.kind in (Kind.CLASSES, Kind.ONE_HOT, Kind.IMAGE) and names is not None and len(names) == 1:
        made.fields[f".{names[0]}"] = Facets(replace(data, shape=(data.rows,)), node)
    return made


def _named(data: Data, names: tuple[str, ...] | None) -> Data:
    shape = data.shape
    if shape is not None and len(shape) == 1:
        shape = (shape[0], 1)
    if names is not None:
        shape = (shape[0] if shape else None, len(names))
    columns = data.columns
    if columns is None and shape and shape[-1] == 1:
        columns = (data.stats,)
    own = names or (data.names if shape and len(data.names) == shape[-1] else ())
    return replace(data, shape=shape, names=own, columns=columns)


@function("pandas.Series", "pandas.Categorical", "pandas.Index", "pandas.array")
def series(call: Call) -> Value:
    """`pd.Series(values)`."""
    m = call.m
    value = call.get("data", 0) or call.get("values", 0)
    name = call.const("name")
    if isinstance(value, DictValue):
        now = value.contents(m)
        value = ListValue(tuple(now.entries.values()), call.node, now.rest)
    if value is None:
        return Array(Data((None,), whole=object()), call.node, "series")

    def make(array: Array) -> Value:
        names = (name,) if isinstance(name, str) else array.data(m).names
        return array.derive(m, lambda d: replace(d, names=names), call.node, op="copy", container="series")

    return over_arrays(m, value, call.node, make, "Series")


@function("pandas.date_range", "pandas.bdate_range", "pandas.timedelta_range", "pandas.period_range")
def date_range(call: Call) -> Value:
    """Dates."""
    return Array(Data((None,), "datetime64", kind=Kind.DATETIME, whole=object()), call.node, "index")


@function("pandas.to_datetime", "pandas.to_timedelta")
def to_datetime(call: Call) -> Value:
    """`pd.to_datetime(df["date"])`."""

    def make(array: Array) -> Value:
        return array.derive(
            call.m,
            lambda d: d.then("cast", call.node, "datetime", dtype="datetime64", kind=Kind.DATETIME, classes=None),
            call.node,
            op="cast",
        )

    return over_arrays(call.m, call.args[0] if call.args else None, call.node, make, "to_datetime")


@function("pandas.to_numeric")
def to_numeric(call: Call) -> Value:
    """`pd.to_numeric(series)`."""

    def make(array: Array) -> Value:
        return array.derive(
            call.m, lambda d: d.then("cast", call.node, "number", dtype=_number(d)), call.node, op="cast"
        )

    return over_arrays(call.m, call.args[0] if call.args else None, call.node, make, "to_numeric")


def _number(data: Data) -> str | None:
    return data.dtype if data.dtype not in ("object", "str", "category") else None
