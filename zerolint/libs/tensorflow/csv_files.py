"""`make_csv_dataset`: batches of the columns of files, by name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from zerolint.interp.call import Call
from zerolint.interp.containers import DictValue
from zerolint.interp.values import NONE, Const, TupleValue, Value
from zerolint.libs.arrays import Array
from zerolint.libs.files import known_table, source_of
from zerolint.libs.frames import chosen_names
from zerolint.libs.known import column_data
from zerolint.libs.pipes import Pipe, Stream, batches
from zerolint.libs.registry import function
from zerolint.program.data import Data, Scale

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
    table = known_table(args.get("file_pattern"), names)
    plain = Data((rows,), scale=Scale.RAW, source=source, whole=object(), why="read from a file")
    columns: dict[Any, Value] = {word: Array(replace(plain, names=(word,)), node) for word in names or ()}
    if table is not None:
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
