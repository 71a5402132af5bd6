"""Layers that are made, or called, and that no model has."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any, Final

from zerolint.interp.context import Event
from zerolint.interp.machine import Machine
from zerolint.interp.objects import Instance
from zerolint.interp.values import Node
from zerolint.libs.keras.layers import LayerValue
from zerolint.libs.keras.tensors import Tensor, tensors_in
from zerolint.libs.mentions import Named, bound_anew, mentioned
from zerolint.program.network import Network
from zerolint.program.operation import Operation

from .facts import site

BUILDS: Final = frozenset({"layer-added", "tensor-dropped", "tensor-kept"})
"""Steps of making a model."""
MADE: Final = frozenset({"layer-dropped", "layer-kept"})
KINDS: Final = BUILDS | MADE
MAX_DEPTH: Final = 20
"""Lost layers one behind the other."""


def unused(m: Machine, networks: tuple[Network, ...]) -> Iterator[Operation]:
    """An operation `unused-layer` for each of them; `how` says how it is lost, `name` what it was called."""
    if not networks:
        return
    steps = [event for event in m.events if event.kind in KINDS]
    found = [event for event in steps if not event.path and not _repeats(event)]
    used = {id(layer.identity) for network in networks for layer in network.layers} | m.state.get(
        "layer_calls", {}
    ).keys()
    yield from _never_called(m, steps, used)
    graphs = [event.payload for event in m.events if event.kind == "graph"]
    yield from _dead_ends(m, [event for event in found if event.kind.startswith("tensor")], graphs)
    for network in networks:
        if isinstance(network.identity, Instance) and network.complete:
            yield from _attributes(m, network.identity, used)


def _repeats(event: Event) -> bool:
    return any(not loop.unrolled for loop in event.loops)


def _operation(layer: LayerValue, how: str, node: Node, name: str = "") -> Operation:
    parts = {"layer": layer.kind, "how": how, "name": name, "made": site(layer.origin)}
    return Operation("unused-layer", site(node), parts)


def _never_called(m: Machine, steps: Sequence[Event], used: Container[int]) -> Iterator[Operation]:
    """Layers whose name stands nowhere else, or that have none, made between two steps of making a model."""
    for before, event, after in zip(steps, steps[1:], steps[2:], strict=False):
        if event.kind not in MADE or event.path or _repeats(event) or {before.kind, after.kind} - BUILDS:
            continue
        layer = event.payload.value if isinstance(event.payload, Named) else event.payload
        if layer.kind != "InputLayer" and id(layer) not in used and _unread(m, event.payload):
            yield _operation(layer, "made", event.node)


def _unread(m: Machine, kept: object) -> bool:
    return not isinstance(kept, Named) or not mentioned(m, kept.name, kept.where)


def _dead_ends(m: Machine, events: Iterable[Event], graphs: list[Any]) -> Iterator[Operation]:
    """Calls of layers on what a model is made of, whose results no model is made of."""
    live: dict[int, Tensor] = {}
    _reach([t for outputs in graphs for t in tensors_in(m, outputs)], live)
    places = {id(tensor.origin) for tensor in live.values()}
    layers = {id(tensor.maker) for tensor in live.values()}
    for event in events:
        kept = event.payload
        tensor = kept.value if isinstance(kept, Named) else kept
        layer = tensor.maker
        if not isinstance(layer, LayerValue) or id(layer) in layers or id(tensor.origin) in places:
            continue
        if id(tensor) in live or not _hangs_on(tensor, live) or not _for_its_result(tensor, layer):
            continue
        if _unread(m, kept) or bound_anew(m, kept):
            yield _operation(layer, "called", tensor.origin)


def _for_its_result(tensor: Tensor, layer: LayerValue) -> bool:
    """Whether the layer is called where it is made, or as a part of its model; a layer of its own may be only tried."""
    called = getattr(tensor.origin, "func", None)
    return called is layer.origin or getattr(getattr(called, "value", None), "value", None) == "self"


def _hangs_on(tensor: Tensor, live: Container[int], depth: int = 0) -> bool:
    """Whether all that a tensor is made of comes from the model's graph in the end."""
    if depth > MAX_DEPTH or not tensor.inputs:
        return False
    return all(id(each) in live or _hangs_on(each, live, depth + 1) for each in tensor.inputs)


def _reach(todo: list[Tensor], live: dict[int, Tensor]) -> None:
    """All tensors that these are made of."""
    while todo:
        tensor = todo.pop()
        if id(tensor) not in live:
            live[id(tensor)] = tensor
            todo.extend(tensor.inputs)


def _attributes(m: Machine, instance: Instance, used: Container[int]) -> Iterator[Operation]:
    """Layers that an instance has as attributes, where their names stand nowhere but where they are set."""
    for name, layer in instance.fields.items():
        if isinstance(layer, LayerValue) and id(layer) not in used and not _repeated(layer):
            word = re.compile(rf"\.{name}\b")
            texts = [code for unit in m.state.get("units", ()) for code in unit.codes]
            if sum(len(word.findall(text)) for text in texts) == 1:
                yield _operation(layer, "attribute", layer.origin, name)


def _repeated(layer: LayerValue) -> bool:
    return any(not loop.unrolled for loop in layer.loops)
