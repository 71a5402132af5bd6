"""Readers of Keras: folders of images, texts and sounds, with a subfolder for each class; downloaded files."""

from __future__ import annotations

from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.callables import Native
from zerolint.interp.containers import ListValue
from zerolint.interp.machine import Machine, const_int
from zerolint.interp.values import NONE, Const, Items, Node, TupleValue, Unknown, Value
from zerolint.libs.arrays import Array
from zerolint.libs.files import file_name, known_folder
from zerolint.libs.images import pixels
from zerolint.libs.pipes import ATTRIBUTES, Pipe, Stream
from zerolint.libs.registry import function
from zerolint.program.data import NO_STATS, Data, Kind, Origin, Scale, Source, Stats, Step

IMAGES: Final = (
    "directory", "labels", "label_mode", "class_names", "color_mode", "batch_size", "image_size", "shuffle", "seed",
    "validation_split", "subset",
)  # fmt: skip
TEXTS: Final = (
    "directory", "labels", "label_mode", "class_names", "batch_size", "max_length", "shuffle", "seed",
    "validation_split", "subset",
)  # fmt: skip


SOUNDS: Final = (
    "directory", "labels", "label_mode", "class_names", "batch_size", "sampling_rate", "output_sequence_length",
    "ragged", "shuffle", "seed", "validation_split", "subset",
)  # fmt: skip


def classes_of(m: Machine, given: Value | None, directory: Value | None, node: Node) -> Value:
    """The names of the classes: as given, else those of the subfolders, of which at most the number is known."""
    if isinstance(given, (ListValue, TupleValue)):
        return given
    folder = known_folder(directory) if given is None or given == NONE else None
    source = Source(Origin.FILE, file_name(directory, "files"), node, by_convention=folder is not None)
    return Array(Data((folder.classes if folder is not None else None,), "str", source=source), node, "list")


class Indices(Value):
    """`generator.class_indices`: each class with its number, in the order of the names."""

    __slots__ = ("names",)
    type_name = "the numbers of the classes"

    def __init__(self, names: Value, origin: Node) -> None:
        self.names = names
        self.origin = origin

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name == "keys":
            return Native(name, lambda m, call: self.names, node)
        return super().attribute(m, name, node)

    def iterate(self, m: Machine) -> Items:
        return m.iterate(self.names)

    def length(self, m: Machine) -> int | None:
        return m.length(self.names)

    def by_convention(self, m: Machine) -> bool:
        return self.names.by_convention(m)

    def truth(self, m: Machine) -> bool | None:
        return True


def labels_of(m: Machine, mode: str, classes: Value, name: str, node: Node) -> Array:
    """A batch of labels in the form that `label_mode` or `class_mode` asks for."""
    count = m.length(classes)
    given = m.plain(classes) if isinstance(classes, (ListValue, TupleValue)) else None
    trail = (Step("classes", node, ",".join(map(str, given))),) if given else ()
    source = Source(Origin.IMAGES, name, node, by_convention=mode != "binary" and classes.by_convention(m))
    if mode == "categorical":
        data = Data((None, count), "float32", pixels.UNIT, None, Kind.ONE_HOT, count, Scale.RAW, source)
    elif mode == "binary" and (given is None or len(given) <= 2):
        data = Data((None,), "float32", pixels.UNIT, None, Kind.CLASSES, 2, Scale.RAW, source)
    elif mode in ("binary", "int"):  # an `ImageDataGenerator` numbers whatever classes there are
        stats = Stats(0.0, count - 1.0, tight=True) if count else Stats(0.0)
        data = Data(
            (None,), "int32" if mode == "int" else "float32", stats, None, Kind.CLASSES, count, Scale.RAW, source
        )
    else:
        data = Data(source=source, why="labels of an unknown form")
    return Array(data.but(trail=trail), node)


@function("keras.utils.image_dataset_from_directory")
def image_dataset(call: Call) -> Value:
    """`image_dataset_from_directory("pets", image_size=(64, 64), batch_size=32)`."""
    m, node, args = call.m, call.node, call.bind(*IMAGES)
    inner = Call(m, node, [], args, call.nodes)
    shape = (None, *pixels.size_of(m, args.get("image_size"), (256, 256)), pixels.channels_of(inner))
    name = file_name(args.get("directory"), "image files")
    return _read(call, args, Array(pixels.raw(shape if not call.open else (None,) * 4, name, node), node), name)


@function("keras.utils.text_dataset_from_directory")
def text_dataset(call: Call) -> Value:
    """`text_dataset_from_directory("reviews")`."""
    args = call.bind(*TEXTS)
    name = file_name(args.get("directory"), "text files")
    texts = Data((None,), "str", NO_STATS, None, Kind.TEXT, source=Source(Origin.FILE, name, call.node))
    return _read(call, args, Array(texts, call.node), name)


@function("keras.utils.audio_dataset_from_directory")
def audio_dataset(call: Call) -> Value:
    """`audio_dataset_from_directory("speech", output_sequence_length=16000)`: samples in -1 … 1, by channel."""
    args = call.bind(*SOUNDS)
    name = file_name(args.get("directory"), "sound files")
    length = const_int(args.get("output_sequence_length"))
    source = Source(Origin.FILE, name, call.node)
    range_ = Stats(-1.0, 1.0)
    shape = (None, length, None)
    sounds = Data(shape, "float32", range_, None, Kind.CONTINUOUS, None, Scale.RAW, source, whole=object())
    return _read(call, args, Array(sounds, call.node), name)


def _read(call: Call, args: dict[str, Value], x: Array, name: str) -> Value:
    """One data set, or the two of `subset="both"`."""
    m, node = call.m, call.node
    element: Value = x
    classes = classes_of(m, args.get("class_names"), args.get("directory"), node)
    told = {"class_names": classes} if m.plain(args.get("labels"), "inferred") == "inferred" else {}
    if args.get("labels") != NONE and args.get("label_mode") != NONE:
        mode = m.plain(args.get("label_mode"), "unknown") if "label_mode" in args else "int"
        if call.open and "label_mode" not in args:
            mode = "unknown"
        labels = labels_of(m, str(mode), classes, name, node)
        if mode == "binary":
            labels = Array(labels.data(m).then("reshape", node, shape=(None, 1)), node)
        element = TupleValue([x, labels], node)
    subset = m.plain(args.get("subset"), None)
    made = _dataset(call, args, element, told)
    if subset != "both":
        return made
    halves = [made.stream._replace(trail=(*made.stream.trail, (word, node))) for word in ("take", "skip")]
    return TupleValue([Pipe(made.element, half, node, told) for half in halves], node)


def _dataset(call: Call, args: dict[str, Value], element: Value, told: dict[str, Value]) -> Pipe:
    from zerolint.libs.tensorflow.datasets import without_rows

    m = call.m
    if args.get("batch_size") == NONE:
        return Pipe(without_rows(m, element, call.node, "unbatch"), Stream(shuffled=True), call.node, told)
    size = m.plain(args.get("batch_size"), None) if "batch_size" in args else 32
    shuffled = m.truth(args["shuffle"]) if "shuffle" in args else True
    stream = Stream(None, None, size if isinstance(size, int) else None, True, shuffled=shuffled)
    return Pipe(element, stream, call.node, told)


def _number(name: str, field: str) -> None:
    def make(m: Machine, pipe: Pipe, node: Node) -> Value:
        found = getattr(pipe.stream, field)
        return Const(found, node) if found is not None else Unknown(f"{field} of a data set", node, (pipe, field))

    ATTRIBUTES[name] = make


_number("n", "samples")
_number("samples", "samples")
_number("batch_size", "batch_size")


@function("keras.utils.get_file")
def get_file(call: Call) -> Value:
    """`get_file("auto-mpg.data", url)`: a path that ends in the name, or in that of the address."""
    args = call.bind("fname", "origin")
    name = args.get("fname", NONE)
    place = name if name != NONE else args.get("origin")
    return call.unknown("a path", ("join", (place,)) if place is not None else None)
