"""`tf.data`: data sets from arrays, and what their methods do to elements and order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from zerolint.interp.call import Call
from zerolint.interp.containers import ListValue
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.values import NONE, TRUE, Choice, Const, Items, Node, TupleValue, Unknown, Value, root
from zerolint.libs.arrays import Array
from zerolint.libs.facets import join_data
from zerolint.libs.files import source_of, spelled
from zerolint.libs.numpy.register import to_array
from zerolint.libs.origins import LISTED, Place, source_in
from zerolint.libs.pipes import Pipe, Stream, agreed, batches, method
from zerolint.libs.registry import function
from zerolint.libs.shuffles import remember
from zerolint.program.data import Data


def each(
    m: Machine, value: Value, change: Callable[[Data], Data], node: object, op: str, container: str | None = None
) -> Value:
    """A value with every array in it changed."""

    def inner(one: Value) -> Value:
        return each(m, one, change, node, op, container)

    if isinstance(value, Array):
        return value.derive(m, change, node, op=op, by="tf.data", container=container)
    if isinstance(value, (TupleValue, ListValue)):
        found = m.iterate(value)
        more = inner(found.rest) if found.rest is not None else None
        return TupleValue([inner(one) for one in found.items], node, rest=more, more=found.more)
    if isinstance(value, DictValue):
        now = value.contents(m)
        rest = inner(now.rest) if now.rest is not None else None
        return DictValue({k: inner(one) for k, one in now.entries.items()}, node, rest)
    return m.each(value, inner, node) if isinstance(value, Choice) else value


def without_rows(m: Machine, value: Value, node: object, op: str) -> Value:
    """Single elements of what has a row (or batch) axis, which are tensors."""
    return each(m, value, lambda d: replace(d, shape=d.shape[1:] if d.shape else None), node, op, "tensor")


def with_rows(m: Machine, value: Value, node: object, op: str = "batch") -> Value:
    """Batches of elements."""
    return each(m, value, lambda d: replace(d, shape=(None, *d.shape) if d.shape is not None else None), node, op)


def any_rows(m: Machine, value: Value, node: Node, op: str) -> Value:
    """Of whatever has a row axis some rows, nobody knows how many."""
    return each(m, value, lambda d: d.then(op, node, shape=(None, *d.shape[1:]) if d.shape else None), node, op)


def common_rows(m: Machine, value: Value) -> int | None:
    """Number of rows of the arrays in a value; TensorFlow refuses to go through arrays that differ in it."""
    return agreed(tuple(_each_rows(m, value)))


def _each_rows(m: Machine, value: Value | None) -> Iterator[int | None]:
    if isinstance(value, Array):
        yield value.data(m).rows
    elif isinstance(value, (TupleValue, ListValue)):
        for item in m.iterate(value).items:
            yield from _each_rows(m, item)
    elif isinstance(value, DictValue):
        now = value.contents(m)
        for entry in (*now.entries.values(), now.rest):
            yield from _each_rows(m, entry)


def arrays(m: Machine, value: Value) -> Value:
    """Lists in a structure as arrays; tuples are the structure."""
    if isinstance(value, TupleValue):
        rest = arrays(m, value.rest) if value.rest is not None else None
        return TupleValue([arrays(m, one) for one in value.items], value.origin, rest=rest, more=value.more)
    if isinstance(value, ListValue):
        return to_array(m, value, value.origin) or value
    if isinstance(value, DictValue):
        now = value.contents(m)
        rest = arrays(m, now.rest) if now.rest is not None else None
        return DictValue({key: arrays(m, one) for key, one in now.entries.items()}, value.origin, rest)
    return value


def arrays_of(m: Machine, value: Value, node: Node) -> Value:
    """A data set (or several) of arrays instead of tensors."""
    if isinstance(value, Pipe):
        return Pipe(each(m, value.element, lambda d: d, node, "copy", "ndarray"), value.stream, node)
    if isinstance(value, (TupleValue, ListValue)):
        return TupleValue([arrays_of(m, one, node) for one in m.iterate(value).items], node)
    if isinstance(value, DictValue):
        now = value.contents(m)
        rest = arrays_of(m, now.rest, node) if now.rest is not None else None
        return DictValue({key: arrays_of(m, one, node) for key, one in now.entries.items()}, node, rest)
    return each(m, value, lambda d: d, node, "copy", "ndarray")


@function("tensorflow.data.Dataset.from_tensor_slices")
def from_tensor_slices(call: Call) -> Value:
    """One element per row."""
    if not call.args and "tensors" not in call.kwargs:
        return call.unknown("a data set of nothing")
    given = arrays(call.m, call.args[0] if call.args else call.kwargs["tensors"])
    rows = common_rows(call.m, given)
    element = without_rows(call.m, given, call.node, "slices")
    return Pipe(element, Stream(count=rows, samples=rows, trail=(("slices", call.node),)), call.node)


@function("tensorflow.data.Dataset.zip")
def zipped(call: Call) -> Value:
    """Elements side by side."""
    given = call.args[0] if len(call.args) == 1 else TupleValue(call.args, call.node)
    parts = call.m.iterate(given).items
    if not parts or not all(isinstance(one, Pipe) for one in parts):
        return call.unknown("a data set of unknown parts")
    pipes = [one for one in parts if isinstance(one, Pipe)]
    counts = [p.stream.count for p in pipes]
    count = min(c for c in counts if c is not None) if None not in counts else None
    sized = all(p.stream.sized for p in pipes)
    stream = pipes[0].stream._replace(count=count, samples=count if count == counts[0] else None, sized=sized)
    return Pipe(TupleValue([p.element for p in pipes], call.node), stream, call.node)


@method("zip")
def _zip(call: Call, pipe: Pipe) -> Value:
    return zipped(Call(call.m, call.node, [pipe, *call.args], {}))


@function("tensorflow.data.Dataset.from_tensors")
def from_tensors(call: Call) -> Value:
    """A single element."""
    given = call.first("tensors", position=0)
    return Pipe(arrays(call.m, given), Stream(count=1), call.node) if given is not None else call.unknown("nothing")


@function("tensorflow.data.Dataset.from_generator")
def from_generator(call: Call) -> Value:
    """What a function of the project yields."""
    m = call.m
    made = call.first("generator", position=0)
    args = call.kwargs.get("args")
    given = list(m.iterate(args).items) if args is not None else []
    yielded = m.call_values(made, given, call.node) if made is not None else call.unknown("a generator")
    items = m.iterate(yielded)
    element = items.items[0] if items.items else items.rest
    if element is None:
        return call.unknown("a generator of nothing")
    count = m.length(yielded)
    kind = "generator" if count is None else "tf.data"  # it is called anew for each pass
    return Pipe(arrays(m, element), Stream(count, samples=count, sized=False, kind=kind), call.node)


@function(
    "tensorflow.data.Dataset.list_files",
    "tensorflow.data.FixedLengthRecordDataset",
    "tensorflow.data.TFRecordDataset",
    "tensorflow.data.TextLineDataset",
)
def of_files(call: Call) -> Value:
    """Elements of which nothing is known but the files: their names, lines, records."""
    path = call.first("filenames", "file_pattern", position=0)
    place = Place(source_in(call.m, path) or source_of(path, call.node), call.node)
    func = getattr(call.node, "func", None)
    named = getattr(getattr(func, "attr", func), "value", "") == "list_files"
    shuffled = call.m.truth(call.kwargs["shuffle"]) if "shuffle" in call.kwargs else True
    key = (LISTED, call.node, spelled(path), "list_files") if named and shuffled and not call.m.loops else None
    return Pipe(Unknown("an element of a data set", call.node, key, place), Stream(sized=named), call.node)


@function("tensorflow.data.Dataset.range", "tensorflow.data.Dataset.random")
def of_numbers(call: Call) -> Value:
    """Numbers that stand for something else."""
    return Pipe(Unknown("an element of a data set", call.node), Stream(), call.node)


@function("tensorflow.data.experimental.cardinality")
def cardinality(call: Call) -> Value:
    """The number of elements."""
    pipe = call.first("dataset", position=0)
    return _cardinality(call, pipe) if isinstance(pipe, Pipe) else call.unknown("size of a data set")


def _did(pipe: Pipe, call: Call, name: str, **changes: Any) -> Pipe:
    stream = pipe.stream._replace(trail=(*pipe.stream.trail, (name, call.node)), **changes)
    return Pipe(pipe.element, stream, call.node)


@method("cache", "snapshot")
def _cache(call: Call, pipe: Pipe) -> Value:
    """From the second pass on the elements come as they came in the first."""
    return _stepped(call, _did(pipe, call, "same"), "cache")


@method("prefetch", "with_options")
def _same(call: Call, pipe: Pipe) -> Value:
    return _did(pipe, call, "same")


@method("ignore_errors")
def _ignore_errors(call: Call, pipe: Pipe) -> Value:
    return _did(pipe, call, "same", sized=False)


@method("shard")
def _shard(call: Call, pipe: Pipe) -> Value:
    return _did(pipe, call, "fewer", count=None, samples=None)


@method("unique", "take_while", "rebatch")
def _fewer(call: Call, pipe: Pipe) -> Value:
    return _did(pipe, call, "fewer", count=None, samples=None, sized=False)


@method("apply")
def _apply(call: Call, pipe: Pipe) -> Value:
    """A function from data set to data set; TensorFlow's own keep the elements."""
    function_ = call.first("transformation_func", position=0)
    made = call.m.call_values(function_, [pipe], call.node) if function_ is not None else pipe
    return made if isinstance(made, Pipe) else _did(pipe, call, "fewer", count=None, samples=None, sized=True)


@method("enumerate")
def _enumerate(call: Call, pipe: Pipe) -> Value:
    number = Unknown("the number of an element", call.node)
    return Pipe(TupleValue([number, pipe.element], call.node), pipe.stream, call.node)


@method("window")
def _window(call: Call, pipe: Pipe) -> Value:
    """Each element is a short data set."""
    size = call.m.plain(call.first("size", position=0), None)
    inner = Stream(count=size if isinstance(size, int) else None)
    return Pipe(Pipe(pipe.element, inner, call.node), Stream(shuffled=pipe.stream.shuffled), call.node)


@method("interleave", "flat_map")
def _flat_map(call: Call, pipe: Pipe) -> Value:
    """Each element becomes a data set of its own."""
    made = _map(call, pipe)
    inner = made.element if isinstance(made, Pipe) else None
    if not isinstance(inner, Pipe):
        return call.unknown("data sets that are not known")
    return Pipe(inner.element, inner.stream._replace(count=None, samples=None, sized=False), call.node)


@method("shuffle")
def _shuffle(call: Call, pipe: Pipe) -> Value:
    """Each pass over it has an order of its own, unless it is told otherwise."""
    seed, again = call.first("seed", position=1), call.first("reshuffle_each_iteration", position=2)
    remember(call, seed)
    buffer = call.first("buffer_size", position=0)
    parts = {"buffer": buffer, "given": call.at("buffer_size", 0), "rows": pipe.stream.count}
    call.m.record("dataset-shuffled", {**parts, "batches": pipe.stream.batched}, call.node)
    kept = again is not None and again not in (TRUE, NONE)
    made = _did(pipe, call, "shuffle", shuffled=True)
    return _stepped(call, made, "shuffle", "tf.data, once" if kept else "tf.data")


def _stepped(call: Call, pipe: Pipe, op: str, by: str = "tf.data") -> Pipe:
    """The step is remembered with the elements, too."""
    element = each(call.m, pipe.element, lambda d: d.then(op, call.node, by), call.node, op)
    return Pipe(element, pipe.stream, call.node)


@method("repeat")
def _repeat(call: Call, pipe: Pipe) -> Value:
    count = call.m.plain(call.first("count", position=0), -1)
    if isinstance(count, int) and count > 0 and pipe.stream.count is not None:
        return _did(pipe, call, "repeat", count=pipe.stream.count * count)
    return _did(pipe, call, "repeat", count=None, samples=None, endless=True)


@method("take")
def _take(call: Call, pipe: Pipe) -> Value:
    count = call.m.plain(call.first("count", position=0))
    known = count if isinstance(count, int) and count >= 0 else None
    if known is not None and pipe.stream.count is not None:
        known = min(known, pipe.stream.count)
    return _stepped(call, _did(pipe, call, "take", count=known, samples=None, endless=False), "take")


@method("skip")
def _skip(call: Call, pipe: Pipe) -> Value:
    count = call.m.plain(call.first("count", position=0))
    whole = pipe.stream.count
    left = max(whole - count, 0) if isinstance(count, int) and whole is not None else None
    return _stepped(call, _did(pipe, call, "skip", count=left, samples=None), "skip")


@method("batch", "padded_batch")
def _batch(call: Call, pipe: Pipe) -> Value:
    m = call.m
    size = m.plain(call.first("batch_size", position=0))
    known = size if isinstance(size, int) and size > 0 else None
    drop = m.plain(call.kwargs.get("drop_remainder"), False)
    rows = pipe.stream.count
    count = batches(rows, known)
    if drop is True and rows is not None and known is not None:
        count = rows // known
    element = with_rows(m, pipe.element, call.node)
    stream = pipe.stream._replace(
        count=count, samples=rows, batch_size=known, batched=True, trail=(*pipe.stream.trail, ("batch", call.node))
    )
    return Pipe(element, stream, call.node)


@method("unbatch")
def _unbatch(call: Call, pipe: Pipe) -> Value:
    element = without_rows(call.m, pipe.element, call.node, "unbatch")
    return Pipe(
        element, _did(pipe, call, "unbatch", batched=False, count=pipe.stream.samples, sized=False).stream, call.node
    )


@method("map")
def _map(call: Call, pipe: Pipe) -> Value:
    m = call.m
    apply = call.first("map_func", position=0)
    if apply is None:
        return pipe
    args = list(pipe.element.items) if isinstance(pipe.element, TupleValue) else [pipe.element]
    element = m.call_values(apply, args, call.node)
    if isinstance(element, ListValue):
        element = TupleValue(m.iterate(element).items, call.node)
    word = "one of several" if len(args) > 1 and isinstance(element, Array) else "map"
    stream = pipe.stream._replace(trail=(*pipe.stream.trail, (word, call.node)))
    return Pipe(element, stream, call.node)


@method("filter")
def _filter(call: Call, pipe: Pipe) -> Value:
    return _did(pipe, call, "filter", count=None, samples=None, sized=False)


@method("concatenate")
def _concatenate(call: Call, pipe: Pipe) -> Value:
    other = call.first("dataset", position=0)
    if not isinstance(other, Pipe):
        return call.unknown("a data set that is not known")
    counts = (pipe.stream.count, other.stream.count)
    count = sum(c for c in counts if c is not None) if None not in counts else None
    samples = count if not pipe.stream.batched else None
    stream = pipe.stream._replace(count=count, samples=samples, sized=pipe.stream.sized and other.stream.sized)
    return Pipe(_either(call.m, pipe.element, other.element, call.node), stream, call.node)


@function(
    "tensorflow.data.Dataset.choose_from_datasets",
    "tensorflow.data.Dataset.sample_from_datasets",
    "tensorflow.data.experimental.choose_from_datasets",
    "tensorflow.data.experimental.sample_from_datasets",
)
def mixed(call: Call) -> Value:
    """Elements of several data sets in turn."""
    given = call.first("datasets", position=0)
    pipes = call.m.iterate(given) if given is not None else Items()
    known = [one for one in pipes.items if isinstance(one, Pipe)]
    if not known or not pipes.exact or len(known) != len(pipes.items):
        return call.unknown("data sets that are not known")
    element = known[0].element
    for one in known[1:]:
        element = _either(call.m, element, one.element, call.node)
    endless = all(one.stream.endless for one in known)
    stream = known[0].stream._replace(count=None, samples=None, endless=endless, sized=False)
    return Pipe(element, stream._replace(shuffled=True if stream.shuffled else None), call.node)


def _either(m: Machine, one: Value, other: Value, node: object) -> Value:
    """An element of the one data set or the other."""
    if isinstance(one, Array) and isinstance(other, Array):
        return Array(join_data([one.data(m), other.data(m)]), node)
    if isinstance(one, TupleValue) and isinstance(other, TupleValue) and len(one.items) == len(other.items):
        return TupleValue([_either(m, a, b, node) for a, b in zip(one.items, other.items, strict=True)], node)
    return one if one == other else Unknown("an element of one of two data sets", node, of=root(one, other))


@method("cardinality")
def _cardinality(call: Call, pipe: Pipe) -> Value:
    """What TensorFlow knows of the number of elements: -1 without end, -2 where only reading would tell."""
    if pipe.stream.endless or not pipe.stream.sized:
        return Const(-1 if pipe.stream.endless else -2, call.node)
    return _length(call, pipe)


@method("__len__")
def _length(call: Call, pipe: Pipe) -> Value:
    return Const(pipe.stream.count, call.node) if pipe.stream.count is not None else call.unknown("size of a data set")


@method("as_numpy_iterator")
def _as_numpy(call: Call, pipe: Pipe) -> Value:
    return arrays_of(call.m, pipe, call.node)


@method("make_initializable_iterator", "make_one_shot_iterator", "__iter__")
def _iterator(call: Call, pipe: Pipe) -> Value:
    return pipe


@method("get_next", "next", "__next__")
def _next(call: Call, pipe: Pipe) -> Value:
    """One element, as `next(pipe)` gives it."""
    return pipe.element
