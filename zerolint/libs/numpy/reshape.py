"""The same values arranged anew: reshape, ravel, transpose, repeat; and what arrays say of themselves."""

from __future__ import annotations

from dataclasses import replace

from zerolint.interp.call import Call
from zerolint.interp.callables import Native
from zerolint.interp.machine import Machine, const_int
from zerolint.interp.ranges import SliceValue
from zerolint.interp.values import Const, Node, TupleValue, Unknown, Value
from zerolint.program.data import NEVER_MADE, Data, Kind, Shape

from .. import dtypes, sampling, shapes, statistics
from ..arrays import Array, attribute, method
from ..casting import cast_data
from ..facets import join_stats
from ..intervals import exactly
from ..storing import store_item
from .register import array_function, given_axes, shared


@shared("reshape")
def reshape(call: Call, array: Array, name: str) -> Value:
    """`x.reshape(-1, 28, 28, 1)`, `np.reshape(x, (n, -1))`."""
    m = call.m
    given = call.first("shape", "newshape")
    if given is not None:
        wanted = shapes.wanted_shape(m, given)
    elif len(call.args) == 1 and const_int(call.args[0]) is None:
        wanted = (
            shapes.wanted_shape(m, call.args[0])
            if not isinstance(call.args[0], Array)
            else (shapes.dim_of(call.args[0], m),)
        )
    else:
        words = [a for a in call.args if not (isinstance(a, Const) and isinstance(a.value, str))]
        wanted = tuple(shapes.dim_of(a, m) for a in words) if words and not call.open else None
    made = reshaped(m, array, wanted, call.node, "reshape")
    _note_exchange(call, array.data(m), made.data(m).shape)
    return made


def _note_exchange(call: Call, data: Data, shape: Shape | None) -> None:
    """Record a reshape to the same sizes in another order, which is what a transposition looks like."""
    if data.shape is None or shape is None or data.random or "order" in call.kwargs:
        return
    pair = (data.shape, shape)
    if None in (data.shape[:1] + shape[:1]):  # samples of unknown number
        pair = (data.shape[1:], shape[1:])
    old, new = (tuple(d for d in dims if d != 1) for dims in pair)
    if None in old or None in new or old == new or sorted(map(str, old)) != sorted(map(str, new)):
        return
    operand = call.nodes.get("first") or getattr(getattr(call.node, "func", None), "value", None)
    sizes = {name: tuple(-1 if d is None else d for d in dims) for name, dims in (("from", data.shape), ("to", shape))}
    call.m.record("exchanged", {"data": data, "operand": operand, **sizes}, call.node)


def reshaped(
    m: Machine, array: Array, wanted: Shape | None, node: Node, op: str, by: str = "", *, view: bool = True
) -> Array:
    """The array in another shape; statistics of columns stay while the columns do."""

    def change(data: Data) -> Data:
        if shapes.cannot_reshape(data.shape, wanted):
            return NEVER_MADE
        shape = shapes.reshape(data.shape, wanted) if wanted is not None else None
        keeps = shape is not None and data.shape is not None and bool(shape) and bool(data.shape)
        same = keeps and shape is not None and data.shape is not None and shape[-1] == data.shape[-1]
        kind, classes = data.kind, data.classes
        if kind is Kind.ONE_HOT and not same:
            kind, classes = Kind.UNKNOWN, None
        per_sample = data.per_sample or wanted is not None
        names = data.names if same or len(data.names) == 1 else ()
        made = data.then(
            op,
            node,
            by,
            shape=shape,
            columns=data.columns if same else None,
            names=names,
            kind=kind,
            classes=classes,
            per_sample=per_sample,
        )
        return sampling.with_sample(made, sampling.reshaped(data.sample, shape))

    made = array.derive(m, change, node, op=op, by=by, view=view and seen_through(array))
    return statistics.mark(m, made, statistics.about(m, array))


def seen_through(array: Array) -> bool:
    """Whether its values in another shape are a view: what is written into that is written into the array."""
    return array.container == "ndarray"


@shared("ravel", "flatten")
def flatten(call: Call, array: Array, name: str) -> Value:
    """One axis only."""
    return reshaped(call.m, array, (-1,), call.node, "reshape", name, view=name == "ravel")


@shared("squeeze")
def squeeze(call: Call, array: Array, name: str) -> Value:
    """Axes of size 1 go."""
    shape = array.data(call.m).shape
    axes = given_axes(call)
    if shape is None or axes is ...:
        return reshaped(call.m, array, None, call.node, "reshape", "squeeze")
    if axes is None:
        if any(d is None for d in shape[1:]) or (shape and shape[0] is None and len(shape) == 1):
            wanted: Shape | None = None
        else:
            wanted = tuple(d for d in shape if d != 1)
    else:
        gone = {a % len(shape) for a in axes} if shape else set()
        wanted = tuple(d for i, d in enumerate(shape) if i not in gone)
    return _to_shape(call, array, wanted, "squeeze")


def _to_shape(call: Call, array: Array, wanted: Shape | None, by: str) -> Array:
    def change(data: Data) -> Data:
        same = wanted is not None and data.shape is not None and wanted[-1:] == data.shape[-1:]
        made = data.then("reshape", call.node, by, shape=wanted, columns=data.columns if same else None)
        return sampling.with_sample(made, sampling.reshaped(data.sample, wanted))

    made = array.derive(call.m, change, call.node, op="reshape", by=by, view=seen_through(array))
    return statistics.mark(call.m, made, statistics.about(call.m, array))


@array_function("expand_dims")
def expand_dims(call: Call, array: Array, name: str) -> Value:
    """A new axis of size 1."""
    shape = array.data(call.m).shape
    axes = given_axes(call)
    if shape is None or not isinstance(axes, tuple):
        return _to_shape(call, array, None, name)
    out = list(shape)
    for axis in sorted(axes):
        out.insert(axis if axis >= 0 else len(out) + 1 + axis, 1)
    return _to_shape(call, array, tuple(out), name)


@array_function("atleast_1d", "atleast_2d", "atleast_3d")
def at_least(call: Call, array: Array, name: str) -> Value:
    """Leading axes where they are missing; a matrix gets its third one at the end."""
    shape = array.data(call.m).shape
    rank = int(name[-2])
    if shape is None or len(shape) >= rank:
        return array
    behind = (1,) * (rank == 3 and len(shape) > 0)
    return _to_shape(call, array, (1,) * (rank - len(shape) - len(behind)) + shape + behind, name)


@shared("transpose")
def transpose(call: Call, array: Array, name: str) -> Value:
    """Axes in another order."""
    m = call.m
    given = call.get("axes")
    values = [given] if given is not None else list(call.args)
    known = [m.plain(v) for v in values]
    order = known[0] if len(known) == 1 and isinstance(known[0], (tuple, list)) else tuple(known)
    return transposed(
        m, array, tuple(order) if order and None not in order else (() if not values else None), call.node
    )


def transposed(m: Machine, array: Array, order: tuple[int, ...] | None, node: Node) -> Array:
    """The array with its axes in this order (empty: reversed; None: not known)."""

    def change(data: Data) -> Data:
        shape = data.shape
        if shape is None or order is None:
            shape = None
        elif not order:
            shape = tuple(reversed(shape))
        elif len(order) == len(shape):
            shape = tuple(shape[a] for a in order) if all(-len(order) <= a < len(order) for a in order) else None
        else:
            shape = None
        return data.then("transpose", node, str(order or ""), shape=shape, columns=None, names=())

    return array.derive(m, change, node, op="transpose", view=seen_through(array))


@array_function("stride_tricks.sliding_window_view")
def sliding_windows(call: Call, array: Array, name: str) -> Value:
    """`sliding_window_view(series, 30)`: a row for each window, of a series of single values."""
    width = const_int(call.get("window_shape", 0))

    def change(data: Data) -> Data:
        rows = data.rows - width + 1 if data.rows is not None and width is not None else None
        plain = data.shape is not None and len(data.shape) == 1 and call.get("axis", 1) is None
        shape = (rows, width) if plain and (rows is None or rows > 0) else None
        return data.then("index", call.node, "windows", shape=shape, columns=None, names=())

    return array.derive(call.m, change, call.node, op="index", by="windows")


@array_function("moveaxis", "rollaxis")
def moveaxis(call: Call, array: Array, name: str) -> Value:
    """`np.moveaxis(x, 1, -1)`, `np.rollaxis(x, 2)`."""
    shape = array.data(call.m).shape
    words = ("axis", "start") if name == "rollaxis" else ("source", "destination")
    source, target = call.const(words[0], 0), call.const(words[1], 1, 0 if name == "rollaxis" else None)
    if not shape or not isinstance(source, int) or not isinstance(target, int):
        return transposed(call.m, array, None, call.node)
    at, source = target % len(shape), source % len(shape)
    if name == "rollaxis":  # in front of the axis that stands there
        at = len(shape) if target == len(shape) else at
        at -= at > source
    order = [i for i in range(len(shape)) if i != source]
    order.insert(at, source)
    return transposed(call.m, array, tuple(order), call.node)


@shared("swapaxes")
def swapaxes(call: Call, array: Array, name: str) -> Value:
    """`x.swapaxes(1, 2)`."""
    shape = array.data(call.m).shape
    a, b = call.const("axis1", 0), call.const("axis2", 1)
    if shape is None or not isinstance(a, int) or not isinstance(b, int):
        return transposed(call.m, array, None, call.node)
    if not (-len(shape) <= a < len(shape) and -len(shape) <= b < len(shape)):
        return transposed(call.m, array, None, call.node)
    order = list(range(len(shape)))
    order[a], order[b] = order[b], order[a]
    return transposed(call.m, array, tuple(order), call.node)


@array_function("flip", "fliplr", "flipud", "roll", "rot90", "sort", "fft")
def moved(call: Call, array: Array, name: str) -> Value:
    """The same values at other places."""
    view = name in ("flip", "fliplr", "flipud", "rot90") and seen_through(array)

    def change(data: Data) -> Data:
        made = data.then(name, call.node, f"np.{name}")
        return made if len(data.shape or ()) == 1 else made.but(columns=None)

    return array.derive(call.m, change, call.node, op=name, view=view)


@array_function("flatnonzero")
def flatnonzero(call: Call, array: Array, name: str) -> Value:
    """Places, as many as there are."""
    return Array(Data((None,), "int64", why="where values are not zero"), call.node)


@array_function("broadcast_to", "resize")
def broadcast_to(call: Call, array: Array, name: str) -> Value:
    """`np.broadcast_to(x, shape)`."""
    wanted = shapes.wanted_shape(call.m, call.first("shape", "new_shape", position=0))
    return _to_shape(call, array, wanted, name)


@shared("repeat")
def repeat(call: Call, array: Array, name: str) -> Value:
    """`np.repeat(x, n, axis)`."""
    times = const_int(call.get("repeats", 0))
    axes = given_axes(call, 1)
    shape = array.data(call.m).shape
    wanted: Shape | None = None
    if shape is not None and axes is None:
        size = shapes.size(shape)
        wanted = (size * times if size is not None and times is not None else None,)
    elif shape is not None and isinstance(axes, tuple):
        axis = axes[0] % len(shape) if shape and axes else 0
        wanted = tuple(_times(d, times) if i == axis else d for i, d in enumerate(shape))

    def change(data: Data) -> Data:
        made = data.then("repeat", call.node, "np.repeat", shape=wanted, columns=None)
        each = data.rows is not None and data.rows == data.classes  # one of each class, which now come in a row
        return replace(made, whole=object(), ordered=True if each else None)

    return array.derive(call.m, change, call.node, op="repeat")


def _times(dim: int | None, times: int | None) -> int | None:
    return None if dim is None or times is None else dim * times


@array_function("tile")
def tile(call: Call, array: Array, name: str) -> Value:
    """`np.tile(x, reps)`."""
    reps = shapes.wanted_shape(call.m, call.get("reps", 0))
    shape = array.data(call.m).shape
    wanted: Shape | None = None
    if shape is not None and reps is not None:
        rank = max(len(shape), len(reps))
        wide, times = (1,) * (rank - len(shape)) + shape, (1,) * (rank - len(reps)) + reps
        wanted = tuple(_times(d, t) for d, t in zip(wide, times, strict=True))
    return array.derive(
        call.m,
        lambda d: replace(d.then("repeat", call.node, "np.tile", shape=wanted, columns=None), whole=object()),
        call.node,
        op="repeat",
    )


@array_function("pad")
def pad(call: Call, array: Array, name: str) -> Value:
    """`np.pad(x, widths)`."""
    widths = call.m.plain(call.get("pad_width", 0))
    shape = array.data(call.m).shape
    wanted: Shape | None = None
    if shape is not None:
        wanted = tuple(_padded(d, widths, i) for i, d in enumerate(shape))

    def change(data: Data) -> Data:
        stats = join_stats([data.stats, exactly(0.0)]) if data.stats.bounded else data.stats
        return data.then("pad", call.node, "np.pad", shape=wanted, stats=stats, columns=None)

    return array.derive(call.m, change, call.node, op="pad")


def _padded(dim: int | None, widths: object, axis: int) -> int | None:
    if dim is None:
        return None
    if isinstance(widths, int):
        return dim + 2 * widths
    if isinstance(widths, (tuple, list)) and axis < len(widths):
        width = widths[axis]
        if isinstance(width, (tuple, list)) and len(width) == 2 and all(isinstance(w, int) for w in width):
            return dim + int(width[0]) + int(width[1])
        if len(widths) == 2 and all(isinstance(w, int) for w in widths):
            return dim + int(widths[0]) + int(widths[1])
    return None


# -- methods and attributes of arrays ---------------------------------------------------------------------------


@method("astype")
def astype(call: Call, array: Array) -> Value:
    """`x.astype("float32")`."""
    m = call.m
    value = call.get("dtype", 0)
    dtype = dtypes.named(value)
    word = value.name if isinstance(value, Native) else dtype or ""

    def change(data: Data) -> Data:
        made = cast_data(data, dtype, call.node)
        names = array.data(m).names
        return made if not isinstance(value, Unknown) else replace(made, names=names)

    if array.trace is None and dtypes.is_integer(dtype) and dtypes.is_float(array.data(m).dtype):
        payload = {"data": array.data(m), "dtype": dtype, "type": call.nodes.get("dtype") or call.nodes.get(0)}
        m.record("truncated", payload, call.node)
    made = array.derive(m, change, call.node, op="cast", by=word)
    from ..frames import carry

    return carry(m, array, made, change)


@method("view")
def viewed(call: Call, array: Array) -> Value:
    """`x.view()`; of another type, its bytes read anew."""
    if call.args or call.kwargs:
        return call.unknown("bytes of an array, read as another type")
    return array.derive(call.m, lambda d: d, call.node, op="copy", view=seen_through(array))


@method("copy")
def copy(call: Call, array: Array) -> Value:
    """`x.copy()`."""
    from ..frames import carry

    return carry(call.m, array, array.derive(call.m, lambda d: d, call.node, op="copy"), lambda d: d)


@method("tolist", "to_list")
def tolist(call: Call, array: Array) -> Value:
    """`x.tolist()` keeps the facets."""
    return array.as_list(call.m, call)


@method("item")
def item(call: Call, array: Array) -> Value:
    """`x.item()`."""
    number = array.exact(call.m)
    if number is not None:
        whole = dtypes.is_integer(array.data(call.m).dtype)
        return Const(int(number) if whole else number, call.node, usual=array.by_convention(call.m))
    return array.derive(call.m, lambda d: replace(d, shape=()), call.node, op="index")


@method("fill")
def fill(call: Call, array: Array) -> Value:
    """`x.fill(0)`."""
    if call.args:
        store_item(call.m, array, SliceValue(None, None, None, call.node), call.args[0], call.node)
    return Const(None)


@method("resize")
def resize(call: Call, array: Array) -> Value:
    """`x.resize(n, m)`, `x.resize((n, m))`: in place."""
    wanted = shapes.wanted_shape(
        call.m, TupleValue(tuple(call.args), call.node) if len(call.args) > 1 else call.get("new_shape", 0)
    )
    array.put(call.m, array.data(call.m).then("reshape", call.node, "resize", shape=wanted, columns=None))
    return Const(None)


@method("nonzero")
def nonzero(call: Call, array: Array) -> Value:
    """Indices."""
    index = Array(Data((None,), "int64", why="where values are not zero"), call.node)
    return TupleValue((index,), call.node, rest=index)


@method("tostring", "tobytes", "dump", "tofile", "setflags")
def bytes_(call: Call, array: Array) -> Value:
    """Nothing that comes back as data."""
    return call.unknown("bytes of an array")


@attribute("shape")
def shape(m: Machine, array: Array, node: Node) -> Value:
    """`x.shape`."""
    m.measured.add(id(array.fields))
    known = array.data(m).shape
    if known is None:
        return TupleValue((), node, rest=Unknown("the shape of an array", node, (array, "shape")))
    return shapes.as_tuple(known, array, node, usual=array.by_convention(m))


@attribute("ndim")
def ndim(m: Machine, array: Array, node: Node) -> Value:
    """`x.ndim`."""
    known = array.data(m).shape
    return Const(len(known), node) if known is not None else Unknown("the rank of an array", node, (array, "ndim"))


@attribute("size")
def size(m: Machine, array: Array, node: Node) -> Value:
    """`x.size`."""
    m.measured.add(id(array.fields))
    known = shapes.size(array.data(m).shape)
    if known is None:
        return Unknown("the size of an array", node, (array, "size"))
    return Const(known, node, usual=array.by_convention(m))


@attribute("dtype")
def dtype_(m: Machine, array: Array, node: Node) -> Value:
    """`x.dtype`."""
    known = array.data(m).dtype
    return Const(known, node) if known is not None else Unknown("the type of an array", node, (array, "dtype"))


@attribute("T")
def transposed_view(m: Machine, array: Array, node: Node) -> Value:
    """`x.T`."""
    return transposed(m, array, (), node)


@attribute("real")
def real(m: Machine, array: Array, node: Node) -> Value:
    """`x.real`."""
    halves = {"complex64": "float32", "complex128": "float64"}
    return array.derive(
        m, lambda d: d.then("real", node, dtype=halves.get(d.dtype or "", d.dtype), columns=None), node, op="real"
    )


@attribute("flat")
def flat(m: Machine, array: Array, node: Node) -> Value:
    """`x.flat`."""
    return reshaped(m, array, (-1,), node, "reshape", "flat")
