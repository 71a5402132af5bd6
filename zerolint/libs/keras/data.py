"""Keras's data sets and the helpers that shape labels."""

from __future__ import annotations

from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.containers import ListValue
from zerolint.interp.machine import const_int
from zerolint.interp.values import Const, TupleValue, Value
from zerolint.knowledge import datasets
from zerolint.knowledge.datasets_keras import COARSE_CLASSES
from zerolint.libs import casting, intervals, spellings
from zerolint.libs.arrays import Array, as_array
from zerolint.libs.origins import source_in
from zerolint.libs.registry import function, prefix
from zerolint.libs.tables import array_of, split_of
from zerolint.program.data import Data, Kind, Stats

from .configuration import data_format
from .tensors import Tensor, tensors_in


@prefix("keras.datasets")
def load_data(path: str, call: Call) -> Value:
    """`(x_train, y_train), (x_test, y_test) = mnist.load_data()`."""
    parts = path.split(".")
    if parts[-1] == "get_word_index":
        return call.unknown("the words of a data set")
    known = datasets.keras(parts[2]) if len(parts) > 2 else None
    if known is None or parts[-1] != "load_data":
        return call.unknown(f"`{path}` is not a known data set")
    words = const_int(call.first("num_words", "nb_words", position=1))
    if words and known.x.kind == datasets.TOKENS:
        known = known._replace(x=_fewer(known.x, words), test_x=_fewer(known.test_x, words) if known.test_x else None)
    if parts[2] == "cifar100" and (mode := call.get("label_mode", 0)) is not None:
        known = known._replace(y=_coarse(known.y, mode), test_y=_coarse(known.test_y, mode) if known.test_y else None)
    return split_of(_in_order(call, known), call)


def _in_order(call: Call, known: datasets.DataSet) -> datasets.DataSet:
    """Coloured pictures come in the order of axes that the program has set."""
    order = data_format(call.m)
    if order is None or len(known.x.shape) != 4:
        return known
    given = call.m.plain(order)

    def turned(row: datasets.Array) -> datasets.Array:
        rows, height, width, channels = row.shape
        if given == "channels_last":
            return row
        return row._replace(shape=(rows, channels, height, width) if given == "channels_first" else (rows, *[None] * 3))

    return known._replace(x=turned(known.x), test_x=turned(known.test_x) if known.test_x is not None else None)


def _coarse(labels: datasets.Array, mode: Value) -> datasets.Array:
    """The labels of CIFAR-100 by `label_mode`: 100 fine classes or 20 coarse ones."""
    match mode.value if isinstance(mode, Const) else None:
        case "fine":
            return labels
        case "coarse":
            top = COARSE_CLASSES - 1.0
            return labels._replace(hi=top, mean=top / 2, std=None, classes=COARSE_CLASSES)
    return labels._replace(hi=None, mean=None, std=None, classes=None)


def _fewer(row: datasets.Array, words: int) -> datasets.Array:
    """Token ids below `num_words`."""
    return row._replace(hi=min(words - 1.0, row.hi) if row.hi is not None else words - 1.0)


ONE_HOT: Final = "float64"
"""What `to_categorical` makes of an array since Keras 3; it was float32 before."""


@function("keras.utils.to_categorical")
def to_categorical(call: Call) -> Value:
    """Integer labels to one-hot rows."""
    spellings.keywords(call, "keras.utils.to_categorical")
    m = call.m
    given = call.first("x", "y", position=0)
    labels = as_array(m, given)
    count = m.plain(call.first("num_classes", "nb_classes", position=1))
    if labels is None:
        known, source = count if isinstance(count, int) else None, source_in(m, given)
        stats = Stats(0.0, 1.0, tight=True)
        return Array(Data(None, ONE_HOT, stats, kind=Kind.ONE_HOT, classes=known, source=source), call.node)
    return one_hot(call, labels, count if isinstance(count, int) else None, "to_categorical", ONE_HOT)


def one_hot(call: Call, labels: Array, count: int | None, op: str, dtype: str = "float32") -> Array:
    """One-hot rows of integer labels."""

    def change(d: Data) -> Data:
        classes = count
        if classes is None and d.kind is Kind.CLASSES:
            classes = _up_to_the_highest(d)
        shape = d.shape
        if shape is not None and len(shape) > 1 and shape[-1] == 1:
            shape = shape[:-1]
        return d.then(
            op, call.node, op,
            shape=(*shape, classes) if shape is not None else None,
            kind=Kind.ONE_HOT, classes=classes, stats=Stats(0.0, 1.0, tight=True), dtype=dtype,
            columns=_always_one(d, classes),
        )  # fmt: skip

    return labels.derive(call.m, change, call.node, op=op, by=op, container="ndarray")


def _up_to_the_highest(labels: Data) -> int | None:
    """A column for each number from 0 to the highest label, whether there is such a label or not."""
    highest = labels.stats.hi
    reached = labels.stats.tight and highest is not None and highest.is_integer()
    return int(highest) + 1 if reached and highest is not None else labels.classes


def _always_one(labels: Data, classes: int | None) -> tuple[Stats, ...] | None:
    """The columns where every label is the same class once it is cut to a whole number."""
    cut = casting.cast_data(labels, "int64", None).stats
    if not cut.constant or cut.lo is None or classes is None or not 0 <= cut.lo < classes:
        return None
    return tuple(intervals.exactly(float(column == cut.lo)) for column in range(classes))


@function("tensorflow.one_hot", "keras.ops.one_hot", "keras.backend.one_hot")
def tf_one_hot(call: Call) -> Value:
    """`tf.one_hot(labels, depth)`."""
    given = call.first("indices", "x", position=0)
    inputs = tuple(tensors_in(call.m, given))
    if inputs:
        return Tensor(None, inputs, call.node, opaque="one_hot")
    labels = as_array(call.m, given)
    depth = call.m.plain(call.first("depth", "num_classes", position=1))
    if labels is None:
        return call.unknown("labels that are not known")
    return one_hot(call, labels, depth if isinstance(depth, int) else None, "one_hot")


__all__ = ["ListValue", "TupleValue", "array_of"]
