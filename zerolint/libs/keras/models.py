"""Models: Sequential and functional ones as objects, what is read from them, how they are called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

from zerolint.interp.call import Call
from zerolint.interp.callables import Function, Native
from zerolint.interp.containers import ListValue
from zerolint.interp.context import LoopContext
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.loops import widen as widen_value
from zerolint.interp.machine import Machine
from zerolint.interp.objects import ClassValue, Instance, Mutable
from zerolint.interp.values import NONE, TRUE, Choice, Const, Items, Node, TupleValue, Unknown, Value
from zerolint.knowledge.strangers import OTHER_MODELS
from zerolint.libs import spellings
from zerolint.libs.arrays import Array
from zerolint.libs.registry import function
from zerolint.program.data import Shape

from .layers import LayerValue, call_layer, input_shape, layer_shape, uncalled
from .tensors import Tensor, opaque, shape_value, tensors_in


class ModelValue(Mutable):
    """A model of Keras's own classes. `kind`: sequential or functional.

    `fields`: `layers` (sequential), `inputs` and `outputs` (functional), `compiled`, `trainable`, …
    `loaded`: where it comes from when not built here (`load_model`, a hub).
    """

    __slots__ = ("backbone", "kind", "loaded", "loops", "name", "pretrained")

    def __init__(self, kind: str, origin: Node, loops: tuple[LoopContext, ...] = ()) -> None:
        super().__init__(origin)
        self.kind = kind
        self.loops = loops
        self.loaded = ""
        self.backbone: Any = None
        self.pretrained = False
        self.name: str | None = None
        if kind == "sequential":
            self.fields["layers"] = TupleValue((), origin)

    @property
    def type_name(self) -> str:  # type: ignore[override]  # the base's class attribute, computed here
        return "a model"

    def __repr__(self) -> str:
        return f"Model({self.kind}, {self.fields!r})"

    def truth(self, m: Machine) -> bool | None:
        return True

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        own = self.fields.get(name)
        if own is not None and name not in ("inputs", "layers", "outputs"):  # lists there, whatever they were made of
            return m.narrow(own) if m.path and type(own) is Choice else own
        return model_attribute(m, self, name, node)

    def set_attribute(self, m: Machine, name: str, value: Value) -> None:
        m.store.put(self.fields, name, value)
        if name == "trainable":  # Keras sets it on every layer inside as well
            for layer in layers_of(m, self) or ():
                if layer is not self:  # an opaque model's only layer is itself
                    layer.set_attribute(m, name, value)

    def call(self, m: Machine, call: Call) -> Value:
        return call_model(m, self, call)

    def havoc(self, m: Machine, reason: str) -> None:
        """Code that can't be followed may have trained or compiled it, or given it weights."""
        m.store.put(self.fields, "@escaped", TRUE)

    def forget(self, m: Machine, reason: str) -> None:
        self.havoc(m, reason)
        m.store.put(self.fields, "outputs", opaque(reason, self.origin))
        m.store.drop(self.fields, "compiled")


F = TypeVar("F")
ModelLike = ModelValue | Instance
"""A model object: of Keras's classes, or an instance of a subclass in the project."""
METHODS: dict[str, Any] = {}
"""Methods of models: `handler(call, model)`."""


def method(*names: str) -> Callable[[F], F]:
    """Register a method of models."""

    def register(handler: F) -> F:
        for name in names:
            METHODS[name] = handler
        return handler

    return register


def bound(m: Machine, model: ModelLike, name: str, node: Node) -> Value | None:
    """A method of models bound to one."""
    handler = METHODS.get(name)
    if handler is None:
        return None

    def call_it(m: Machine, call: Call) -> Value:
        call.receiver = model
        if getattr(model, "loaded", "") not in OTHER_MODELS:
            spellings.called(call, name)
        return handler(call, model)  # type: ignore[no-any-return]  # handlers return values

    return Native(f"model.{name}", call_it, node)


def model_attribute(m: Machine, model: ModelLike, name: str, node: Node) -> Value:
    """An attribute or method of a model."""
    spellings.method(m, name, node)
    found = bound(m, model, name, node)
    if found is not None:
        return found
    maker = ATTRIBUTES.get(name)
    if maker is not None:
        return maker(m, model, node)  # type: ignore[no-any-return]  # makers return values
    return Unknown(f"`.{name}` of a model is not modelled", node, (model, name))


# -- making -----------------------------------------------------------------------------------------------------


@function("keras.Sequential", "keras.models.Sequential")
def sequential(call: Call) -> Value:
    """`Sequential([…])`."""
    model = ModelValue("sequential", call.node, call.m.loops)
    layers = call.get("layers", 0)
    if layers is not None and layers != NONE:
        items = call.m.iterate(layers)
        model.fields["layers"] = TupleValue(items.items, call.node, rest=items.rest)
    _set_name(call, model)
    return model


def _set_name(call: Call, model: ModelValue) -> None:
    name = call.m.plain(call.kwargs.get("name"))
    model.name = name if isinstance(name, str) else None


@function("keras.Model", "keras.models.Model")
def functional(call: Call) -> Value:
    """`Model(inputs, outputs)`."""
    model = ModelValue("functional", call.node, call.m.loops)
    spellings.keywords(call, "Model")
    inputs = call.first("inputs", "input", position=0)
    outputs = call.first("outputs", "output", position=1)
    uncalled(call.m, outputs, "Model", call.node)
    model.fields["inputs"] = inputs if inputs is not None else NONE
    model.fields["outputs"] = drawn(call.m, outputs) if outputs is not None else NONE
    call.m.record("graph", model.fields["outputs"], call.node)
    _set_name(call, model)
    return model


def drawn(m: Machine, value: Value) -> Value:
    """The outputs of a graph are tensors, also of a model that was called on something unknown, as if it predicted."""
    if isinstance(value, (ListValue, TupleValue)):
        items = m.iterate(value)
        return TupleValue([drawn(m, item) for item in items.items], value.origin, rest=items.rest)
    if isinstance(value, DictValue):
        now = value.contents(m)
        return DictValue({key: drawn(m, item) for key, item in now.entries.items()}, value.origin, now.rest)
    trace = value.trace if isinstance(value, Array) else None
    if trace is None or trace.steps:
        return value
    source = opaque("its input is not known", value.origin)
    tensors = list(tensors_in(m, m.call_values(trace.prediction.model, [source], value.origin)))
    return tensors[trace.head] if trace.head < len(tensors) else value


@method("add")
def _add(call: Call, model: ModelLike) -> Value:
    layer = call.get("layer", 0)
    if layer is not None:
        before = model.fields.get("layers", TupleValue((), call.node))
        m = call.m
        m.record("layer-added", layer, call.node)
        _meant_for(layer, call)
        m.store.put(model.fields, "layers", _appended(m, before, layer, call.node))
    return NONE


def _meant_for(layer: Value, call: Call) -> None:
    """`model.add(Dense(1), activation="relu")`: what stands beside the layer was meant for it; Keras raises."""
    for name in call.kwargs:
        if name not in ("layer", "rebuild"):
            call.m.record("beside-a-layer", {"name": name, "place": call.nodes.get(name)}, call.node)
            if isinstance(layer, LayerValue):
                layer.config[name] = Unknown("it was given to `add`", call.node)


def _appended(m: Machine, before: Value, layer: Value, node: Node) -> Value:
    """A model's layers with one more; alternatives are kept apart."""
    if isinstance(before, Choice):
        return m.each(before, lambda v: _appended(m, v, layer, node), node)
    if isinstance(before, TupleValue):
        if before.rest is None:
            return Layers((*before.items, layer), node)
        return Layers((*before.items, layer), node, rest=before.rest)
    return before


class Layers(TupleValue):
    """The layers of a sequential model; in a loop of unknown length they aren't summarised but kept once."""

    __slots__ = ()

    def widen(self, old: Value) -> Value:
        """Layers added in a loop are there at least once (each knows that it was made in a loop)."""
        return self

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, TupleValue) and self.items == other.items and self.rest == other.rest
        )

    __hash__ = TupleValue.__hash__


@method("pop")
def _pop(call: Call, model: ModelLike) -> Value:
    def without_last(value: Value) -> Value:
        return Layers(value.items[:-1], call.node, rest=value.rest) if isinstance(value, TupleValue) else value

    before = model.fields.get("layers")
    if before is not None:
        changed = call.m.each(before, without_last, call.node) if isinstance(before, Choice) else without_last(before)
        call.m.store.put(model.fields, "layers", changed)
    return NONE


# -- reading ----------------------------------------------------------------------------------------------------


def layers_of(m: Machine, model: ModelLike) -> list[Value] | None:
    """The layer objects of a model in order of creation; None when not known."""
    if (isinstance(model, ModelValue) and model.kind == "sequential") or "layers" in model.fields:
        items = m.iterate(model.fields["layers"])
        return [item for item in items.items if not _is_input(item)] if items.exact else None
    outputs = list(tensors_in(m, model.fields.get("outputs")))
    if not outputs:
        return None
    found: dict[int, Value] = {}

    def walk(tensor: Tensor) -> None:
        todo: list[tuple[Tensor, bool]] = [(tensor, False)]
        seen: set[int] = set()
        while todo:
            here, done = todo.pop()
            if done:
                if here.maker is not None and isinstance(here.maker, Value):
                    found.setdefault(id(here.maker), here.maker)
                continue
            if id(here) in seen:
                continue
            seen.add(id(here))
            todo.append((here, True))
            todo.extend((t, False) for t in reversed(here.inputs))

    for tensor in outputs:
        walk(tensor)
    return list(found.values())


class Flags(Value):
    """What `trainable` is of each layer of a model at some time, by the layers' identity; None where it wasn't set."""

    __slots__ = ("known",)
    type_name = "which layers train"

    def __init__(self, known: dict[int, Value | None]) -> None:
        self.known = known
        self.origin = None


def state_of(m: Machine, model: ModelLike) -> dict[str, Value]:
    """A model's fields as they are now, and which of its layers train now (`@trainable`)."""
    return {**model.fields, "@trainable": flags_of(m, model)}


def flags_of(m: Machine, model: ModelLike) -> Flags:
    """Which layers of a model train now."""
    known: dict[int, Value | None] = {}
    _collect_flags(m, model, known, 0)
    kept: dict[int, Flags] = m.state.setdefault("trainable", {})
    last = kept.get(id(model))
    if last is None or last.known != known:
        last = kept[id(model)] = Flags(known)
    return last


MAX_NESTED: Final = 4
"""Models within models that are looked into."""


def _collect_flags(m: Machine, model: ModelLike, known: dict[int, Value | None], depth: int) -> None:
    known[id(model)] = model.fields.get("trainable")
    for layer in layers_of(m, model) or () if depth < MAX_NESTED else ():
        if isinstance(layer, ModelValue) and id(layer) not in known:
            _collect_flags(m, layer, known, depth + 1)
        elif isinstance(layer, LayerValue):
            inner = layer.config.get("layer")
            for each in (layer, inner) if isinstance(inner, LayerValue) else (layer,):
                known[id(each)] = each.fields.get("trainable")


def _is_input(item: Value) -> bool:
    """A sequential model doesn't count its input among its layers."""
    return isinstance(item, Tensor) or (isinstance(item, LayerValue) and item.kind == "InputLayer")


def _layers(m: Machine, model: ModelLike, node: Node) -> Value:
    found = layers_of(m, model)
    if found is None or any(isinstance(layer, ModelValue) and layer.backbone is not None for layer in found):
        return ListValue((), node, Unknown("a layer of a model", node))
    inputs = (
        [LayerValue("InputLayer", {}, {}, node)]
        if model_kind(model) == "functional" and "outputs" in model.fields
        else []
    )
    return ListValue((*inputs, *found), node)


def model_kind(model: ModelLike) -> str:
    return model.kind if isinstance(model, ModelValue) else "subclassed"


def outputs_of(m: Machine, model: ModelLike) -> Value:
    """The output tensor (or container of them) of a model, drawn for sequential ones."""
    own = model.fields.get("outputs")
    if own is not None:
        return own
    if isinstance(model, ModelValue) and model.kind == "sequential":
        return run_sequential(m, model, input_tensor(m, model), model.origin)
    return opaque(model.loaded if isinstance(model, ModelValue) else "", model.origin)


def inputs_of(m: Machine, model: ModelLike) -> Value:
    own = model.fields.get("inputs")
    if own is not None:
        return own
    return input_tensor(m, model)


def input_tensor(m: Machine, model: ModelLike) -> Tensor:
    """The one input tensor of a sequential model."""
    kept: dict[int, Tensor] = m.state.setdefault("inputs", {})
    found = kept.get(id(model))
    shape = sequential_input(m, model)
    if found is None or found.shape != shape:
        found = kept[id(model)] = Tensor(None, (), model.origin, shape)
    return found


def sequential_input(m: Machine, model: ModelLike) -> Shape | None:
    """The input shape that the first layers of a sequential model state."""
    layers = model.fields.get("layers")
    built = model.fields.get("@input_shape")
    if isinstance(built, Value) and isinstance(m.plain(built), tuple):
        return tuple(d if isinstance(d, int) else None for d in m.plain(built))
    if layers is None:
        return None
    for item in m.iterate(layers).items[:1]:
        if isinstance(item, LayerValue):
            return input_shape(m, item.config, item.kind)
        if isinstance(item, Tensor):
            return item.shape
        if isinstance(item, (ModelValue, Instance)):
            first = next(tensors_in(m, inputs_of(m, item)), None)
            return first.shape if first is not None else None
    return None


def run_sequential(m: Machine, model: ModelValue, tensor: Value, node: Node) -> Value:
    """A sequential model's layers applied to a tensor."""
    layers = model.fields["layers"]
    if isinstance(layers, Choice):
        layers = m.narrow(layers)
    items = m.iterate(layers)
    here = tensor
    for item in items.items:
        if isinstance(item, Tensor):
            continue
        if isinstance(item, LayerValue) and item.kind == "InputLayer":
            continue
        here = m.call(item, Call(m, node, [here], {}))
    if items.rest is not None:
        here = opaque("layers that are not known", node)
    return here


def _trainable_weights(m: Machine, model: ModelLike, node: Node) -> Value:
    return Weights(model, node)


class Weights(Value):
    """`model.trainable_variables` and the like, one of them, and what arithmetic makes of them.

    `mixed` with others, or only some of them; `beside`: models whose weights went into these as well.
    """

    __slots__ = ("beside", "mixed", "model")
    type_name = "the weights of a model"

    def __init__(self, model: Value, origin: Node, *, mixed: bool = False, beside: tuple[Value, ...] = ()) -> None:
        self.model = model
        self.origin = origin
        self.mixed = mixed
        self.beside = beside

    def iterate(self, m: Machine) -> Items:
        return Items((), Weights(self.model, self.origin, mixed=self.mixed, beside=self.beside))

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        return Weights(self.model, node, mixed=True, beside=self.beside)

    def binary(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        if op not in ("+", "-", "*", "/"):
            return None
        more = (other.model, *other.beside) if isinstance(other, Weights) else ()
        return Weights(self.model, node, mixed=True, beside=(*self.beside, *more))

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name == "assign":
            return Native(name, self._assign, node)
        if name in ("numpy", "read_value", "value"):
            return Native(name, lambda m, call: self, node)
        return Unknown("weights", node)

    def _assign(self, m: Machine, call: Call) -> Value:
        if call.args and isinstance(self.model, (ModelValue, Instance)):
            copied(call, self.model, call.args[0])
        return NONE


def copied(call: Call, model: ModelLike, value: Value) -> None:
    """Weights become those of a model: remember where that changes nothing, for both have the same layers."""
    m = call.m
    given = value if isinstance(value, Weights) else m.iterate(value).rest if isinstance(value, ListValue) else None
    if not isinstance(given, Weights):
        return
    mine = layers_of(m, model)
    for source in (given.model, *given.beside):
        theirs = layers_of(m, source) if isinstance(source, (ModelValue, Instance)) and source is not model else None
        if mine and theirs and {id(layer) for layer in mine} == {id(layer) for layer in theirs}:
            parts = {"into": model.origin, "from": source.origin, "often": bool(m.loops) or bool(given.beside)}
            m.record("weights-copied", parts, call.node)
            return


def _name(m: Machine, model: ModelLike, node: Node) -> Value:
    given = model.fields.get("_name")
    if given is None and isinstance(model, ModelValue) and model.name is not None:
        return Const(model.name, node)
    return given if given is not None else Unknown("the name of a model", node, (model, "name"))


def _penalties(m: Machine, model: ModelLike, node: Node) -> Value:
    """What regularizers and `add_loss` give; a step of one's own adds them by hand."""
    m.record("losses-read", {}, node)
    return ListValue((), node)


ATTRIBUTES: dict[str, Any] = {
    "input": lambda m, model, node: inputs_of(m, model),
    "input_shape": lambda m, model, node: _one_shape(m, inputs_of(m, model), node),
    "inputs": lambda m, model, node: _listed(m, inputs_of(m, model), node),
    "layers": _layers,
    "losses": _penalties,
    "metrics_names": lambda m, model, node: ListValue((), node, Unknown("name of a metric", node)),
    "name": _name,
    "non_trainable_weights": _trainable_weights,
    "output": lambda m, model, node: outputs_of(m, model),
    "output_shape": lambda m, model, node: _one_shape(m, outputs_of(m, model), node),
    "outputs": lambda m, model, node: _listed(m, outputs_of(m, model), node),
    "trainable": lambda m, model, node: TRUE,
    "trainable_variables": _trainable_weights,
    "trainable_weights": _trainable_weights,
    "variables": _trainable_weights,
    "weights": _trainable_weights,
}


def _listed(m: Machine, value: Value, node: Node) -> Value:
    return ListValue((value,), node) if isinstance(value, Tensor) else value


def _one_shape(m: Machine, value: Value, node: Node) -> Value:
    first = next(tensors_in(m, value), None)
    return shape_value(first.shape if first is not None else None, node)


@method("get_layer")
def _get_layer(call: Call, model: ModelLike) -> Value:
    m = call.m
    found = layers_of(m, model)
    name, index = m.plain(call.first("name", position=0)), m.plain(call.first("index", position=1))
    if found is not None and isinstance(index, int) and -len(found) <= index < len(found):
        return found[index]
    for item in found or ():
        own = m.plain(item.config.get("name")) if isinstance(item, LayerValue) else getattr(item, "name", None)
        if own is not None and own == name:
            return item
    return LayerOfModel(model, call.node)


class LayerOfModel(Value):
    """A layer of a model that wasn't found by name: only its output can be used."""

    __slots__ = ("model",)
    type_name = "a layer of a model"

    def __init__(self, model: Value, origin: Node) -> None:
        self.model = model
        self.origin = origin

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name in ("output", "input"):
            from .tensors import apply

            inputs = tuple(tensors_in(m, inputs_of(m, self.model)))  # type: ignore[arg-type]  # a model
            return (
                apply(m, "inner_layer", "get_layer", list(inputs), {}, node)
                if inputs
                else opaque("an inner layer", node)
            )
        if name == "trainable":
            return TRUE
        return Unknown("a layer of a model", node)


@method("summary", "to_json", "to_yaml", "reset_states", "reset_metrics", "build", "stop_training", "export")
def _harmless(call: Call, model: ModelLike) -> Value:
    name = getattr(getattr(getattr(call.node, "func", None), "attr", None), "value", "")
    if name == "export":
        call.m.record("used", (model, name), call.node)
    if name == "build":
        shape = call.first("input_shape", position=0)
        if shape is not None and isinstance(call.m.plain(shape), tuple):
            call.m.store.put(model.fields, "@input_shape", shape)
    return NONE


@method("compiled_loss", "compute_loss")
def _compiled_loss(call: Call, model: ModelLike) -> Value:
    """In a `train_step`: nothing that it is given is changed."""
    return Unknown("what the loss of compile() is", call.node)


@method("get_weights")
def _get_weights(call: Call, model: ModelLike) -> Value:
    return ListValue((), call.node, Weights(model, call.node, mixed=True))


@method("get_config", "count_params")
def _config(call: Call, model: ModelLike) -> Value:
    return Unknown("the configuration of a model", call.node)


# -- calling ----------------------------------------------------------------------------------------------------


def call_model(m: Machine, model: ModelValue, call: Call) -> Value:
    """`model(x)`: inside a graph a nested model; on data a prediction (or a step of a hand-written training)."""
    tensors = list(tensors_in(m, TupleValue(call.args, call.node)))
    if not tensors and "inputs" in call.kwargs:
        tensors = list(tensors_in(m, call.kwargs["inputs"]))
    if tensors:
        return _nested(m, model, tuple(tensors), call)
    from .predicting import forward

    return forward(m, model, call)


def _nested(m: Machine, model: ModelValue, tensors: tuple[Tensor, ...], call: Call) -> Value:
    outputs = list(tensors_in(m, outputs_of(m, model)))
    made = [
        Tensor(model, tensors, call.node, _nested_shape(m, model, out, tensors), index=i)
        for i, out in enumerate(outputs)
    ]
    if len(made) == 1:
        return made[0]
    return ListValue(tuple(made), call.node) if made else opaque("a model whose outputs are not known", call.node)


def _nested_shape(m: Machine, model: ModelValue, out: Tensor, tensors: tuple[Tensor, ...]) -> Shape | None:
    """The shape of a nested model's output: its own; of a sequential model without input shape it is worked out."""
    if out.shape is not None or model.kind != "sequential" or tensors[0].shape is None:
        return out.shape
    shape: Shape | None = tensors[0].shape
    for item in m.iterate(model.fields["layers"]).items:
        if isinstance(item, LayerValue):
            shape = layer_shape(m, item, [shape])
        elif isinstance(item, ModelValue):
            inner = next(tensors_in(m, outputs_of(m, item)), None)
            shape = inner.shape if inner is not None else None
        else:
            return None
    return shape


__all__ = ["Array", "ClassValue", "DictValue", "Function", "LayerValue", "ModelValue", "call_layer", "widen_value"]
