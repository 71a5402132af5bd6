"""Shapes that layers give, from their configuration; a dimension that isn't known is None."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil

from zerolint.program.data import Dim, Shape

Config = Mapping[str, object]


def output(kind: str, config: Config, inputs: list[Shape | None]) -> Shape | None:
    """The shape (with the batch axis) of a layer's output; None when its rank isn't known."""
    handler = HANDLERS.get(kind)
    if handler is None:
        return inputs[0] if inputs and kind in KEEPS_SHAPE else None
    if kind in ("Add", "Average", "Concatenate", "Dot", "Maximum", "Minimum", "Multiply", "Subtract"):
        return handler(config, inputs)  # type: ignore[arg-type]  # merge layers take all shapes
    shape = inputs[0] if inputs else None
    return handler(config, shape) if shape is not None else _without_input(kind, config)


def _without_input(kind: str, config: Config) -> Shape | None:
    units = _int(config.get("units"))
    if kind in ("LSTM", "GRU", "SimpleRNN"):
        return (None, None, units) if config.get("return_sequences") else (None, units)
    return None


def broadcast(shapes: list[Shape | None]) -> Shape | None:
    """The shape of an element-wise operation."""
    known = [s for s in shapes if s is not None]
    if not known or len(known) < len(shapes):
        return None
    longest = max(known, key=len)
    if any(len(s) != len(longest) for s in known):
        return longest
    return tuple(_wider(dims) for dims in zip(*known, strict=True))


def _wider(dims: tuple[Dim, ...]) -> Dim:
    big = {d for d in dims if d != 1}
    return big.pop() if len(big) == 1 else (1 if not big else None)


def concatenated(shapes: list[Shape | None], axis: int) -> Shape | None:
    """The shape of a concatenation."""
    known = [s for s in shapes if s is not None]
    if not known or len(known) < len(shapes) or len({len(s) for s in known}) != 1:
        return None
    rank = len(known[0])
    position = axis % rank if -rank <= axis < rank else rank - 1
    sizes = [s[position] for s in known]
    total = None if None in sizes else sum(d for d in sizes if d is not None)
    return (*known[0][:position], total, *known[0][position + 1 :])


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


def _int(value: object) -> Dim:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _ints(value: object, rank: int) -> list[Dim]:
    """A size argument: one number for every axis, or one for each."""
    if isinstance(value, (tuple, list)) and len(value) == rank:
        return [_int(v) for v in value]
    return [_int(value)] * rank


def _dense(config: Config, shape: Shape) -> Shape:
    return (*shape[:-1], _int(config.get("units")))


def _flatten(config: Config, shape: Shape) -> Shape:
    return (shape[0], _product(shape[1:]))


def _product(dims: Shape) -> Dim:
    total = 1
    for d in dims:
        if d is None:
            return None
        total *= d
    return total


def _first(config: Config) -> bool:
    return config.get("data_format") == "channels_first"


def _spatial(config: Config, shape: Shape) -> tuple[list[Dim], Dim]:
    """Spatial sizes and channels."""
    if _first(config):
        return list(shape[2:]), shape[1]
    return list(shape[1:-1]), shape[-1]


def _joined(config: Config, batch: Dim, spatial: list[Dim], channels: Dim) -> Shape:
    return (batch, channels, *spatial) if _first(config) else (batch, *spatial, channels)


def _slide(size: Dim, kernel: Dim, stride: Dim, dilation: Dim, padding: object) -> Dim:
    """One axis of a sliding window."""
    if size is None or stride is None or not stride:
        return None
    if padding in ("same", "SAME", "causal"):
        return ceil(size / stride)
    if kernel is None or padding not in ("valid", "VALID"):
        return None
    wide = (kernel - 1) * (dilation or 1) + 1
    return (size - wide) // stride + 1 if size >= wide else 0


def _conv(rank: int) -> Callable[[Config, Shape], Shape | None]:
    def shape_of(config: Config, shape: Shape) -> Shape | None:
        if len(shape) != rank + 2:
            return None
        spatial, channels = _spatial(config, shape)
        kernels = _ints(config.get("kernel_size"), rank)
        strides = _ints(config.get("strides", 1), rank)
        dilations = _ints(config.get("dilation_rate", 1), rank)
        padding = config.get("padding", "valid")
        sizes = [_slide(*each, padding) for each in zip(spatial, kernels, strides, dilations, strict=True)]
        filters = _int(config.get("filters"))
        if filters is None and "filters" not in config:
            depth = _int(config.get("depth_multiplier", 1))
            filters = channels * depth if channels is not None and depth is not None else None
        return _joined(config, shape[0], sizes, filters)

    return shape_of


def _transposed(rank: int) -> Callable[[Config, Shape], Shape | None]:
    def shape_of(config: Config, shape: Shape) -> Shape | None:
        if len(shape) != rank + 2:
            return None
        spatial, _ = _spatial(config, shape)
        kernels = _ints(config.get("kernel_size"), rank)
        strides = _ints(config.get("strides", 1), rank)
        same = config.get("padding", "valid") == "same"
        sizes: list[Dim] = []
        for size, kernel, stride in zip(spatial, kernels, strides, strict=True):
            if size is None or stride is None or kernel is None:
                sizes.append(None)
            else:
                sizes.append(size * stride if same else size * stride + max(kernel - stride, 0))
        return _joined(config, shape[0], sizes, _int(config.get("filters")))

    return shape_of


def _pool(rank: int) -> Callable[[Config, Shape], Shape | None]:
    def shape_of(config: Config, shape: Shape) -> Shape | None:
        if len(shape) != rank + 2:
            return None
        spatial, channels = _spatial(config, shape)
        window = config.get("pool_size", 2)
        pools = _ints(window, rank)
        given = config.get("strides")
        strides = _ints(given if given is not None else window, rank)
        padding = config.get("padding", "valid")
        sizes = [
            _slide(size, pool, stride, 1, padding) for size, pool, stride in zip(spatial, pools, strides, strict=True)
        ]
        return _joined(config, shape[0], sizes, channels)

    return shape_of


def _global_pool(config: Config, shape: Shape) -> Shape:
    channels = shape[1] if _first(config) else shape[-1]
    if config.get("keepdims"):
        return (shape[0], *[1] * (len(shape) - 2), channels)
    return (shape[0], channels)


def _reshape(config: Config, shape: Shape) -> Shape | None:
    wanted = config.get("target_shape")
    if not isinstance(wanted, (tuple, list)):
        return None
    if any(not isinstance(d, int) for d in wanted):
        return (shape[0], *[_int(d) for d in wanted])
    if -1 in wanted:
        total = _product(shape[1:])
        rest = 1
        for d in wanted:
            rest *= d if d != -1 else 1
        free = total // rest if total is not None and rest else None
        return (shape[0], *[free if d == -1 else d for d in wanted])
    return (shape[0], *wanted)


def _permute(config: Config, shape: Shape) -> Shape | None:
    dims = config.get("dims")
    if isinstance(dims, (tuple, list)) and len(dims) == len(shape) - 1 and all(isinstance(d, int) for d in dims):
        return (shape[0], *[shape[d] if 0 < d < len(shape) else None for d in dims])
    return None


def _repeat(config: Config, shape: Shape) -> Shape:
    return (shape[0], _int(config.get("n")), *shape[1:])


def _embedding(config: Config, shape: Shape) -> Shape:
    return (*shape, _int(config.get("output_dim")))


def _recurrent(config: Config, shape: Shape) -> Shape:
    units = _int(config.get("units"))
    return (
        (shape[0], shape[1] if len(shape) > 1 else None, units) if config.get("return_sequences") else (shape[0], units)
    )


def _upsample(rank: int, key: str = "size") -> Callable[[Config, Shape], Shape | None]:
    def shape_of(config: Config, shape: Shape) -> Shape | None:
        if len(shape) != rank + 2:
            return None
        spatial, channels = _spatial(config, shape)
        factors = _ints(config.get(key, 2), rank)
        sizes = [s * f if s is not None and f is not None else None for s, f in zip(spatial, factors, strict=True)]
        return _joined(config, shape[0], sizes, channels)

    return shape_of


def _pad(rank: int, key: str, sign: int) -> Callable[[Config, Shape], Shape | None]:
    def shape_of(config: Config, shape: Shape) -> Shape | None:
        if len(shape) != rank + 2:
            return None
        spatial, channels = _spatial(config, shape)
        amounts = config.get(key, 1)
        pairs = list(amounts) if isinstance(amounts, (tuple, list)) else [amounts] * rank
        if rank == 1 and len(pairs) == 2:
            pairs = [tuple(pairs)]
        sizes: list[Dim] = []
        for size, pair in zip(spatial, pairs, strict=False):
            both = pair if isinstance(pair, (tuple, list)) else (pair, pair)
            if size is None or any(_int(v) is None for v in both):
                sizes.append(None)
            else:
                sizes.append(size + sign * sum(both))
        return _joined(config, shape[0], sizes, channels) if len(sizes) == rank else None

    return shape_of


def _sized(config: Config, shape: Shape) -> Shape | None:
    if len(shape) < 3:
        return None
    size = [_int(config.get("height")), _int(config.get("width"))]
    return (*shape[:-3], *size, shape[-1])


def _merge(config: Config, inputs: list[Shape | None]) -> Shape | None:
    return broadcast(inputs)


def _concatenate(config: Config, inputs: list[Shape | None]) -> Shape | None:
    axis = config.get("axis", -1)
    return concatenated(inputs, axis if isinstance(axis, int) else -1)


def _dot(config: Config, inputs: list[Shape | None]) -> Shape | None:
    if len(inputs) == 2 and all(s is not None and len(s) == 2 for s in inputs):
        return (inputs[0][0] if inputs[0] else None, 1)
    return None


HANDLERS: dict[str, Callable[[Config, Shape], Shape | None]] = {
    "Add": _merge,  # type: ignore[dict-item]  # merge layers take all shapes
    "Average": _merge,  # type: ignore[dict-item]
    "Concatenate": _concatenate,  # type: ignore[dict-item]
    "Dense": _dense,
    "Dot": _dot,  # type: ignore[dict-item]
    "Embedding": _embedding,
    "Flatten": _flatten,
    "GRU": _recurrent,
    "GlobalAveragePooling1D": _global_pool,
    "GlobalAveragePooling2D": _global_pool,
    "GlobalAveragePooling3D": _global_pool,
    "GlobalMaxPooling1D": _global_pool,
    "GlobalMaxPooling2D": _global_pool,
    "GlobalMaxPooling3D": _global_pool,
    "LSTM": _recurrent,
    "Maximum": _merge,  # type: ignore[dict-item]
    "Minimum": _merge,  # type: ignore[dict-item]
    "Multiply": _merge,  # type: ignore[dict-item]
    "Permute": _permute,
    "RepeatVector": _repeat,
    "Reshape": _reshape,
    "Resizing": _sized,
    "CenterCrop": _sized,
    "RandomCrop": _sized,
    "SimpleRNN": _recurrent,
    "Subtract": _merge,  # type: ignore[dict-item]
    "TimeDistributed": _dense,
}
for _rank in (1, 2, 3):
    HANDLERS[f"Conv{_rank}D"] = HANDLERS[f"SeparableConv{_rank}D"] = HANDLERS[f"DepthwiseConv{_rank}D"] = _conv(_rank)
    HANDLERS[f"LocallyConnected{_rank}D"] = _conv(_rank)
    HANDLERS[f"Conv{_rank}DTranspose"] = _transposed(_rank)
    HANDLERS[f"MaxPooling{_rank}D"] = HANDLERS[f"AveragePooling{_rank}D"] = _pool(_rank)
    HANDLERS[f"UpSampling{_rank}D"] = _upsample(_rank)
    HANDLERS[f"ZeroPadding{_rank}D"] = _pad(_rank, "padding", 1)
    HANDLERS[f"Cropping{_rank}D"] = _pad(_rank, "cropping", -1)
KEEPS_SHAPE = frozenset(
    {"Activation", "ActivityRegularization", "AlphaDropout", "BatchNormalization", "Dropout", "ELU", "GaussianDropout",
     "GaussianNoise", "GroupNormalization", "Identity", "InputLayer", "Input", "LayerNormalization", "LeakyReLU",
     "Masking", "Normalization", "PReLU", "ReLU", "Rescaling", "Softmax", "SpatialDropout1D", "SpatialDropout2D",
     "SpatialDropout3D", "ThresholdedReLU", "UnitNormalization", "RandomFlip", "RandomRotation", "RandomZoom",
     "RandomContrast", "RandomTranslation", "RandomBrightness", "RMSNormalization", "MultiHeadAttention", "Attention",
     "AdditiveAttention"}
)  # fmt: skip
