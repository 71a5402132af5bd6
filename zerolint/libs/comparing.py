"""Comparisons of arrays."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from zerolint.interp.machine import Machine
from zerolint.interp.operators import COMPARE
from zerolint.interp.values import Const, Node, Value
from zerolint.program.data import Data, Kind, Scale, Stats

from . import shapes
from .arrays import Array, operation
from .combining import drawn, sample
from .masks import NameMask
from .operands import Operand, anonymous, crosses, meeting, operand
from .sampling import with_sample
from .statistics import About, about

BOOLEAN: Final = Stats(0.0, 1.0, tight=True)


@operation("compare")
def compare(m: Machine, array: Array, op: str, other: Value, node: Node, swapped: bool) -> Value | None:
    """A comparison: a mask, or a truth value for single numbers."""
    if op not in COMPARE or op in ("is", "is not"):
        return None
    names = array.data(m).names
    if array.container == "index" and names and op in ("==", "!=") and isinstance(other, Const):
        return NameMask(names, tuple((name == other.value) == (op == "==") for name in names), node)
    second = operand(m, other, None)
    first = array
    if second is None and not isinstance(other, Const):
        return None
    if second is not None and second.array is not None and second.array.trace is not None and array.trace is None:
        first, second = second.array, Operand(array.data(m), None, None, array)
    data = first.data(m)
    number = second.number if second is not None else None
    decided = _decided(op, _brightest(m, first, data), second.data if second is not None else None, swapped, node)
    if decided is not None:
        return decided
    if second is not None and first.trace is not None and crosses(data, second.data):
        m.record("broadcast", {"trace": first.trace, "prediction": data, "other": second.data, "op": op}, node)
    passing = _compares_anonymous(node, array, array.data(m))

    def change(d: Data) -> Data:
        shape = d.shape
        if second is not None and second.array is not None:
            shape = shapes.broadcast(d.shape, second.data.shape)
        mask = d.then(
            "compare",
            node,
            op,
            shape=shape,
            dtype="bool",
            stats=BOOLEAN,
            columns=None,
            kind=Kind.CLASSES,
            classes=2,
            scale=Scale.RAW,
            ordered=None,
        )
        made = drawn(mask, d, second, passing, "comparison", node)
        return with_sample(made, sample(op, d, second, swapped)) if second is not None else made

    met = meeting(first, data, second, swapped=swapped is (first is array))
    mask = first.derive(m, change, node, op="compare", by=op, value=number, meeting=met)
    if op in ("==", "!=") and _asks_for_spread(about(m, first), about(m, second.array) if second else None, number):
        m.store.put(mask.fields, ALIKE, Const(op == "==", node))
    return mask


ALIKE: Final = "alike"
"""Where a comparison keeps which of its outcomes asks for data that are all alike (`if high == low: return zeros`)."""


def _asks_for_spread(first: About | None, second: About | None, number: float | None) -> bool:
    """Whether the smallest value is compared with the largest, or a spread with 0."""
    if first is None:
        return False
    if second is not None:
        return {first.kind, second.kind} == {"min", "max"} and first.whole == second.whole
    return number == 0 and first.kind in ("std", "var", "range", "iqr")


def of_data_all_alike(m: Machine, test: object, holds: bool) -> bool:
    """Whether this outcome of a test asks for data that are all alike: a guard that real data never meet."""
    kept = test.fields.get(ALIKE) if isinstance(test, Array) else None
    return isinstance(kept, Const) and kept.value is holds


def _compares_anonymous(node: Node, array: Array, data: Data) -> bool:
    sides = [getattr(node, "left", None)]
    sides += [getattr(target, "comparator", None) for target in getattr(node, "comparisons", ())]
    return any(anonymous(array, side, data) for side in sides)


BRIGHT: Final = 0.1
"""The brightest pixel of pictures lies above this share of their range: `if img.max() > 1: img = img / 255`."""


def _brightest(m: Machine, array: Array, data: Data) -> Data:
    """What is compared; of the largest pixel of pictures, with what it is at least."""
    what = about(m, array)
    if what is None or what.kind != "max" or what.axis is not None or what.of.kind is not Kind.IMAGE:
        return data
    stats = what.of.stats
    if not stats.tight or stats.lo is None or stats.hi is None or data.stats.constant:
        return data
    return replace(data, stats=replace(data.stats, lo=stats.lo + BRIGHT * (stats.hi - stats.lo)))


def _decided(op: str, data: Data, other: Data | None, swapped: bool, node: Node) -> Value | None:
    """A comparison of single numbers whose bounds decide it."""
    if data.shape != () or other is None or other.shape != ():
        return None
    a, b = (other.stats, data.stats) if swapped else (data.stats, other.stats)
    if a.lo is None or a.hi is None or b.lo is None or b.hi is None:
        return None
    test = COMPARE[op]
    if a.constant and b.constant:
        return Const(bool(test(a.lo, b.lo)), node)
    if op in (">", ">=", "<", "<="):
        answers = {bool(test(x, y)) for x in (a.lo, a.hi) for y in (b.lo, b.hi)}
        return Const(answers.pop(), node) if len(answers) == 1 else None
    return None
