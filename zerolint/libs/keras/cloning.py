"""`clone_model`: the same architecture on layers of its own."""

from __future__ import annotations

import copy
from typing import TypeVar

from zerolint.interp.call import Call
from zerolint.interp.containers import ListValue
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.objects import Instance, Mutable
from zerolint.interp.values import NONE, Choice, TupleValue, Value
from zerolint.libs.registry import function

from .layers import LayerValue
from .models import Layers, ModelValue
from .tensors import Alternatives, Tensor, tensors_in

Some = TypeVar("Some", bound=Mutable)
KEPT = ("@input_shape", "trainable")
"""What of a layer's or model's state its configuration holds."""


@function("keras.models.clone_model")
def clone(call: Call) -> Value:
    """A model of the same architecture with new weights."""
    model = call.args[0] if call.args else call.kwargs.get("model", NONE)
    if not isinstance(model, ModelValue):
        return model
    made = _Copy(call.m).model(model)
    made.origin, made.loops = call.node, call.m.loops
    return made


class _Copy:
    """One copying: a layer that stands at several places is copied once."""

    def __init__(self, m: Machine) -> None:
        self.m = m
        self.made: dict[int, Value] = {}

    def model(self, model: ModelValue) -> ModelValue:
        made = self._bare(model)
        for name in ("layers", "inputs", "outputs"):
            value = model.fields.get(name)
            if value is not None:
                made.fields[name] = self._layers(value) if name == "layers" else self._graph(value)
        return made

    def _bare(self, value: Some) -> Some:
        made = copy.copy(value)
        made.fields = {name: kept for name, kept in value.fields.items() if name in KEPT}
        if isinstance(made, ModelValue) and made.backbone is None:
            made.pretrained = False  # weights that were loaded aren't copied
        self.made[id(value)] = made
        return made

    def _layers(self, value: Value) -> Value:
        if not isinstance(value, TupleValue):
            return value
        return Layers(tuple(self._one(item) for item in value.items), value.origin, rest=value.rest)

    def _one(self, layer: Value) -> Value:
        """A layer, or a model in its place."""
        found = self.made.get(id(layer))
        if found is not None:
            return found
        if isinstance(layer, ModelValue):
            return self.model(layer)
        if isinstance(layer, Tensor):
            return self._graph(layer)
        return self._bare(layer) if isinstance(layer, (Instance, LayerValue)) else layer

    def _graph(self, value: Value) -> Value:
        """Tensors and all that leads to them."""
        for tensor in tensors_in(self.m, value):
            todo = [tensor]
            while todo:
                here = todo[-1]
                missing = [each for each in here.inputs if id(each) not in self.made]
                if id(here) in self.made or not missing:
                    todo.pop()
                    self.made.setdefault(id(here), self._tensor(here))
                else:
                    todo.extend(missing)
        return self._mapped(value)

    def _mapped(self, value: Value) -> Value:
        """A structure of tensors with the copies in their places."""
        m = self.m
        if isinstance(value, Tensor):
            return self.made[id(value)]
        if isinstance(value, (ListValue, TupleValue)):
            items = m.iterate(value)
            return TupleValue([self._mapped(item) for item in items.items], value.origin, rest=items.rest)
        if isinstance(value, DictValue):
            now = value.contents(m)
            return DictValue({key: self._mapped(item) for key, item in now.entries.items()}, value.origin, now.rest)
        return m.each(value, self._mapped, value.origin) if isinstance(value, Choice) else value

    def _tensor(self, tensor: Tensor) -> Tensor:
        made = copy.copy(tensor)
        made.inputs = tuple(each for one in tensor.inputs if isinstance(each := self.made[id(one)], Tensor))
        if isinstance(tensor, Alternatives) and isinstance(made, Alternatives):
            choice = self._mapped(tensor.choice)
            made.choice = choice if isinstance(choice, Choice) else Choice((((), choice),), tensor.origin)
        if isinstance(tensor.maker, Value):
            made.maker = self._one(tensor.maker)
        return made
