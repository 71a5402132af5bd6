"""Layers: made from arguments, called on tensors (the graph grows) or on arrays (preprocessing happens)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from zerolint.interp.call import Call
from zerolint.interp.callables import Native
from zerolint.interp.containers import ListValue
from zerolint.interp.context import LoopContext
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.objects import Mutable
from zerolint.interp.values import FALSE, NONE, TRUE, Choice, Const, Items, Node, TupleValue, Unknown, Value
from zerolint.knowledge import layer_parameters, removed
from zerolint.knowledge import layers as table
from zerolint.libs import spellings
from zerolint.libs.arrays import Array
from zerolint.libs.mentions import Named, around
from zerolint.libs.registry import function, of_unknown, prefix
from zerolint.libs.terms import given_terms, opaque_term
from zerolint.program.data import Shape

from . import shapes
from .configuration import data_format
from .tensors import Tensor, apply, opaque, shape_value, symbolic, tensors_in


class LayerValue(Mutable):
    """A layer object. `config`: arguments under Keras 3's names; `nodes`: where each was written.

    `loops` are the loops it was made in; `fields` what is assigned to it (`trainable`).
    """

    __slots__ = ("config", "kind", "loops", "nodes", "open", "row")

    def __init__(
        self,
        kind: str,
        config: dict[str, Value],
        nodes: dict[str, Node],
        origin: Node,
        loops: tuple[LoopContext, ...] = (),
        *,
        open_: bool = False,
    ) -> None:
        super().__init__(origin)
        self.kind = kind
        self.config = config
        self.nodes = nodes
        self.loops = loops
        self.open = open_
        self.row = table.of(kind)
        trainable = config.get("trainable")
        if trainable is not None:
            self.fields["trainable"] = trainable

    @property
    def type_name(self) -> str:  # type: ignore[override]  # the base's class attribute, computed here
        return f"a {self.kind} layer"

    def __repr__(self) -> str:
        return f"{self.kind}({self.config!r})"

    def truth(self, m: Machine) -> bool | None:
        return True

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name in removed.LAYER_ATTRIBUTES:
            spellings.attribute(m, "layer", name, removed.LAYER_ATTRIBUTES[name], node)
        found = self.fields.get(name) or self.config.get(name)
        if found is not None:
            return found
        handler = LAYER_METHODS.get(name)
        if handler is not None:

            def bound(m: Machine, call: Call) -> Value:
                call.receiver = self
                return handler(call, self)  # type: ignore[no-any-return]  # a value

            return Native(name, bound, node)
        if name in ("output", "input"):
            calls = m.state.get("layer_calls", {}).get(id(self))
            if calls is not None:
                return calls if name == "output" or not calls.inputs else calls.inputs[0]  # type: ignore[no-any-return]  # a value
        if name in ("output_shape", "input_shape"):
            calls = m.state.get("layer_calls", {}).get(id(self))
            if calls is not None:
                return shape_value(
                    calls.shape if name == "output_shape" or not calls.inputs else calls.inputs[0].shape, node
                )
        if name in ("trainable",):
            return TRUE
        if name == "losses":
            m.record("losses-read", {}, node)
        if name in ("trainable_variables", "trainable_weights", "weights", "variables", "losses"):
            return ListValue((), node, Unknown("a weight", node))
        return Unknown(f"`.{name}` of {self.type_name} is not modelled", node, (self, name))

    def set_attribute(self, m: Machine, name: str, value: Value) -> None:
        m.store.put(self.fields, name, value)

    def havoc(self, m: Machine, reason: str) -> None:
        """Code that can't be followed may have adapted it."""
        m.store.put(self.fields, "@adapted", Unknown(reason, self.origin))

    def call(self, m: Machine, call: Call) -> Value:
        return call_layer(m, self, call)

    def dropped(self, m: Machine, node: Node) -> None:
        if self.origin is node:
            m.record("layer-dropped", self, node)

    def kept(self, m: Machine, name: str) -> None:
        m.record("layer-kept", Named(self, name, around(m)), self.origin)


def ready(made: LayerValue) -> bool | None:
    """Whether a `Normalization` layer knows mean and variance; None where that can't be said."""
    told = made.fields.get("@adapted", made.fields.get("@loaded"))
    if made.open or isinstance(told, Unknown):
        return None
    given = [made.config.get(name, NONE) != NONE for name in ("mean", "variance")]
    return told is not None or all(given)


def make_layer(kind: str, call: Call, first: int = 0) -> LayerValue:
    """A layer from a constructor call; positional arguments are counted from `first`."""
    names = layer_parameters.positional(kind)
    config: dict[str, Value] = {}
    nodes: dict[str, Node] = {}
    for position, (name, value) in enumerate(zip(names, call.args[first:], strict=False)):
        config[name] = value
        nodes[name] = call.nodes.get(position + first, call.node)
    for name, value in call.kwargs.items():
        today = layer_parameters.parameter(kind, name)
        spellings.keyword(call.m, name, call.nodes.get(name, call.node))
        config[today] = value
        nodes[today] = call.nodes.get(name, call.node)
    spellings.keywords(call, kind, removed.layer_keyword)
    spellings.word(call.m, config.get("activation"), "activation", removed.ACTIVATIONS)
    for name in ("kernel_initializer", "bias_initializer"):
        if name in config:
            spellings.word(call.m, config[name], "initializer", removed.INITIALIZERS)
    _read_sides(call, kind, config, nodes, call.args[first + 2 : first + 3])
    ordering = data_format(call.m)
    if ordering is not None and layer_parameters.default(kind, "data_format") is not None:
        config.setdefault("data_format", ordering)
    open_ = call.open or layer_parameters.refused(kind, config)  # it raises: what is meant isn't known
    return LayerValue(kind, config, nodes, call.node, call.m.loops, open_=open_)


def _read_sides(
    call: Call, kind: str, config: dict[str, Value], nodes: dict[str, Node], third: Sequence[Value]
) -> None:
    """The sides of a kernel that Keras 1 took one by one: `Convolution2D(64, 3, 5)`, `nb_row=3, nb_col=5`."""
    if "nb_row" in config and "nb_col" in config:
        config["kernel_size"] = TupleValue((config["nb_row"], config["nb_col"]), call.node)
    if kind not in _ONCE_PER_AXIS or not third:
        return
    if not _KERAS1.isdisjoint(call.kwargs):
        config["kernel_size"] = TupleValue((config["kernel_size"], *third), call.node)
        if config["strides"] is third[0]:
            del config["strides"]
    elif _square(call.m, config):
        parts = {"layer": kind, "size": call.m.plain(config["kernel_size"]), "kernel": nodes["kernel_size"]}
        call.m.record("square-kernel", {**parts, "strides": nodes["strides"]}, call.node)
        config["strides"] = Unknown("Keras 1 read the third number as the other side of the kernel", call.node)


_KERAS1 = frozenset(
    {"W_constraint", "W_regularizer", "b_regularizer", "bias", "border_mode", "dim_ordering", "init", "subsample"}
)
"""Keywords that only Keras 1 had, whose third number is the other side of the kernel."""
_ONCE_PER_AXIS = frozenset({"Conv2D", "SeparableConv2D"})
"""Layers whose kernel Keras 1 had as one parameter per side: `Conv2D(64, 3, 3)`."""


def _square(m: Machine, config: dict[str, Value]) -> bool:
    size = m.plain(config["kernel_size"])
    return isinstance(size, int) and size > 1 and m.plain(config["strides"]) == size


@prefix("keras.layers")
def layer(path: str, call: Call) -> Value:
    """`Dense(…)`; `concatenate([…])`; an unknown layer is an opaque one."""
    leaf = path.rpartition(".")[2]
    merged = table.MERGE_FUNCTIONS.get(leaf)
    if merged is not None:
        made = make_layer(merged, call, 1)
        return call_layer(call.m, made, Call(call.m, call.node, call.args[:1] or [*call.kwargs.values()][:1], {}))
    if leaf == "Merge" or leaf == "merge":
        return _merge(leaf, call)
    return make_layer(leaf, call)


def _merge(leaf: str, call: Call) -> Value:
    """Keras 1's `Merge([left, right], mode="concat")`."""
    mode = call.const("mode", 1, "sum")
    kind = table.MERGE_MODES.get(mode if isinstance(mode, str) else "", "Merge")
    made = LayerValue(kind, dict(call.kwargs), {}, call.node, call.m.loops)
    if leaf == "merge":
        return call_layer(call.m, made, Call(call.m, call.node, call.args[:1], {}))
    return made


@prefix("tensorflow.layers")
def tf1_layer(path: str, call: Call) -> Value:
    """TensorFlow 1's `tf.layers.dense(x, 10)`."""
    kind = table.TF1_LAYERS.get(path.rpartition(".")[2])
    if kind is None:
        return call.unknown(f"`{path}` is not modelled")
    made = make_layer(kind, call, 1)
    return call_layer(call.m, made, Call(call.m, call.node, call.args[:1], {}))


@function("keras.Input", "keras.layers.Input", "keras.layers.InputLayer")
def make_input(call: Call) -> Value:
    """`Input(shape=…)` is a symbolic tensor; `InputLayer(…)` a layer."""
    name = getattr(getattr(call.node, "func", None), "value", None)
    leaf = getattr(getattr(getattr(call.node, "func", None), "attr", None), "value", name)
    if leaf == "InputLayer":
        return make_layer("InputLayer", call)
    spellings.keywords(call, "Input")
    shape = input_shape(call.m, call.bind("shape", "batch_size", "dtype"))
    if shape is None and "tensor" in call.kwargs:
        found = next(tensors_in(call.m, call.kwargs["tensor"]), None)
        shape = found.shape if found is not None else None
    label, dtype = call.m.plain(call.kwargs.get("name")), call.m.plain(call.kwargs.get("dtype"))
    return Tensor(
        None, (), call.node, shape, name=label if isinstance(label, str) else None,
        dtype=dtype if isinstance(dtype, str) else None,
    )  # fmt: skip


STEPPED: Final = frozenset({"Conv1D", "GRU", "LSTM", "SimpleRNN"})
"""Their `input_dim` was the size of each step, before Keras 3."""


def input_shape(m: Machine, config: dict[str, Value], kind: str = "") -> Shape | None:
    """The input shape (with the batch axis) that the arguments of a layer of this kind state."""
    for name in ("batch_input_shape", "batch_shape"):
        known = _dims(m, config.get(name))
        if known is not None:
            return known
    for name in ("input_shape", "shape"):
        known = _dims(m, config.get(name))
        if known is not None:
            return (None, *known)
    dim, length = config.get("input_dim"), config.get("input_length")
    if dim is not None and "output_dim" not in config:
        size = m.plain(dim)
        size = size if isinstance(size, int) else None
        if length is not None:
            steps = m.plain(length)
            return (None, steps if isinstance(steps, int) else None, size)
        return (None, None, size) if kind in STEPPED else (None, size)
    if length is not None:
        steps = m.plain(length)
        return (None, steps if isinstance(steps, int) else None)
    return None


def _dims(m: Machine, value: Value | None) -> Shape | None:
    """A shape argument: a tuple of numbers, some of them unknown; one number stands for a tuple of one."""
    if value is None:
        return None
    if isinstance(value, Const) and isinstance(value.value, int):
        return (value.value,)
    if isinstance(value, Choice):
        value = m.narrow(value)
    if isinstance(value, (TupleValue, ListValue)):
        items = m.iterate(value)
        if items.exact:
            known = [m.plain(item) for item in items.items]
            return tuple(d if isinstance(d, int) and not isinstance(d, bool) else None for d in known)
    return None


def call_layer(m: Machine, made: LayerValue, call: Call) -> Value:
    """`layer(x)`."""
    if given_terms(call):
        return opaque_term(call)
    if call.kwargs.get("training", NONE) != NONE:
        made.config["training"] = call.kwargs["training"]
    for given in call.args[:1]:
        uncalled(m, given, made.kind, call.node)
    inputs = list(tensors_in(m, TupleValue(call.args, call.node)))
    for name in ("query", "value", "key", "initial_state", "inputs", "x"):
        if name in call.kwargs:
            inputs.extend(tensors_in(m, call.kwargs[name]))
    if not inputs:
        eager = [v for v in call.args if isinstance(v, Array)]
        if eager:
            return eager_layer(m, made, eager[0], call.node)
        inputs = [opaque(_reason(call), call.node)]
    out = output_of(m, made, tuple(inputs), call.node)
    m.state.setdefault("layer_calls", {})[id(made)] = out
    if made.kind in _RECURRENT and m.plain(made.config.get("return_state")) is True:
        return _states(m, made, out, call.node)
    return out


def uncalled(m: Machine, value: Value | None, wants: str, node: Node) -> None:
    """A layer stands where a tensor is wanted: it was made, and not called."""
    for item in m.iterate(value).items if isinstance(value, (ListValue, TupleValue)) else (value,):
        if isinstance(item, LayerValue):
            m.record("layer-uncalled", {"layer": item.kind, "made": item.origin, "wants": wants}, node)


def _reason(call: Call) -> str:
    return call.args[0].reason if call.args and isinstance(call.args[0], Unknown) else "its input is not known"


def output_of(m: Machine, made: LayerValue, inputs: tuple[Tensor, ...], node: Node) -> Tensor:
    """The tensor that a layer gives."""
    return Tensor(made, inputs, node, layer_shape(m, made, [t.shape for t in inputs]))


def _as_it_is(value: Any) -> Any:
    return value


def layer_shape(
    m: Machine, made: LayerValue, inputs: Sequence[Shape | None], pick: Callable[[Any], Any] = _as_it_is
) -> Shape | None:
    """The output shape of a layer for these input shapes.

    `pick` chooses among alternatives.
    """
    config = settings(m, made, pick)
    inner = pick(made.config.get("layer"))
    if isinstance(inner, LayerValue):
        below = inner
        return shapes.around(
            made.kind, config, lambda shape: layer_shape(m, below, [shape], pick), inputs[0] if inputs else None
        )
    if made.kind == "RNN":
        config["units"] = _cell_units(m, pick(made.config.get("cell")), pick)
    return shapes.output(made.kind, config, inputs)


def settings(m: Machine, made: LayerValue, pick: Callable[[Any], Any] = _as_it_is) -> dict[str, object]:
    """A layer's arguments as Python objects, `UNKNOWN` where one isn't known, also inside of a tuple."""
    found = {name: _setting(m, pick(value), pick) for name, value in made.config.items()}
    if made.open:
        for name in layer_parameters.positional(made.kind):
            found.setdefault(name, shapes.UNKNOWN)
    return found


def _setting(m: Machine, value: Value, pick: Callable[[Any], Any]) -> object:
    if isinstance(value, (TupleValue, ListValue)):
        items = m.iterate(value)
        return tuple(_setting(m, pick(item), pick) for item in items.items) if items.exact else shapes.UNKNOWN
    return m.plain(value, shapes.UNKNOWN)


def _cell_units(m: Machine, cell: Any, pick: Callable[[Any], Any]) -> object:
    """Units of a recurrent cell; of several, those of the last."""
    if isinstance(cell, LayerValue) and cell.kind == "StackedRNNCells":
        cell = pick(cell.config.get("cells"))
    if isinstance(cell, (TupleValue, ListValue)):
        items = m.iterate(cell)
        cell = pick(items.items[-1]) if items.items and items.exact else None
    return m.plain(pick(cell.config.get("units"))) if isinstance(cell, LayerValue) else None


_RECURRENT = frozenset({"GRU", "LSTM", "RNN", "SimpleRNN", "Bidirectional", "ConvLSTM2D"})


def _states(m: Machine, made: LayerValue, out: Tensor, node: Node) -> Value:
    count = 3 if made.kind == "LSTM" else 2
    units = m.plain(made.config.get("units"))
    state: Shape = (None, units if isinstance(units, int) else None)
    more = [Tensor(made, out.inputs, node, state, index=i) for i in range(1, count)]
    return ListValue((out, *more), node)


def eager_layer(m: Machine, made: LayerValue, data: Array, node: Node) -> Value:
    """A layer called on an array: preprocessing layers shape it, others make something unknown of it."""
    from .preprocessing import apply_layer

    return apply_layer(m, made, data, node)


# -- methods ----------------------------------------------------------------------------------------------------


def _adapt(call: Call, made: LayerValue) -> Value:
    """`normalizer.adapt(x)`."""
    data = call.args[0] if call.args else call.kwargs.get("data", NONE)
    call.m.store.put(made.fields, "@adapted", data if isinstance(data, Array) else TRUE)
    return NONE


@of_unknown("adapt")
def _adapt_something(key: object, reason: str, call: Call) -> Value | None:
    """`layer.adapt(x)` of a layer that isn't known: it may be any."""
    call.m.record("adapted elsewhere", {}, call.node)
    return None


def _get_weights(call: Call, made: LayerValue) -> Value:
    return ListValue((), call.node, Unknown("weights", call.node))


def _set_weights(call: Call, made: LayerValue) -> Value:
    call.m.store.put(made.fields, "@loaded", TRUE)
    return NONE


def _vocabulary(call: Call, made: LayerValue) -> Value:
    return ListValue((), call.node, Unknown("a word of the vocabulary", call.node))


def _config(call: Call, made: LayerValue) -> Value:
    return DictValue(dict(made.config), call.node)


LAYER_METHODS: dict[str, Any] = {
    "__call__": lambda call, made: call_layer(call.m, made, call),
    "adapt": _adapt,
    "build": lambda call, made: NONE,
    "call": lambda call, made: call_layer(call.m, made, call),
    "get_config": _config,
    "get_vocabulary": _vocabulary,
    "get_weights": _get_weights,
    "set_vocabulary": lambda call, made: _adapt(call, made),
    "set_weights": _set_weights,
    "vocabulary_size": lambda call, made: call.unknown("size of the vocabulary"),
}


class Weight(Mutable):
    """A variable: `add_weight`, `tf.Variable`."""

    __slots__ = ("shape",)
    type_name = "a variable"

    def __init__(self, shape: Shape | None, origin: Node) -> None:
        super().__init__(origin)
        self.shape = shape

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name == "shape":
            return shape_value(self.shape, node)
        if name.startswith("assign") or name in ("numpy", "read_value"):
            return Native(name, lambda m, call: NONE, node)
        return Unknown(f"`.{name}` of a variable", node)

    def binary(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        if symbolic(m, other):
            name = {"@": "matmul", "*": "multiply", "+": "add", "-": "subtract", "/": "divide"}.get(op, op)
            return apply(m, name, op, [other, self] if swapped else [self, other], {}, node)
        return None


@function("tensorflow.Variable", "keras.Variable")
def variable(call: Call) -> Value:
    """`tf.Variable(initial)`."""
    first = call.args[0] if call.args else call.kwargs.get("initial_value")
    shape = first.data(call.m).shape if isinstance(first, Array) else (() if isinstance(first, Const) else None)
    return Weight(shape, call.node)


__all__ = ["FALSE", "Items", "LayerValue", "Weight", "call_layer", "input_shape", "make_layer"]
