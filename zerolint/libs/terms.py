"""Terms: values that remember how they are made of the arguments of a loss function that is being read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.callables import Native
from zerolint.interp.containers import ListValue
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.values import FALSE, TRUE, Choice, Const, Items, Node, TupleValue, Unknown, Value
from zerolint.knowledge import losses, metrics
from zerolint.knowledge.operations import COMPARISONS, LOGICAL, PAIRED, REDUCTIONS

from .arrays import Array
from .library import Libraries

PLACES: Final = ("tensorflow.", "keras.ops.", "keras.backend.", "keras.activations.")
NAMES: Final = {
    **{f"reduce_{name}": name for name in REDUCTIONS},
    **dict.fromkeys(COMPARISONS, "compare"),
    **dict.fromkeys(LOGICAL, "logical"),
    "clip_by_value": "clip",
    "concat": "concatenate",
    "convert_to_tensor": "identity",
    "euclidean_norm": "norm",
    "floordiv": "floor_divide",
    "gather": "take",
    "normalize": "l2_normalize",
    "permute_dimensions": "transpose",
    "pow": "power",
    "reduce_euclidean_norm": "norm",
    "reduce_variance": "var",
    "switch": "where",
    "to_float": "cast",
    "truediv": "divide",
}
"""Names of TensorFlow and Keras, where they aren't the words of `knowledge.operations`."""
SETTINGS: Final = {
    **dict.fromkeys(REDUCTIONS, ("axis", "keepdims")),
    **dict.fromkeys(("concatenate", "cumsum", "expand_dims", "softmax", "log_softmax", "squeeze", "stack"), ("axis",)),
    **dict.fromkeys(("cast", "saturate_cast"), ("dtype",)),
    "l2_normalize": ("axis",),
    "norm": ("ord", "axis", "keepdims"),
    "one_hot": ("depth",),
    "reshape": ("shape",),
    "take": ("indices", "axis"),
    "transpose": ("axes",),
}
"""What stands behind the one operand (a list counts as its items)."""
OPERATORS: Final = {
    "%": "mod", "&": "logical", "*": "multiply", "**": "power", "+": "add", "-": "subtract", "/": "divide",
    "//": "floor_divide", "@": "matmul", "^": "logical", "|": "logical",
}  # fmt: skip
CALLBACKS: Final = frozenset({"cond", "map_fn", "py_function", "scan", "vectorized_map", "while_loop"})
"""Operations that call a function of the program: not followed."""


class Term(Value):
    """The value of an operation; `nodes[i]` is where operand i is written."""

    __slots__ = ("name", "nodes", "op", "operands", "settings")
    type_name = "a term of a loss"

    def __init__(
        self,
        op: str,
        operands: tuple[Value, ...],
        origin: Node,
        nodes: tuple[Node, ...] = (),
        settings: dict[str, Value] | None = None,
        name: str = "",
    ) -> None:
        self.op = op
        self.operands = operands
        self.origin = origin
        self.nodes = nodes or tuple(value.origin for value in operands)
        self.settings = settings or {}
        self.name = name

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name in ("shape", "_keras_shape"):
            return Term("shape", (self,), node)
        if name == "dtype":
            return Unknown("the dtype of a term", node)
        return Native(name, lambda m, call: operation(m, f"tensorflow.{name}", _with_first(call, self)), node)

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        return Term("index", (self,), node, settings={"index": index})

    def binary(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        operands = (other, self) if swapped else (self, other)
        return Term(OPERATORS.get(op, "opaque"), operands, node, _sides(node))

    def compare(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        if op in ("is", "is not"):
            return TRUE if (self is other) == (op == "is") else FALSE
        return Term("compare", (other, self) if swapped else (self, other), node)

    def unary(self, m: Machine, op: str, node: Node) -> Value:
        return self if op == "+" else Term("negative" if op == "-" else "logical", (self,), node)

    def iterate(self, m: Machine) -> Items:
        return Items((), Term("opaque", (self,), self.origin))

    def converted(self, m: Machine, kind: str, call: Call) -> Value:
        return Term("numpy", (self,), call.node)

    def reduced(self, m: Machine, name: str, call: Call) -> Value:
        """`abs(y_true - y_pred)`, `sum(losses)`."""
        return operation(m, f"tensorflow.{name}", call)


def _sides(node: Node) -> tuple[Node, ...]:
    left, right = getattr(node, "left", None), getattr(node, "right", None)
    return (left, right) if left is not None and right is not None else ()


def _with_first(call: Call, first: Value) -> Call:
    nodes: dict[int | str, Node] = {k + 1 if isinstance(k, int) else k: n for k, n in call.nodes.items()}
    return Call(call.m, call.node, [first, *call.args], call.kwargs, nodes, open_=call.open)


LOOKED_THROUGH: Final = 1000
"""How many values in lists of lists are asked; what holds more may hold anything."""


def holds_term(m: Machine, value: Value | None) -> bool:
    """Whether a value is made of the arguments of the loss that is being read."""
    return holds(m, value, lambda here: isinstance(here, Term))


def holds(m: Machine, value: Value | None, wanted: Callable[[Value], bool]) -> bool:
    """Whether something of a kind went into the making of a value, perhaps; lists may hold themselves."""
    seen: dict[int, Value] = {}
    todo = [value]
    while todo:
        here = todo.pop()
        if here is None or id(here) in seen:
            continue
        if wanted(here) or len(seen) > LOOKED_THROUGH:
            return True
        seen[id(here)] = here
        todo.extend(_held(m, here))
    return False


def _held(m: Machine, value: Value) -> Iterable[Value | None]:
    """What a value is made of."""
    if isinstance(value, Unknown):
        return (value.of,)
    if isinstance(value, (ListValue, TupleValue)):
        return m.iterate(value).different
    if isinstance(value, DictValue):
        return value.contents(m).entries.values()
    return (arm for _, arm in value.arms) if isinstance(value, Choice) else ()


def given_terms(call: Call) -> bool:
    """Whether one of the arguments is made of those of the loss that is being read."""
    return any(holds_term(call.m, value) for value in (*call.args, *call.kwargs.values()))


def opaque_term(call: Call) -> Term:
    """What code that isn't followed makes of its arguments."""
    return Term("opaque", (*call.args, *call.kwargs.values()), call.node)


class Following(Libraries):
    """The libraries while a loss is read: what they do to terms is a term."""

    def call(self, m: Machine, path: str, call: Call) -> Value:
        full = self.canonical(path)
        kept = given_terms(call) or (m.state.get("judging") and _summarises(m, full, call))
        return operation(m, full, call) if kept else super().call(m, path, call)


def _summarises(m: Machine, path: str, call: Call) -> bool:
    """Whether it makes one number of targets: which ones that were would be forgotten."""
    leaf = path.rpartition(".")[2]
    first = call.args[0] if call.args else None
    wide = isinstance(first, Array) and first.data(m).shape not in (None, ())
    return wide and path.startswith(PLACES) and NAMES.get(leaf, leaf) in REDUCTIONS


@contextmanager
def following(m: Machine, *, judging: bool = False) -> Iterator[None]:
    """Read a loss: whatever the program does in there leaves no traces. `judging`: what models give is a term."""
    library, events, notes = m.library, len(m.events), len(m.notes)
    outer, m.state["judging"] = m.state.get("judging", False), judging
    journal = m.store.begin()
    m.library = Following()
    try:
        yield
    finally:
        m.library = library
        m.state["judging"] = outer
        m.store.end(journal)
        del m.events[events:], m.notes[notes:]


def operation(m: Machine, path: str, call: Call) -> Value:
    """A library's function of terms; each alternative of an argument apart."""
    for i, value in enumerate(call.args):
        if type(value) is Choice:
            return m.each(value, lambda arm, i=i: operation(m, path, _with(call, i, arm)), call.node)  # type: ignore[misc]  # the default binds the loop's variable
    for key, value in call.kwargs.items():
        if type(value) is Choice:
            return m.each(value, lambda arm, key=key: operation(m, path, _with(call, key, arm)), call.node)  # type: ignore[misc]  # as above
    if losses.of(path) is not None and not losses.is_class(path) and "." in path:
        from .keras.losing import loss_call

        return loss_call(path, call)
    if path.startswith("numpy."):
        return Term("numpy", tuple(call.args), call.node, name=path)
    if path.startswith("keras.metrics.") and metrics.of(path) is not None:
        return Term("metric", tuple(call.args), call.node, name=path)
    leaf = path.rpartition(".")[2]
    op = NAMES.get(leaf, leaf)
    if not path.startswith(PLACES) or op in CALLBACKS or call.open:
        return opaque_term(call)
    return _operation(m, op, call)


def _with(call: Call, key: int | str, value: Value) -> Call:
    args, kwargs = list(call.args), dict(call.kwargs)
    if isinstance(key, int):
        args[key] = value
    else:
        kwargs[key] = value
    return Call(call.m, call.node, args, kwargs, call.nodes, open_=call.open)


def _operation(m: Machine, op: str, call: Call) -> Term:
    args = [*call.args]
    nodes = [call.nodes.get(i, value.origin) for i, value in enumerate(args)]
    for name, value in call.kwargs.items():
        if name not in ("name", "dtype", "axis", "axes", "keepdims", "keep_dims", "ord", "shape", "depth", "indices"):
            args.append(value)
            nodes.append(call.nodes.get(name, value.origin))
    settings = {{"keep_dims": "keepdims"}.get(k, k): v for k, v in call.kwargs.items() if k not in ("name",)}
    if op in SETTINGS:
        settings.update(zip(SETTINGS[op], args[1:], strict=False))
        args, nodes = args[:1], nodes[:1]
        if isinstance(args[0] if args else None, (ListValue, TupleValue)):
            args = list(m.iterate(args[0]).items)
            nodes = [value.origin for value in args]
    if op in ("cast", "saturate_cast"):
        op = _cast(m, settings.get("dtype"))
    if op == "add_n":
        return _sum_of(m, args, call)
    if op in PAIRED and len(args) != 2:
        return Term("logical" if op == "logical" else "opaque", tuple(args), call.node)
    return Term(op, tuple(args), call.node, tuple(nodes), settings)


def _sum_of(m: Machine, args: list[Value], call: Call) -> Term:
    items = list(m.iterate(args[0]).items) if args else []
    total = items[0] if items else Unknown("nothing", call.node)
    for item in items[1:]:
        total = Term("add", (total, item), call.node)
    return total if isinstance(total, Term) else opaque_term(call)


def _cast(m: Machine, dtype: Value | None) -> str:
    """Whether a cast ends in integers or truth values."""
    name = getattr(dtype, "path", None) or (dtype.value if isinstance(dtype, Const) else "")
    leaf = str(name).rpartition(".")[2]
    return "cast_integer" if leaf.startswith(("int", "uint", "bool")) else "cast"
