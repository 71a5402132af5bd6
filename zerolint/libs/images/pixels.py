"""Facets of pixels as readers give them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.machine import Machine
from zerolint.interp.values import Node, Value
from zerolint.knowledge import images
from zerolint.libs import shapes
from zerolint.program.data import NO_STATS, Data, Kind, Listing, Origin, Scale, Shape, Source, Stats

BYTES: Final = Stats(0.0, 255.0, tight=True)
UNIT: Final = Stats(0.0, 1.0, tight=True)


def raw(
    shape: Shape | None,
    name: str,
    node: Node,
    dtype: str = "float32",
    listed: Listing | None = None,
    colours: str = images.RGB,
) -> Data:
    """Pixels of 0 … 255 from picture files."""
    several = shape is None or (len(shape) > 2 and shape[-1] != 1)
    return Data(
        shape=shape,
        dtype=dtype,
        stats=BYTES,
        kind=Kind.IMAGE,
        scale=Scale.RAW,
        source=Source(Origin.IMAGES, name, node, listed=listed),
        colours=colours if several else "",
        whole=object(),
    )


def size_of(m: Machine, value: Value | None, default: tuple[int, int] | None = None) -> Shape:
    """Height and width as `image_size=(64, 64)` gives them."""
    if value is None:
        return default or (None, None)
    found = shapes.wanted_shape(m, value)
    if found is not None and len(found) == 1:
        found = found * 2
    return found if found is not None and len(found) == 2 else (None, None)


def channels_of(call: Call, name: str = "color_mode", default: str = "rgb") -> int | None:
    """Number of channels for a colour mode."""
    mode = call.m.plain(call.kwargs.get(name), None) if name in call.kwargs else default
    return images.CHANNELS.get(mode) if isinstance(mode, str) else None


def rescaling(scale: float, node: Node, by: str) -> Callable[[Data], Data]:
    """Values times a factor."""
    from zerolint.libs.keras.preprocessing import rescaled

    return lambda d: rescaled(d, scale, 0.0, node, by)


def opaque(data: Data, node: Node, by: str) -> Data:
    """Pixels after something that can't be followed."""
    return data.then("opaque", node, by, stats=NO_STATS, columns=None, scale=Scale.OPAQUE)


def standardised(data: Data, node: Node, by: str) -> Data:
    """Pixels of mean 0 and spread 1."""
    made = data.then("standardise", node, by, stats=Stats(mean=0.0, std=1.0), columns=None, scale=Scale.STANDARD)
    return replace(made, dtype="float32")
