"""Splits: `train_test_split`, folds; shuffling and resampling of several arrays at once."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.callables import Native
from zerolint.interp.containers import ListValue
from zerolint.interp.machine import Machine
from zerolint.interp.objects import Mutable as MutableValue
from zerolint.interp.values import Choice, Const, Node, TupleValue, Unknown, Value
from zerolint.program.data import Data, Split, Stats

from .. import shapes
from ..arrays import Array
from ..folds import FOLD
from ..frames import carry
from ..numpy.register import over_arrays, to_array
from ..registry import function
from ..shuffles import remember, seeding

AREA: Final = "sklearn.model_selection"
_OPTIONS: Final = frozenset({"random_state", "shuffle", "stratify", "test_size", "train_size"})


@function(f"{AREA}.train_test_split")
def train_test_split(call: Call) -> Value:
    """`train_test_split(X, y, test_size=.2)`: two arrays for each that goes in."""
    if call.open or not call.args:
        return call.unknown("a split of arrays that are not known")
    m = call.m
    arrays = [_rows_of(m, value, call.node) for value in call.args]
    shuffled = call.const("shuffle", None, True) is not False
    _record(call, arrays, shuffled)
    out: list[Value] = []
    for value in arrays:
        for side in ("train", "test"):
            out.append(over_arrays(m, value, call.node, lambda a, side=side: _side(call, a, side, shuffled)))  # type: ignore[misc]  # default binds the loop variable
    return ListValue(tuple(out), call.node)


def _rows_of(m: Machine, value: Value, node: Node) -> Value:
    if isinstance(value, Choice):
        return value
    array = to_array(m, value, node)
    return array if array is not None else value


def _record(call: Call, arrays: list[Value], shuffled: bool) -> None:
    stratify = call.get("stratify")
    labels = to_array(call.m, stratify, call.node) if stratify is not None and not isinstance(stratify, Const) else None
    payload = {
        "by": f"{AREA}.train_test_split",
        "data": [a.data(call.m) for a in arrays if isinstance(a, Array)],
        "arguments": len(call.args),
        "stratify": labels.data(call.m) if labels is not None else None,
        "shuffled": shuffled,
        **seeding(call.get("random_state")),
    }
    call.m.record("split", payload, call.node)


def _side(call: Call, array: Array, side: str, shuffled: bool) -> Array:
    m, node = call.m, call.node
    data = array.data(m)
    rows = split_rows(m, data.rows, call.get("test_size"), call.get("train_size"), side)

    by = f"{AREA}.train_test_split"

    def change(d: Data) -> Data:
        shape = (rows, *d.shape[1:]) if d.shape is not None else None
        made = d.then("split", node, by, shape=shape, split=_split(d.split, side), whole=(node, side))
        return replace(made, ordered=False if shuffled else d.ordered)

    return carry(m, array, array.derive(m, change, node, op="index"), change)


def _split(before: Split | None, side: str) -> Split:
    """A second split of training data gives validation data, one of test data gives validation and test data."""
    if before is Split.TEST:
        return Split.VALIDATION if side == "train" else Split.TEST
    if before is Split.TRAIN:
        return Split.TRAIN if side == "train" else Split.VALIDATION
    return Split.TRAIN if side == "train" else Split.TEST


def split_rows(m: Machine, rows: int | None, test: Value | None, train: Value | None, side: str) -> int | None:
    """How many rows go to a side."""
    if rows is None:
        return None
    sizes = [v.value if isinstance(v, Const) else (None if v is None else ...) for v in (test, train)]
    if ... in sizes:
        return None
    test_size, train_size = sizes
    if test_size is None and train_size is None:
        test_size = 0.25
    tested = _count(test_size, rows, up=True)
    trained = _count(train_size, rows, up=False)
    if tested is None and trained is not None:
        tested = rows - trained
    elif trained is None and tested is not None:
        trained = rows - tested
    return trained if side == "train" else tested


def _count(size: object, rows: int, *, up: bool) -> int | None:
    if isinstance(size, bool) or not isinstance(size, (int, float)):
        return None
    if isinstance(size, int):
        return size
    return math.ceil(size * rows) if up else math.floor(size * rows)


class Folds(MutableValue):
    """`KFold(n_splits=5)` and its kin."""

    __slots__ = ("name", "options")
    type_name = "a splitter"

    def __init__(self, name: str, options: Call) -> None:
        super().__init__(options.node)
        self.name = name
        self.options = options

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name == "split":
            return Native("split", self.split, node)
        if name == "get_n_splits":
            return Native(name, lambda m, call: self.count(call.node), node)
        if name == "n_splits":
            return self.count(node)
        return Unknown(f"`.{name}` of a splitter", node, (self, name))

    def count(self, node: Node) -> Value:
        """Number of folds."""
        given = self.options.first("n_splits", "n_folds", position=0)
        return given if given is not None else Const(10 if "Shuffle" in self.name else 5, node)

    def split(self, m: Machine, call: Call) -> Value:
        """Pairs of index arrays, one pair standing for all folds."""
        labels = to_array(m, call.args[1], call.node) if len(call.args) > 1 else None
        stratify = labels.data(m) if labels is not None and "Stratified" in self.name else None
        payload = {"by": f"{AREA}.{self.name}", "stratify": stratify, "shuffled": None, "arguments": 1}
        m.record("split", payload, call.node)
        rows = to_array(m, call.args[0], call.node) if call.args else None
        count = rows.data(m).rows if rows is not None else None
        folds = shapes.dim_of(self.count(call.node), m)
        held = count // folds if count is not None and folds and "Shuffle" not in self.name else None
        train = None if held is None or count is None else count - held
        pair = TupleValue(
            (self._index(train, Split.TRAIN, call.node), self._index(held, Split.TEST, call.node)), call.node
        )
        return ListValue((), call.node, pair)

    def _index(self, count: int | None, side: Split, node: Node) -> Array:
        why = FOLD if self.name != "TimeSeriesSplit" else "indices in time"  # each holds out what comes later
        data = Data((count,), "int64", Stats(0.0), split=side, whole=(node, side), why=why)
        return Array(data, node)

    def truth(self, m: Machine) -> bool | None:
        return True


def _folds(call: Call, name: str) -> Value:
    """Before 0.18 folds were made of the rows and iterated themselves."""
    made = Folds(name, call)
    first = call.args[0] if call.args else None
    if isinstance(first, Array) or call.get("n_folds") is not None:
        return made.split(call.m, Call(call.m, call.node, [v for v in (first,) if isinstance(v, Array)], {}))
    return made


for _name in (
    "GroupKFold",
    "GroupShuffleSplit",
    "KFold",
    "RepeatedKFold",
    "RepeatedStratifiedKFold",
    "ShuffleSplit",
    "StratifiedKFold",
    "StratifiedShuffleSplit",
    "TimeSeriesSplit",
    "LeaveOneOut",
):
    function(f"{AREA}.{_name}")(lambda call, name=_name: _folds(call, name))  # type: ignore[misc]  # default binds the loop variable


@function("sklearn.utils.shuffle", "sklearn.utils.resample")
def shuffle(call: Call) -> Value:
    """`shuffle(X, y)`: rows of all arrays in one new order; `resample` draws them anew."""
    m, node = call.m, call.node
    remember(call, call.get("random_state"))
    func = getattr(call.node, "func", None)
    word = getattr(getattr(func, "attr", func), "value", "shuffle")
    again = word == "resample" and call.const("replace", None, True) is not False
    count = shapes.dim_of(call.get("n_samples"), m)

    def change(d: Data) -> Data:
        shape = (count, *d.shape[1:]) if count is not None and d.shape is not None else d.shape
        return d.then("resample" if again else "shuffle", node, f"sklearn.utils.{word}", shape=shape, ordered=False)

    def one(array: Array) -> Value:
        return carry(m, array, array.derive(m, change, node, op="shuffle"), change)

    made = [over_arrays(m, value, node, one, "shuffle") for value in call.args]
    return made[0] if len(made) == 1 else ListValue(tuple(made), node)
