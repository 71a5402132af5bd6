"""Readers of Keras: folders of images, of texts and of sounds."""

from __future__ import annotations

from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.containers import ListValue
from zerolint.interp.machine import Machine, const_int
from zerolint.interp.values import NONE, Const, Node, TupleValue, Unknown, Value
from zerolint.libs.arrays import Array
from zerolint.libs.files import file_name
from zerolint.libs.images import pixels
from zerolint.libs.pipes import ATTRIBUTES, Pipe, Stream
from zerolint.libs.registry import function
from zerolint.program.data import NO_STATS, Data, Kind, Origin, Scale, Source, Stats

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


def labels_of(m: Machine, mode: str, classes: Value | None, name: str, node: Node) -> Array:
    """A batch of labels in the form that `label_mode` or `class_mode` asks for."""
    count = m.length(classes) if isinstance(classes, (ListValue, TupleValue)) else None
    source = Source(Origin.IMAGES, name, node)
    if mode == "categorical":
        data = Data((None, count), "float32", pixels.UNIT, None, Kind.ONE_HOT, count, Scale.RAW, source)
    elif mode == "binary":
        data = Data((None,), "float32", pixels.UNIT, None, Kind.CLASSES, 2, Scale.RAW, source)
    elif mode == "int":
        stats = Stats(0.0, count - 1.0, tight=True) if count else Stats(0.0)
        data = Data((None,), "int32", stats, None, Kind.CLASSES, count, Scale.RAW, source)
    else:
        data = Data(source=source, why="labels of an unknown form")
    return Array(data, node)


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
    """`audio_dataset_from_directory("speech", output_sequence_length=16000)`: samples of -1 … 1."""
    args = call.bind(*SOUNDS)
    name = file_name(args.get("directory"), "audio files")
    length = const_int(args.get("output_sequence_length"))
    source = Source(Origin.FILE, name, call.node)
    sounds = Data((None, length, None), "float32", Stats(-1.0, 1.0), scale=Scale.RAW, source=source, whole=object())
    return _read(call, args, Array(sounds, call.node), name)


def _read(call: Call, args: dict[str, Value], x: Array, name: str) -> Value:
    """One data set, or the two of `subset="both"`."""
    m, node = call.m, call.node
    element: Value = x
    if args.get("labels") != NONE and args.get("label_mode") != NONE:
        mode = m.plain(args.get("label_mode"), "unknown") if "label_mode" in args else "int"
        if call.open and "label_mode" not in args:
            mode = "unknown"
        labels = labels_of(m, str(mode), args.get("class_names"), name, node)
        if mode == "binary":
            labels = Array(labels.data(m).then("reshape", node, shape=(None, 1)), node)
        element = TupleValue([x, labels], node)
    subset = m.plain(args.get("subset"), None)
    parts = [_dataset(call, args, element) for _ in range(2 if subset == "both" else 1)]
    return TupleValue(parts, node) if len(parts) == 2 else parts[0]


def _dataset(call: Call, args: dict[str, Value], element: Value) -> Pipe:
    from zerolint.libs.tensorflow.datasets import without_rows

    m = call.m
    if args.get("batch_size") == NONE:
        return Pipe(without_rows(m, element, call.node, "unbatch"), Stream(shuffled=True), call.node)
    size = m.plain(args.get("batch_size"), None) if "batch_size" in args else 32
    shuffled = m.truth(args["shuffle"]) if "shuffle" in args else True
    return Pipe(
        element, Stream(None, None, size if isinstance(size, int) else None, True, shuffled=shuffled), call.node
    )


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
