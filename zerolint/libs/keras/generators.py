"""`ImageDataGenerator`: what its flows yield."""

from __future__ import annotations

from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.callables import Native
from zerolint.interp.containers import ListValue
from zerolint.interp.machine import Machine
from zerolint.interp.plain import from_plain
from zerolint.interp.values import NONE, TRUE, Const, Node, TupleValue, Unknown, Value
from zerolint.libs.arrays import Array, as_array
from zerolint.libs.files import file_name
from zerolint.libs.images import pixels
from zerolint.libs.pipes import Pipe, Stream, batches
from zerolint.libs.registry import function
from zerolint.libs.tensorflow.datasets import any_rows
from zerolint.program.data import NO_STATS, Data, Scale

from .readers import Indices, classes_of, labels_of

BY: Final = "ImageDataGenerator"
NAMES: Final = (
    "featurewise_center", "samplewise_center", "featurewise_std_normalization", "samplewise_std_normalization",
    "zca_whitening",
)  # fmt: skip
FLOW: Final = ("x", "y", "batch_size", "shuffle", "sample_weight")
DIRECTORY: Final = ("directory", "target_size", "color_mode", "classes", "class_mode", "batch_size", "shuffle")
FRAME: Final = (
    "dataframe", "directory", "x_col", "y_col", "weight_col", "target_size", "color_mode", "classes", "class_mode",
    "batch_size", "shuffle",
)  # fmt: skip


class ImageGenerator(Value):
    """`ImageDataGenerator(…)`."""

    __slots__ = ("args", "fields", "open", "places")
    type_name = "an ImageDataGenerator"

    def __init__(self, args: dict[str, Value], places: dict[int | str, Node], origin: Node, *, open_: bool) -> None:
        self.args = args
        self.places = places
        self.origin = origin
        self.open = open_
        self.fields: dict[str, Value] = {}

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        handler = METHODS.get(name)
        if handler is None:
            return self.args.get(name) or Unknown(f"`.{name}` of {self.type_name} is not modelled", node, (self, name))
        return Native(f"ImageDataGenerator.{name}", lambda m, call: handler(call, self), node)

    def truth(self, m: Machine) -> bool | None:
        return True

    def asked(self, m: Machine, *names: str) -> bool | None:
        """Whether one of these options is on; None when that isn't known."""
        values = [m.truth(self.args[name]) for name in names if name in self.args]
        return True if True in values else None if None in values or self.open else False


@function("keras.preprocessing.image.ImageDataGenerator")
def image_data_generator(call: Call) -> Value:
    """The generator itself."""
    return ImageGenerator(call.bind(*NAMES), call.nodes, call.node, open_=call.open)


def prepared(m: Machine, generator: ImageGenerator, images: Array, node: Node) -> Array:
    """Images as the generator hands them out: its function, then the factor, then the normalisations."""
    made = images.derive(m, lambda d: d.then("augment", node, BY, dtype="float32"), node, op="augment", by=BY)
    apply = generator.args.get("preprocessing_function")
    if apply is not None and apply != NONE:
        made = _applied(m, apply, made, node)
    scale = generator.args.get("rescale")
    if scale is not None and scale != NONE:
        made = _rescaled(m, scale, made, generator.places.get("rescale", node))
    return _normalised(m, generator, made, node)


def _applied(m: Machine, apply: Value, images: Array, node: Node) -> Array:
    """The preprocessing function sees one image."""
    one = images.derive(m, lambda d: d.then("index", node, shape=d.shape[1:] if d.shape else None), node, op="index")
    found = as_array(m, m.call_values(apply, [one], node))
    if found is None:
        return images.derive(m, lambda d: pixels.opaque(d, node, "preprocessing_function"), node, op="opaque")

    def back(data: Data) -> Data:
        rows = images.data(m).rows
        return data.then("stack", node, shape=(rows, *data.shape) if data.shape is not None else None)

    return found.derive(m, back, node, op="stack")


def _rescaled(m: Machine, scale: Value, images: Array, node: Node) -> Array:
    factor = m.plain(scale, None)
    if isinstance(factor, (int, float)) and factor:
        return images.derive(m, pixels.rescaling(factor, node, BY), node, op="rescale", by=BY, value=factor)
    return images.derive(m, lambda d: pixels.opaque(d, node, BY), node, op="rescale", by=BY)


def _normalised(m: Machine, generator: ImageGenerator, images: Array, node: Node) -> Array:
    if generator.asked(m, *FITTED) is not False and generator.fields.get("fitted") != TRUE:
        # Keras warns, and leaves the pixels as they are, unless something else fits it.
        return images.derive(m, lambda d: pixels.opaque(d, node, BY), node, op="opaque", by=BY)
    spread = generator.asked(m, "featurewise_std_normalization", "samplewise_std_normalization")
    centred = generator.asked(m, "featurewise_center", "samplewise_center")
    white = generator.asked(m, "zca_whitening")
    if spread is True:
        return images.derive(m, lambda d: pixels.standardised(d, node, BY), node, op="standardise", by=BY)
    if white is True:
        return images.derive(m, lambda d: d.then("normalise", node, BY, stats=NO_STATS, scale=Scale.NORMALISED), node,
                             op="normalise", by=BY)  # fmt: skip
    if centred is not False or None in (spread, white):
        return images.derive(m, lambda d: pixels.opaque(d, node, BY), node, op="opaque", by=BY)
    return images


# -- flows ------------------------------------------------------------------------------------------------------


def flow(call: Call, generator: ImageGenerator) -> Value:
    """`generator.flow(x, y, batch_size=32)`."""
    m, args = call.m, call.bind(*FLOW)
    x, y = args.get("x"), args.get("y")
    if x is None:
        return call.unknown("a flow of nothing")
    first = m.iterate(x).items[0] if isinstance(x, (TupleValue, ListValue)) and m.iterate(x).items else x
    images = as_array(m, first)
    if images is None:
        return call.unknown("a flow of unknown images")
    rows = _part(m, generator, args, images.data(m).rows)
    element: Value = any_rows(m, prepared(m, generator, images, call.node), call.node, "batch")
    if y is not None and y != NONE:
        labels = any_rows(m, as_array(m, y) or y, call.node, "batch")
        element = TupleValue([element, labels], call.node)
    return Pipe(element, _stream(m, args, rows, call.node), call.node)


def _part(m: Machine, generator: ImageGenerator, args: dict[str, Value], rows: int | None) -> int | None:
    """Rows of the subset that is asked for."""
    subset, split = m.plain(args.get("subset"), None), m.plain(generator.args.get("validation_split"), None)
    if "subset" not in args or args["subset"] == NONE or rows is None:
        return rows
    if not isinstance(split, float) or subset not in ("training", "validation"):
        return None
    held = int(split * rows)
    return held if subset == "validation" else rows - held


def _stream(m: Machine, args: dict[str, Value], rows: int | None, node: Node) -> Stream:
    size = m.plain(args.get("batch_size"), None) if "batch_size" in args else 32
    size = size if isinstance(size, int) and size > 0 else None
    shuffled = m.truth(args["shuffle"]) if "shuffle" in args else True
    count = batches(rows, size)
    part = (("fewer", node),) if args.get("subset", NONE) != NONE else ()
    return Stream(count, rows, size, batched=True, shuffled=shuffled, kind="iterator", trail=(("flow", node), *part))


def flow_from_directory(call: Call, generator: ImageGenerator) -> Value:
    """`generator.flow_from_directory("train", target_size=(150, 150), class_mode="binary")`."""
    args = call.bind(*DIRECTORY)
    return _from_files(call, generator, args, classes_of(call.m, args.get("classes"), args.get("directory"), call.node))


def flow_from_dataframe(call: Call, generator: ImageGenerator) -> Value:
    """`generator.flow_from_dataframe(frame, "train", x_col="file", y_col="label")`."""
    args = call.bind(*FRAME)
    return _from_files(call, generator, args, classes_of(call.m, args.get("classes"), None, call.node))


def _from_files(call: Call, generator: ImageGenerator, args: dict[str, Value], classes: Value) -> Value:
    m, node = call.m, call.node
    if call.open and "class_mode" not in args:
        return call.unknown("a flow with further arguments")
    inner = Call(m, node, [], args, call.nodes, open_=call.open)
    shape = (None, *pixels.size_of(m, args.get("target_size"), (256, 256)), pixels.channels_of(inner))
    if call.open:
        shape = (None, None, None, None)
    name = file_name(args.get("directory"), "image files")
    images = prepared(m, generator, Array(pixels.raw(shape, name, node), node), node)
    mode = m.plain(args.get("class_mode"), "unknown") if "class_mode" in args else "categorical"
    mode = None if args.get("class_mode") == NONE else mode
    element: Value = images
    if mode == "input":
        element = TupleValue([images, images], node)
    elif mode is not None:
        labels = labels_of(m, {"sparse": "int", "raw": "unknown"}.get(str(mode), str(mode)), classes, name, node)
        element = TupleValue([images, labels], node)
    return Pipe(element, _stream(m, args, None, node), node, _told(m, classes, name, node))


def _told(m: Machine, classes: Value, name: str, node: Node) -> dict[str, Value]:
    """What the iterator says of its classes."""
    count, usual = m.length(classes), classes.by_convention(m)
    number = Const(count, node, usual=usual) if count is not None else Unknown("the number of classes", node)
    names = m.plain(classes)
    numbered = isinstance(names, (list, tuple)) and all(isinstance(name, str) for name in names)
    indices = from_plain({name: i for i, name in enumerate(names)}, node) if numbered else Indices(classes, node)
    labels = labels_of(m, "int", classes, name, node)
    return {"class_indices": indices, "classes": labels, "labels": labels, "num_classes": number}


def standardize(call: Call, generator: ImageGenerator) -> Value:
    """`generator.standardize(x)` and random transformations of single images."""
    images = as_array(call.m, call.first("x", position=0))
    return prepared(call.m, generator, images, call.node) if images is not None else call.unknown("an image")


def transform(call: Call, generator: ImageGenerator) -> Value:
    """`generator.random_transform(x)` only moves pixels."""
    images = as_array(call.m, call.first("x", position=0))
    if images is None:
        return call.unknown("an image")
    return images.derive(call.m, lambda d: d.then("augment", call.node, BY), call.node, op="augment", by=BY)


FITTED: Final = ("featurewise_center", "featurewise_std_normalization", "zca_whitening")
"""Options that need the statistics of `fit`."""


def fit(call: Call, generator: ImageGenerator) -> Value:
    """`generator.fit(x_train)`."""
    call.m.store.put(generator.fields, "fitted", TRUE)
    return NONE


METHODS: Final = {
    "fit": fit,
    "flow": flow,
    "flow_from_dataframe": flow_from_dataframe,
    "flow_from_directory": flow_from_directory,
    "random_transform": transform,
    "apply_transform": transform,
    "standardize": standardize,
}
