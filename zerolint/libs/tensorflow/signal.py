"""`tf.signal`: a series cut into windows."""

from __future__ import annotations

from zerolint.interp.call import Call
from zerolint.interp.values import Value
from zerolint.libs.arrays import as_array
from zerolint.libs.registry import function
from zerolint.program.data import Data


@function("tensorflow.signal.frame")
def frame(call: Call) -> Value:
    """`tf.signal.frame(series, 30, 1)`: a row for each window; what is left at the end is dropped."""
    args = call.bind("signal", "frame_length", "frame_step", "pad_end")
    series = as_array(call.m, args.get("signal"))
    if series is None:
        return call.unknown("windows of an unknown series")
    width, step = (call.m.plain(args.get(name), None) for name in ("frame_length", "frame_step"))

    def change(data: Data) -> Data:
        known = data.shape is not None and len(data.shape) == 1 and isinstance(width, int) and isinstance(step, int)
        rows = 1 + (data.rows - width) // step if known and data.rows is not None and "pad_end" not in args else None
        shape = (rows, width) if known and (rows is None or rows > 0) else None
        return data.then("index", call.node, "windows", shape=shape, columns=None, names=())

    return series.derive(call.m, change, call.node, op="index", by="windows")
