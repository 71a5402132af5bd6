"""Data read from files: the name is the source; the content is known by convention only, if at all."""

from __future__ import annotations

import re
from dataclasses import replace
from math import isqrt
from pathlib import PurePosixPath

from zerolint.interp.call import Call
from zerolint.interp.machine import Machine
from zerolint.interp.values import Const, Node, Unknown, Value
from zerolint.knowledge import datasets
from zerolint.program.data import NO_STATS, Data, Kind, Origin, Scale, Source

from . import dtypes
from .arrays import Array, Facets
from .known import column_data, overall, pixel_data
from .origins import listing


def file_name(value: Value | None, default: str = "a file") -> str:
    """The last part of a path or URL, as a person would call the file."""
    text = last_text(value)
    if text:
        return PurePosixPath(text.partition("?")[0].replace("\\", "/").rstrip("/")).name or default
    return default


def last_text(value: object) -> str:
    """The end of a path as far as it is written: the last part of a join, of `+`, of a formatted string."""
    if isinstance(value, Const):
        return value.value if isinstance(value.value, str) else ""
    if isinstance(value, Unknown):
        return last_text(value.key) if value.key is not value else ""
    if isinstance(value, tuple) and value:
        return last_text(value[-1])
    return last_text(getattr(value, "text", None)) if isinstance(value, Value) else ""


def spelled(value: object) -> str:
    """A path as far as it is written, `?` for every part that isn't."""
    if isinstance(value, Const):
        return value.value if isinstance(value.value, str) else "?"
    match value.key if isinstance(value, Unknown) else value:
        case ("join", tuple() as parts):
            return "/".join(map(spelled, parts))
        case ("f", tuple() as parts):
            return "".join(map(spelled, parts))
        case ("+", first, second):
            return spelled(first) + spelled(second)
        case ("str" | "without ending", inner):
            return spelled(inner)
    inner = getattr(value, "text", None)
    return spelled(inner) if isinstance(inner, Value) else "?"


def known_folder(path: Value | None) -> datasets.Folder | None:
    """What a folder of this path usually holds."""
    return datasets.folder(spelled(path)) if path is not None else None


def source_of(value: Value | None, node: Node, default: str = "a file") -> Source:
    """The source of what is read from there."""
    return Source(Origin.FILE, file_name(value, default), node)


def read_array(call: Call) -> Value:
    """`np.load(path)`, `np.loadtxt(path)`: an array of unknown content."""
    path = call.get("file", 0) or call.get("fname", 0)
    source = replace(source_of(path, call.node), listed=listing(path))
    table = known_table(call.m, path, names=None)
    if table is not None:
        made = _table_array(table, source, call)
        if made is not None:
            return made
    dtype = dtypes.named(call.get("dtype"))
    return Array(Data(None, dtype, scale=Scale.RAW, source=source, whole=object(), why="read from a file"), call.node)


def read_content(call: Call) -> Value:
    """Stored objects (pickles, HDF5, MAT files): an archive of unknown content."""
    path = call.get("file", 0) or call.get("file_name", 0) or call.get("filename", 0)
    source = source_of(path, call.node)
    return Array(Data(scale=Scale.UNKNOWN, source=source, whole=object(), why="read from a file"), call.node)


def known_table(m: Machine, path: Value | None, names: tuple[str, ...] | None) -> datasets.Table | None:
    """What a file of this name usually holds; None where that is open, the program's own names contradict, or nothing
    in the program but the file's name speaks for it."""
    text = last_text(path)
    if not text:
        return None
    tables = datasets.tables(text)
    if names is not None:
        tables = tuple(t for t in tables if len(t.names) == len(names))
    return tables[0] if len(tables) == 1 and (names is not None or _spoken_of(m, tables[0])) else None


def _spoken_of(m: Machine, table: datasets.Table) -> bool:
    """Whether the program knows a column of the table by its name, or by its number how many there are."""
    known: dict[str, bool] = m.state.setdefault("tables", {})
    if table.name not in known:
        sign = re.compile(_signs(table))
        codes = (code for unit in m.state.get("units", ()) for code in unit.codes)
        known[table.name] = any(sign.search(code) for code in codes)
    return known[table.name]


def _signs(table: datasets.Table) -> str:
    names = "|".join(re.escape(column.name) for column in table.columns if not column.name.isdigit())
    last = len(table.names) - 1
    places = rf"[:,\[(]\s*{last}\s*[\])]|(?:input_dim|shape)\s*=\s*[(\[]?\s*{last}\b"
    pixels = rf"|\b{len(table.pixels)}\b|\b{isqrt(len(table.pixels))}\b" if table.pixels else ""
    return places + pixels + (rf"|[\"'.](?:{names})(?![\w])" if names else "")


def _table_array(table: datasets.Table, source: Source, call: Call) -> Array | None:
    """A known table of numbers as `np.loadtxt` reads it."""
    given = call.get("usecols", 6)
    if any(c.text for c in table.columns) or (table.pixels and given is not None):
        return None
    known = replace(source, by_convention=True)
    columns = [column_data(table, c, known, None) for c in table.columns]
    if table.pixels:
        return _beside(pixel_data(table, known, object(), table.names), columns, call.node)
    picked = call.m.plain(given)
    if isinstance(picked, (list, tuple)) and all(isinstance(i, int) and i < len(columns) for i in picked):
        columns = [columns[i] for i in picked]
    elif given is not None:
        return None
    data = Data(
        (table.rows, len(columns)),
        "float64",
        overall(columns),
        tuple(c.stats for c in columns),
        Kind.UNKNOWN,
        None,
        Scale.RAW,
        known,
        names=tuple(c.names[0] for c in columns),
        ordered=table.ordered,
        whole=object(),
    )
    return _beside(data, columns, call.node)


def _beside(data: Data, columns: list[Data], node: Node) -> Array:
    """An array whose columns are known apart."""
    made = Array(data, node)
    for column in columns:
        made.fields[f".{column.names[0]}"] = Facets(column, node)
    return made


def part_of_file(m: Machine, array: Array, name: str, node: Node) -> Value:
    """`np.load("mnist.npz")["x_train"]`: an array of the archive."""
    data = array.data(m)
    known = _known_part(data, name, node)
    if known is not None:
        return Array(known, node)
    source = data.source
    made = replace(Data(scale=Scale.RAW, source=source, why=data.why), names=(name,), whole=(data.whole, name))
    return Array(replace(made, stats=NO_STATS), node)


def _known_part(data: Data, name: str, node: Node) -> Data | None:
    """The archives of `keras.datasets` that people load by hand."""
    from .tables import facets_of

    source = data.source
    if source is None or not source.name.endswith(".npz"):
        return None
    found = datasets.keras(source.name.removesuffix(".npz"))
    if found is None:
        return None
    row = {"x_train": found.x, "y_train": found.y, "x_test": found.test_x, "y_test": found.test_y}.get(name)
    if row is None:
        return None
    return replace(
        facets_of(row, found.name, node, None, ordered=found.ordered), source=replace(source, by_convention=True)
    )
