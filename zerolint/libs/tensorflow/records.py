"""Examples in TFRecord files: what each feature is, says the program that parses them."""

from __future__ import annotations

from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.values import Node, Unknown, Value
from zerolint.libs import dtypes, shapes
from zerolint.libs.arrays import Array
from zerolint.libs.origins import Place, source_in
from zerolint.libs.registry import function
from zerolint.program.data import Data, Scale, Shape, Source

READ: Final = "read from a file"


class Feature(Value):
    """`tf.io.FixedLenFeature(shape, dtype)`: the same for each example."""

    __slots__ = ("dtype", "shape")
    type_name = "a feature"

    def __init__(self, shape: Shape | None, dtype: str | None, origin: Node) -> None:
        self.shape = shape
        self.dtype = dtype
        self.origin = origin


@function("tensorflow.io.FixedLenFeature")
def fixed_length(call: Call) -> Value:
    """Numbers of a known shape; bytes stand for anything, encoded pictures mostly."""
    args = call.bind("shape", "dtype", "default_value")
    return Feature(shapes.wanted_shape(call.m, args.get("shape")), dtypes.named(args.get("dtype")), call.node)


@function("tensorflow.io.parse_single_example")
def parse_one(call: Call) -> Value:
    """A dictionary of tensors."""
    return _parsed(call, ())


@function("tensorflow.io.parse_example")
def parse_batch(call: Call) -> Value:
    """A dictionary of tensors of a batch."""
    return _parsed(call, (None,))


def _parsed(call: Call, rows: Shape) -> Value:
    args = call.bind("serialized", "features")
    features = args.get("features")
    source = source_in(call.m, args.get("serialized"))
    if not isinstance(features, DictValue):
        return _unknown(source, call.node)
    entries, whole = features.contents(call.m), object()

    def tensor(word: object, feature: Value) -> Value:
        known = isinstance(feature, Feature) and feature.shape is not None and feature.dtype is not None
        if not isinstance(feature, Feature) or not known or feature.dtype == "str":
            return _unknown(source, call.node)
        shape = None if feature.shape is None else (*rows, *feature.shape)
        names = (word,) if isinstance(word, str) else ()
        data = Data(shape, feature.dtype, scale=Scale.RAW, source=source, names=names, whole=whole, why=READ)
        return Array(data, call.node, "tensor")

    parsed = {word: tensor(word, feature) for word, feature in entries.entries.items()}
    return DictValue(parsed, call.node, _unknown(source, call.node) if entries.rest is not None else None)


def _unknown(source: Source | None, node: Node) -> Unknown:
    return Unknown("a feature of an example", node, None, None if source is None else Place(source, node))
