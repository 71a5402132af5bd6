"""Symbolic tensors: the graph that layer calls and operations draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zerolint.interp.call import Call
from zerolint.interp.callables import Native
from zerolint.interp.containers import ListValue
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.values import NONE, Choice, Const, Items, Node, TupleValue, Unknown, Value
from zerolint.libs.indices import index_parts
from zerolint.libs.mentions import Named, around
from zerolint.libs.picked import picked_shape
from zerolint.libs.registry import function
from zerolint.libs.terms import Term
from zerolint.program.data import Shape

if TYPE_CHECKING:
    from collections.abc import Iterator


class Op:
    """An operation that isn't a layer: `tf.nn.softmax`, `x / 255`, `tf.concat`."""

    __slots__ = ("config", "kind", "node", "path")

    def __init__(self, kind: str, path: str, config: dict[str, Value], node: Node) -> None:
        self.kind = kind
        self.path = path
        self.config = config
        self.node = node


class Tensor(Value):
    """One output of one call. `maker`: a layer, model, instance or `Op`; None for an input of the graph.

    `opaque` says why nothing is known of where it comes from.
    """

    __slots__ = ("dtype", "index", "inputs", "maker", "name", "opaque", "shape")
    type_name = "a symbolic tensor"

    def __init__(
        self,
        maker: Any,
        inputs: tuple[Tensor, ...],
        origin: Node,
        shape: Shape | None = None,
        index: int = 0,
        opaque: str = "",
        name: str | None = None,
        dtype: str | None = None,
    ) -> None:
        self.maker = maker
        self.inputs = inputs
        self.origin = origin
        self.shape = shape
        self.index = index
        self.opaque = opaque
        self.name = name
        self.dtype = dtype

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name in ("shape", "_keras_shape"):
            return shape_value(self.shape, node)
        if name in ("get_shape",):
            return Native(name, lambda m, call: shape_value(self.shape, node), node)
        if name == "as_list":
            return Native(name, lambda m, call: shape_value(self.shape, node), node)
        if name in ("set_shape", "numpy"):
            return Native(name, lambda m, call: NONE, node)
        if name in ("name", "dtype", "node", "op"):
            return Unknown(f"`.{name}` of a symbolic tensor", node)
        return Native(name, lambda m, call: apply(m, name, name, [self, *call.args], call.kwargs, call.node), node)

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        return apply(m, "index", "[]", [self], {"index": index}, node)

    def binary(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        if isinstance(other, Term):
            return None
        name = {"*": "multiply", "+": "add", "-": "subtract", "/": "divide", "@": "matmul", "**": "power"}.get(op, op)
        operands: list[Value] = [other, self] if swapped else [self, other]
        return apply(m, name, op, operands, {"swapped": Const(swapped)}, node)

    def compare(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        if op in ("is", "is not"):
            return Const((self is other) == (op == "is"), node)
        if isinstance(other, Term):
            return None
        return apply(m, "compare", op, [self, other], {}, node)

    def unary(self, m: Machine, op: str, node: Node) -> Value:
        return apply(m, "negative", op, [self], {}, node)

    def iterate(self, m: Machine) -> Items:
        size = self.shape[0] if self.shape else None
        one = apply(m, "index", "[]", [self], {}, self.origin)
        return Items((one,) * size) if size is not None and size <= 16 else Items((), one)

    def truth(self, m: Machine) -> bool | None:
        return None

    def length(self, m: Machine) -> int | None:
        return None

    def dropped(self, m: Machine, node: Node) -> None:
        if self.origin is node and not m.attempted:
            m.record("tensor-dropped", self, node)

    def kept(self, m: Machine, name: str) -> None:
        if not m.attempted:
            m.record("tensor-kept", Named(self, name, around(m)), self.origin)


class Alternatives(Tensor):
    """One of several tensors, by the path: what a layer gets that is called behind an `if`. `inputs` are all."""

    __slots__ = ("choice",)

    def __init__(self, choice: Choice, arms: tuple[Tensor, ...]) -> None:
        super().__init__(None, arms, choice.origin, _common([arm.shape for arm in arms]))
        self.choice = choice


def _common(shapes: list[Shape | None]) -> Shape | None:
    """The sizes that all shapes agree on."""
    known = [shape for shape in shapes if shape is not None]
    if len(known) < len(shapes) or len({len(shape) for shape in known}) > 1:
        return None
    return tuple(sizes[0] if len(set(sizes)) == 1 else None for sizes in zip(*known, strict=True))


def shape_value(shape: Shape | None, node: Node) -> Value:
    """A shape as Python sees it."""
    if shape is None:
        return Unknown("the shape is not known", node)
    items = [NONE if d is None else Const(d, node) for d in shape]
    return ShapeValue(items, node)


class ShapeValue(TupleValue):
    """A tensor's shape: a tuple with `as_list()`, `rank`, `ndims`."""

    __slots__ = ()

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name == "as_list":
            return Native(name, lambda m, call: ListValue(self.items, node), node)
        if name in ("rank", "ndims"):
            return Const(len(self.items), node)
        return super().attribute(m, name, node)


@function("tensorflow.TensorShape")
def tensor_shape(call: Call) -> Value:
    """`tf.TensorShape((None, 10))`."""
    given = call.first("dims", position=0)
    if isinstance(given, (ListValue, TupleValue)) and call.m.iterate(given).exact:
        return ShapeValue(call.m.iterate(given).items, call.node)
    return call.unknown("the shape is not known")


def tensors_in(m: Machine, value: Value | None) -> Iterator[Tensor]:
    """The symbolic tensors in a value: itself, or those of a list, tuple or dictionary, in order."""
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, (ListValue, TupleValue)):
        for item in m.iterate(value).items:
            yield from tensors_in(m, item)
    elif isinstance(value, DictValue):
        for item in value.contents(m).entries.values():
            yield from tensors_in(m, item)
    elif isinstance(value, Choice):
        now = m.narrow(value) if m.path else value
        arms = [arm for _, arm in now.arms] if isinstance(now, Choice) else [now]
        tensors = tuple(arm for arm in arms if isinstance(arm, Tensor))
        if isinstance(now, Choice) and len(tensors) == len(arms):
            yield Alternatives(now, tensors)
        else:
            for arm in arms:
                yield from tensors_in(m, arm)


def symbolic(m: Machine, value: Value | None) -> bool:
    """Whether a value is or holds a symbolic tensor."""
    return next(tensors_in(m, value), None) is not None


def opaque(reason: str, node: Node) -> Tensor:
    """A tensor that comes from nobody knows where."""
    return Tensor(None, (), node, None, 0, reason or "not known")


ELEMENTWISE = frozenset(
    {"abs", "add", "cast", "clip_by_value", "clip", "divide", "dropout", "elu", "exp", "gelu", "hard_sigmoid",
     "identity", "leaky_relu", "linear", "log", "maximum", "minimum", "multiply", "negative", "power",
     "preprocess_input", "relu", "relu6", "round", "selu", "sigmoid", "sign", "silu", "softmax",
     "log_softmax", "softplus", "softsign",
     "sqrt", "square", "stop_gradient", "subtract", "swish", "tanh", "truediv"}
)  # fmt: skip
"""Operations whose result has the (broadcast) shape of their operands."""


def apply(m: Machine, kind: str, path: str, args: list[Value], kwargs: dict[str, Value], node: Node) -> Tensor:
    """An operation on symbolic tensors."""
    inputs = tuple(t for value in (*args, *kwargs.values()) for t in tensors_in(m, value))
    rest = {f"arg{i}": value for i, value in enumerate(args) if not symbolic(m, value)}
    config = {**rest, **{k: v for k, v in kwargs.items() if not symbolic(m, v)}}
    return Tensor(Op(kind, path, config, node), inputs, node, _shape(m, kind, inputs, args, config))


def _shape(
    m: Machine, kind: str, inputs: tuple[Tensor, ...], args: list[Value], config: dict[str, Value]
) -> Shape | None:
    from .shapes import broadcast, concatenated, reduced

    shapes = [t.shape for t in inputs]
    if kind in ELEMENTWISE:
        return broadcast(shapes)
    axis = m.plain(config.get("axis", config.get("arg1")))
    if kind in ("concat", "concatenate"):
        return concatenated(shapes, axis if isinstance(axis, int) else -1)
    if kind.startswith("reduce_") or kind in ("mean", "sum", "max", "min", "argmax"):
        return reduced(shapes[0] if shapes else None, axis, bool(m.plain(config.get("keepdims"))))
    if kind == "index" and "index" in config and shapes and shapes[0] is not None:
        return picked_shape(m, shapes[0], index_parts(m, config["index"], shapes[0]))
    if kind == "reshape":
        wanted = m.plain(args[1] if len(args) > 1 else config.get("shape", config.get("target_shape")))
        if isinstance(wanted, (tuple, list)):
            return tuple(d if isinstance(d, int) and d >= 0 else None for d in wanted)
    if kind == "expand_dims" and shapes and shapes[0] is not None and isinstance(axis, int):
        position = axis if axis >= 0 else len(shapes[0]) + 1 + axis
        return (*shapes[0][:position], 1, *shapes[0][position:])
    return None


def call_op(m: Machine, path: str, call: Call) -> Value:
    """A library function called with symbolic tensors."""
    leaf = path.rpartition(".")[2]
    return apply(m, leaf, path, call.args, call.kwargs, call.node)
