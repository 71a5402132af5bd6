"""Pictures read and decoded: `cv2.imread`, `tf.io.decode_jpeg`, `load_img`, `PIL.Image.open`, `plt.imread`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.callables import Native
from zerolint.interp.machine import Machine, const_int
from zerolint.interp.values import NONE, Node, Unknown, Value
from zerolint.knowledge import images
from zerolint.libs import dtypes, shapes
from zerolint.libs.arrays import Array
from zerolint.libs.files import file_name, last_text
from zerolint.libs.origins import listing
from zerolint.libs.registry import FUNCTIONS
from zerolint.program.data import NO_STATS, Data, Kind, Origin, Scale, Shape, Source

from . import pixels

PATHS: Final = ("path", "filename", "fp", "fname", "uri", "im", "file", "contents", "input")


class Picture(Array):
    """A PIL image: `np.array` of it holds its pixels."""

    __slots__ = ()

    def __init__(self, data: Data, origin: Node = None) -> None:
        super().__init__(data, origin, "picture")

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        handler = PICTURE.get(name)
        if handler is not None:
            return Native(f"picture.{name}", lambda m, call: handler(call, self), node)
        if name in ("show", "save", "close", "load", "verify"):
            return Native(f"picture.{name}", lambda m, call: NONE, node)
        if name == "size":
            shape = self.data(m).shape
            known = (shape[1], shape[0]) if shape is not None and len(shape) >= 2 else (None, None)
            return shapes.as_tuple(known, self, node)
        return Unknown(f"`.{name}` of a picture", node, (self, name))


def _changed(call: Call, picture: Picture, shape: Shape | None, op: str) -> Picture:
    return Picture(picture.data(call.m).then(op, call.node, "PIL", shape=shape), call.node)


def _resize(call: Call, picture: Picture) -> Value:
    """`picture.resize((width, height))`."""
    wanted = shapes.wanted_shape(call.m, call.first("size", position=0))
    shape = picture.data(call.m).shape
    width, height = wanted if wanted is not None and len(wanted) == 2 else (None, None)
    return _changed(call, picture, (height, width, *shape[2:]) if shape is not None else None, "resize")


def _convert(call: Call, picture: Picture) -> Value:
    """`picture.convert("RGB")`; "1" gives black and white."""
    mode = call.m.plain(call.first("mode", position=0), "")
    shape = picture.data(call.m).shape
    size: Shape = shape[:2] if shape is not None and len(shape) >= 2 else (None, None)
    if mode not in ("L", "RGB", "RGBA"):
        return Picture(pixels.opaque(picture.data(call.m), call.node, "convert"), call.node)
    channels = {"L": (), "RGB": (3,), "RGBA": (4,)}[mode]
    made = _changed(call, picture, (*size, *channels), "decode")
    return made if channels else Picture(made.data(call.m).but(colours=""), call.node)


def _same(call: Call, picture: Picture) -> Value:
    """What moves pixels: their number may change."""
    shape = picture.data(call.m).shape
    return _changed(call, picture, (None, None, *shape[2:]) if shape is not None else None, "resize")


PICTURE: Final[dict[str, Callable[[Call, Picture], Value]]] = {
    "convert": _convert,
    "copy": lambda call, picture: _changed(call, picture, picture.data(call.m).shape, "copy"),
    "crop": _same,
    "filter": _same,
    "resize": _resize,
    "rotate": _same,
    "transpose": _same,
}


def read(row: images.Reader, call: Call) -> Value:
    """What a reader gives."""
    path = next((call.kwargs[name] for name in PATHS if name in call.kwargs), call.args[0] if call.args else None)
    made = _pixels(row, call, path)
    if row.image:
        return Picture(made, call.node)
    return Array(made, call.node, "tensor" if row.path.startswith("tensorflow") else "ndarray")


def _pixels(row: images.Reader, call: Call, path: Value | None) -> Data:
    m, node = call.m, call.node
    name = file_name(path, "image files") if not row.path.startswith("tensorflow") else "image files"
    data = pixels.raw(_shape(row, call), name, node, row.dtype or "uint8", listing(path), row.order or images.RGB)
    if row.unit_for:
        return _by_ending(row, data, last_text(path), node)
    wanted = call.kwargs.get("dtype")
    if wanted is not None and row.path.startswith("tensorflow"):
        return _decoded_as(data, dtypes.named(wanted), node)
    if row.path.startswith("cv2") and _cv2_flag(m, call) == "unchanged":
        return Data(None, None, NO_STATS, None, Kind.IMAGE, source=Source(Origin.IMAGES, name, node), whole=object())
    return data


def _by_ending(row: images.Reader, data: Data, name: str, node: Node) -> Data:
    """`plt.imread` gives 0 … 1 for PNG files and bytes for others."""
    ending = name.lower().rpartition(".")[2]
    if f".{ending}" in row.unit_for:
        return data.then("decode", node, row.path, stats=pixels.UNIT, scale=Scale.UNIT, dtype="float32")
    if ending in ("jpg", "jpeg", "bmp", "gif", "tif", "tiff"):
        return data
    return data.then("decode", node, row.path, stats=NO_STATS, scale=Scale.OPAQUE, dtype=None)


def _decoded_as(data: Data, dtype: str | None, node: Node) -> Data:
    if dtype == "uint8":
        return data
    if dtypes.is_float(dtype):
        return data.then("decode", node, "tf.io.decode_image", stats=pixels.UNIT, scale=Scale.UNIT, dtype=dtype)
    return data.then("decode", node, "tf.io.decode_image", stats=NO_STATS, scale=Scale.OPAQUE, dtype=dtype)


def _shape(row: images.Reader, call: Call) -> Shape | None:
    """Height, width, channels as far as the call says them."""
    m = call.m
    if row.path == "keras.utils.load_img":
        return _load_img(call)
    if row.path.startswith("tensorflow"):
        given = const_int(call.get("channels", 1))
        return (None, None, given if given else row.channels)
    if row.path.startswith("cv2"):
        return (None, None) if _cv2_flag(m, call) == "grey" else (None, None, 3)
    return None


def _load_img(call: Call) -> Shape:
    args = call.bind("path", "color_mode", "target_size", "interpolation")
    inner = Call(call.m, call.node, [], args)
    grey = call.m.plain(args.get("grayscale"), False) is True
    given = args.get("target_size")
    size = pixels.size_of(call.m, given) if given is not None and given != NONE else (None, None)
    return (*size, 1 if grey else pixels.channels_of(inner))


def _cv2_flag(m: Machine, call: Call) -> str:
    """grey, colour or unchanged."""
    flag = call.first("flags", position=1)
    if flag is None:
        return "colour"
    number = const_int(flag)
    word = getattr(flag, "path", "")
    if number == 0 or word.endswith("IMREAD_GRAYSCALE"):
        return "grey"
    return "colour" if number == 1 or word.endswith("IMREAD_COLOR") else "unchanged"


def _register(row: images.Reader) -> None:
    FUNCTIONS[row.path] = lambda call: read(row, call)


for _row in images.READERS.values():
    _register(_row)
