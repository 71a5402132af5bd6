"""What the rules on shapes ask: which axes an output has that its targets don't have, and where they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import prod
from typing import Final

from zerolint.api import Family, Layer, Network, Run, Shape

from ._heads import Part, parts

ROW_BY_ROW: Final = frozenset({"core", "dropout", "norm", "activation"})
"""Groups of layers that leave all axes but the last one as they are (a `Dense` works on the last axis only)."""
SAME_PLACES: Final = frozenset({"Masking", "Normalization", "Rescaling"})


def spread(run: Run) -> Iterator[tuple[Part, Shape]]:
    """Heads that give several values where there is one target, with the axes that the target doesn't have."""
    if not run.batched or any(layer.repeated for layer in run.network.layers):
        return
    for part in parts(run):
        axes = _spare(part)
        if axes:
            yield part, axes


def _spare(part: Part) -> Shape:
    """Of an output (n, 12, 1) against targets (n,) the 12; nothing where that isn't known, or is 1."""
    shape, target, family = part.head.shape, part.target.sample_shape, part.loss.family
    told = family.cross_entropy or family is Family.REGRESSION
    if part.loss.hand_written or not told or shape is None or len(shape) < 3 or target is None:
        return ()
    units = shape[-1]
    single = target in ((), (1,))
    alike = len(target) == 1 and target[0] is not None and target[0] == units
    fits = single if family is Family.SPARSE_CROSSENTROPY else alike or (single and units == 1)
    axes = shape[1:-1]
    known = [d for d in axes if d is not None]
    if not fits or (len(known) < len(axes) and not raises(part)) or (len(known) == len(axes) and prod(known) == 1):
        return ()
    return axes


def raises(part: Part) -> bool:
    """Whether Keras refuses such an output; with the losses of regressions and one unit NumPy's rules stretch it."""
    return part.loss.cross_entropy or (part.head.shape or (None,))[-1] != 1


def maker_of_axes(network: Network, part: Part) -> tuple[Layer | None, Layer | None]:
    """The layer that the output's axes come from, and the first weights behind it; None where that can't be said."""
    behind = None
    here = next((i for i, layer in enumerate(network.layers) if layer is part.head.layer), -1)
    while here >= 0:
        layer = network.layers[here]
        plain = layer.group in ROW_BY_ROW or layer.kind in SAME_PLACES
        if not plain or layer.op or layer.opaque or len(layer.inputs) != 1:
            return layer, behind
        behind, here = (layer if layer.weighted else behind), layer.inputs[0]
    return None, behind


def alone(network: Network, layer: Layer) -> bool:
    """Whether what is written there makes this layer only (not several ones, in a loop)."""
    return not layer.repeated and not any(other.site is layer.site for other in network.layers if other is not layer)


def shape_at(network: Network, position: int) -> Shape | None:
    """The shape of what stands at a position: a layer's output, or an input of the network."""
    if position >= 0:
        return network.layers[position].output_shape
    return network.inputs[-1 - position].shape if -position <= len(network.inputs) else None


def wanted_rank(layer: Layer) -> int | None:
    """The number of axes, with that of the rows, that a layer takes; None where it takes several or isn't known."""
    digit = re.search(r"(\d)D", layer.kind)
    axes = int(digit[1]) + 2 if digit else 3 if layer.kind in ("LSTM", "GRU", "SimpleRNN") else None
    if axes is None or layer.group not in ("conv", "pool", "recurrent", "reshape"):
        return None
    return axes + layer.kind.startswith("ConvLSTM") + (layer.get("wrapper") == "TimeDistributed")


def gives_last_state(network: Network, reader: Layer) -> bool:
    """Whether what a layer reads is the last state of a recurrent layer: (rows, units)."""
    fed = network.layers[reader.inputs[0]] if reader.inputs and reader.inputs[0] >= 0 else None
    if fed is None or fed.repeated or fed.group != "recurrent" or fed.get("return_state") not in (None, False):
        return False
    return fed.get("return_sequences") is False and len(fed.output_shape or ()) == 2
