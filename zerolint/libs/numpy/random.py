"""Random numbers: `np.random.*`, `RandomState` and `default_rng()` generators."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any, Final

from zerolint.interp.call import Call
from zerolint.interp.callables import Native
from zerolint.interp.machine import Machine, const_int
from zerolint.interp.values import NONE, Const, Node, Unknown, Value
from zerolint.program.data import NO_STATS, Data, Kind, Origin, Scale, Shape, Source, Stats

from .. import dtypes, sampling, shapes
from ..arrays import Array, as_array, note_read
from ..frames import put_rows
from ..literals import of_range
from ..picked import only_bounds
from ..registry import FUNCTIONS, constant, function
from ..shuffles import remember
from .register import over_arrays

Draw = Callable[[Call], Value]
DRAWS: Final[dict[str, Draw]] = {}
STATE: Final = ("seed", "set_state", "get_state", "bytes")


def draw(*names: str) -> Callable[[Draw], Draw]:
    """Register a function of `np.random` and a method of generators."""

    def register(handler: Draw) -> Draw:
        for name in names:
            DRAWS[name] = handler
            FUNCTIONS[f"numpy.random.{name}"] = handler if name in STATE else _remembered(handler)
        return handler

    return register


def _remembered(handler: Draw) -> Draw:
    """A function that draws from the generator that all share: in loops that is remembered."""

    def drawing(call: Call) -> Value:
        if call.m.loops:
            call.m.record("drawn", None, call.node)
        return handler(call)

    return drawing


class RandomGenerator(Value):
    """`np.random.default_rng(seed)` or `RandomState(seed)`."""

    __slots__ = ()
    type_name = "a random generator"

    def __init__(self, origin: Node) -> None:
        self.origin = origin

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        handler = DRAWS.get(name)
        if handler is None:
            return Unknown(f"`{name}` of a random generator is not modelled", node)

        def bound(m: Machine, call: Call) -> Value:
            call.receiver = self
            return handler(call)

        return Native(f"random.{name}", bound, node)

    def truth(self, m: Machine) -> bool | None:
        return True


@function("numpy.random.default_rng", "numpy.random.RandomState", "numpy.random.Generator")
def generator(call: Call) -> Value:
    """A generator of its own."""
    call.m.record("seed", {"value": call.args[0] if call.args else None, "of": "a generator"}, call.node)
    return RandomGenerator(call.node)


@constant("numpy.random.mtrand._rand")
def module_generator(node: Node) -> Value:
    """The generator behind the functions of the module."""
    return RandomGenerator(node)


def drawn(
    shape: Shape | None,
    stats: Stats,
    node: Node,
    name: str,
    dtype: str = "float64",
    kind: Kind = Kind.CONTINUOUS,
    classes: int | None = None,
    draw: sampling.Draw | None = None,
    m: Machine | None = None,
) -> Array:
    """An array of random numbers; `draw` gives one of them."""
    source = Source(Origin.RANDOM, f"np.random.{name}", node)
    columns = (stats,) * shape[1] if shape is not None and len(shape) == 2 and shape[1] and shape[1] <= 64 else None
    data = Data(
        shape, dtype, stats, columns, kind, classes, Scale.RAW, source, random=True, ordered=False, whole=object()
    )
    if draw is not None and m is not None:
        data = sampling.drawn(m, data, draw)
    return Array(data, node)


def sized(call: Call, position: int) -> Shape | None:
    """The shape that `size=` asks for; without it the parameters' own, which is a single number's mostly."""
    for parameter in (*call.args[:position], *call.kwargs.values()):
        if isinstance(parameter, Array):
            note_read(call.m, parameter)
    value = call.get("size", position)
    if value is not None and not (isinstance(value, Const) and value.value is None):
        return shapes.wanted_shape(call.m, value)
    given = [one for one in (*call.args[:position], *call.kwargs.values()) if not isinstance(one, Const)]
    arrays = [as_array(call.m, one) for one in given]
    return () if not given else arrays[0].data(call.m).shape if len(arrays) == 1 and arrays[0] is not None else None


def dims(call: Call) -> Shape | None:
    """The shape given as separate arguments."""
    return tuple(shapes.dim_of(value, call.m) for value in call.args) if not call.open else None


UNIFORM: Final = Stats(0.0, 1.0, 0.5, 12**-0.5, tight=True)
NORMAL: Final = Stats(None, None, 0.0, 1.0)


@draw("rand")
def rand(call: Call) -> Value:
    """`np.random.rand(n, m)`."""
    return drawn(dims(call), UNIFORM, call.node, "rand", draw=Random.random, m=call.m)


@draw("randn")
def randn(call: Call) -> Value:
    """`np.random.randn(n, m)`."""
    return drawn(dims(call), NORMAL, call.node, "randn", draw=_bell(0.0, 1.0), m=call.m)


@draw("random", "random_sample")
def random(call: Call) -> Value:
    """`np.random.random(size)`."""
    dtype = dtypes.named(call.get("dtype", 1)) or "float64"
    return drawn(sized(call, 0), UNIFORM, call.node, "random", dtype, draw=Random.random, m=call.m)


@draw("uniform")
def uniform(call: Call) -> Value:
    """`np.random.uniform(low, high, size)`."""
    low, high = (call.m.plain(call.get(name, at), usual) for name, at, usual in (("low", 0, 0.0), ("high", 1, 1.0)))
    if isinstance(low, list) and isinstance(high, list) and len(low) == len(high):
        return _uniform_columns(call, low, high)
    if not isinstance(low, (int, float)) or not isinstance(high, (int, float)):
        return drawn(sized(call, 2), NO_STATS, call.node, "uniform")
    lo, hi = sorted((float(low), float(high)))
    return drawn(sized(call, 2), _even(lo, hi), call.node, "uniform", draw=lambda r: r.uniform(lo, hi), m=call.m)


def _uniform_columns(call: Call, low: list[Any], high: list[Any]) -> Value:
    """`uniform([0, 100], [1, 900], size=(n, 2))`: each column between bounds of its own."""
    shape, numbers = sized(call, 2), all(isinstance(one, (int, float)) for one in (*low, *high))
    made = drawn(shape, NO_STATS, call.node, "uniform")
    if not numbers or not shape or shape[-1] != len(low):
        return made
    columns = tuple(_even(*sorted((float(a), float(b)))) for a, b in zip(low, high, strict=True))
    stats = Stats(float(min(*low, *high)), float(max(*low, *high)), tight=True)
    return Array(made.data(call.m).but(stats=stats, columns=columns if len(shape) == 2 else None), call.node)


def _even(lo: float, hi: float) -> Stats:
    return Stats(lo, hi, (lo + hi) / 2, (hi - lo) / 12**0.5, tight=True)


@draw("normal", "standard_normal", "laplace", "logistic", "gumbel")
def normal(call: Call) -> Value:
    """`np.random.normal(loc, scale, size)`."""
    name = _last_word(call)
    if name == "standard_normal":
        return drawn(sized(call, 0), NORMAL, call.node, name, draw=_bell(0.0, 1.0), m=call.m)
    mean, std = call.const("loc", 0, 0.0), call.const("scale", 1, 1.0)
    stats, draw = NO_STATS, None
    if isinstance(mean, (int, float)) and isinstance(std, (int, float)):
        stats = Stats(None, None, float(mean), abs(float(std)))
        draw = _bell(float(mean), abs(float(std)))
    shape = sized(call, 2)
    if shape == ():
        model = call.get("loc", 0)
        shape = model.data(call.m).shape if isinstance(model, Array) else ()
    return drawn(shape, stats, call.node, name, draw=draw, m=call.m)


def _bell(mean: float, std: float) -> sampling.Draw:
    """Draws around the mean; of heavier tails too, since only the middle of a sample counts."""
    return lambda r: r.gauss(mean, std)


@draw("truncnorm", "exponential", "poisson", "gamma", "beta", "lognormal", "chisquare", "weibull", "rayleigh", "pareto")
def positive(call: Call) -> Value:
    """Distributions on the positive side."""
    name = _last_word(call)
    count = 1 if name in ("exponential", "poisson", "chisquare", "weibull", "rayleigh", "pareto") else 2
    whole = name == "poisson"
    hi = 1.0 if name == "beta" else None
    kind = Kind.UNKNOWN if whole else Kind.CONTINUOUS
    mean, std = _moments(call, name)
    stats = Stats(0.0, hi, mean, std)
    return drawn(sized(call, count), stats, call.node, name, "int64" if whole else "float64", kind)


MOMENTS: Final[dict[str, tuple[tuple[tuple[str, float | None], ...], Callable[..., tuple[float, float]]]]] = {
    "beta": ((("a", None), ("b", None)), lambda a, b: (a / (a + b), (a * b / (a + b + 1)) ** 0.5 / (a + b))),
    "chisquare": ((("df", None),), lambda df: (df, (2 * df) ** 0.5)),
    "exponential": ((("scale", 1.0),), lambda scale: (scale, scale)),
    "gamma": ((("shape", None), ("scale", 1.0)), lambda shape, scale: (shape * scale, shape**0.5 * scale)),
    "poisson": ((("lam", 1.0),), lambda lam: (lam, lam**0.5)),
    "rayleigh": ((("scale", 1.0),), lambda scale: (1.2533 * scale, 0.6551 * scale)),
}
"""Mean and standard deviation by the parameters, which stand first, with their defaults."""


def _moments(call: Call, name: str) -> tuple[float | None, float | None]:
    names, formula = MOMENTS.get(name, ((), None))
    given = [call.const(word, at, default) for at, (word, default) in enumerate(names)]
    if formula is None or not all(isinstance(one, (int, float)) and one > 0 for one in given):
        return None, None
    return formula(*map(float, given))


@draw("binomial", "bernoulli", "negative_binomial", "geometric", "hypergeometric", "multinomial", "dirichlet")
def counts(call: Call) -> Value:
    """`np.random.binomial(1, p, size)` gives labels."""
    name = _last_word(call)
    trials = call.const("n", 0)
    shape = sized(call, 2)
    if name == "binomial" and isinstance(trials, int) and trials >= 1:
        stats = Stats(0.0, float(trials), tight=trials == 1)
        kind, classes = (Kind.CLASSES, 2) if trials == 1 else (Kind.UNKNOWN, None)
        return drawn(shape, stats, call.node, name, "int64", kind, classes)
    if name == "dirichlet":
        return drawn(None, Stats(0.0, 1.0), call.node, name)
    return drawn(None if name == "multinomial" else shape, Stats(0.0, None), call.node, name, "int64", Kind.UNKNOWN)


@draw("multivariate_normal")
def multivariate_normal(call: Call) -> Value:
    """`np.random.multivariate_normal(mean, cov, n)`: a column per entry of the mean."""
    means = call.m.plain(call.get("mean", 0))
    shape = sized(call, 2)
    if not isinstance(means, (list, tuple)) or shape is None:
        return drawn(None, NO_STATS, call.node, "multivariate_normal")
    made = drawn((*shape, len(means)), NO_STATS, call.node, "multivariate_normal")
    columns = tuple(Stats(mean=float(v)) if isinstance(v, (int, float)) else NO_STATS for v in means)
    made.put(call.m, replace(made.data(call.m), columns=columns))
    return made


@draw("randint", "integers", "random_integers")
def randint(call: Call) -> Value:
    """`np.random.randint(low, high, size)`: `high` is left out, and is the only end when it stands alone."""
    name = _last_word(call)
    low, high = call.get("low", 0), call.get("high", 1)
    if high is None or (isinstance(high, Const) and high.value is None):
        low, high = Const(1 if name == "random_integers" else 0), low
    lo = shapes.dim_of(low, call.m)
    hi = shapes.dim_of(high, call.m)
    endpoint = name == "random_integers" or call.const("endpoint") is True
    shape = sized(call, 2)
    dtype = dtypes.named(call.get("dtype", 3)) or "int64"
    if lo is None or hi is None:
        return drawn(shape, NO_STATS, call.node, name, dtype, Kind.UNKNOWN)
    top = hi if endpoint else hi - 1
    count = top - lo + 1
    stats = Stats(float(lo), float(top), (lo + top) / 2, ((max(count, 1) ** 2 - 1) / 12) ** 0.5, tight=True)
    labels = lo == 0 and 2 <= count <= 1000 and _column(shape)
    binary = labels or (lo == 0 and count == 2)
    kind = Kind.CLASSES if binary else Kind.UNKNOWN
    classes = count if binary else None
    draw = (lambda r: float(r.randint(lo, top))) if count > 0 else None
    return drawn(shape, stats, call.node, name, dtype, kind, classes, draw=draw, m=call.m)


def _column(shape: Shape | None) -> bool:
    return shape is not None and (len(shape) <= 1 or (len(shape) == 2 and shape[1] == 1))


@draw("choice")
def choice(call: Call) -> Value:
    """`np.random.choice(values, size, p=)`: values themselves, drawn anew."""
    m = call.m
    pool = call.get("a", 0)
    shape = sized(call, 1)
    number = const_int(pool) if pool is not None else None
    if number is not None:
        source = Array(of_range(range(number), call.node), call.node)
    else:
        found = over_arrays(m, pool, call.node, lambda a: a)
        if not isinstance(found, Array):
            return Unknown("a random choice", call.node)
        source = found

    def change(data: Data) -> Data:
        inner = data.shape[1:] if data.shape else ()
        labels = _as_labels(data)
        if call.get("p", 3) is not None:  # some are drawn more often than others
            labels = only_bounds(labels)
        return replace(
            labels,
            shape=(*shape, *inner) if shape is not None else None,
            random=True,
            source=Source(Origin.RANDOM, "np.random.choice", call.node),
            ordered=False,
            whole=object(),
        ).then("random", call.node, "np.random.choice")

    return source.derive(m, change, call.node, op="random", by="np.random.choice")


def _as_labels(data: Data) -> Data:
    """What is drawn from [0, 1, …, k − 1] are labels."""
    lo, hi = data.stats.lo, data.stats.hi
    if not dtypes.is_integer(data.dtype) or lo != 0.0 or hi is None or not data.stats.tight or data.rows is None:
        return data
    if data.kind is Kind.UNKNOWN and int(hi) + 1 == data.rows <= 100:
        return replace(data, kind=Kind.CLASSES, classes=data.rows)
    return data


@draw("permutation")
def permutation(call: Call) -> Value:
    """`np.random.permutation(n or array)`: the same rows in another order."""
    m = call.m
    _remember(call)
    value = call.args[0] if call.args else None
    number = shapes.dim_of(value, m) if value is not None and not isinstance(value, Array) else None
    if number is not None or isinstance(value, Unknown):
        data = of_range(range(number), call.node) if number is not None else Data((None,), "int64", why="a length")
        shuffled = data.then("shuffle", call.node, "np.random.permutation", ordered=False)
        return Array(replace(shuffled, source=Source(Origin.RANDOM, "np.random.permutation", call.node)), call.node)
    return over_arrays(m, value, call.node, lambda a: _shuffled(m, a, call.node, "np.random.permutation"))


def _remember(call: Call) -> None:
    remember(call, own=call.receiver.origin if isinstance(call.receiver, RandomGenerator) else None)


def _shuffled(m: Machine, array: Array, node: Node, by: str) -> Value:
    return array.derive(m, lambda d: d.then("shuffle", node, by, ordered=False), node, op="shuffle", by=by)


@draw("shuffle")
def shuffle(call: Call) -> Value:
    """`np.random.shuffle(x)`: in place."""
    _remember(call)
    value = call.args[0] if call.args else None
    if isinstance(value, Array):
        put_rows(call.m, value, lambda d: d.then("shuffle", call.node, "np.random.shuffle", ordered=False))
    elif value is not None and hasattr(value, "havoc") and call.m.length(value) != 1:
        _shuffle_list(call.m, value)
    return NONE


def _shuffle_list(m: Machine, value: Value) -> None:
    """A list keeps its items, their order is lost."""
    from zerolint.interp.containers import ListValue
    from zerolint.interp.values import Items

    if isinstance(value, ListValue):
        items = m.iterate(value)
        first = items.items[0] if items.items else items.rest
        if first is not None and items.exact and len(set(map(type, items.items))) > 1:
            value.replace(m, Items((), Unknown("an item of a shuffled list", value.origin)))


@draw(*STATE)
def seed(call: Call) -> Value:
    """The same numbers again: two shuffles after the same seed give one order."""
    call.m.record("seed", {"value": call.args[0] if call.args else None, "of": "np.random"}, call.node)
    return NONE


def _last_word(call: Call) -> str:
    func = getattr(call.node, "func", None)
    word = getattr(getattr(func, "attr", func), "value", "")
    return word if isinstance(word, str) else ""
