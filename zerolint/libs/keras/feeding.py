"""What `fit` is fed with besides arrays: generators, iterators and `Sequence`s of the project, as pipes."""

from __future__ import annotations

from typing import Final

from zerolint.interp.callables import BoundMethod, Function
from zerolint.interp.machine import Machine
from zerolint.interp.objects import Instance
from zerolint.interp.ranges import GeneratorValue
from zerolint.interp.values import Unknown, Value
from zerolint.libs.pipes import Pipe, Stream

SEQUENCE: Final = "keras.utils.Sequence"


def as_pipe(m: Machine, value: Value) -> Value:
    """A generator, iterator or `Sequence` as the pipe of batches that it is; other values as they are."""
    if isinstance(value, GeneratorValue):
        items = m.iterate(value)
        batch = items.items[0] if items.items else items.rest
        if batch is None:
            return value
        stream = Stream(value.count, batched=True, endless=value.endless, once=True, kind="generator")
        return _pipe(m, batch, stream, value)
    if isinstance(value, Instance):
        return _sequence(m, value) or _iterator(m, value) or value
    return value


def _sequence(m: Machine, instance: Instance) -> Pipe | None:
    canonical = getattr(m.library, "canonical", None)
    if canonical is None or SEQUENCE not in map(canonical, instance.cls.lib_bases):
        return None
    batch = _answer(m, instance, "__getitem__", Unknown("the number of a batch", instance.origin))
    if batch is None:
        return None
    length = m.plain(_answer(m, instance, "__len__"), None)
    count = length if isinstance(length, int) else None
    return _pipe(m, batch, Stream(count=count, batched=True, kind="sequence"), instance)


def _iterator(m: Machine, instance: Instance) -> Pipe | None:
    """An instance that gives one batch after the other; for Python 2 by `next`."""
    for name in ("__next__", "next"):
        batch = _answer(m, instance, name)
        if batch is not None:
            return _pipe(m, batch, Stream(batched=True, kind="generator"), instance)
    if instance.cls.find("__iter__") is None:
        return None
    items = m.iterate(instance)
    batch = items.items[0] if items.items else items.rest
    return _pipe(m, batch, Stream(batched=True, kind="generator"), instance) if batch is not None else None


def _answer(m: Machine, instance: Instance, name: str, *args: Value) -> Value | None:
    """What a method of the instance gives; None if its class has none of its own."""
    found = instance.cls.find(name)
    if found is None or not isinstance(found[1], Function):
        return None
    return m.call_values(BoundMethod(found[1], instance, instance.origin), list(args), instance.origin)


def _pipe(m: Machine, batch: Value, stream: Stream, value: Value) -> Pipe:
    from zerolint.libs.tensorflow.datasets import arrays

    return Pipe(arrays(m, batch), stream, value.origin)
