"""What `fit` is fed with besides arrays: generators of the project and its `Sequence`s, as pipes."""

from __future__ import annotations

from typing import Final

from zerolint.interp.containers import GeneratorValue
from zerolint.interp.machine import Machine
from zerolint.interp.values import BoundMethod, Function, Instance, Unknown, Value
from zerolint.libs.pipes import Pipe, Stream

SEQUENCE: Final = "keras.utils.Sequence"


def as_pipe(m: Machine, value: Value) -> Value:
    """A generator or `Sequence` as the pipe of batches that it is; other values as they are."""
    if isinstance(value, GeneratorValue):
        items = m.iterate(value)
        batch = items.items[0] if items.items else items.rest
        if batch is None or isinstance(batch, Unknown):
            return value
        return _pipe(m, batch, Stream(batched=True, endless=value.endless, kind="generator"), value)
    if isinstance(value, Instance):
        return _sequence(m, value)
    return value


def _sequence(m: Machine, instance: Instance) -> Value:
    canonical = getattr(m.library, "canonical", None)
    bases = instance.cls.lib_bases
    if canonical is None or SEQUENCE not in map(canonical, bases):
        return instance
    found = instance.cls.find("__getitem__")
    if found is None or not isinstance(found[1], Function):
        return instance
    number = Unknown("the number of a batch", instance.origin)
    batch = m.call_values(BoundMethod(found[1], instance, instance.origin), [number], instance.origin)
    if isinstance(batch, Unknown):
        return instance
    return _pipe(m, batch, Stream(count=_length(m, instance), batched=True, kind="sequence"), instance)


def _length(m: Machine, instance: Instance) -> int | None:
    found = instance.cls.find("__len__")
    if found is None or not isinstance(found[1], Function):
        return None
    length = m.plain(m.call_values(BoundMethod(found[1], instance, instance.origin), [], instance.origin), None)
    return length if isinstance(length, int) else None


def _pipe(m: Machine, batch: Value, stream: Stream, value: Value) -> Pipe:
    from zerolint.libs.tensorflow.datasets import arrays

    return Pipe(arrays(m, batch), stream, value.origin)
