"""Arrays: NumPy arrays, frames, series, eager tensors; anything with `program.data.Data` facets.

State is in `fields["data"]` (a `Facets`), so that in-place operations and views come out right. What arrays can do
is registered in tables by name (`@method`, `@attribute`) from the modules that know NumPy, pandas and TensorFlow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple, TypeVar

from zerolint.interp.call import Call
from zerolint.interp.callables import Native
from zerolint.interp.containers import ListValue, SetValue
from zerolint.interp.machine import Machine
from zerolint.interp.objects import Mutable
from zerolint.interp.values import Choice, Const, Index, Items, Node, Unknown, Value
from zerolint.libs.facets import join_data, join_items, may_hold_arrays, partly_changed, repeated
from zerolint.libs.mentions import mentioned
from zerolint.program.data import NO_STATS, NOT_KNOWN, Data, Piece, Scale


class Facets(Value):
    """The facets of an array at one moment."""

    __slots__ = ("data",)

    def __init__(self, data: Data, origin: Node = None) -> None:
        self.data = data
        self.origin = origin

    def __eq__(self, other: object) -> bool:
        return type(other) is Facets and self.data == other.data

    def __hash__(self) -> int:
        return hash((self.data.shape, self.data.dtype))

    def __repr__(self) -> str:
        return f"Facets({self.data!r})"

    def widen(self, old: Value) -> Value:
        """After any number of iterations of a loop, one of which turned `old` into these."""
        if not isinstance(old, Facets):
            return self
        return Facets(repeated(old.data, self.data), self.origin)


class TraceStep(NamedTuple):
    """An operation on a prediction's values: `own` is what they were before, `other` the array that they met.

    `swapped`: they stand on the right of it. `matrix`: a vector meets a column, and all pairs of their values come out.
    """

    op: str
    node: Node
    by: str = ""
    value: float | None = None
    axis_size: int | None = None
    own: Data = NOT_KNOWN
    other: Data | None = None
    swapped: bool = False
    matrix: bool = False


class Meeting(NamedTuple):
    """The array on the other side of an operation, and how they stand: see `TraceStep`."""

    other: Data
    swapped: bool = False
    matrix: bool = False


class Trace(NamedTuple):
    """These values come from a prediction, through these operations. `head`: which output.

    `others`: of what else they were made that comes from predictions.
    """

    prediction: Any
    steps: tuple[TraceStep, ...] = ()
    head: int = 0
    others: tuple[Trace, ...] = ()


def traced(parts: Sequence[Array]) -> Trace | None:
    """The trace of what is made of several arrays: the first that has one, with the others."""
    found = [part.trace for part in parts if part.trace is not None]
    return found[0]._replace(others=(*found[0].others, *found[1:])) if found else None


class Order(NamedTuple):
    """What `argsort` gives: the places of `of`, from its lowest value to its highest."""

    of: Data


PICKED: Final = frozenset({"column", "index", "reshape", "transpose", "flip", "fliplr", "flipud", "rot90"})
"""Steps that make a view; they aren't steps of what it is a view of."""


class Window(NamedTuple):
    """A part of a series, or one item of it, that begins at (or some places off) the variable of a loop."""

    series: Data
    first: Index


PREPARES: Final = frozenset(
    {"divide", "fill", "fit_transform", "minmax", "normalise", "rescale", "standardise", "transform"}
)
"""Steps that make data fit for a network: rules ask what becomes of their result."""


def _first_name(node: Node) -> str | None:
    """The variable that a call gets first."""
    first = next(iter(getattr(node, "args", ())), None)
    value = getattr(first, "value", None)
    name = getattr(value, "value", None)
    return name if isinstance(name, str) and not hasattr(value, "attr") and name.isidentifier() else None


class Array(Mutable):
    """An array-like value.

    `container`: ndarray, frame, series, tensor, index, sparse, picture (of PIL), list (made by `list()` or `tolist()`).
    `base` is the array that this is a view of (of part of its values, or all in another shape); `window` is set where
    it is a window that goes over a series.
    """

    __slots__ = ("base", "container", "trace", "window")

    def __init__(
        self,
        data: Data,
        origin: Node = None,
        container: str = "ndarray",
        base: Array | None = None,
        trace: Trace | None = None,
    ) -> None:
        super().__init__(origin)
        self.fields["data"] = Facets(data, origin)
        self.container = container
        self.base = base
        self.trace = trace
        self.window: Window | None = None

    @property
    def type_name(self) -> str:  # type: ignore[override]  # the base's class attribute, computed here
        return {"frame": "a data frame", "series": "a column"}.get(self.container, "an array")

    def __repr__(self) -> str:
        return f"Array({self.fields['data']!r})"

    def widen(self, old: Value) -> Value:
        """`x = x * 2` in a loop of unknown length."""
        mine = self.fields["data"]
        theirs = old.fields["data"] if isinstance(old, Array) else None
        if isinstance(mine, Facets) and isinstance(theirs, Facets):
            self.fields["data"] = mine.widen(theirs)
        return self

    def blended(self, several: list[Array]) -> Array | None:
        """An array of which only that is known which holds for each of several: one of those in a list."""
        facets = [array.fields["data"] for array in several]
        known = [each.data for each in facets if isinstance(each, Facets)]
        if len(known) < len(several):
            return None
        container = self.container if all(array.container == self.container for array in several) else "ndarray"
        return Array(replace(join_items(known), whole=object()), self.origin, container)

    def apart(self, m: Machine, key: object) -> Array:
        """With rows of its own; what changes it changes what it is one of."""
        found = self.fields["data"]

        def own(facets: Value) -> Value:
            of = facets.data.whole if isinstance(facets, Facets) else None
            if not isinstance(facets, Facets) or of is None or (isinstance(of, tuple) and of[0] == "unknown"):
                return facets
            return Facets(facets.data.but(whole=Piece(of, key)), facets.origin)

        data = m.each(found, own, self.origin) if type(found) is Choice else own(found)
        if data is found:
            return self
        made = Array(NOT_KNOWN, self.origin, self.container, self, self.trace)
        made.fields.update({**self.fields, "data": data})
        made.window = self.window
        return made

    def data(self, m: Machine) -> Data:
        """Its facets on this path; alternatives that remain are joined to what they agree on."""
        found = self.fields["data"]
        if type(found) is Choice:
            found = m.narrow(found)
        if isinstance(found, Facets):
            return found.data
        if isinstance(found, Choice):
            return join_data([arm.data for _, arm in found.arms if isinstance(arm, Facets)])
        return NOT_KNOWN

    def put(self, m: Machine, data: Data) -> None:
        """Change it in place; what it is a view of changes with it (in part)."""
        m.store.put(self.fields, "data", Facets(data, self.origin))
        if self.container != "frame" and data.names:
            for key in [key for key in self.fields if key.startswith(".")]:
                m.store.drop(self.fields, key)  # what was known of single columns
        if self.base is not None:
            whole = self.base.data(m)
            steps = [step for step in data.trail[len(whole.trail) :] if step.op not in PICKED]
            self.base.put(m, partly_changed(whole, data.but(trail=(*whole.trail, *steps))))
            column = f".{data.names[0]}" if self.container == "series" and len(data.names) == 1 else ""
            if column in self.base.fields:
                m.store.put(self.base.fields, column, Facets(data, self.origin))

    def exact(self, m: Machine) -> float | None:
        """The number, when this is a single one that is exactly known."""
        data = self.data(m)
        return data.stats.lo if data.shape == () and data.stats.constant else None

    def derive(
        self,
        m: Machine,
        change: Callable[[Data], Data],
        node: Node,
        *,
        op: str,
        by: str = "",
        value: float | None = None,
        axis_size: int | None = None,
        container: str | None = None,
        view: bool = False,
        meeting: Meeting | None = None,
    ) -> Array:
        """A new array made of this one by `op`; alternatives are kept apart, a prediction's trace is carried on."""
        found = self.fields["data"]
        trace = self.trace
        if trace is not None:
            step = TraceStep(op, node, by, value, axis_size, self.data(m), *(meeting or ()))
            trace = trace._replace(steps=(*trace.steps, step))
            m.record("reading", trace, node)
        made = Array(NOT_KNOWN, node, container or self.container, self if view else None, trace)

        def changed(facets: Value) -> Value:
            return Facets(change(facets.data), node) if isinstance(facets, Facets) else facets

        made.fields["data"] = m.each(found, changed, node) if type(found) is Choice else changed(found)
        return made

    # -- what becomes of it -------------------------------------------------------------------------------------

    def dropped(self, m: Machine, node: Node) -> None:
        if self.origin is node and self.data(m).trail:
            m.record("dropped", {"result": self, "of": _first_name(node)}, node)

    def kept(self, m: Machine, name: str) -> None:
        trail = self.data(m).trail
        if trail and trail[-1].op in PREPARES:
            m.record("kept", {"result": self, "name": name, "read": mentioned(m, name)}, trail[-1].site)

    def picks(self, m: Machine, items: tuple[Value, ...], node: Node) -> None:
        """The number of a class, read from predictions, picks its name; what draws pick depends on them."""
        note_read(m, self)
        names = tuple(item.value for item in items if isinstance(item, Const) and isinstance(item.value, str))
        if self.trace is not None and len(names) == len(items) and any(s.op == "argmax" for s in self.trace.steps):
            m.record("class-named", {"prediction": self.trace.prediction.node, "names": names}, node)

    # -- operations of Python -----------------------------------------------------------------------------------

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if self.container == "frame":
            column = self.fields.get(f".{name}")
            if column is not None:
                return OPERATIONS["column"](m, self, Const(name, node), node)  # type: ignore[no-any-return]  # a value
        known = ATTRIBUTES.get(name)
        if known is not None:
            return known(m, self, node)
        handler = METHODS.get(name)
        if handler is not None:

            def bound(m: Machine, call: Call) -> Value:
                call.receiver = self
                return handler(call, self)

            return Native(f"{self.type_name}.{name}", bound, node)
        if self.container == "frame" and OPERATIONS.get("column") is not None:
            return OPERATIONS["column"](m, self, Const(name, node), node)  # type: ignore[no-any-return]  # a value
        return Unknown(f"`.{name}` of {self.type_name} is not modelled", node, (self, name), self)

    def set_attribute(self, m: Machine, name: str, value: Value) -> None:
        setter = OPERATIONS.get("set_attribute")
        if setter is not None:
            setter(m, self, name, value)

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        return OPERATIONS["subscript"](m, self, index, node)  # type: ignore[no-any-return]  # a value

    def set_subscript(self, m: Machine, index: Value, value: Value, node: Node) -> None:
        OPERATIONS["set_subscript"](m, self, index, value, node)

    def del_subscript(self, m: Machine, index: Value) -> None:
        handler = OPERATIONS.get("del_subscript")
        if handler is not None:
            handler(m, self, index)

    def binary(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        return OPERATIONS["binary"](m, self, op, other, node, swapped)  # type: ignore[no-any-return]  # a value

    def inplace(self, m: Machine, op: str, other: Value, node: Node) -> Value | None:
        return OPERATIONS["inplace"](m, self, op, other, node)  # type: ignore[no-any-return]  # a value

    def unary(self, m: Machine, op: str, node: Node) -> Value:
        return OPERATIONS["unary"](m, self, op, node)  # type: ignore[no-any-return]  # a value

    def compare(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        return OPERATIONS["compare"](m, self, op, other, node, swapped)  # type: ignore[no-any-return]  # a value

    def iterate(self, m: Machine) -> Items:
        return OPERATIONS["iterate"](m, self)  # type: ignore[no-any-return]  # items

    def nth(self, m: Machine, index: int, node: Node) -> Value | None:
        return self.subscript(m, Const(index, node), node) if self.container != "frame" else None

    def length(self, m: Machine) -> int | None:
        return self.data(m).rows

    def by_convention(self, m: Machine) -> bool:
        source = self.data(m).source
        return source is not None and source.by_convention

    def converted(self, m: Machine, kind: str, call: Call) -> Value:
        """`int(array)`, `float(array)`, `str(array)` …"""
        return OPERATIONS["converted"](m, self, kind, call)  # type: ignore[no-any-return]  # a value

    def reduced(self, m: Machine, name: str, call: Call) -> Value:
        """`max(array)`, `sum(array)`, `abs(array)`, `round(array)` …"""
        return OPERATIONS["reduced"](m, self, name, call)  # type: ignore[no-any-return]  # a value

    def as_list(self, m: Machine, call: Call) -> Value:
        """`list(array)` keeps the facets; of column names, the names."""
        if self.container == "index" or (self.container == "frame" and self.data(m).names):
            items = self.iterate(m)
            return ListValue(items.items, call.node, items.rest)
        return self.derive(
            m, lambda d: d.but(shape=None) if may_hold_arrays(d) else d, call.node, op="list", container="list"
        )

    def as_dict(self, m: Machine, node: Node) -> Value:
        """`dict(frame)`: its columns by name."""
        if self.container == "frame":
            return OPERATIONS["as_dict"](m, self, node)  # type: ignore[no-any-return]  # a value
        return Unknown(f"entries of {self.type_name}", node, of=self)

    def as_set(self, m: Machine, call: Call) -> Value:
        """`set(array)`: its different values; of a frame or of column names, the names."""
        if self.container in ("frame", "index") or len(self.data(m).shape or ()) > 1:
            items = self.iterate(m)
            return SetValue(items.items, call.node, items.rest)
        return OPERATIONS["distinct"](m, self, call.node)  # type: ignore[no-any-return]  # an array

    def as_sorted(self, m: Machine, call: Call) -> Value | None:
        """`sorted(array)` keeps the facets but the order; names are sorted as any others."""
        if self.container in ("frame", "index"):
            return None
        return self.derive(m, lambda d: d.then("sort", call.node, ordered=None), call.node, op="list", container="list")

    def formatted(self, m: Machine, spec: str, node: Node) -> None:
        """It stands in an f-string with this format."""
        handler = OPERATIONS.get("formatted")
        if handler is not None:
            handler(m, self, spec, node)

    def havoc(self, m: Machine, reason: str) -> None:
        """Unknown code may have changed the values: shape and source stay, scale and statistics do not."""
        data = self.data(m)
        if data.source is not None or data.shape is not None:
            self.put(m, data.then("opaque", self.origin, reason, scale=Scale.OPAQUE, stats=NO_STATS, columns=None))


Function = TypeVar("Function", bound=Callable[..., Any])
METHODS: Final[dict[str, Callable[[Call, Array], Value]]] = {}
ATTRIBUTES: Final[dict[str, Callable[[Machine, Array, Node], Value]]] = {}
OPERATIONS: Final[dict[str, Callable[..., Any]]] = {}
"""How arrays answer Python's operators: subscript, set_subscript, binary, inplace, unary, compare, iterate, converted,
reduced, column; filled by `arithmetic`, `indexing` and `frames`."""


def method(*names: str) -> Callable[[Callable[[Call, Array], Value]], Callable[[Call, Array], Value]]:
    """Register a method of arrays: `handler(call, array)`."""

    def register(handler: Callable[[Call, Array], Value]) -> Callable[[Call, Array], Value]:
        for name in names:
            METHODS[name] = handler
        return handler

    return register


def attribute(*names: str) -> Callable[[Function], Function]:
    """Register an attribute of arrays: `maker(m, array, node)`."""

    def register(maker: Function) -> Function:
        for name in names:
            ATTRIBUTES[name] = maker
        return maker

    return register


def operation(name: str) -> Callable[[Function], Function]:
    """Register how arrays answer one of Python's operations."""

    def register(handler: Function) -> Function:
        OPERATIONS[name] = handler
        return handler

    return register


def as_array(m: Machine, value: Value | None) -> Array | None:
    """The value as an array: itself, or a literal (nested list or tuple of numbers) made into one."""
    if isinstance(value, Array):
        return value
    maker = OPERATIONS.get("from_literal")
    if maker is None or value is None:
        return None
    return maker(m, value)  # type: ignore[no-any-return]  # an array or None


def note_read(m: Machine, array: Array) -> None:
    """Draws that are an index, the parameters of others, or looked at one by one in a loop.

    Other arrays may depend on them from now on.
    """
    data = array.data(m)
    if not data.random or data.source is None or data.source.site is None:
        return
    read: dict[int, Node] = m.state.setdefault("draws read", {})
    if id(data.source.site) not in read:
        read[id(data.source.site)] = data.source.site
        m.record("draws-read", data.source.site, array.origin)
