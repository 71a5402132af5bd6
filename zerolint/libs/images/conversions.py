"""What functions on pictures do: `tf.image.resize`, `cv2.cvtColor`, `img_to_array`, `preprocess_input`."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.values import Value
from zerolint.knowledge import backbones, images
from zerolint.libs import dtypes, shapes
from zerolint.libs.arrays import Array
from zerolint.libs.keras.tensors import Tensor, call_op, symbolic, tensors_in
from zerolint.libs.numpy.register import over_arrays, split_first
from zerolint.libs.registry import FUNCTIONS
from zerolint.program.data import NO_STATS, Data, Kind, Scale, Shape, Stats

from . import pixels
from .readers import Picture

FIRST: Final = ("image", "images", "img", "src", "x", "obj", "arr", "im")
"""What these functions call the picture."""
SIZES: Final = {
    "cv2.resize": ("dsize", 0),
    "tensorflow.image.random_crop": ("size", 0),
    "tensorflow.image.resize": ("size", 0),
    "skimage.transform.resize": ("output_shape", 0),
}
TWO_SIZES: Final = ("tensorflow.image.resize_with_crop_or_pad", "tensorflow.image.resize_with_pad")
MOVED: Final = ("skimage.transform.rescale", "skimage.transform.warp", "tensorflow.image.central_crop")
IN_NETWORKS: Final = frozenset({"resize", "convert_image_dtype", "rgb_to_grayscale", "grayscale_to_rgb"})


def convert(row: images.Conversion, call: Call) -> Value:
    """A picture after one of these functions."""
    m = call.m
    value, rest = split_first(call, FIRST)
    if symbolic(m, value):
        known = row.path.rpartition(".")[2] in IN_NETWORKS
        if known:
            return call_op(m, row.path, call)
        return Tensor(None, tuple(tensors_in(m, value)), call.node, opaque=row.path.rpartition(".")[2])

    def one(array: Array) -> Value:
        op = "resize" if row.result in ("same", "float") else "rescale"
        container = "tensor" if row.path.startswith("tensorflow") else "ndarray"
        made = array.derive(m, lambda d: converted(row, d, rest), call.node, op=op, by=row.path, container=container)
        return Picture(made.data(m), call.node) if row.result == "image" or row.path.startswith("PIL") else made

    return over_arrays(m, value, call.node, one, row.path)


def converted(row: images.Conversion, data: Data, call: Call) -> Data:
    """The facets of a picture after a conversion."""
    node, m = call.node, call.m
    shape = _shape(row, data, call)
    if row.result == "standardised":
        return pixels.standardised(data, node, row.path)
    if row.result == "image":
        return data.then("rescale", node, row.path, stats=pixels.BYTES, scale=Scale.RAW, dtype="uint8", shape=shape)
    keeps = bool(row.unless) and m.truth(call.kwargs[row.unless]) if row.unless in call.kwargs else False
    if row.result == "unit if integer" and keeps is not True:
        if keeps is None:
            return pixels.opaque(data, node, row.path)
        return replace(_to_unit(row, data, call), shape=shape)
    dtype = "float32" if row.result == "float" else data.dtype
    return data.then("resize", node, row.path, shape=shape, dtype=dtype, columns=None)


def _to_unit(row: images.Conversion, data: Data, call: Call) -> Data:
    """Integer pixels are divided by the largest number of their type, others stay."""
    wanted = dtypes.named(call.get("dtype", 0)) if row.path.endswith("convert_image_dtype") else "float64"
    limits = dtypes.limits(data.dtype)
    if dtypes.is_float(data.dtype) and dtypes.is_float(wanted):
        return data.then("cast", call.node, row.path, dtype=wanted)
    if limits is None or not dtypes.is_float(wanted):
        return data.then("rescale", call.node, row.path, stats=NO_STATS, scale=Scale.OPAQUE, dtype=wanted)
    made = pixels.rescaling(1.0 / limits[1], call.node, row.path)(data)
    return replace(made, dtype=wanted, scale=Scale.UNIT)


def _shape(row: images.Conversion, data: Data, call: Call) -> Shape | None:
    shape, m = data.shape, call.m
    leaf = row.path.rpartition(".")[2]
    if leaf == "img_to_array" and shape is not None and len(shape) == 2:
        return (*shape, 1)
    if leaf == "rgb_to_grayscale":
        return (*shape[:-1], 1) if shape else None
    if leaf == "grayscale_to_rgb":
        return (*shape[:-1], 3) if shape else None
    if leaf == "rgb2gray":
        return shape[:-1] if shape else None
    if row.path in MOVED or leaf.startswith(("crop", "pad_to")):
        return (*shape[:-3], None, None, shape[-1]) if shape is not None and len(shape) >= 3 else None
    size: Shape | None = None
    if row.path in TWO_SIZES:
        given = (call.first("target_height", position=0), call.first("target_width", position=1))
        size = tuple(shapes.dim_of(v, m) for v in given)
    elif row.path in SIZES:
        name, position = SIZES[row.path]
        size = shapes.wanted_shape(m, call.first(name, position=position))
        if leaf == "random_crop" or (size is not None and len(size) == 3):
            return size
        if size is None or len(size) != 2:
            size = (None, None)
        size = (size[1], size[0]) if row.path.startswith("cv2") else size
    else:
        return shape
    if shape is None or len(shape) < 2:
        return None
    if len(shape) == 2:
        return size
    return (*shape[:-3], *size, shape[-1])


def colours(call: Call) -> Value:
    """`cv2.cvtColor(img, cv2.COLOR_BGR2RGB)`; to colour spaces of other ranges nothing is said."""
    value, rest = split_first(call, FIRST)
    order = images.CV2_COLOURS.get(getattr(rest.first("code", position=0), "path", ""))

    def change(data: Data) -> Data:
        if order is None:
            return replace(pixels.opaque(data, call.node, "cv2.cvtColor"), kind=Kind.UNKNOWN)
        size = data.shape[:2] if data.shape is not None and len(data.shape) >= 2 else (None, None)
        shape = size if order == images.GREY else (*size, 3)
        colours = "" if order == images.GREY else order
        return data.then("decode", call.node, "cv2.cvtColor", shape=shape, colours=colours)

    return over_arrays(
        call.m, value, call.node, lambda a: a.derive(call.m, change, call.node, op="decode"), "cv2.cvtColor"
    )


def preprocess(path: str, call: Call) -> Value:
    """`keras.applications.vgg16.preprocess_input(x)`."""
    m = call.m
    mode = backbones.preprocessing(path)
    value, rest = split_first(call, FIRST)
    if mode == backbones.INSIDE and value is not None:
        return value
    if symbolic(m, value):
        return call_op(m, path, call)
    given = rest.first("mode", position=1) if path.endswith("imagenet_utils.preprocess_input") else None
    mode = mode if given is None else m.plain(given)
    known = mode if mode in backbones.MODES else None
    scale = Scale.SYMMETRIC if known == backbones.SYMMETRIC else Scale.NORMALISED

    def change(data: Data) -> Data:
        lo, hi = data.stats.lo, data.stats.hi
        stats = NO_STATS
        if known is not None and lo is not None and hi is not None:
            stats = Stats(*backbones.preprocessed(known, lo, hi), tight=data.stats.tight)
        turned = data.colours[::-1] if known == backbones.CAFFE else data.colours if known else ""
        changes = {"stats": stats, "columns": None, "scale": scale, "dtype": "float32", "colours": turned}
        return data.then("preprocess_input", call.node, known or "", **changes)

    return over_arrays(
        m, value, call.node, lambda a: a.derive(m, change, call.node, op="preprocess_input", by=path), path
    )


def _register(row: images.Conversion) -> None:
    FUNCTIONS[row.path] = lambda call: convert(row, call)


def _register_family(path: str) -> None:
    FUNCTIONS[path] = lambda call: preprocess(path, call)


for _row in images.CONVERSIONS.values():
    _register(_row)
for _family in (*backbones.PREPROCESSING, "resnet50"):
    _register_family(f"keras.applications.{_family}.preprocess_input")
FUNCTIONS["cv2.cvtColor"] = colours
