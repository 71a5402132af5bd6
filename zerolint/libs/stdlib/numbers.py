"""`math` and `random`."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random
from typing import Any, Final

from zerolint.interp.call import Call
from zerolint.interp.containers import ListValue
from zerolint.interp.values import NONE, Const, Items, Node, Unknown, Value
from zerolint.program.data import NO_STATS, Kind, Stats

from ..arrays import Array
from ..frames import put_rows
from ..numpy.random import NORMAL, UNIFORM, drawn
from ..numpy.register import to_array
from ..registry import CONSTANTS, FUNCTIONS, function
from ..shuffles import remember

_FOLDED: Final = """
    acos asin atan atan2 ceil comb copysign cos cosh degrees erf exp expm1 fabs factorial floor fmod gamma gcd hypot
    isclose
    isfinite isinf isnan ldexp log log10 log1p log2 pow prod radians sin sinh sqrt tan tanh trunc fsum perm
"""
_LARGE: Final = 1000


def _folded(name: str) -> Callable[[Call], Value]:
    compute: Callable[..., Any] = getattr(math, name)

    def run(call: Call) -> Value:
        known = [call.m.plain(value, ...) for value in call.args]
        if ... in known:
            return _of_array(call, name)
        if name in ("comb", "factorial", "perm") and any(isinstance(v, int) and v > _LARGE for v in known):
            return call.unknown("a very large number")
        try:
            return Const.computed(compute(*known), call.node, *call.args)
        except Exception:
            return call.unknown(f"math.{name} of this raises")

    return run


def _of_array(call: Call, name: str) -> Value:
    """Of an array's single value, or of something unknown."""
    value = call.args[0] if call.args else NONE
    if isinstance(value, Array):
        own = FUNCTIONS.get(f"numpy.{name}")
        if own is not None:
            return own(call)
        return value.derive(call.m, lambda d: d, call.node, op=name)
    keys = tuple(v.key if isinstance(v, Unknown) else v for v in call.args)
    return Unknown(f"math.{name} of something unknown", call.node, ("math", name, keys))


for _name in _FOLDED.split():
    function(f"math.{_name}")(_folded(_name))
for _name, _value in {"e": math.e, "inf": math.inf, "nan": math.nan, "pi": math.pi, "tau": math.tau}.items():
    CONSTANTS[f"math.{_name}"] = lambda node, value=_value: Const(value, node)  # type: ignore[misc]  # default binds the loop variable


# -- random -----------------------------------------------------------------------------------------------------


@function("random.random")
def random(call: Call) -> Value:
    """One number in [0, 1)."""
    return drawn((), UNIFORM, call.node, "random", draw=Random.random, m=call.m)


@function("random.uniform", "random.triangular", "random.betavariate")
def uniform(call: Call) -> Value:
    """One number between two."""
    low, high = call.const("a", 0), call.const("b", 1)
    if not isinstance(low, (int, float)) or not isinstance(high, (int, float)):
        return drawn((), NO_STATS, call.node, "uniform")
    if _word(call) != "uniform":
        return drawn((), Stats(float(min(low, high)), float(max(low, high))), call.node, "uniform")
    stats = Stats(float(min(low, high)), float(max(low, high)), (low + high) / 2, abs(high - low) / 12**0.5, tight=True)
    return drawn((), stats, call.node, "uniform", draw=lambda r: r.uniform(low, high), m=call.m)


@function("random.gauss", "random.normalvariate", "random.expovariate", "random.lognormvariate")
def gauss(call: Call) -> Value:
    """One number around a mean."""
    return drawn((), NORMAL if not call.args else NO_STATS, call.node, "gauss")


@function("random.randint", "random.randrange", "random.getrandbits")
def randint(call: Call) -> Value:
    """One whole number; both ends of `randint` count."""
    known = [call.m.plain(v) for v in call.args]
    low, high = (0, known[0]) if len(known) == 1 else (*known, None, None)[:2]
    inclusive = "randint" in _word(call)
    if not isinstance(low, int) or not isinstance(high, int) or (top := high if inclusive else high - 1) < low:
        return drawn((), NO_STATS, call.node, "randint", "int64", Kind.UNKNOWN)
    stats = Stats(float(low), float(top), (low + top) / 2, tight=True)
    labels = low == 0 and 1 <= top <= _LARGE
    kind, classes = (Kind.CLASSES, top + 1) if labels else (Kind.UNKNOWN, None)
    return drawn(
        (), stats, call.node, "randint", "int64", kind, classes, draw=lambda r: float(r.randint(low, top)), m=call.m
    )


@function("random.choice")
def choice(call: Call) -> Value:
    """One of several: of numbers a random number, else the item if all are alike."""
    value = call.args[0] if call.args else NONE
    known = call.m.plain(value)
    if isinstance(known, (list, tuple)) and known and all(isinstance(v, (int, float)) for v in known):
        numbers = [float(v) for v in known]
        labels = sorted(set(numbers)) == [float(i) for i in range(len(set(numbers)))] and len(set(numbers)) > 1
        kind = Kind.CLASSES if labels else Kind.UNKNOWN
        dtype = "int64" if all(isinstance(v, int) for v in known) else "float64"
        stats = Stats(min(numbers), max(numbers), tight=True)
        return drawn((), stats, call.node, "choice", dtype, kind, len(set(numbers)) if labels else None)
    return _any_item(call, value)


def _any_item(call: Call, value: Value) -> Value:
    items = call.m.iterate(value)
    everything = items.different
    if everything and not all(isinstance(v, Const) for v in everything):
        return everything[-1].apart(call.m, object())
    return call.unknown("one of several items")


@function("random.sample", "random.choices")
def sample(call: Call) -> Value:
    """Several items."""
    value = call.args[0] if call.args else NONE
    if isinstance(value, Array):
        return value.derive(call.m, lambda d: d, call.node, op="index")
    return ListValue((), call.node, _any_item(call, value))


@function("random.shuffle")
def shuffle(call: Call) -> Value:
    """In place; on arrays of several dimensions it duplicates rows."""
    remember(call)
    value = call.args[0] if call.args else NONE
    if isinstance(value, Array):
        data = value.data(call.m)
        if value.container == "ndarray":
            call.m.record("list-shuffle", {"data": data, "function": getattr(call.node, "func", None)}, call.node)
        put_rows(call.m, value, lambda d: d.then("shuffle", call.node, "random.shuffle", ordered=False))
    elif isinstance(value, ListValue):
        _forget_order(call, value)
    return NONE


def _forget_order(call: Call, value: ListValue) -> None:
    """A list of constants in unknown order keeps what NumPy would make of it, except its order."""
    items = call.m.iterate(value)
    if items.exact and items.items and not all(isinstance(v, Const) for v in items.items):
        array = to_array(call.m, value, call.node) if all(isinstance(v, Array) for v in items.items) else None
        if array is None and len({type(v) for v in items.items}) == 1:
            value.replace(call.m, Items((), items.items[-1]))


@function("random.seed", "random.setstate", "random.getstate")
def seed(call: Call) -> Value:
    """The same numbers again: two shuffles after the same seed give one order."""
    call.m.record("seed", {"value": call.args[0] if call.args else None, "of": "random"}, call.node)
    return NONE


def _word(call: Call) -> str:
    func = getattr(call.node, "func", None)
    word: Node = getattr(getattr(func, "attr", func), "value", "")
    return word if isinstance(word, str) else ""
