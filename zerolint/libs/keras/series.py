"""Windows of time series: `TimeseriesGenerator`, `timeseries_dataset_from_array`."""

from __future__ import annotations

from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.machine import Machine, const_int
from zerolint.interp.values import NONE, TupleValue, Value
from zerolint.libs.arrays import as_array
from zerolint.libs.pipes import Pipe, Stream
from zerolint.libs.registry import function
from zerolint.libs.tensorflow.datasets import any_rows
from zerolint.program.data import Data

GENERATOR: Final = ("data", "targets", "length", "sampling_rate", "stride", "start_index", "end_index", "shuffle")
DATASET: Final = ("data", "targets", "sequence_length", "sequence_stride", "sampling_rate", "batch_size")


@function("keras.preprocessing.sequence.TimeseriesGenerator")
def timeseries_generator(call: Call) -> Value:
    """`TimeseriesGenerator(data, targets, length=10, batch_size=128)`."""
    return _windows(call, call.bind(*GENERATOR), "length")


@function("keras.utils.timeseries_dataset_from_array")
def timeseries_dataset(call: Call) -> Value:
    """`timeseries_dataset_from_array(data, targets, sequence_length=10)`."""
    return _windows(call, call.bind(*DATASET), "sequence_length")


def _windows(call: Call, args: dict[str, Value], length: str) -> Value:
    m, node = call.m, call.node
    data, targets = as_array(m, args.get("data")), args.get("targets")
    if data is None:
        return call.unknown("windows of an unknown series")
    plain = not {"sampling_rate", "stride", "sequence_stride", "start_index", "end_index"} & set(args)
    width = const_int(args.get(length)) if plain else None

    def window(d: Data) -> Data:
        shape = (None, width, *d.shape[1:]) if d.shape else None
        return d.then("index", node, "windows", shape=shape, columns=None)

    element: Value = data.derive(m, window, node, op="index", by="windows")
    if targets is not None and targets != NONE:
        element = TupleValue([element, any_rows(m, as_array(m, targets) or targets, node, "index")], node)
    size = const_int(args["batch_size"]) if "batch_size" in args else 128
    count = _count(data.data(m).rows, width, targets, m, length)
    return Pipe(element, Stream(None, count, size, batched=True, kind="iterator"), node)


def _count(rows: int | None, width: int | None, targets: Value | None, m: Machine, length: str) -> int | None:
    """How many windows there are; behind each of the generator's, there is the row of its target."""
    if rows is None or width is None:
        return None
    if length == "length":
        return max(rows - width, 0)
    most = max(rows - width + 1, 0)
    if targets is None or targets == NONE:
        return most
    given = as_array(m, targets)
    own = given.data(m).rows if given is not None else None
    return min(most, own) if own is not None else None
