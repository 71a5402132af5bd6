"""What the rules on inputs share: whether something between the data and the first weights scales them."""

from __future__ import annotations

from typing import Final

from zerolint.api import Data, InsertLayer, Kind, Layer, Network, Operation, Program, Run, Scale

SCALING_LAYERS: Final = frozenset(
    {"BatchNormalization", "LayerNormalization", "Normalization", "Rescaling", "UnitNormalization"}
)
SCALING_OPS: Final = frozenset({"divide", "truediv", "multiply", "preprocess_input", "convert_image_dtype", "Lambda"})
LARGE: Final = 1000.0
"""From the rule catalogue: columns known to reach this do harm (wine's proline does, diabetes does not), and so do
columns whose spreads differ this many times (Boston's tax rate and nitric oxides)."""
RAW_FROM: Final = 128.0
"""Pixels that reach this are of the 0…255 kind (digits of 0…16 are harmless, measured)."""
DENSE_LIKE: Final = frozenset({"backbone", "core", "conv", "recurrent"})


def fed(run: Run) -> tuple[tuple[int, Data], ...]:
    """Inputs of a run with their position, where the data can be told apart by input."""
    if len(run.inputs) != max(len(run.network.inputs), 1):
        return ()
    return tuple(enumerate(run.inputs))


def reaches_a_model(program: Program, operation: Operation) -> bool:
    """Whether a model gets what an operation made as one of its inputs."""
    given = [data for run in program.runs for data in (*run.inputs, *run.validation_inputs)]
    given += [data for prediction in program.predictions for data in prediction.inputs]
    return any(step.site is operation.site for data in given for step in data.trail)


def scaled_inside(network: Network, which: int, *, anew: bool = False) -> bool | None:
    """Whether the network scales an input before or right behind its first weights; None when that isn't known.

    `anew`: other inputs than those of the training, too; BatchNormalization takes what it has learned of these.
    """
    before = network.before_first_weights(which)
    if before is None or not network.layers:
        return None
    if any(_scales(layer, anew) for layer in before):
        return True
    first = network.first_weights(which)
    if any(layer.opaque or (layer.backbone and layer.get("rescales") is None) for layer in first):
        return None
    if any(layer.get("rescales") or (layer.get("normalises") and not layer.get("pretrained")) for layer in first):
        return True
    return any(_scales(network.layers[i], anew) for layer in first for i in _readers(network, layer))


def _readers(network: Network, layer: Layer) -> tuple[int, ...]:
    position = next((i for i, one in enumerate(network.layers) if one is layer), None)
    return () if position is None else tuple(network.consumers(position))


def _scales(layer: Layer, anew: bool) -> bool:
    if layer.kind == "Rescaling" and layer.get("scale") == 1:
        return False
    if layer.kind == "BatchNormalization" and anew:
        return False
    return layer.kind in SCALING_LAYERS or layer.kind in SCALING_OPS or layer.opaque


def first_layers(network: Network, which: int) -> tuple[Layer, ...]:
    """The first weighted layers behind an input when all of them are Dense, convolutional or recurrent."""
    found = network.first_weights(which)
    return found if found and all(layer.group in DENSE_LIKE for layer in found) else ()


def in_front(network: Network, which: int, name: str, arguments: str = "") -> InsertLayer | None:
    """A new layer between an input and the first layer that reads it; None where several do.

    None, too, where a loop makes further layers at the same place: each of them would get a new one.
    """
    readers = list(network.consumers(-1 - which))
    if len(readers) != 1 or network.layers[readers[0]].op:
        return None
    first = network.layers[readers[0]]
    if first.repeated or any(layer.site == first.site for layer in network.layers if layer is not first):
        return None
    return InsertLayer(first.site, name, arguments)


def harm(data: Data) -> str | None:
    """What is harmful about the columns: how far they reach, or how much their spreads differ."""
    if data.source is None or data.kind in (Kind.IMAGE, Kind.TOKENS, Kind.TEXT, Kind.ONE_HOT, Kind.MULTI_HOT):
        return None
    if data.scaled is not False or data.scale is Scale.OPAQUE or data.shape is None or len(data.shape) not in (2, 3):
        return None
    found = [stats.magnitude for stats in data.columns or () if stats.magnitude is not None]
    top = max(found, default=data.stats.magnitude)
    if top is not None and top >= LARGE:
        return f"that reach {top:,.0f}"
    spreads = [stats.std for stats in data.columns or () if stats.std]
    ratio = max(spreads) / min(spreads) if spreads else 1.0
    return f"whose spreads differ {ratio:,.0f}-fold" if ratio >= LARGE else None


def raw_pixels(data: Data) -> bool:
    if data.kind is not Kind.IMAGE or data.source is None or data.scale is not Scale.RAW or data.scaled is not False:
        return False
    top = data.stats.reaches_up_to
    return top is not None and RAW_FROM <= top <= 256 and not data.random
