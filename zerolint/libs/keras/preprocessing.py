"""Preprocessing layers on arrays: Rescaling, Normalization and their kin shape data outside of the model too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from zerolint.interp.machine import Machine
from zerolint.interp.store import choice
from zerolint.interp.values import Choice, Node, Value
from zerolint.knowledge import layers as table
from zerolint.libs.arrays import Array
from zerolint.program.data import NO_STATS, Data, Kind, Scale, Stats

from . import shapes
from .layers import LayerValue, ready, settings
from .models import ModelValue

Change = Callable[[Data], Data]
CLOSE: Final = 1e-3


def rescaled(data: Data, scale: float, offset: float, node: Node, by: str) -> Data:
    """Values × scale + offset; images that end up in 0…1 or −1…1 are named so."""
    stats = data.stats
    ends = [v * scale + offset for v in (stats.lo, stats.hi) if v is not None]
    lo, hi = (min(ends), max(ends)) if len(ends) == 2 else (None, None)
    mean = stats.mean * scale + offset if stats.mean is not None else None
    std = stats.std * abs(scale) if stats.std is not None else None
    named = _named_range(lo, hi, scale)
    return data.then(
        "rescale", node, by, stats=Stats(lo, hi, mean, std, stats.tight), columns=None, scale=named, dtype="float32"
    )


def _named_range(lo: float | None, hi: float | None, scale: float) -> Scale:
    if lo is not None and hi is not None:
        if lo >= -CLOSE and hi <= 1 + CLOSE:
            return Scale.UNIT
        return Scale.SYMMETRIC if lo >= -1 - CLOSE and hi <= 1 + CLOSE else Scale.RAW
    return Scale.NORMALISED if abs(scale) < 0.1 else Scale.UNKNOWN


def layer_change(m: Machine, made: LayerValue, node: Node) -> Change | None:
    """What a preprocessing layer does to facets; None for layers that aren't preprocessing."""
    config = settings(m, made)
    if made.kind == "Rescaling":
        scale, offset = config.get("scale"), config.get("offset", 0.0)
        if isinstance(scale, (int, float)) and isinstance(offset, (int, float)):
            return lambda d: rescaled(d, scale, offset, node, "Rescaling")
        return lambda d: d.then("rescale", node, "Rescaling", stats=NO_STATS, scale=Scale.OPAQUE, columns=None)
    if made.kind == "Normalization":
        return _normalisation(made, node)
    row = table.of(made.kind)
    if row is None or row.group not in ("preprocessing", "augmentation", "reshape", "dropout", "pool"):
        return None
    return lambda d: _other(d, made, config, row, node)


def _normalisation(made: LayerValue, node: Node) -> Change:
    match ready(made):
        case True:
            done, scale, stats = "standardise", Scale.STANDARD, Stats(mean=0.0, std=1.0)
        case False:
            return lambda d: d.then("unadapted", made.origin, "Normalization")
        case None:
            done, scale, stats = "opaque", Scale.OPAQUE, NO_STATS
    return lambda d: d.then(done, node, "Normalization", stats=stats, scale=scale, columns=None)


def _other(data: Data, made: LayerValue, config: dict[str, object], row: table.Layer, node: Node) -> Data:
    shape = shapes.output(made.kind, config, [data.shape])
    if row.group in ("augmentation", "reshape", "pool", "dropout") or made.kind in ("Resizing", "CenterCrop"):
        return data.then(
            "augment" if row.group == "augmentation" else "resize", node, made.kind, shape=shape, columns=None
        )
    if made.kind in ("TextVectorization", "StringLookup", "IntegerLookup", "Hashing"):
        return replace(
            data.then("tokenise", node, made.kind), kind=Kind.TOKENS, stats=NO_STATS, shape=shape, columns=None,
            scale=Scale.UNKNOWN, dtype="int64",
        )  # fmt: skip
    if made.kind == "CategoryEncoding":
        return replace(
            data.then("one_hot", node, made.kind), kind=Kind.UNKNOWN, stats=Stats(0.0, 1.0), columns=None, shape=shape
        )
    return data.then("opaque", node, made.kind, stats=NO_STATS, scale=Scale.OPAQUE, columns=None, shape=shape)


def apply_layer(m: Machine, made: LayerValue, data: Array, node: Node) -> Value:
    """A layer called on an array."""
    change = layer_change(m, made, node)
    if change is None:
        config = settings(m, made)

        def opaque(d: Data) -> Data:
            shape = shapes.output(made.kind, config, [d.shape])
            return d.then("opaque", node, made.kind, stats=NO_STATS, scale=Scale.OPAQUE, columns=None, shape=shape,
                          kind=Kind.UNKNOWN, dtype="float32")  # fmt: skip

        change = opaque
    return data.derive(m, change, node, op="layer", by=made.kind)


def apply_preprocessing_model(m: Machine, model: ModelValue, data: Array, node: Node) -> Array | None:
    """A model made of preprocessing layers only (`data_augmentation(images)`); None for other models."""
    if model.kind != "sequential":
        return None
    layers = model.fields["layers"]
    if not isinstance(layers, Choice):
        return _through(m, layers, data, node)
    arms = [(path, _through(m, arm, data, node)) for path, arm in layers.arms]
    facets = [(path, made.fields["data"]) for path, made in arms if made is not None]
    if len(facets) < len(arms):
        return None
    made = Array(data.data(m), node, data.container)
    made.fields["data"] = choice(facets, node)
    return made


def _through(m: Machine, layers: Value, data: Array, node: Node) -> Array | None:
    """What preprocessing layers make of an array one after the other."""
    here = data
    for item in m.iterate(layers).items:
        if not isinstance(item, LayerValue):
            return None
        if item.kind == "InputLayer":
            continue
        change = layer_change(m, item, node)
        if change is None:
            return None
        here = here.derive(m, change, node, op="layer", by=item.kind)
    return here if here is not data else None
