"""Random numbers of TensorFlow: NumPy's with the shape first."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.callables import Native
from zerolint.interp.machine import Machine
from zerolint.interp.values import NONE, Const, Node, Unknown, Value
from zerolint.libs.arrays import Array, Facets
from zerolint.libs.dtypes import is_integer, named
from zerolint.libs.registry import FUNCTIONS, function
from zerolint.program.data import Data

PLACES: Final = ("tensorflow.random", "keras.random")
GENERATORS: Final = ("Generator.from_seed", "Generator.from_non_deterministic_state", "get_global_generator")


def _as_numpy(call: Call, name: str, args: list[Value]) -> Value:
    made = FUNCTIONS[f"numpy.random.{name}"](Call(call.m, call.node, args, {}))
    if not isinstance(made, Array):
        return made
    data = made.data(call.m)
    source = replace(data.source, name=f"tf.random.{name}") if data.source is not None else None
    dtype = "float32" if name != "randint" else "int32"
    made.fields["data"] = Facets(replace(data, source=source, dtype=dtype), call.node)
    return made


@function(*(f"{place}.{name}" for place in PLACES for name in ("normal", "truncated_normal")))
def normal(call: Call) -> Value:
    """`tf.random.normal(shape, mean, stddev)`."""
    args = call.bind("shape", "mean", "stddev")
    given = [args.get("mean", Const(0.0)), args.get("stddev", Const(1.0)), args.get("shape", Const(None))]
    return _as_numpy(call, "normal", given)


@function("keras.utils.set_random_seed", "tensorflow.random.set_seed")
def set_seed(call: Call) -> Value:
    """The same numbers again."""
    call.m.record("seed", {"value": call.args[0] if call.args else None, "of": "tensorflow"}, call.node)
    return NONE


@function(*(f"{place}.uniform" for place in PLACES))
def uniform(call: Call) -> Value:
    """`tf.random.uniform(shape, minval, maxval, dtype)`."""
    args = call.bind("shape", "minval", "maxval", "dtype")
    shape = args.get("shape", Const(None))
    low, high = args.get("minval", Const(0.0)), args.get("maxval", Const(1.0))
    if is_integer(named(args.get("dtype"))):
        return _as_numpy(call, "randint", [low, high, shape])
    return _as_numpy(call, "uniform", [low, high, shape])


METHODS: Final = {"normal": normal, "truncated_normal": normal, "uniform": uniform}


class TensorGenerator(Value):
    """`tf.random.Generator.from_seed(seed)`."""

    __slots__ = ()
    type_name = "a random generator"

    def __init__(self, origin: Node) -> None:
        self.origin = origin

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        handler = METHODS.get(name)
        if handler is None:
            return Unknown(f"`{name}` of a random generator is not modelled", node)
        return Native(f"random.{name}", lambda m, call: handler(call), node)

    def truth(self, m: Machine) -> bool | None:
        return True


@function(*(f"tensorflow.random.{name}" for name in GENERATORS))
def generator(call: Call) -> Value:
    """A generator of its own."""
    call.m.record("seed", {"value": call.args[0] if call.args else None, "of": "a generator"}, call.node)
    return TensorGenerator(call.node)


@function("tensorflow.random.shuffle")
def shuffle(call: Call) -> Value:
    """Rows in another order."""
    value = call.first("value", position=0)
    if not isinstance(value, Array):
        return call.unknown("rows that are not known")

    def change(data: Data) -> Data:
        return data.then("shuffle", call.node, "tf.random.shuffle", whole=object(), ordered=False)

    return value.derive(call.m, change, call.node, op="shuffle")
