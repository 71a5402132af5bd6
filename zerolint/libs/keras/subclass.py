"""Classes of the project that derive from `keras.Model`, `keras.layers.Layer` and the like."""

from __future__ import annotations

from zerolint.interp.call import Call
from zerolint.interp.callables import BoundMethod, Function, Native
from zerolint.interp.containers import ListValue
from zerolint.interp.machine import Machine
from zerolint.interp.objects import ClassValue, Instance
from zerolint.interp.values import NONE, TRUE, Node, TupleValue, Unknown, Value
from zerolint.libs.arrays import Array
from zerolint.libs.registry import Base, base

from . import models
from .layers import Weight
from .models import ModelValue
from .tensors import Tensor, opaque, symbolic, tensors_in


class _Callable(Base):
    """Shared by models and layers: `instance(x)` runs `call`, building first."""

    def called(self, m: Machine, instance: Instance, call: Call) -> Value | None:
        return call_body(m, instance, call)

    def attribute(self, m: Machine, instance: Instance, name: str, node: Node) -> Value | None:
        if name in ("add_weight", "add_variable"):
            return Native(name, _add_weight, node)
        if name == "add_loss":
            return Native(name, added_loss, node)
        if name in ("add_metric", "__init__", "build", "compute_mask"):
            return Native(name, lambda m, call: NONE, node)
        if name == "__call__":
            return Native(name, lambda m, call: call_body(m, instance, call) or NONE, node)
        return None


def call_body(m: Machine, instance: Instance, call: Call) -> Value | None:
    """The `call` method on tensors or data; what comes out where the body can't be followed is an opaque tensor."""
    found = instance.cls.find("call") or instance.cls.find("forward")
    inputs = TupleValue([*call.args, *call.kwargs.values()], call.node)
    if found is None or not isinstance(found[1], Function):
        if isinstance(instance.fields.get("outputs"), Value):
            return _call_functional(m, instance, call)
        return opaque(f"a {instance.cls.name} has no `call` that can be read", call.node)
    _build_once(m, instance, call)
    result = m.call_values(BoundMethod(found[1], instance, call.node), call.args, call.node, **call.kwargs)
    if isinstance(result, Unknown) and symbolic(m, inputs):
        return Tensor(instance, tuple(tensors_in(m, inputs)), call.node, None, opaque=result.reason)
    return result


def _call_functional(m: Machine, instance: Instance, call: Call) -> Value:
    """A subclass used as `M(inputs, outputs)`."""
    tensors = tuple(tensors_in(m, TupleValue(call.args, call.node)))
    outputs = list(tensors_in(m, instance.fields["outputs"]))
    if tensors and outputs:
        return Tensor(instance, tensors, call.node, outputs[0].shape)
    from .predicting import forward

    return forward(m, instance, call)


def _build_once(m: Machine, instance: Instance, call: Call) -> None:
    """`build(input_shape)` before the first call."""
    if "@built" in instance.fields:
        return
    m.store.put(instance.fields, "@built", TRUE)
    found = instance.cls.find("build")
    if found is not None and isinstance(found[1], Function):
        first = next(tensors_in(m, TupleValue(call.args, call.node)), None)
        from .tensors import shape_value

        shape = shape_value(first.shape if first is not None else None, call.node)
        m.call_values(BoundMethod(found[1], instance, call.node), [shape], call.node)


def added_loss(m: Machine, call: Call) -> Value:
    """`self.add_loss(…)`: the training goes down this, too."""
    m.record("add-loss", {}, call.node)
    return NONE


def _add_weight(m: Machine, call: Call) -> Value:
    given = call.kwargs.get("shape")
    if given is None:
        given = next((a for a in call.args if isinstance(a, (ListValue, TupleValue))), None)
    dims = m.iterate(given).items if isinstance(given, (ListValue, TupleValue)) else None
    shape = None
    if dims is not None:
        known = [m.plain(d) for d in dims]
        shape = tuple(d if isinstance(d, int) else None for d in known)
    return Weight(shape, call.node)


@base(
    "keras.layers.Layer", "keras.Layer", "tensorflow.Module", "keras.layers.Wrapper", "keras.layers.Dense",
    "keras.layers.Conv2D",
    "keras.layers.AbstractRNNCell", "keras.layers.LSTMCell",
)  # fmt: skip
class LayerBase(_Callable):
    """`class Block(keras.layers.Layer)`."""

    def attribute(self, m: Machine, instance: Instance, name: str, node: Node) -> Value | None:
        found = super().attribute(m, instance, name, node)
        if found is not None:
            return found
        if name in ("trainable", "built"):
            return TRUE
        if name in ("trainable_variables", "trainable_weights", "weights", "variables"):
            return models.Weights(instance, node)
        return None


@base("keras.Model", "keras.models.Model", "keras.Sequential", "keras.models.Sequential")
class ModelBase(_Callable):
    """`class Net(keras.Model)`."""

    def called(self, m: Machine, instance: Instance, call: Call) -> Value | None:
        if call.args and isinstance(call.args[0], Array) and instance.cls.find("call") is not None:
            from .predicting import forward

            return forward(m, instance, call)
        m.record("followed", (instance,), call.node)
        return super().called(m, instance, call)

    def create(self, m: Machine, cls: ClassValue, instance: Instance, call: Call) -> Value | None:
        m.store.put(instance.fields, "@loops", LoopsValue(m.loops))
        if cls.find("__init__") is None:
            _take_graph(m, instance, call)
        return None

    def attribute(self, m: Machine, instance: Instance, name: str, node: Node) -> Value | None:
        if name == "__init__":
            return Native(name, lambda m, call: _take_graph(m, instance, call), node)
        if name == "train_step":
            return Native(name, lambda m, call: Unknown("what train_step returns", call.node), node)
        known = models.bound(m, instance, name, node)
        if known is not None:
            return known
        if name == "layers":
            return models.ATTRIBUTES[name](m, instance, node)  # type: ignore[no-any-return]  # makers return values
        if name in models.ATTRIBUTES:
            if name in ("inputs", "outputs", "input", "output", "input_shape", "output_shape"):
                draw(m, instance)
            return models.ATTRIBUTES[name](m, instance, node)  # type: ignore[no-any-return]
        if name in ("optimizer", "loss", "compiled_loss", "compiled_metrics", "metrics"):
            compiled = instance.fields.get("compiled")
            return compiled.attribute(m, name, node) if compiled is not None else Unknown(f"`{name}`", node)
        return super().attribute(m, instance, name, node)


class LoopsValue(Value):
    """The loops a model was made in, kept among its fields."""

    __slots__ = ("loops",)

    def __init__(self, loops: tuple[object, ...]) -> None:
        self.loops = loops
        self.origin = None


def _take_graph(m: Machine, instance: Instance, call: Call) -> Value:
    """`super().__init__(inputs=…, outputs=…)`, `super().__init__([layers])`: the instance is a functional model."""
    outputs = call.first("outputs", "output", position=1)
    inputs = call.first("inputs", "input", position=0)
    if outputs is not None and symbolic(m, outputs):
        m.store.put(instance.fields, "outputs", outputs)
        m.record("graph", outputs, call.node)
        if inputs is not None:
            m.store.put(instance.fields, "inputs", inputs)
    elif inputs is not None and any(p.endswith("Sequential") for p in instance.cls.lib_bases):
        m.store.put(instance.fields, "layers", TupleValue(m.iterate(inputs).items, call.node))
    return NONE


def draw(m: Machine, instance: Instance, shape: tuple[int | None, ...] | None = None, count: int = 1) -> None:
    """Run `call` once on symbolic inputs, so that a subclassed model has `inputs` and `outputs`."""
    if "outputs" in instance.fields or instance.cls.find("call") is None:
        return
    if shape is None:
        built = instance.fields.get("@input_shape")
        known = m.plain(built) if built is not None else None
        shape = tuple(d if isinstance(d, int) else None for d in known) if isinstance(known, tuple) else None
    sources = [Tensor(None, (), instance.origin, shape) for _ in range(max(count, 1))]
    value: Value = sources[0] if len(sources) == 1 else TupleValue(sources, instance.origin)
    result = call_body(m, instance, Call(m, instance.origin, [value], {}))
    m.store.put(instance.fields, "inputs", value)
    outputs = models.drawn(m, result) if result is not None else opaque("`call` gives nothing", instance.origin)
    m.store.put(instance.fields, "outputs", outputs)
    m.record("graph", outputs, instance.origin)


__all__ = ["LayerBase", "ModelBase", "ModelValue", "call_body", "draw"]
