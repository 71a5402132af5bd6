"""Shapes: broadcasting, reshaping, axes."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from zerolint.interp.machine import Machine, const_int
from zerolint.interp.values import Const, TupleValue, Unknown, Value
from zerolint.program.data import Dim, Shape


def size(shape: Shape | None) -> int | None:
    """Number of elements."""
    if shape is None or any(d is None for d in shape):
        return None
    return prod(d for d in shape if d is not None)


def broadcast(a: Shape | None, b: Shape | None) -> Shape | None:
    """The shape of an operation between two arrays; None where it isn't known (or does not fit)."""
    if a is None or b is None:
        return None
    longer, shorter = (a, b) if len(a) >= len(b) else (b, a)
    padded = (1,) * (len(longer) - len(shorter)) + shorter
    return tuple(_dim(x, y) for x, y in zip(longer, padded, strict=True))


def stretched(shape: Shape | None) -> Shape | None:
    """The shape of an operation with what may be an array of any shape.

    Several axes of one at the end are there to be broadcast; a single one is a channel, or the one target.
    """
    if shape is None or shape[-2:] != (1, 1):
        return shape
    kept = len(shape)
    while kept and shape[kept - 1] == 1:
        kept -= 1
    return (*shape[:kept], *(None,) * (len(shape) - kept))


def cannot_broadcast(a: Shape | None, b: Shape | None) -> bool:
    """Whether an operation between two arrays surely raises."""
    pairs = zip(reversed(a), reversed(b), strict=False) if a is not None and b is not None else ()
    return any(len({x, y} - {None, 1}) > 1 for x, y in pairs)


def _dim(x: Dim, y: Dim) -> Dim:
    if x == 1:
        return y
    if y == 1 or x == y:
        return x
    return x if y is None else (y if x is None else None)


def reshape(shape: Shape | None, wanted: tuple[int | None, ...]) -> Shape:
    """The shape after reshape; -1 (or, as NumPy has it, any negative number) is computed, None is unknown."""
    wanted = tuple(-1 if d is not None and d < 0 else d for d in wanted)
    if -1 not in wanted:
        return wanted
    whole = size(shape)
    others = [d for d in wanted if d != -1]
    known = [d for d in others if d is not None]
    if whole is None or len(known) < len(others) or 0 in known:
        free = None
    else:
        free = whole // prod(known) if whole % prod(known) == 0 else None
    return tuple(free if d == -1 else d for d in wanted)


def cannot_reshape(shape: Shape | None, wanted: Shape | None) -> bool:
    """Whether so many values surely don't fit into that shape."""
    if shape is None or wanted is None:
        return False
    free = any(d is None or d < 0 for d in wanted)
    unknown = any(d is None for d in shape)
    here, there = prod(d for d in shape if d is not None), prod(d for d in wanted if d is not None and d >= 0)
    if unknown:
        return not free and here > 0 and there % here != 0
    return (here % there != 0 if there else here != 0) if free else here != there


def cannot_join(several: Sequence[Shape | None], axis: int | None) -> bool:
    """Whether arrays surely can't be put behind each other along an axis; None: of one shape each, along a new one."""
    known = [shape for shape in several if shape is not None]
    if len({len(shape) for shape in known}) > 1:
        return True
    if axis is not None and known and not -len(known[0]) <= axis < len(known[0]):
        return True
    along = None if axis is None or not known else axis % len(known[0])
    return any(
        len({d for d in dims if d is not None}) > 1 for i, dims in enumerate(zip(*known, strict=True)) if i != along
    )


def cannot_multiply(a: Shape | None, b: Shape | None) -> bool:
    """Whether `a @ b` surely raises."""
    if not a or not b:
        return False
    inner = b[-2] if len(b) > 1 else b[0]
    return a[-1] is not None and inner is not None and a[-1] != inner


def wanted_shape(m: Machine, value: Value | None) -> tuple[int | None, ...] | None:
    """A shape given as a number or a tuple; None where its length isn't known."""
    if value is None:
        return None
    number = const_int(value)
    if number is not None:
        return (number,)
    if isinstance(value, Unknown):
        return None
    items = m.iterate(value)
    if not items.exact:
        return None
    return tuple(dim_of(item, m) for item in items.items)


def dim_of(value: Value | None, m: Machine) -> int | None:
    """One extent of a shape, from a constant or a scalar that is exactly known."""
    known = const_int(value)
    if known is None and type(value) is Const and isinstance(value.value, float) and value.value.is_integer():
        return int(value.value)
    if known is None:
        exact = getattr(value, "exact", None)
        found = exact(m) if exact is not None else None
        return int(found) if found is not None and float(found).is_integer() else None
    return known


def axis_of(shape: Shape | None, axis: int | None) -> int | None:
    """An axis counted from the front; None where that can't be said."""
    if axis is None or axis >= 0:
        return axis
    return None if shape is None or -axis > len(shape) else len(shape) + axis


def without(shape: Shape | None, axes: tuple[int, ...] | None, *, keep: bool) -> Shape | None:
    """The shape after a reduction over axes (None: all)."""
    if axes is None:
        return () if not keep else (None if shape is None else (1,) * len(shape))
    if shape is None:
        return None
    gone = {a % len(shape) for a in axes} if shape else set()
    if keep:
        return tuple(1 if i in gone else d for i, d in enumerate(shape))
    return tuple(d for i, d in enumerate(shape) if i not in gone)


def along(shape: Shape | None, axes: tuple[int, ...] | None) -> int | None:
    """How many elements a reduction over these axes puts together."""
    if shape is None:
        return None
    if axes is None:
        return size(shape)
    dims = [shape[a] for a in axes if -len(shape) <= a < len(shape)]
    return None if any(d is None for d in dims) else prod(d for d in dims if d is not None)


def concatenated(shapes: list[Shape | None], axis: int) -> Shape | None:
    """Arrays one after another along an axis."""
    known = [s for s in shapes if s is not None]
    if not known or len(known) < len(shapes) or len({len(s) for s in known}) != 1:
        return None
    rank = len(known[0])
    if not -rank <= axis < rank:
        return None
    axis %= rank
    out: list[Dim] = []
    for i in range(rank):
        dims = [s[i] for s in known]
        if i == axis:
            out.append(None if any(d is None for d in dims) else sum(d for d in dims if d is not None))
        else:
            out.append(next((d for d in dims if d is not None), None))
    return tuple(out)


def as_tuple(shape: Shape, owner: object, node: object, *, usual: bool = False) -> TupleValue:
    """`x.shape` as a value; unknown extents are equal only to themselves. `usual`: known by convention only."""
    parts: list[Value] = []
    for i, dim in enumerate(shape):
        if dim is None:
            parts.append(Unknown("an extent that is not known", node, (owner, "shape", i)))
        else:
            parts.append(Const(dim, node, usual=usual))
    return TupleValue(parts, node)
