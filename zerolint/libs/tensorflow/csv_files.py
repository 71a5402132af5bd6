"""Columns of CSV files: `make_csv_dataset` by name, `CsvDataset` and `decode_csv` in order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from zerolint.interp.call import Call
from zerolint.interp.callables import LibRef
from zerolint.interp.containers import ListValue
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.values import NONE, Const, Items, TupleValue, Value
from zerolint.libs import dtypes
from zerolint.libs.arrays import Array, as_array
from zerolint.libs.files import known_table, source_of
from zerolint.libs.frames import chosen_names
from zerolint.libs.known import column_data
from zerolint.libs.origins import source_in
from zerolint.libs.pipes import Pipe, Stream, batches
from zerolint.libs.registry import function
from zerolint.program.data import Data, Scale, Shape, Source

PARAMETERS: Final = (
    "file_pattern", "batch_size", "column_names", "column_defaults", "label_name", "select_columns",
)  # fmt: skip


@function("tensorflow.data.experimental.make_csv_dataset")
def make_csv_dataset(call: Call) -> Value:
    """`make_csv_dataset("train.csv", batch_size=32, label_name="y")`."""
    m, node = call.m, call.node
    args = call.bind(*PARAMETERS)
    size = m.plain(args.get("batch_size"))
    epochs = m.plain(args.get("num_epochs", NONE), ...)
    rows = size if isinstance(size, int) and epochs is None else None  # the last batch of all may be smaller
    source = source_of(args.get("file_pattern"), node)
    names = chosen_names(m, args.get("column_names", NONE))
    table = known_table(m, args.get("file_pattern"), names)
    plain = Data((rows,), scale=Scale.RAW, source=source, whole=object(), why="read from a file")
    columns: dict[Any, Value] = {word: Array(replace(plain, names=(word,)), node) for word in names or ()}
    if table is not None and not table.pixels:
        known = replace(source, by_convention=True)
        for word, row in zip(names or (column.name for column in table.columns), table.columns, strict=False):
            data = column_data(table, row, known, plain.whole)
            columns[word] = Array(replace(data, shape=(rows,), names=(word,)), node)
    some = None if columns else Array(plain, node)
    picked = chosen_names(m, args.get("select_columns", NONE))
    if picked is not None:
        columns = {word: columns.get(word) or Array(replace(plain, names=(word,)), node) for word in picked}
        some = None
    count = batches(table.rows, size if isinstance(size, int) else None) if table is not None and epochs == 1 else None
    shuffled = m.truth(args.get("shuffle", Const(True)))
    known_size = size if isinstance(size, int) else None
    stream = Stream(count, None, known_size, batched=True, endless=epochs is None, shuffled=shuffled)
    label = args.get("label_name", NONE)
    if label == NONE:
        return Pipe(DictValue(columns, node, some), stream, node)
    word = m.plain(label)
    target = columns.pop(word, None) or Array(replace(plain, names=(word,) if isinstance(word, str) else ()), node)
    return Pipe(TupleValue([DictValue(columns, node, some), target], node), stream, node)


@function("tensorflow.data.experimental.CsvDataset")
def csv_dataset(call: Call) -> Value:
    """`CsvDataset("higgs.csv", [float()] * 29)`: one tuple for each row."""
    path = call.first("filenames", position=0)
    source = source_in(call.m, path) or source_of(path, call.node)
    columns = _columns(call, call.first("record_defaults", position=1), (), source)
    return Pipe(TupleValue(columns.items, call.node, rest=columns.rest), Stream(), call.node)


@function("tensorflow.io.decode_csv")
def decode_csv(call: Call) -> Value:
    """`tf.io.decode_csv(line, [[0.0], [""]])`: a list of columns."""
    records = call.first("records", position=0)
    texts = as_array(call.m, records)
    shape = texts.data(call.m).shape if texts is not None else None
    source = texts.data(call.m).source if texts is not None else source_in(call.m, records)
    columns = _columns(call, call.first("record_defaults", position=1), shape, source)
    return ListValue(columns.items, call.node, columns.rest)


def _columns(call: Call, defaults: Value | None, shape: Shape | None, source: Source | None) -> Items:
    """One array for each default, of its type."""
    whole = object()

    def column(default: Value | None) -> Array:
        data = Data(shape, _dtype(call.m, default), scale=Scale.RAW, source=source, whole=whole, why="read from a file")
        return Array(data, call.node)

    given = call.m.iterate(defaults) if isinstance(defaults, (ListValue, TupleValue)) else Items((), NONE)
    return Items(tuple(column(one) for one in given.items), column(given.rest) if given.rest is not None else None)


def _dtype(m: Machine, default: Value | None) -> str | None:
    if isinstance(default, LibRef):
        return dtypes.named(default)
    known = m.plain(default)
    known = known[0] if isinstance(known, (list, tuple)) and len(known) == 1 else known
    return {bytes: "str", float: "float32", int: "int32", str: "str"}.get(type(known))
