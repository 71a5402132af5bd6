"""Pipes: `tf.data` data sets, Python generators and Keras iterators: streams of elements made of arrays."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from math import ceil
from types import MappingProxyType
from typing import Final, NamedTuple

from zerolint.interp.call import Call
from zerolint.interp.callables import Native
from zerolint.interp.machine import Machine
from zerolint.interp.values import Items, Node, Unknown, Value


class Stream(NamedTuple):
    """How elements come. `count`: elements in one pass (batches if batched); None unknown."""

    count: int | None = None  # type: ignore[assignment]  # hides tuple.count, which nobody calls
    samples: int | None = None
    batch_size: int | None = None
    batched: bool = False
    endless: bool = False
    once: bool = False
    """A generator object, which nothing starts anew."""
    shuffled: bool | None = None
    sized: bool = True
    """Whether TensorFlow knows how many elements there are, without reading them."""
    kind: str = "tf.data"
    """tf.data, generator, iterator (of ImageDataGenerator), sequence."""
    trail: tuple[tuple[str, Node], ...] = ()
    """Operations in order (`shuffle`, `batch`, `map`, `cache` …)."""


def agreed(each: Collection[int | None]) -> int | None:
    """The rows of arrays that go together, unless they contradict each other: that raises.

    One row beside nobody knows how many is a first axis that isn't that of the samples, most likely.
    """
    known = {rows for rows in each if rows is not None}
    return None if len(known) != 1 or (known == {1} and None in each) else known.pop()


def batches(rows: int | None, size: int | None) -> int | None:
    """Batches in one pass over so many rows; the last may be smaller."""
    return ceil(rows / size) if rows is not None and size else None


class Pipe(Value):
    """A stream whose elements look like `element` (an array, or a tuple or dictionary of arrays).

    In a batched pipe the arrays of `element` have the batch axis. `told`: attributes of this very object, which no pipe
    made of it has.
    """

    __slots__ = ("element", "stream", "told")
    type_name = "a data set"

    def __init__(
        self, element: Value, stream: Stream, origin: Node = None, told: Mapping[str, Value] = MappingProxyType({})
    ) -> None:
        self.element = element
        self.stream = stream
        self.origin = origin
        self.told = told

    def __eq__(self, other: object) -> bool:
        return self is other or (type(other) is Pipe and self.element is other.element and self.stream == other.stream)

    def __hash__(self) -> int:
        return hash(id(self.element))

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        handler = METHODS.get(name)
        if handler is not None:

            def bound(m: Machine, call: Call) -> Value:
                call.receiver = self
                return handler(call, self)

            return Native(f"dataset.{name}", bound, node)
        if name in self.told:
            return self.told[name]
        maker = ATTRIBUTES.get(name)
        if maker is not None:
            return maker(m, self, node)
        return Unknown(f"`.{name}` of a data set is not modelled", node, (self, name))

    def dropped(self, m: Machine, node: Node) -> None:
        """`ds.shuffle(100)` as a statement: the new data set is lost."""
        if self.origin is node and self.stream.trail[-1:] == (("shuffle", node),):
            m.record("dataset-dropped", {}, node)

    def set_attribute(self, m: Machine, name: str, value: Value) -> None:
        """`generator.shuffle = False`: from then on there is no telling."""
        if name == "shuffle":
            self.stream = self.stream._replace(shuffled=None)

    def iterate(self, m: Machine) -> Items:
        return Items((), self.element)

    def length(self, m: Machine) -> int | None:
        return self.stream.count

    def rounds(self, m: Machine) -> int | None:
        """Keras's iterators over images have a length, and begin anew behind it."""
        return None if self.stream.kind == "iterator" else self.stream.count

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        return self.element

    def truth(self, m: Machine) -> bool | None:
        return True


METHODS: Final[dict[str, Callable[[Call, Pipe], Value]]] = {}
ATTRIBUTES: Final[dict[str, Callable[[Machine, Pipe, Node], Value]]] = {}


def method(*names: str) -> Callable[[Callable[[Call, Pipe], Value]], Callable[[Call, Pipe], Value]]:
    """Register a method of pipes: `handler(call, pipe)`."""

    def register(handler: Callable[[Call, Pipe], Value]) -> Callable[[Call, Pipe], Value]:
        for name in names:
            METHODS[name] = handler
        return handler

    return register
