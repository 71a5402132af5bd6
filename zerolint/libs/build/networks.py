"""The network of a model: its graph flattened into layers in call order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from zerolint.interp.callables import Function, LibRef, Native
from zerolint.interp.objects import Instance
from zerolint.interp.values import Const, Node, TupleValue, Unknown, Value
from zerolint.knowledge import activations, calls, layer_parameters
from zerolint.libs.keras import shapes
from zerolint.libs.keras.configured import Made
from zerolint.libs.keras.layers import LayerValue, Weight, input_shape, layer_shape, ready
from zerolint.libs.keras.models import Flags, ModelLike, ModelValue, inputs_of
from zerolint.libs.keras.subclass import draw
from zerolint.libs.keras.tensors import ELEMENTWISE, Alternatives, Op, Tensor, tensors_in
from zerolint.libs.keras.text import words_counted
from zerolint.libs.missing import guessed
from zerolint.program.data import Shape
from zerolint.program.fact import UNSEEN, Fact, Given, Site, unknown
from zerolint.program.network import Input, Layer, Network

from .facts import fact, one_of_several, site, whole
from .lambdas import effect_of, roots_of, step_of, steps_of
from .paths import Resolver
from .steps import own_step

FUNCTION_NAMES: Final = {"log_softmax": "log_softmax", "nn.relu": "relu"}
PASSING: Final = frozenset(
    {
        "cast",
        "convert_to_tensor",
        "expand_dims",
        "flatten",
        "identity",
        "index",
        "reshape",
        "squeeze",
        "stop_gradient",
        "transpose",
    }
)
"""Operations that let values pass."""

FILLED_IN: Final = {
    "BatchNormalization": ("axis", "momentum"),
    "LayerNormalization": ("axis",),
    "Masking": ("mask_value",),
}
"""Arguments whose defaults rules ask for, beside those of every layer."""


class Drawing:
    """Collects layers while tensors are followed to the inputs."""

    def __init__(self, r: Resolver) -> None:
        self.r = r
        self.layers: list[Layer] = []
        self.inputs: list[Input] = []
        self.shapes: dict[int, Shape | None] = {}
        self.problem = ""

    def add_input(self, tensor: Tensor, shape: Shape | None) -> int:
        """A new input of the network; its (negative) position."""
        self.inputs.append(Input(shape, site(tensor.origin), tensor.dtype, tensor.name))
        position = -len(self.inputs)
        self.shapes[position] = shape
        return position

    def add(self, layer: Layer, shape: Shape | None) -> int:
        """A new layer; its position."""
        position = len(self.layers)
        first = layer.inputs[0] if layer.inputs else None
        incoming = self.shapes.get(first) if first is not None else None
        self.layers.append(replace(layer, input_shape=incoming, output_shape=shape))
        self.shapes[position] = shape
        if layer.opaque and not self.problem:
            self.problem = f"`{layer.kind}` could not be followed"
        return position

    # -- tensors ------------------------------------------------------------------------------------------------

    def draw(self, outputs: list[Tensor], known: dict[int, int]) -> list[int]:
        """Positions of output tensors; `known` maps tensors that are drawn already."""
        for tensor in self._post_order(outputs, known):
            inputs = [known[id(t)] for t in self._made_of(tensor)]
            known[id(tensor)] = inputs[0] if isinstance(tensor, Alternatives) else self._tensor(tensor, inputs)
        return [known[id(t)] for t in outputs]

    def _made_of(self, tensor: Tensor) -> tuple[Tensor, ...]:
        """A tensor's inputs; the one of several that it is on this path."""
        return (self.r(tensor.choice),) if isinstance(tensor, Alternatives) else tensor.inputs

    def _post_order(self, outputs: list[Tensor], known: dict[int, int]) -> list[Tensor]:
        """Tensors before those that are made of them."""
        order: list[Tensor] = []
        seen = set(known)
        todo: list[tuple[Tensor, bool]] = [(t, False) for t in reversed(outputs)]
        while todo:
            tensor, done = todo.pop()
            if done:
                order.append(tensor)
            elif id(tensor) not in seen:
                seen.add(id(tensor))
                todo.append((tensor, True))
                todo.extend((t, False) for t in reversed(self._made_of(tensor)))
        return order

    def _tensor(self, tensor: Tensor, inputs: list[int]) -> int:
        maker = self.r(tensor.maker)
        if maker is None:
            if tensor.opaque:
                return self.add(_opaque(tensor.opaque, tensor.origin, tuple(inputs)), None)
            return self.add_input(tensor, tensor.shape)
        if isinstance(maker, LayerValue):
            return self.layer(maker, inputs, tensor.origin) if not tensor.index else self.state(maker, tensor, inputs)
        if isinstance(maker, ModelValue):
            return self.model(maker, tensor, inputs)
        if isinstance(maker, Op):
            return self._op(maker, tensor, inputs)
        if isinstance(maker, Instance) and not tensor.opaque and isinstance(maker.fields.get("outputs"), Value):
            return self.graph(maker.fields, tensor, inputs)
        return self.add(
            _opaque(getattr(getattr(maker, "cls", None), "name", "layer"), tensor.origin, tuple(inputs), maker),
            tensor.shape,
        )

    def state(self, made: LayerValue, tensor: Tensor, inputs: list[int]) -> int:
        """What a layer gives beside its output: its last state, whatever it returns of the sequence."""
        layer = _layer(self.r, made, tuple(inputs))
        asked: Fact[object] = Fact(False, layer.fact("return_sequences").site)
        return self.add(replace(layer, config={**layer.config, "return_sequences": asked}), tensor.shape)

    def model(self, model: ModelValue, tensor: Tensor, inputs: list[int]) -> int:
        """A model used as a layer."""
        if model.backbone is not None:
            return self.add(_backbone(model, tensor.origin, tuple(inputs), self.r), tensor.shape)
        if model.loaded:
            return self.add(_opaque(model.loaded, tensor.origin, tuple(inputs)), tensor.shape)
        if model.kind == "sequential":
            here = inputs[0] if inputs else -1
            self._add_axis(here, _stated(self.r, self.r.items(model.fields["layers"])[0]))
            return self.sequence(model.fields["layers"], here)
        return self.graph(model.fields, tensor, inputs)

    def _add_axis(self, here: int, stated: Shape | None) -> None:
        """A model that states an input with a last axis of 1 takes data without it: Keras adds it."""
        given = self.shapes.get(here)
        if (
            here < 0
            and given is not None
            and stated is not None
            and stated[-1:] == (1,)
            and len(stated) == len(given) + 1
        ):
            self.shapes[here] = stated
            self.inputs[-1 - here] = replace(self.inputs[-1 - here], shape=stated)

    def graph(self, fields: dict[str, Value], tensor: Tensor, inputs: list[int]) -> int:
        """A functional model used as a layer: its own graph from these inputs."""
        m = self.r.m
        own = list(tensors_in(m, self.r(fields.get("inputs"))))
        outputs = list(tensors_in(m, self.r(fields.get("outputs"))))
        if not outputs or tensor.index >= len(outputs):
            return self.add(_opaque("model", tensor.origin, tuple(inputs)), tensor.shape)
        known = {id(t): position for t, position in zip(own, inputs, strict=False)}
        return self.draw([outputs[tensor.index]], known)[0]

    def sequence(self, layers: Value, here: int) -> int:
        """Layers one behind the other."""
        found, exact = self.r.items(layers)
        for item in found:
            here = self._item(item, here)
        if not exact:
            here = self.add(_opaque("layers that are not known", layers.origin, (here,)), None)
        return here

    def _item(self, item: Any, here: int) -> int:
        if isinstance(item, LayerValue):
            return here if item.kind == "InputLayer" else self.layer(item, [here], item.origin)
        if isinstance(item, Tensor):
            return here
        if isinstance(item, ModelValue):
            return self.model(item, Tensor(item, (), item.origin, _shape_of(self.r, item)), [here])
        if isinstance(item, Instance):
            return self._instance(item, here)
        if isinstance(item, (Function, Native, LibRef)):
            return self.add(_activation_layer(self.r, item, item.origin, (here,)), self.shapes.get(here))
        return self.add(_opaque(getattr(item, "reason", "layer"), getattr(item, "origin", None), (here,)), None)

    def _instance(self, item: Instance, here: int) -> int:
        """A layer or model class of the project inside a sequential model: its body on a fresh tensor."""
        from zerolint.interp.call import Call
        from zerolint.libs.keras.subclass import call_body

        source = Tensor(None, (), item.origin, self.shapes.get(here))
        result = call_body(self.r.m, item, Call(self.r.m, item.origin, [source], {}))
        outputs = list(tensors_in(self.r.m, self.r(result)))
        if not outputs:
            return self.add(_opaque(item.cls.name, item.origin, (here,), item), None)
        self.r.m.record("graph", result, item.origin)
        return self.draw([outputs[0]], {id(source): here})[0]

    def layer(self, made: LayerValue, inputs: list[int], node: Node) -> int:
        """One call of one layer."""
        incoming = [self.shapes.get(i) for i in inputs]
        if incoming and incoming[0] is None and inputs[0] < 0:  # behind another layer Keras ignores it
            stated = input_shape(self.r.m, {k: self.r(v) for k, v in made.config.items()}, made.kind)
            incoming[0] = stated
            if stated is not None:
                self.shapes[inputs[0]] = stated
                index = -1 - inputs[0]
                self.inputs[index] = replace(self.inputs[index], shape=stated)
        return self.add(_layer(self.r, made, tuple(inputs)), layer_shape(self.r.m, made, incoming, self.r))

    def _op(self, op: Op, tensor: Tensor, inputs: list[int]) -> int:
        incoming = [self.shapes.get(i) for i in inputs]
        shape = shapes.broadcast(incoming) if op.kind in ELEMENTWISE and None not in incoming else tensor.shape
        return self.add(_op_layer(self.r, op, tensor, tuple(inputs)), shape)


# -- layers -----------------------------------------------------------------------------------------------------


def _layer(r: Resolver, made: LayerValue, inputs: tuple[int, ...]) -> Layer:
    inner = r(made.config.get("layer"))
    wraps = made.kind in ("TimeDistributed", "Bidirectional")
    if wraps and isinstance(inner, LayerValue):
        below = _layer(r, inner, inputs)
        wrapper: dict[str, Fact[object]] = {"wrapper": Fact(made.kind, site(made.origin))}
        units = below.units
        if made.kind == "Bidirectional" and units.get() is not None:
            units = Fact(2 * units.value, units.site, units.given)  # type: ignore[operator]  # an int: get() says so
        return replace(below, config={**below.config, **wrapper}, units=units, site=site(made.origin), identity=made)
    if wraps:
        r.m.state.setdefault("wrapped", set()).add(site(getattr(inner, "origin", None)))
    row = made.row
    config = {k: fact(r, v, made.nodes.get(k, made.origin)) for k, v in made.config.items() if k != "layer"}
    config |= _made_arguments(r, made)
    if made.kind == "Lambda":
        config["steps"] = steps_of(r, made.config.get("function"), made.origin)
        config["roots"] = roots_of(r, made.config.get("function"), len(inputs), made.origin)
    if made.kind == "Normalization" and (adapted := ready(made)) is not None:
        config["adapted"] = Fact(adapted, site(made.origin), Given.DEFAULT)
    counted = words_counted(r.m, r(made.config.get("input_dim"))) if made.kind == "Embedding" else None
    if counted is not None:
        config["words of"] = Fact(id(counted), config["input_dim"].site)
    for name in ("use_bias", "return_sequences", *FILLED_IN.get(made.kind, ())):
        if name not in config:
            place, usual = site(made.origin), layer_parameters.default(made.kind, name)
            config[name] = unknown("among unknown arguments", place) if made.open else Fact(usual, place, Given.DEFAULT)
    units = config.get("units", config.get("filters", UNSEEN))
    if made.kind == "Embedding":
        units = config.get("output_dim", UNSEEN)
    return Layer(
        kind=made.kind,
        site=site(made.origin),
        config=config,
        inputs=inputs,
        activation=_activation_of(r, made),
        units=whole(units),
        group=row.group if row is not None else "unknown",
        weighted=row is not None and row.has_kernel,
        pass_through=row is not None and row.pass_through,
        trainable=trains(_flag(r, made)),
        trainable_site=_set_at(_flag(r, made)),
        repeated=_repeated(r, made),
        opaque=row is None or wraps,  # of a whole model, say
        identity=made,
    )


def _repeated(r: Resolver, made: LayerValue) -> bool:
    """Whether it stands for several layers of a loop; a loop in which the whole model is made doesn't repeat them."""
    around = {id(loop.node) for loop in r.m.state.get("model_loops", ())}
    return any(not loop.unrolled and id(loop.node) not in around for loop in made.loops)


def _flag(r: Resolver, made: LayerValue | ModelLike) -> Value | None:
    """What `trainable` was when the network was used as it is drawn; what it is in the end where nobody looked."""
    flags = r.m.state.get("flags")
    known = flags.known if isinstance(flags, Flags) else {}
    value = known[id(made)] if id(made) in known else made.fields.get("trainable")
    return r(value)  # type: ignore[no-any-return]  # a value


def trains(flag: Value | None) -> bool | None:
    """What `trainable` says; None where that isn't known."""
    return True if flag is None else (bool(flag.value) if isinstance(flag, Const) else None)


def _set_at(flag: Value | None) -> Site | None:
    return None if flag is None or flag.origin is None else site(flag.origin)


def _activation_of(r: Resolver, made: LayerValue) -> Fact[str]:
    row = made.row
    default = row.activation if row is not None else None
    if made.kind in ("Softmax", "ReLU", "LeakyReLU", "ELU", "PReLU", "ThresholdedReLU"):
        return Fact(default or made.kind.lower(), site(made.origin))
    if made.kind == "RNN":  # what its cell applies
        cell = r(made.config.get("cell"))
        own = isinstance(cell, LayerValue) and cell.row is not None
        return _activation_of(r, cell) if own else unknown("a cell that is not known", site(made.origin))
    if made.kind == "Lambda":
        return effect_of(r, made.config.get("function"), made.origin)
    value = made.config.get("activation")
    node = made.nodes.get("activation", made.origin)
    if value is None:
        if row is None or made.open:
            return unknown("not known what it applies", site(made.origin))
        return Fact(default or "linear", site(made.origin), Given.DEFAULT)
    return activation_fact(r, value, node)


def activation_fact(r: Resolver, value: Value, node: Node) -> Fact[str]:
    """The name of an activation, however it is spelled."""
    value = r(value)
    if isinstance(value, Const):
        found = fact(r, value, node)
        if value.value is None:
            return replace(found, value="linear", site=site(node))
        known = activations.of(value.value) if isinstance(value.value, str) else None
        return (
            replace(found, value=known.name)
            if known is not None
            else unknown(f"activation {value.value!r}", site(node))
        )
    name, given = "", Given.SWEPT if one_of_several(r, value) else Given.WRITTEN
    if isinstance(value, LibRef):
        name = r.m.library.canonical(value.path)  # type: ignore[attr-defined]  # Libraries
    elif isinstance(value, LayerValue):
        found = _activation_of(r, value)
        return replace(found, site=site(node), given=given if given is Given.SWEPT else found.given)
    elif isinstance(value, Made):
        name = value.path
    elif isinstance(value, Function):
        return _of_function(r, value, node) if given is not Given.SWEPT else unknown("one of several", site(node))
    known = activations.of(name) if name else None
    return (
        Fact(known.name, site(node), given)
        if known is not None
        else unknown("an activation that is not known", site(node))
    )


def _of_function(r: Resolver, function: Function, node: Node) -> Fact[str]:
    """A lambda or function of the project as activation: what it draws on a tensor."""
    result = r.m.call_values(function, [Tensor(None, (), node, None)], node)
    if isinstance(result, Tensor) and isinstance(result.maker, Op) and len(result.inputs) == 1:
        known = activations.of(result.maker.kind)
        if known is not None and result.inputs[0].maker is None:
            return Fact(known.name, site(node))
    return unknown("a function of the project", site(node))


def _activation_layer(r: Resolver, value: Value, node: Node, inputs: tuple[int, ...]) -> Layer:
    """A function among a sequential model's layers (`tf.nn.relu`)."""
    found = activation_fact(r, value, node)
    return Layer(
        "Activation", site(node), {}, inputs, activation=found, group="activation", op=True, opaque=not found.known
    )


def _opaque(kind: str, node: Node, inputs: tuple[int, ...], made: object = None) -> Layer:
    """A layer that is not followed; `made`: the object, where it's one of the program's own classes."""
    reason = unknown(kind, site(node))
    return Layer(kind, site(node), {}, inputs, activation=reason, units=reason, opaque=True, identity=made)


def _backbone(model: ModelValue, node: Node, inputs: tuple[int, ...], r: Resolver) -> Layer:
    name = model.backbone.name
    trainable = _flag(r, model)
    frozen = isinstance(trainable, Const) and trainable.value is False
    row = model.backbone
    inside = fact(r, model.fields.get("@include_preprocessing"), node, True)
    config: dict[str, Fact[object]] = {
        "rescales": inside if row.rescales else Fact(False, site(node)),
        "normalises": Fact(row.normalises, site(node)),
        "pretrained": Fact(model.pretrained, site(node)),
        "family": Fact(row.family, site(node)),
        "wants": Fact(row.preprocess, site(node)),
        "weights": fact(r, model.fields.get("@weights"), node, row.weights),
    }
    return Layer(
        name, site(model.origin), config, inputs, activation=unknown("inside the backbone", site(node)),
        units=UNSEEN, group="backbone", weighted=True, trainable=not frozen,
        trainable_site=_set_at(trainable), backbone=name, identity=model,
    )  # fmt: skip


def _shape_of(r: Resolver, model: ModelValue) -> Shape | None:
    outputs = list(tensors_in(r.m, r(model.fields.get("outputs")))) if "outputs" in model.fields else []
    return outputs[0].shape if outputs else None


def _op_layer(r: Resolver, op: Op, tensor: Tensor, inputs: tuple[int, ...]) -> Layer:
    known = activations.of(op.kind) if op.kind not in ("round", "add", "exp", "power", "clip") else None
    weights = [v for v in op.config.values() if isinstance(v, Weight)]
    config = {
        k: fact(r, v, tensor.origin) for k, v in op.config.items() if isinstance(r(v), (Const, TupleValue, Unknown))
    }
    steps = step_of(r, op)
    if steps is not None:
        config["steps"] = Fact(steps, site(tensor.origin))
    merge = {"concat": "merge", "concatenate": "merge", "add_n": "merge"}.get(op.kind)
    weighted = bool(weights) and op.kind in ("matmul", "einsum", "tensordot", "dot", "conv2d")
    applied = known.name if known is not None else "linear" if weighted else None
    return Layer(
        kind=op.kind,
        site=site(tensor.origin),
        config=config,
        inputs=inputs,
        activation=Fact(applied, site(tensor.origin)) if applied is not None else UNSEEN,
        units=Fact(weights[0].shape[-1], site(tensor.origin))
        if weights and weights[0].shape and weights[0].shape[-1] is not None
        else UNSEEN,
        group="activation" if known is not None else merge or "op",
        weighted=weighted,
        pass_through=op.kind in PASSING,
        op=True,
        opaque=op.kind in ("inner_layer",),
    )


# -- networks ---------------------------------------------------------------------------------------------------


MATTERS: Final = ("@input_shape", "@loaded", "@trainable", "inputs", "layers", "outputs", "trainable")
"""What of a model's state decides how its network is drawn."""


def network_of(r: Resolver, model: ModelLike, state: dict[str, Value]) -> Network:
    """The network of a model in a remembered state: one and the same object as long as nothing of it has changed."""
    drawn: dict[object, Network] = r.m.state.setdefault("networks", {})
    if isinstance(model, Instance) and "outputs" not in state:
        draw(r.m, model)
        state = {**state, **{k: v for k, v in model.fields.items() if k in ("inputs", "outputs")}}
    key = (id(model), *(id(state.get(name)) for name in MATTERS), frozenset(r.assignment.items()))
    found = drawn.get(key)
    if found is None:
        r.m.state["flags"] = state.get("@trainable")
        found = drawn[key] = _draw_network(r, model, state)
    return found


def _draw_network(r: Resolver, model: ModelLike, state: dict[str, Value]) -> Network:
    from .heads import heads_of

    drawing = Drawing(r)
    kind = model.kind if isinstance(model, ModelValue) else "subclassed"
    outputs = _draw_model(drawing, model, state)
    network = Network(
        site=site(model.origin),
        kind=kind,
        layers=tuple(_frozen_whole(r, model, drawing.layers)),
        inputs=tuple(drawing.inputs),
        name=getattr(model, "name", None) if isinstance(model, ModelValue) else model.cls.name,
        complete=not drawing.problem,
        why=drawing.problem,
        loaded=_loaded(model, state),
        pretrained=_pretrained(r, model, drawing.layers),
        custom_step=isinstance(model, Instance) and own_step(model.cls),
        guessed=guessed(r.m, model.origin) or any(guessed(r.m, layer.site) for layer in drawing.layers),
        identity=model,
    )
    return replace(network, heads=heads_of(network, outputs, drawing.shapes, _names(r, state)))


def _frozen_whole(r: Resolver, model: ModelLike, layers: list[Layer]) -> list[Layer]:
    """`trainable = False` of an instance of a project's class holds for layers that nobody switches one by one."""
    if not isinstance(model, Instance) or trains(_flag(r, model)) is not False:
        return layers
    return [layer if layer.trainable_site is not None else replace(layer, trainable=False) for layer in layers]


def _draw_model(drawing: Drawing, model: ModelLike, state: dict[str, Value]) -> list[int]:
    r = drawing.r
    if isinstance(model, ModelValue) and model.loaded:
        drawing.problem = model.loaded
        return []
    if isinstance(model, ModelValue) and model.backbone is not None:
        source = Tensor(None, (), model.origin, None)
        return [drawing.add(_backbone(model, model.origin, (drawing.add_input(source, None),), r), None)]
    if "layers" in state and (kind_is_sequential(model) or "outputs" not in state):
        built = r.plain(state.get("@input_shape"))
        shape = tuple(d if isinstance(d, int) else None for d in built) if isinstance(built, (tuple, list)) else None
        found, exact = r.items(state["layers"])
        stated = _stated(r, found)
        if found and _is_input(found[0]):
            shape = (
                None  # what it was fed says nothing of a shape that it states: Keras adds or takes away an axis of 1
            )
        first = Tensor(None, (), model.origin if stated is None else found[0].origin, shape)
        here = drawing.add_input(first, stated if stated is not None else shape)
        if not found and exact:
            return []
        return [drawing.sequence(state["layers"], here)]
    given = _resolved(r, state.get("outputs"))
    outputs = list(tensors_in(r.m, given))
    if not outputs:
        drawing.problem = given.reason if isinstance(given, Unknown) else "its outputs are not known"
        return []
    known: dict[int, int] = {}
    for tensor in tensors_in(r.m, _resolved(r, state.get("inputs"))):
        if tensor.maker is None and not tensor.opaque:
            known[id(tensor)] = drawing.add_input(tensor, tensor.shape)
    return drawing.draw(outputs, known)


def _resolved(r: Resolver, value: Any) -> Any:
    value = r(value)
    if isinstance(value, TupleValue):
        return TupleValue([r(v) for v in value.items], value.origin)
    return value


def kind_is_sequential(model: ModelLike) -> bool:
    return isinstance(model, ModelValue) and model.kind == "sequential"


def _is_input(item: object) -> bool:
    return isinstance(item, Tensor) or (isinstance(item, LayerValue) and item.kind == "InputLayer")


def _stated(r: Resolver, found: list[Any]) -> Shape | None:
    """The input shape that the first item of a sequential model states."""
    first = found[0] if found else None
    if isinstance(first, ModelValue):
        first = next(tensors_in(r.m, inputs_of(r.m, first)), None)
    if isinstance(first, Tensor):
        return first.shape
    if isinstance(first, LayerValue):
        config = {k: r(v) for k, v in first.config.items()}
        return input_shape(r.m, config, first.kind)  # not that of a layer inside of a wrapper
    return None


def _names(r: Resolver, state: dict[str, Value]) -> tuple[str, ...]:
    """Names of outputs where the model was given a dictionary."""
    from zerolint.interp.dictionaries import DictValue

    outputs = r(state.get("outputs"))
    return tuple(map(str, outputs.contents(r.m).entries)) if isinstance(outputs, DictValue) else ()


def _loaded(model: ModelLike, state: dict[str, Value]) -> str | None:
    if isinstance(model, ModelValue) and model.loaded:
        return model.loaded
    return "weights from a file" if "@loaded" in state else None


def _pretrained(r: Resolver, model: ModelLike, layers: list[Layer]) -> bool:
    if isinstance(model, ModelValue) and model.pretrained:
        return True
    for layer in layers:
        source = layer.identity
        if layer.opaque and not layer.op and source is None:
            return True  # as far as is known: layers of other libraries bring weights
        if isinstance(source, ModelValue) and source.pretrained:
            return True
        if isinstance(source, LayerValue) and ("weights" in source.config or "@loaded" in source.fields):
            return True
    return False


def _made_arguments(r: Resolver, made: LayerValue) -> dict[str, Fact[object]]:
    """What a layer's regularizers and initializers are made with, as `kernel_regularizer.l2` and the like."""
    found: dict[str, Fact[object]] = {}
    for name, value in made.config.items():
        kind = name.rpartition("_")[2]
        one = r(value) if kind in ("initializer", "regularizer") else None
        if isinstance(one, Made):
            usual = calls.DEFAULTS.get(f"keras.{kind}s.{one.leaf}", {}) if not one.open else {}
            for key in (*one.fields, *(key for key in usual if key not in one.fields)):
                found[f"{name}.{key}"] = fact(r, one.fields.get(key), one.nodes.get(key, one.origin), usual.get(key))
        elif isinstance(one, Const) and kind == "regularizer":
            for key, number in calls.DEFAULTS.get(f"keras.regularizers.{one.value}", {}).items():
                found[f"{name}.{key}"] = fact(r, None, made.nodes.get(name, made.origin), number)
    return found
