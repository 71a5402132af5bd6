"""Output heads: what makes the values of each output, and the activation last applied to them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from zerolint.program.data import Shape
from zerolint.program.fact import UNSEEN, Fact, Given, unknown
from zerolint.program.network import Head, Layer, Network

SCALING: Final = frozenset(
    {"Rescaling", "add", "divide", "exp", "multiply", "negative", "power", "square", "sqrt", "subtract"}
)
"""What changes the range of values without weights."""
SAME_SHAPE: Final = frozenset(
    {
        "Dropout",
        "Identity",
        "Activation",
        "cast",
        "identity",
        "stop_gradient",
        "GaussianNoise",
        "ActivityRegularization",
    }
)


def heads_of(
    network: Network, outputs: list[int], shapes: dict[int, Shape | None], names: tuple[str, ...]
) -> tuple[Head, ...]:
    """One head for each output."""
    heads = tuple(
        _head(network, position, shapes, names[i] if i < len(names) else None, {}) for i, position in enumerate(outputs)
    )
    if len(outputs) < 2:
        return heads
    behind = [_ancestors(network, position) for position in outputs]
    return tuple(
        replace(head, feeds=tuple(i for i, made_of in enumerate(behind) if position in made_of))
        for head, position in zip(heads, outputs, strict=True)
    )


def _ancestors(network: Network, position: int) -> set[int]:
    """The positions of all layers that an output is made of, without its own."""
    found: set[int] = set()
    todo = [position]
    while todo:
        here = todo.pop()
        new = [i for i in network.layers[here].inputs if i not in found] if here >= 0 else []
        found.update(new)
        todo.extend(new)
    return found


Passed = dict[int, str | None]
"""The activation that the values at a position have passed, for positions that were asked about."""


def _head(network: Network, position: int, shapes: dict[int, Shape | None], name: str | None, passed: Passed) -> Head:
    shape = shapes.get(position)
    after: list[Layer] = []
    activation: Fact[str] | None = None
    softmax_size: int | None = None
    scaled = False
    here = position
    last_site = network.layers[position].site if position >= 0 else network.site
    own_name = name or (_name(network.layers[position]) if position >= 0 else None)
    while here >= 0:
        layer = network.layers[here]
        if layer.weighted or layer.backbone:
            break
        if layer.opaque:
            return _unknown_head(layer, shape, own_name, after, activation, softmax_size, last_site)
        if layer.group == "activation":
            if activation is None and layer.activation.get() != "linear":  # which passes values on as they are
                activation = layer.activation
                softmax_size = _axis_size(layer, shapes.get(layer.inputs[0]) if layer.inputs else None)
                if softmax_size is None and layer.activation.get() == "softmax":
                    softmax_size = _units_behind(network, layer)
        elif layer.kind == "Lambda":
            moves = layer.activation.given is Given.DEFAULT
            if activation is None and not moves:
                scaled = layer.activation.get() == "linear"
                activation = layer.activation
                softmax_size = _units_behind(network, layer) if layer.activation.get() == "softmax" else None
        elif layer.group == "norm" or layer.kind in SCALING:
            if activation is None:  # what comes before the activation doesn't change its range
                scaled = True
                activation = _shifted(layer)
        elif layer.group == "merge":
            return _merged(network, layer, shapes, passed, shape, own_name, after, activation, softmax_size)
        elif not (layer.pass_through or layer.group == "pool"):
            return _unknown_head(layer, shape, own_name, after, activation, softmax_size, last_site)
        after.append(layer)
        if not layer.inputs:
            return _unknown_head(layer, shape, own_name, after, activation, softmax_size, last_site)
        here = layer.inputs[0]
    if here < 0:
        return Head(None, _last(shape, network), activation or UNSEEN, None, last_site, shape, own_name, tuple(after))
    maker = network.layers[here]
    after.reverse()
    if activation is None:
        activation = maker.activation
        softmax_size = _own_axis_size(maker, after, shape)
    return Head(
        layer=maker,
        units=_units(maker),
        activation=activation,
        activation_site=activation.site,
        site=maker.site,
        shape=shape,
        name=own_name,
        after=tuple(after),
        softmax_axis_size=softmax_size if activation.get() == "softmax" else None,
        scaled_after=scaled,
    )


def _units(layer: Layer) -> Fact[int]:
    if layer.units.known:
        return layer.units
    last = layer.output_shape[-1] if layer.output_shape else None
    return Fact(last, layer.site) if last is not None and not layer.units.known else layer.units


def _shifted(layer: Layer) -> Fact[str]:
    """Values that were scaled or shifted after the last weights: unbounded, as far as is known."""
    return Fact("linear", layer.site)


def _name(layer: Layer) -> str | None:
    found = layer.get("name")
    return found if isinstance(found, str) else None


def _last(shape: Shape | None, network: Network) -> Fact[int]:
    last = shape[-1] if shape else None
    return Fact(last, network.site) if last is not None else unknown("the output is an input", network.site)


def _axis_size(layer: Layer, incoming: Shape | None) -> int | None:
    """The size of the axis that a softmax layer or operation runs over."""
    if layer.activation.get() != "softmax" or incoming is None:
        return None
    axis = _axis(layer)
    if not isinstance(axis, int) or not -len(incoming) <= axis < len(incoming):
        return None
    return incoming[axis]


def _axis(layer: Layer) -> object:
    """The axis as it is given; None if that isn't known."""
    return layer.get("axis") if "axis" in layer.config else layer.get("arg1") if "arg1" in layer.config else -1


def _units_behind(network: Network, layer: Layer) -> int | None:
    """The units of the layer right before a softmax over the last axis, when the shape isn't known."""
    if _axis(layer) != -1:
        return None
    here = layer
    for _ in range(8):
        if not here.inputs or here.inputs[0] < 0:
            return None
        here = network.layers[here.inputs[0]]
        if here.weighted:
            return here.units.get()
        if here.kind not in SAME_SHAPE:
            return None
    return None


def _own_axis_size(layer: Layer, after: list[Layer], shape: Shape | None) -> int | None:
    """The size of the axis of a softmax that is the weighted layer's own activation: its units."""
    return layer.units.get()


def _merged(
    network: Network,
    layer: Layer,
    shapes: dict[int, Shape | None],
    passed: Passed,
    shape: Shape | None,
    name: str | None,
    after: list[Layer],
    activation: Fact[str] | None,
    size: int | None,
) -> Head:
    """Branches come together in the output: units by the shape; the activation if one was applied afterwards."""
    last = shape[-1] if shape else None
    units: Fact[int] = Fact(last, layer.site) if last is not None else unknown("several branches", layer.site)
    found = activation or _shared(network, layer, shapes, passed)
    return Head(None, units, found, found.site, layer.site, shape, name, (layer, *reversed(after)), size)


MAX_MERGES: Final = 50
"""Merges one behind the other that are looked through."""


def _shared(network: Network, layer: Layer, shapes: dict[int, Shape | None], passed: Passed) -> Fact[str]:
    """The activation that all merged branches end with; sums of linear ones are linear."""
    names = {_at(network, position, shapes, passed) for position in layer.inputs}
    if len(names) == 1:
        name = names.pop()
        if name == "linear" or (name and layer.kind in ("Concatenate", "concat", "concatenate")):
            return Fact(name, layer.site)
    return unknown("several branches", layer.site)


def _at(network: Network, position: int, shapes: dict[int, Shape | None], passed: Passed) -> str | None:
    """The activation at a position; None for the values of an input, and where it isn't known."""
    if position < 0 or len(passed) > MAX_MERGES:
        return None
    if position not in passed:
        passed[position] = None
        passed[position] = _head(network, position, shapes, None, passed).activation.get()
    return passed[position]


def _unknown_head(
    layer: Layer,
    shape: Shape | None,
    name: str | None,
    after: list[Layer],
    activation: Fact[str] | None,
    size: int | None,
    last: object,
) -> Head:
    last_size = shape[-1] if shape else None
    reason: Fact[int] = unknown(f"`{layer.kind}` could not be followed", layer.site)
    units = Fact(last_size, layer.site) if last_size is not None else reason
    found = activation if activation is not None else unknown(f"`{layer.kind}` could not be followed", layer.site)
    return Head(None, units, found, found.site, layer.site, shape, name, tuple(reversed(after)), size)
