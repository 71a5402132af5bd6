"""Shapes that layers give, from their configuration; a dimension that isn't known is None.

A window that is larger than the map which it slides over leaves nothing: that axis has the size 0 (Keras raises there).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import ceil, prod
from typing import Any, Final

from zerolint.knowledge import layers as table
from zerolint.program.data import Dim, Shape

Config = Mapping[str, object]
"""Arguments by name: `UNKNOWN` where one is given that isn't known; what is absent has Keras's default."""
UNKNOWN: Final = object()
MERGES: Final = frozenset({"Add", "Average", "Maximum", "Minimum", "Multiply", "Subtract"})


def output(kind: str, config: Config, inputs: Sequence[Shape | None]) -> Shape | None:
    """The shape (with the batch axis) of a layer's output; None when its rank isn't known."""
    if kind in MERGES:
        return broadcast(inputs)
    several = OF_SEVERAL.get(kind)
    if several is not None:
        return several(config, inputs)
    shape = inputs[0] if inputs else None
    if shape is None:
        shape = _least(kind)
    handler = HANDLERS.get(kind)
    if shape is None or handler is None:
        return shape if kind in KEEPS_SHAPE else None
    return handler(config, shape)


def _least(kind: str) -> Shape | None:
    """What is known of a shape only because such a layer takes it."""
    if kind in ("LSTM", "GRU", "SimpleRNN", "RNN"):
        return (None, None, None)
    rank = table.rank(kind)
    if rank is None or kind not in HANDLERS:
        return None
    return (None,) * (rank + (3 if kind.startswith("ConvLSTM") else 2))


def broadcast(shapes: Sequence[Shape | None]) -> Shape | None:
    """The shape of an element-wise operation."""
    known = [s for s in shapes if s is not None]
    if not known or len(known) < len(shapes):
        return None
    rank = max(map(len, known))
    filled = [(1,) * (rank - len(s)) + s for s in known]
    return tuple(_wider(dims) for dims in zip(*filled, strict=True))


def _wider(dims: tuple[Dim, ...]) -> Dim:
    big = {d for d in dims if d != 1}
    return big.pop() if len(big) == 1 else (1 if not big else None)


def concatenated(shapes: Sequence[Shape | None], axis: int) -> Shape | None:
    """The shape of a concatenation."""
    known = [s for s in shapes if s is not None]
    if not known or len(known) < len(shapes) or len({len(s) for s in known}) != 1:
        return None
    rank = len(known[0])
    if not -rank <= axis < rank:
        return None
    sizes = [s[axis % rank] for s in known]
    total = None if None in sizes else sum(d for d in sizes if d is not None)
    same = [_same(dims) for dims in zip(*known, strict=True)]
    same[axis % rank] = total
    return tuple(same)


def _same(dims: tuple[Dim, ...]) -> Dim:
    """The size that several shapes must share; of ones that differ nothing can be said."""
    sizes = {d for d in dims if d is not None}
    return sizes.pop() if len(sizes) == 1 else None


def reduced(shape: Shape | None, axis: object, keepdims: bool) -> Shape | None:
    """The shape of a reduction."""
    if shape is None:
        return None
    axes = (
        [axis] if isinstance(axis, int) else list(axis) if isinstance(axis, (list, tuple)) else list(range(len(shape)))
    )
    gone = {a % len(shape) for a in axes if isinstance(a, int)} if shape else set()
    if keepdims:
        return tuple(1 if i in gone else d for i, d in enumerate(shape))
    return tuple(d for i, d in enumerate(shape) if i not in gone)


def around(
    kind: str, config: Config, below: Callable[[Shape | None], Shape | None], shape: Shape | None
) -> Shape | None:
    """The shape that a wrapper gives; `below` says what the layer inside makes of a shape."""
    if kind == "TimeDistributed":
        if shape is None or len(shape) < 3:
            return None
        each = below((shape[0], *shape[2:]))
        return (each[0], shape[1], *each[1:]) if each is not None else None
    made = below(shape)
    if kind == "Bidirectional":
        mode = config.get("merge_mode", "concat")
        if made is None or mode is UNKNOWN:
            return None
        return (*made[:-1], made[-1] * 2 if made[-1] is not None else None) if mode == "concat" else made
    return made if kind == "SpectralNormalization" else None


def _int(value: object) -> Dim:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _ints(value: object, rank: int) -> list[Dim]:
    """A size argument: one number for every axis, or one for each."""
    if isinstance(value, (tuple, list)):
        return [_int(v) for v in value] if len(value) == rank else [_int(value[0]) if len(value) == 1 else None] * rank
    return [_int(value)] * rank


def _dense(config: Config, shape: Shape) -> Shape | None:
    return (*shape[:-1], _int(config.get("units"))) if len(shape) > 1 else None


def _flatten(config: Config, shape: Shape) -> Shape:
    return (shape[0], _product(shape[1:]))


def _product(dims: Shape) -> Dim:
    known = [d for d in dims if d is not None]
    return prod(known) if len(known) == len(dims) else None


def first(config: Config) -> bool | None:
    """Whether the channels come first; None where that isn't known."""
    ordering = config.get("data_format", "channels_last")
    return None if ordering is UNKNOWN else ordering == "channels_first"


def _spatial(config: Config, shape: Shape) -> tuple[list[Dim], Dim]:
    """Spatial sizes and channels."""
    before = first(config)
    if before is None:
        return [None] * (len(shape) - 2), None
    return (list(shape[2:]), shape[1]) if before else (list(shape[1:-1]), shape[-1])


def _joined(config: Config, batch: Dim, spatial: Sequence[Dim], channels: Dim) -> Shape:
    before = first(config)
    if before is None:
        return (batch, *[None] * (len(spatial) + 1))
    return (batch, channels, *spatial) if before else (batch, *spatial, channels)


def _slide(size: Dim, kernel: Dim, stride: Dim, dilation: Dim, padding: object) -> Dim:
    """One axis of a sliding window."""
    if size is None or not stride:
        return None
    if isinstance(padding, str) and padding.lower() in ("same", "causal"):
        return ceil(size / stride)
    if kernel is None or dilation is None or not isinstance(padding, str) or padding.lower() != "valid":
        return None
    wide = (kernel - 1) * dilation + 1
    return (size - wide) // stride + 1 if size >= wide else 0


Handler = Callable[[Config, Shape], Shape | None]


def _per_rank(rank: int, sizes: Callable[[Config, int, list[Dim], Dim], tuple[Sequence[Dim], Dim] | None]) -> Handler:
    """A handler for maps with `rank` spatial axes, from what becomes of their sizes and channels."""

    def shape_of(config: Config, shape: Shape) -> Shape | None:
        if len(shape) != rank + 2:
            return None
        made = sizes(config, rank, *_spatial(config, shape))
        return _joined(config, shape[0], *made) if made is not None else None

    return shape_of


def _windows(config: Config, rank: int, spatial: list[Dim]) -> list[Dim]:
    kernels = _ints(config.get("kernel_size"), rank)
    strides = _ints(config.get("strides", 1), rank)
    dilations = _ints(config.get("dilation_rate", 1), rank)
    padding = config.get("padding", "valid")
    return [_slide(*each, padding) for each in zip(spatial, kernels, strides, dilations, strict=True)]


def _conv(config: Config, rank: int, spatial: list[Dim], channels: Dim) -> tuple[list[Dim], Dim]:
    return _windows(config, rank, spatial), _int(config.get("filters"))


def _depthwise(config: Config, rank: int, spatial: list[Dim], channels: Dim) -> tuple[list[Dim], Dim]:
    depth = _int(config.get("depth_multiplier", 1))
    return _windows(config, rank, spatial), channels * depth if channels is not None and depth is not None else None


def _transposed(config: Config, rank: int, spatial: list[Dim], channels: Dim) -> tuple[list[Dim], Dim]:
    kernels = _ints(config.get("kernel_size"), rank)
    strides = _ints(config.get("strides", 1), rank)
    dilations = _ints(config.get("dilation_rate", 1), rank)
    more = config.get("output_padding")
    extra = [None] * rank if more is None else _ints(more, rank)
    axes = zip(spatial, kernels, strides, dilations, extra, strict=True)
    sizes = [_widened(*each, config.get("padding", "valid"), padded=more is not None) for each in axes]
    return sizes, _int(config.get("filters"))


def _widened(size: Dim, kernel: Dim, stride: Dim, dilation: Dim, extra: Dim, padding: object, *, padded: bool) -> Dim:
    """One axis of a transposed convolution (keras/src/backend/common/backend_utils.py)."""
    if size is None or kernel is None or stride is None or dilation is None or not isinstance(padding, str):
        return None
    if padded and extra is None:
        return None
    wide = (kernel - 1) * dilation + 1
    if padding.lower() == "valid":
        return size * stride + max(wide - stride, 0) if extra is None else (size - 1) * stride + wide + extra
    return size * stride if extra is None else (size - 1) * stride + wide % 2 + extra


def _pool(config: Config, rank: int, spatial: list[Dim], channels: Dim) -> tuple[list[Dim], Dim]:
    window = config.get("pool_size", 2)
    given = config.get("strides")
    pools, strides = _ints(window, rank), _ints(window if given is None else given, rank)
    padding = config.get("padding", "valid")
    return [
        _slide(size, pool, step, 1, padding) for size, pool, step in zip(spatial, pools, strides, strict=True)
    ], channels


def _adaptive(config: Config, rank: int, spatial: list[Dim], channels: Dim) -> tuple[list[Dim], Dim]:
    return _ints(config.get("output_size"), rank), channels


def _global_pool(config: Config, rank: int, spatial: list[Dim], channels: Dim) -> tuple[list[Dim], Dim] | None:
    kept = config.get("keepdims", False)
    return None if kept is UNKNOWN else ([1] * rank if kept else [], channels)


def _upsample(config: Config, rank: int, spatial: list[Dim], channels: Dim) -> tuple[list[Dim], Dim]:
    factors = _ints(config.get("size", 2), rank)
    return [s * f if s is not None and f is not None else None for s, f in zip(spatial, factors, strict=True)], channels


def _pad(config: Config, rank: int, spatial: list[Dim], channels: Dim) -> tuple[list[Dim], Dim]:
    return [_changed(s, a, 1) for s, a in zip(spatial, _sides(config.get("padding", 1), rank), strict=True)], channels


def _crop(config: Config, rank: int, spatial: list[Dim], channels: Dim) -> tuple[list[Dim], Dim]:
    default = 1 if rank == 1 else 0 if rank == 2 else 1
    amounts = _sides(config.get("cropping", default), rank)
    return [_changed(s, a, -1) for s, a in zip(spatial, amounts, strict=True)], channels


def _sides(amounts: object, rank: int) -> list[Dim]:
    """How much is added or taken at both ends of each axis."""
    if not isinstance(amounts, (tuple, list)):
        return [_twice(amounts)] * rank
    if rank == 1:
        return [_twice(amounts)]
    return [_twice(each) for each in amounts] if len(amounts) == rank else [None] * rank


def _twice(amount: object) -> Dim:
    ends = [_int(v) for v in amount] if isinstance(amount, (tuple, list)) else [_int(amount)] * 2
    known = [v for v in ends if v is not None]
    return sum(known) if len(known) == 2 else None


def _changed(size: Dim, amount: Dim, sign: int) -> Dim:
    return None if size is None or amount is None else max(size + sign * amount, 0)


def _reshape(config: Config, shape: Shape) -> Shape | None:
    wanted = config.get("target_shape")
    if not isinstance(wanted, (tuple, list)):
        return None
    free = [i for i, d in enumerate(wanted) if d == -1]
    made = [_int(d) for d in wanted]
    total, rest = _product(shape[1:]), _product(tuple(d for i, d in enumerate(made) if i not in free))
    if len(free) == 1 and total is not None and rest and total % rest == 0:
        made[free[0]] = total // rest
    return (shape[0], *made)


def _permute(config: Config, shape: Shape) -> Shape | None:
    dims = config.get("dims")
    if isinstance(dims, (tuple, list)) and len(dims) == len(shape) - 1:
        order = [_int(d) for d in dims]
        return (shape[0], *[shape[d] if d is not None and 0 < d < len(shape) else None for d in order])
    return None


def _repeat(config: Config, shape: Shape) -> Shape | None:
    return (shape[0], _int(config.get("n")), shape[1]) if len(shape) == 2 else None


def _embedding(config: Config, shape: Shape) -> Shape:
    return (*shape, _int(config.get("output_dim")))


def _recurrent(config: Config, shape: Shape) -> Shape | None:
    units, whole = _int(config.get("units")), config.get("return_sequences", False)
    if len(shape) != 3 or whole is UNKNOWN:
        return None
    return (shape[0], shape[1], units) if whole else (shape[0], units)


def _conv_recurrent(rank: int) -> Handler:
    each = _per_rank(rank, _conv)

    def shape_of(config: Config, shape: Shape) -> Shape | None:
        whole = config.get("return_sequences", False)
        made = each(config, (shape[0], *shape[2:])) if len(shape) > 2 and whole is not UNKNOWN else None
        if made is None:
            return None
        return (made[0], shape[1], *made[1:]) if whole else made

    return shape_of


def _sized(config: Config, shape: Shape) -> Shape | None:
    size = (_int(config.get("height")), _int(config.get("width")))
    before = first(config)
    if len(shape) < 3 or before is None:
        return None
    return (*shape[:-2], *size) if before else (*shape[:-3], *size, shape[-1])


def _indexed(config: Config, shape: Shape) -> Shape | None:
    """Lookups give a number for each value, unless they are told otherwise."""
    return shape if config.get("output_mode", "int") == "int" else None


def _vectorized(config: Config, shape: Shape) -> Shape | None:
    if config.get("output_mode", "int") != "int" or config.get("ragged"):
        return None
    return (shape[0] if shape else None, _int(config.get("output_sequence_length")))


def _attended(config: Config, shape: Shape) -> Shape | None:
    """A query's shape; the last axis may be set."""
    wanted = config.get("output_shape")
    if wanted is None:
        return shape
    return (*shape[:-1], *_ints(wanted, len(wanted) if isinstance(wanted, (tuple, list)) else 1))


def _concatenate(config: Config, inputs: Sequence[Shape | None]) -> Shape | None:
    axis = config.get("axis", -1)
    return concatenated(inputs, axis) if isinstance(axis, int) else None


def _attention(config: Config, inputs: Sequence[Shape | None]) -> Shape | None:
    """Of [query, value] or [query, value, key]: the query's places, the value's features."""
    query, value = (inputs[0], inputs[1]) if len(inputs) in (2, 3) else (None, None)
    return (*query[:-1], value[-1]) if query and value else None


def _dot(config: Config, inputs: Sequence[Shape | None]) -> Shape | None:
    left, right = inputs if len(inputs) == 2 else (None, None)
    axes = config.get("axes", -1)
    pair: Any = axes if isinstance(axes, (tuple, list)) else (axes, axes)
    if left is None or right is None or len(pair) != 2 or not all(isinstance(a, int) for a in pair):
        return None
    rest = [*_without(left, pair[0]), *_without(right, pair[1])[1:]]
    return tuple(rest) if len(rest) > 1 else (*rest, 1)


def _without(shape: Shape, axis: int) -> list[Dim]:
    return [d for i, d in enumerate(shape) if i != axis % len(shape)]


OF_SEVERAL: Final[dict[str, Callable[[Config, Sequence[Shape | None]], Shape | None]]] = {
    "AdditiveAttention": _attention,
    "Attention": _attention,
    "Concatenate": _concatenate,
    "Dot": _dot,
}
HANDLERS: Final[dict[str, Handler]] = {
    "CenterCrop": _sized,
    "Dense": _dense,
    "Discretization": _indexed,
    "Embedding": _embedding,
    "Flatten": _flatten,
    "GRU": _recurrent,
    "Hashing": _indexed,
    "IntegerLookup": _indexed,
    "LSTM": _recurrent,
    "MaxoutDense": _dense,
    "MultiHeadAttention": _attended,
    "Permute": _permute,
    "RNN": _recurrent,
    "RandomCrop": _sized,
    "RepeatVector": _repeat,
    "Reshape": _reshape,
    "Resizing": _sized,
    "SimpleRNN": _recurrent,
    "StringLookup": _indexed,
    "TextVectorization": _vectorized,
    "TimeDistributedDense": _dense,
}
for _rank in (1, 2, 3):
    HANDLERS[f"Conv{_rank}D"] = HANDLERS[f"SeparableConv{_rank}D"] = _per_rank(_rank, _conv)
    HANDLERS[f"LocallyConnected{_rank}D"] = _per_rank(_rank, _conv)
    HANDLERS[f"DepthwiseConv{_rank}D"] = _per_rank(_rank, _depthwise)
    HANDLERS[f"Conv{_rank}DTranspose"] = _per_rank(_rank, _transposed)
    HANDLERS[f"ConvLSTM{_rank}D"] = _conv_recurrent(_rank)
    HANDLERS[f"MaxPooling{_rank}D"] = HANDLERS[f"AveragePooling{_rank}D"] = _per_rank(_rank, _pool)
    HANDLERS[f"AdaptiveMaxPooling{_rank}D"] = HANDLERS[f"AdaptiveAveragePooling{_rank}D"] = _per_rank(_rank, _adaptive)
    HANDLERS[f"GlobalMaxPooling{_rank}D"] = HANDLERS[f"GlobalAveragePooling{_rank}D"] = _per_rank(_rank, _global_pool)
    HANDLERS[f"UpSampling{_rank}D"] = _per_rank(_rank, _upsample)
    HANDLERS[f"ZeroPadding{_rank}D"] = _per_rank(_rank, _pad)
    HANDLERS[f"Cropping{_rank}D"] = _per_rank(_rank, _crop)
KEEPS_SHAPE: Final = frozenset(
    {"Activation", "ActivityRegularization", "AlphaDropout", "BatchNormalization", "Dropout", "ELU", "GaussianDropout",
     "GaussianNoise", "GroupNormalization", "GroupQueryAttention", "Highway", "Identity", "InputLayer", "Input",
     "LayerNormalization", "LeakyReLU",
     "Masking", "Normalization", "PReLU", "ReLU", "Rescaling", "Softmax", "SpatialDropout1D", "SpatialDropout2D",
     "SpatialDropout3D", "ThresholdedReLU", "UnitNormalization", "RandomFlip", "RandomRotation", "RandomZoom",
     "RandomContrast", "RandomTranslation", "RandomBrightness", "RMSNormalization", "ParametricSoftplus", "SReLU"}
)  # fmt: skip
