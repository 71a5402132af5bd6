"""The data sets that scikit-learn ships or fetches, and those that it draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from zerolint.interp.call import Call
from zerolint.interp.containers import ListValue
from zerolint.interp.machine import Machine
from zerolint.interp.values import NONE, Const, Node, TupleValue, Unknown, Value
from zerolint.knowledge import datasets as known
from zerolint.program.data import NO_STATS, Data, Kind, Origin, Scale, Source, Stats

from .. import shapes
from ..arrays import Array
from ..bags import Bag
from ..frames import make_frame
from ..registry import function
from ..tables import KINDS, facets_of
from .spreads import x_stats

LOADERS: Final = """
    fetch_20newsgroups fetch_california_housing fetch_covtype fetch_olivetti_faces load_boston load_breast_cancer
    load_diabetes load_digits load_iris load_linnerud load_wine
"""


def _loader(name: str) -> Callable[[Call], Value]:
    def load(call: Call) -> Value:
        row = known.sklearn(name)
        if row is not None and row.name == "diabetes" and call.const("scaled", None, True) is not True:
            row = row._replace(x=known.diabetes_unscaled())
        return _loaded(call, row) if row is not None else call.unknown(f"what {name} loads")

    return load


for _name in LOADERS.split():
    function(f"sklearn.datasets.{_name}")(_loader(_name))


def _loaded(call: Call, row: known.DataSet) -> Value:
    """A Bunch, or `(X, y)`; as frames when asked for."""
    node = call.node
    whole = (row.name, node, None)
    x = replace(facets_of(row.x, row.name, node, None, ordered=row.ordered), whole=whole)
    y = replace(facets_of(row.y, row.name, node, None, ordered=row.ordered), whole=whole)
    left = _classes_left(call, row)
    if left is not ALL:
        y = _fewer(y, left)
    if left is not ALL or call.const("subset", None, "train") != "train":
        x, y = (replace(each, shape=(None, *(each.shape or ())[1:])) for each in (x, y))
    framed = call.const("as_frame") is True or (call.const("as_frame") == "auto")
    x_value = _framed(call.m, x, node) if framed else Array(x, node)
    y_value = Array(replace(y, names=(row.target,)) if framed else y, node, "series" if framed else "ndarray")
    if call.const("return_X_y") is True:
        return TupleValue((x_value, y_value), node)
    return _bunch(call, row, x, y, x_value, y_value)


ALL: Final = -1
"""All classes of a data set are loaded."""


def _classes_left(call: Call, row: known.DataSet) -> int | None:
    """How many classes `load_digits(n_class=4)` or `fetch_20newsgroups(categories=[…])` asks for; None: not known."""
    if row.name == "digits":
        count = call.m.plain(call.first("n_class", position=0) or Const(10, call.node))
        return ALL if count == 10 else (count if isinstance(count, int) else None)
    wanted = call.get("categories") if row.name == "20newsgroups" else None
    return ALL if wanted is None or wanted == NONE else call.m.length(wanted)


def _fewer(labels: Data, count: int | None) -> Data:
    """The first `count` of the classes."""
    top = count - 1.0 if count is not None else labels.stats.hi
    stats = Stats(labels.stats.lo, top, tight=count is not None)
    return replace(labels, classes=count, stats=stats)


def _framed(m: Machine, data: Data, node: Node) -> Array:
    parts: dict[str, Data] = {}
    for name, stats in zip(data.names, data.columns or (), strict=False):
        parts[name] = replace(data, shape=(data.rows,), stats=stats, columns=None, names=(name,))
    return make_frame(m, data, parts, node)


def _bunch(call: Call, row: known.DataSet, x: Data, y: Data, x_value: Value, y_value: Value) -> Value:
    node = call.node
    names = ListValue(tuple(Const(n, node) for n in x.names), node)
    if not x.names:
        names = ListValue((), node, Unknown("the name of a feature", node))
    count = y.classes if y.kind is Kind.CLASSES else 1
    labels: Value = Array(Data((count,), "str", classes=count, source=y.source, why="names of classes"), node)
    if y.kind is Kind.CONTINUOUS:
        labels = ListValue((Const(row.target, node),), node)  # the quantity's name
    entries: dict[str, Value] = {
        "DESCR": Unknown("a description", node),
        "data": x_value,
        "feature_names": names,
        "target": y_value,
        "target_names": labels,
    }
    if row.name == "digits" and x.rows is not None:
        entries["images"] = Array(replace(x, shape=(x.rows, 8, 8), columns=None), node)
    if row.name == "olivetti_faces":
        entries["images"] = Array(replace(x, shape=(x.rows, 64, 64), columns=None), node)
    if call.const("as_frame") is True:
        entries["frame"] = _with_target(call, x, y, row.target)
    return Bag("a Bunch", entries, node)


def _with_target(call: Call, x: Data, y: Data, name: str) -> Value:
    from ..frames import set_column

    frame = _framed(call.m, x, call.node)
    set_column(call.m, frame, Const(name), Array(y, call.node, "series"), call.node)
    return frame


@function("sklearn.datasets.fetch_openml", "sklearn.datasets.fetch_mldata")
def fetch_openml(call: Call) -> Value:
    """`fetch_openml("mnist_784")`: a known set, else a source without content."""
    name = call.first("name", "dataname", position=0)
    text = name.value if isinstance(name, Const) and isinstance(name.value, str) else "a data set of OpenML"
    row = known.openml({"MNIST original": "mnist_784", "mnist-original": "mnist_784"}.get(text, text))
    if row is not None:
        return _loaded(call, row)
    return unknown_set(call, text)


def unknown_set(call: Call, name: str) -> Value:
    """A data set whose content isn't in the tables."""
    node = call.node
    source = Source(Origin.DATASET, name, node)
    x = Array(Data(scale=Scale.RAW, source=source, whole=(name, node)), node)
    y = Array(Data(scale=Scale.RAW, source=source, whole=(name, node)), node)
    if call.const("return_X_y") is True:
        return TupleValue((x, y), node)
    return Bag("a Bunch", {"data": x, "target": y}, node, open_=True)


@function(
    "sklearn.datasets.load_files",
    "sklearn.datasets.fetch_lfw_people",
    "sklearn.datasets.fetch_kddcup99",
    "sklearn.datasets.fetch_rcv1",
    "sklearn.datasets.fetch_20newsgroups_vectorized",
    "sklearn.datasets.load_svmlight_file",
    "sklearn.datasets.fetch_species_distributions",
)
def fetched(call: Call) -> Value:
    """Sets without a row in the tables."""
    func = getattr(call.node, "func", None)
    name = getattr(getattr(func, "attr", func), "value", "a data set")
    return unknown_set(call, str(name).removeprefix("fetch_").removeprefix("load_"))


GENERATORS: Final = """
    make_blobs make_circles make_classification make_friedman1 make_friedman2 make_friedman3 make_gaussian_quantiles
    make_hastie_10_2 make_moons make_multilabel_classification make_regression make_s_curve make_swiss_roll
    make_sparse_uncorrelated
"""


def _generator(name: str) -> Callable[[Call], Value]:
    def draw(call: Call) -> Value:
        row = known.generator(name)
        return _drawn(call, row) if row is not None else call.unknown(f"what {name} draws")

    return draw


for _name in GENERATORS.split():
    function(f"sklearn.datasets.{_name}")(_generator(_name))


def _drawn(call: Call, row: known.Generator) -> Value:
    """`(X, y)`: y depends on X, so nothing here counts as random labels."""
    node = call.node
    options = _options(call, row)
    samples = _count(options.get("n_samples"))
    features = row.features if isinstance(row.features, int) else _count(options.get(row.features))
    source = Source(Origin.RANDOM, f"sklearn.datasets.{row.name}", node)
    ordered = options.get("shuffle") is False
    whole = (row.name, node)
    x = Data(
        (samples, features),
        "float64",
        x_stats(row, options),
        None,
        KINDS[row.x_kind],
        None,
        Scale.RAW,
        source,
        ordered=ordered,
        whole=whole,
    )
    y = _targets(row, options, samples, source, node)
    return TupleValue((Array(x, node), Array(replace(y, ordered=ordered, whole=whole), node)), node)


def _options(call: Call, row: known.Generator) -> dict[str, Any]:
    """Parameters as Python objects; `Ellipsis` where one isn't known."""
    m = call.m
    positional = row.positional.replace("*", "").split()
    options: dict[str, Any] = dict(row.defaults)
    given = {**dict(zip(positional, call.args, strict=False)), **call.kwargs}
    for name, value in given.items():
        number = shapes.dim_of(value, m)
        options[name] = number if number is not None else m.plain(value, ...)
    if call.open:
        options = dict.fromkeys(options, ...)
    centers = given.get("centers")
    options["places"] = options.get("centers") if centers is not None else None
    if centers is not None and isinstance(options.get("centers"), (list, tuple)):
        options["centers"] = len(options["centers"])
    elif isinstance(centers, Array):
        options["centers"] = centers.data(m).rows or ...
    if "centers" in options and options["centers"] is None:
        options["centers"] = 3
    return options


def _count(value: Any) -> int | None:
    if isinstance(value, (tuple, list)):
        return sum(value) if all(isinstance(v, int) for v in value) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


REACHED: Final = ((5, 60.0), (2, 4.5))
"""How far either way a sixteenth of the targets of `make_regression` lies at least, by the number of features that
count: over 300 seeds each, 50 and 1000 rows, they lay beyond 65 (5 features) and 4.53 (2)."""


def _y_stats(row: known.Generator, options: dict[str, Any], samples: int | None) -> Stats:
    wide, count = _count(options.get("n_features")), _count(options.get("n_informative"))
    plain = row.name == "make_regression" and options.get("bias") == 0.0 and options.get("n_targets") == 1
    if not plain or wide is None or count is None or (samples is not None and samples < 50):
        return NO_STATS
    reach = next((reach for least, reach in REACHED if min(wide, count) >= least), None)
    return NO_STATS if reach is None else Stats(reached=(-reach, reach))


def _weighted(stats: Stats, options: dict[str, Any]) -> Stats:
    """Of two classes: the share of the second by `weights`; `flip_y` gives that many rows a class at random."""
    weights, flipped = options.get("weights"), options.get("flip_y", 0.01)
    if weights is None:
        first = 0.5
    elif isinstance(weights, (list, tuple)) and weights and isinstance(weights[0], (int, float)):
        first = float(weights[0])
    else:
        return stats
    if not isinstance(flipped, (int, float)) or not 0 <= first <= 1:
        return stats
    share = (1 - first) * (1 - flipped) + flipped / 2
    return replace(stats, mean=share, std=(share * (1 - share)) ** 0.5)


def _targets(row: known.Generator, options: dict[str, Any], samples: int | None, source: Source, node: Node) -> Data:
    if row.classes is None:
        columns = options.get("n_targets", 1)
        shape = (samples,) if columns == 1 else (samples, columns if isinstance(columns, int) else None)
        stats = _y_stats(row, options, samples)
        return Data(shape, "float64", stats, kind=Kind.CONTINUOUS, scale=Scale.RAW, source=source)
    count = row.classes if isinstance(row.classes, int) else _count(options.get(row.classes))
    if KINDS[row.y_kind] is Kind.MULTI_HOT:
        stats = Stats(0.0, 1.0, tight=True)
        return Data((samples, count), "int64", stats, None, Kind.MULTI_HOT, count, Scale.RAW, source)
    stats = Stats(0.0, count - 1.0, tight=True) if count else NO_STATS
    if row.name == "make_hastie_10_2":
        stats = Stats(-1.0, 1.0, tight=True)
    if row.name == "make_classification" and count == 2:
        stats = _weighted(stats, options)
    return Data((samples,), "int64", stats, None, Kind.CLASSES, count, Scale.RAW, source)
