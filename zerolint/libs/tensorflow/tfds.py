"""TensorFlow Datasets: `tfds.load` of sets whose content is known, and what is told of them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any, Final

from zerolint.interp.call import Call
from zerolint.interp.callables import LibRef, Native
from zerolint.interp.containers import ListValue
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.values import NONE, Choice, Const, Node, TupleValue, Unknown, Value
from zerolint.knowledge import datasets
from zerolint.libs.arrays import Array, Facets
from zerolint.libs.bags import Bag
from zerolint.libs.pipes import Pipe, Stream, batches
from zerolint.libs.registry import function
from zerolint.libs.tables import array_of
from zerolint.program.data import Data, Origin, Source, Split

from .datasets import arrays_of, with_rows

LOAD: Final = ("name", "split", "data_dir", "batch_size")
SPLITS: Final = {"train": Split.TRAIN, "test": Split.TEST, "validation": Split.VALIDATION}
_PART: Final = re.compile(r"^(\w+)(?:\[(-?\d+)?(%?):(-?\d+)?(%?)\])?$")


@function("tensorflow_datasets.load")
def load(call: Call) -> Value:
    """`(train, test), info = tfds.load("mnist", split=["train", "test"], as_supervised=True, with_info=True)`."""
    args = call.bind(*LOAD)
    found = loaded(call, args.get("name"), args)
    told = call.m.truth(args["with_info"]) if "with_info" in args else False
    if told is None or (call.open and "with_info" not in args):
        return call.unknown("a data set, perhaps with information about it")
    return TupleValue([found, info(call.m, args.get("name"), call.node)], call.node) if told else found


def loaded(call: Call, name: Value | None, args: dict[str, Value]) -> Value:
    """The splits that are asked for."""
    split = args.get("split")
    if split is None or split == NONE:
        known = _known(call.m, name)
        parts = {key: _dataset(call, name, Const(key, call.node), args) for key, _ in known.sizes} if known else {}
        return DictValue(parts, call.node, _dataset(call, name, None, args) if not parts else None)
    return _of_split(call, name, split, args)


def _of_split(call: Call, name: Value | None, split: Value, args: dict[str, Value]) -> Value:
    if isinstance(split, Choice):
        return call.m.each(split, lambda arm: _of_split(call, name, arm, args), call.node)
    if isinstance(split, (ListValue, TupleValue)):
        items = call.m.iterate(split)
        rest = _of_split(call, name, items.rest, args) if items.rest is not None else None
        return ListValue(tuple(_of_split(call, name, one, args) for one in items.items), call.node, rest)
    return _dataset(call, name, split, args)


def _known(m: Machine, name: Value | None) -> datasets.Split | None:
    text = m.plain(name, None)
    return datasets.tfds(text) if isinstance(text, str) else None


def _dataset(call: Call, name: Value | None, split: Value | None, args: dict[str, Value]) -> Value:
    """One split as a pipe; whole arrays with `batch_size=-1`."""
    m, node = call.m, call.node
    words = _words(m, split)
    rows = _rows(_known(m, name), words)
    element = _element(call, name, words, args)
    size = m.plain(args.get("batch_size"), None) if "batch_size" in args and args["batch_size"] != NONE else 0
    shuffled = None if "shuffle_files" in args else False
    if size == 0:
        return Pipe(element, Stream(rows, rows, shuffled=shuffled, trail=(("slices", node),)), node)
    whole = with_rows(m, element, node)
    if size == -1:
        return whole
    size = size if isinstance(size, int) else None
    return Pipe(whole, Stream(batches(rows, size), rows, size, batched=True, shuffled=shuffled), node)


def _element(call: Call, name: Value | None, words: str, args: dict[str, Value]) -> Value:
    """One element: a pair when supervised, else a dictionary."""
    m, node = call.m, call.node
    known = _known(m, name)
    supervised = m.truth(args["as_supervised"]) if "as_supervised" in args else False
    if supervised is None or (call.open and "as_supervised" not in args):
        return Unknown("an element of a data set", node)
    text = m.plain(name, None)
    if known is None:
        source = Source(Origin.DATASET, text if isinstance(text, str) else "a data set", node)
        parts: list[Value] = [Array(Data(source=source, why="an unknown data set"), node) for _ in range(2)]
        return TupleValue(parts, node) if supervised else Unknown("an element of a data set", node, of=parts[0])
    split = SPLITS.get(words.partition("[")[0]) if "+" not in words else None
    rows = (known.name, words) if words else object()  # `train[:80%]` and `train[80%:]` are other rows
    x = _of_rows(array_of(known.x, known.name, node, split), rows)
    further = Unknown("a further feature", node, of=x)
    x.container = "tensor"
    if known.y is None:
        return x if supervised else DictValue({known.x_key: x}, node, further)
    y = _of_rows(array_of(known.y, known.name, node, split), rows)
    y.container = "tensor"
    if supervised:
        return TupleValue([x, y], node)
    return DictValue({known.x_key: x, known.y_key: y}, node, further)


def _of_rows(array: Array, rows: object) -> Array:
    facets = array.fields["data"]
    assert isinstance(facets, Facets)
    return Array(facets.data.but(whole=rows), array.origin)


# -- sizes ------------------------------------------------------------------------------------------------------


def _words(m: Machine, split: Value | None) -> str:
    """`"train[:80%]"`, `tfds.Split.TRAIN`."""
    if isinstance(split, LibRef):
        return split.path.rpartition(".")[2].lower()
    text = m.plain(split, None)
    return text if isinstance(text, str) else ""


@function(*(f"tensorflow_datasets.Split.{name}.subsplit" for name in ("ALL", "TEST", "TRAIN", "VALIDATION")))
def subsplit(call: Call) -> Value:
    """`tfds.Split.TRAIN.subsplit(weighted=(8, 1, 1))` of old versions, in the words of today: `"train[0%:80%]"`, …"""
    func: Any = getattr(call.node, "func", None)
    base: Any = getattr(func, "value", None)
    word = str(getattr(getattr(base, "attr", base), "value", "")).lower()
    args = call.bind("arg")
    given = call.m.plain(args.get("weighted", args.get("k", args.get("arg"))))
    shares = [1] * given if isinstance(given, int) and 0 < given < 100 else given
    if not isinstance(shares, (list, tuple)) or not shares or not all(isinstance(one, int) for one in shares):
        return Const(f"{word}[?]", call.node)  # one part, of a size that isn't known
    ends = [sum(shares[:end]) * 100 / max(sum(shares), 1) for end in range(len(shares) + 1)]
    words = [f"{word}[{start:g}%:{end:g}%]" for start, end in pairwise(ends)]
    return ListValue(tuple(Const(one, call.node) for one in words), call.node)


def _rows(known: datasets.Split | None, words: str) -> int | None:
    """The number of elements of a split as it is written."""
    if known is None:
        return None
    sizes = dict(known.sizes)
    parts = [_part(sizes, word.strip()) for word in words.split("+")]
    return sum(p for p in parts if p is not None) if None not in parts else None


def _part(sizes: dict[str, int], word: str) -> int | None:
    found = _PART.match(word)
    whole = sizes.get(found[1]) if found else None
    if found is None or whole is None:
        return None
    start = _place(found[2], bool(found[3]), whole, 0)
    stop = _place(found[4], bool(found[5]), whole, whole)
    return max(stop - start, 0)


def _place(text: str | None, percent: bool, whole: int, default: int) -> int:
    if text is None:
        return default
    number = round(int(text) * whole / 100) if percent else int(text)
    return min(max(number + whole if number < 0 else number, 0), whole)


# -- what is told of a set --------------------------------------------------------------------------------------


def info(m: Machine, name: Value | None, node: Node) -> Value:
    """`info.features["label"].num_classes`, `info.splits["train"].num_examples`."""
    known = _known(m, name)
    if known is None:
        return Unknown("information about an unknown data set", node)
    splits: dict[str, Value] = {
        key: Bag("a split", {"num_examples": Const(size, node)}, node, open_=True) for key, size in known.sizes
    }
    features: dict[str, Value] = {}
    if known.y is not None and known.y.classes:
        count = known.y.classes
        names = Array(Data((count,), "str", source=Source(Origin.DATASET, known.name, node)), node, "list")
        told: dict[str, Value] = {"names": names, "num_classes": Const(count, node)}
        features[known.y_key] = Bag("a feature", told, node, open_=True)
    parts: dict[str, Value] = {
        "features": Bag("features", features, node, open_=True),
        "splits": Bag("splits", splits, node, open_=True),
    }
    return Bag("information about a data set", parts, node, open_=True)


class Builder(Value):
    """`tfds.builder("mnist")`."""

    __slots__ = ("name",)
    type_name = "a data set builder"

    def __init__(self, name: Value | None, origin: Node) -> None:
        self.name = name
        self.origin = origin

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name == "as_dataset":
            return Native(name, lambda m, call: loaded(call, self.name, call.bind("split", "batch_size")), node)
        if name == "download_and_prepare":
            return Native(name, lambda m, call: NONE, node)
        if name == "info":
            return info(m, self.name, node)
        return Unknown(f"`.{name}` of {self.type_name}", node, (self, name))


@function("tensorflow_datasets.builder")
def builder(call: Call) -> Value:
    """A builder."""
    return Builder(call.first("name", position=0), call.node)


@function("tensorflow_datasets.as_numpy")
def as_numpy(call: Call) -> Value:
    """The same elements as arrays."""
    given = call.first("dataset", position=0)
    return arrays_of(call.m, given, call.node) if given is not None else call.unknown("a data set")
