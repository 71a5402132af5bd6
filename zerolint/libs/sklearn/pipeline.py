"""Pipelines and column transformers: transformers in a row and beside each other."""

from __future__ import annotations

from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.callables import Native
from zerolint.interp.containers import ListValue
from zerolint.interp.machine import Machine
from zerolint.interp.objects import Mutable
from zerolint.interp.ranges import SliceValue
from zerolint.interp.values import Const, Node, TupleValue, Unknown, Value
from zerolint.program.data import NO_STATS, Data, Kind, Scale

from ..arrays import Array
from ..bags import Bag
from ..frames import chosen_names, dropped, select
from ..indexing import pick
from ..indices import index_parts
from ..numpy.join import concatenated
from ..numpy.register import over_arrays
from ..registry import function
from .objects import Step, Transformer, transformer

COLUMNS: Final = "sklearn.compose.ColumnTransformer"
UNION: Final = "sklearn.pipeline.FeatureUnion"


class Pipeline(Mutable):
    """`Pipeline([("scale", StandardScaler()), ("model", KerasClassifier(...))])`."""

    __slots__ = ("steps",)
    type_name = "a pipeline"

    def __init__(self, steps: list[tuple[str, Value]], origin: Node) -> None:
        super().__init__(origin)
        self.steps = steps

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name == "named_steps":
            return Bag("steps of a pipeline", dict(self.steps), node)
        if name == "steps":
            pairs = tuple(TupleValue((Const(word), step), node) for word, step in self.steps)
            return ListValue(pairs, node)
        if name in _RUNS:
            return Native(f"Pipeline.{name}", lambda m, call: self.run(m, call, name), node)
        if name == "set_params":
            return Native(name, self.set_parameters, node)
        if name == "set_output":
            return Native(name, lambda m, call: self, node)
        return Unknown(f"`.{name}` of a pipeline", node, (self, name))

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        word = index.value if isinstance(index, Const) else None
        if isinstance(word, int) and -len(self.steps) <= word < len(self.steps):
            return self.steps[word][1]
        return next((step for name, step in self.steps if name == word), Unknown("a step of a pipeline", node))

    def run(self, m: Machine, call: Call, name: str) -> Value:
        """All steps but the last transform; the last one does what is asked."""
        if not self.steps:
            return call.unknown("an empty pipeline")
        fitting = name in ("fit", "fit_transform", "fit_predict")
        x = call.args[0] if call.args else call.first("X")
        for _, step in self.steps[:-1]:
            x = self._through(m, step, x, "fit_transform" if fitting else "transform", call)
        word, last = self.steps[-1]
        if not _applies(last):
            return self if name == "fit" else (x if x is not None else call.unknown("nothing to transform"))
        kwargs = {k.removeprefix(f"{word}__"): v for k, v in call.kwargs.items() if k not in ("X",)}
        nodes = {k.removeprefix(f"{word}__") if isinstance(k, str) else k: v for k, v in call.nodes.items()}
        args = [x, *call.args[1:]] if x is not None else list(call.args)
        result = m.call(m.attribute(last, name, call.node), Call(m, call.node, args, kwargs, nodes, open_=call.open))
        return self if name == "fit" else result

    @property
    def takes_parameters(self) -> bool:
        """See `Search`."""
        return any(hasattr(step, "takes_parameters") for _, step in self.steps)

    def set_parameters(self, m: Machine, call: Call) -> Value:
        """`set_params(net__epochs=10)`: for the steps that heed parameters."""
        for word, step in self.steps:
            if hasattr(step, "takes_parameters"):
                inner = Call(m, call.node, [], {})
                for name, value in call.kwargs.items():
                    if name.startswith(f"{word}__"):
                        inner.kwargs[name.removeprefix(f"{word}__")] = value
                        inner.nodes[name.removeprefix(f"{word}__")] = call.nodes.get(name, call.node)
                m.call(m.attribute(step, "set_params", call.node), inner)
        return self

    def _through(self, m: Machine, step: Value, x: Value | None, name: str, call: Call) -> Value | None:
        if x is None or not _applies(step):
            return x
        return m.call_values(m.attribute(step, name, call.node), [x], call.node)

    def truth(self, m: Machine) -> bool | None:
        return True

    def havoc(self, m: Machine, reason: str) -> None:
        """Functions that get a pipeline fit it at most."""


_RUNS: Final = frozenset(
    {
        "fit",
        "fit_predict",
        "fit_transform",
        "inverse_transform",
        "predict",
        "predict_proba",
        "score",
        "transform",
        "decision_function",
    }
)


def _applies(step: Value) -> bool:
    return not (isinstance(step, Const) and step.value in (None, "passthrough"))


@function("sklearn.pipeline.Pipeline", "imblearn.pipeline.Pipeline")
def pipeline(call: Call) -> Value:
    """`Pipeline(steps)`."""
    given = call.get("steps", 0)
    steps = _pairs(call.m, given)
    return Pipeline(steps, call.node) if steps is not None else call.unknown("a pipeline of unknown steps")


def _pairs(m: Machine, given: Value | None) -> list[tuple[str, Value]] | None:
    items = m.iterate(given) if given is not None else None
    if items is None or not items.exact:
        return None
    found: list[tuple[str, Value]] = []
    for item in items.items:
        parts = m.iterate(item).items
        if len(parts) < 2 or not isinstance(parts[0], Const):
            return None
        found.append((str(parts[0].value), parts[1]))
    return found


@function("sklearn.pipeline.make_pipeline", "imblearn.pipeline.make_pipeline")
def make_pipeline(call: Call) -> Value:
    """`make_pipeline(StandardScaler(), model)`."""
    steps = [(_step_name(value, i), value) for i, value in enumerate(call.args)]
    return Pipeline(steps, call.node) if not call.open else call.unknown("a pipeline of unknown steps")


def _step_name(value: Value, position: int) -> str:
    return str(getattr(value, "name", f"step{position}")).lower()


# -- transformers beside each other -----------------------------------------------------------------------------


@function("sklearn.compose.make_column_transformer")
def make_column_transformer(call: Call) -> Value:
    """`make_column_transformer((StandardScaler(), ["age"]), …)`."""
    rows = []
    for value in call.args:
        parts = call.m.iterate(value).items
        if len(parts) == 2:
            first, second = parts if not isinstance(parts[0], (ListValue, TupleValue)) else (parts[1], parts[0])
            rows.append(TupleValue((Const("step"), first, second), call.node))
    options = Call(call.m, call.node, [ListValue(tuple(rows), call.node)], call.kwargs, call.nodes)
    return Transformer(COLUMNS, options)


@transformer(COLUMNS)
def column_transformer(data: Data, step: Step) -> Data:
    """Parts of the columns, each through its own transformer, side by side."""
    m, node = step.m, step.node
    source = step.transformer.fields.get("input")
    rows = m.iterate(step.transformer.options.get("transformers", 0) or Unknown("no transformers"))
    if not isinstance(source, Array) or not rows.exact:
        return _opaque(data, step)
    made: list[Array] = []
    used: list[str] = []
    for row in rows.items:
        parts = m.iterate(row).items
        if len(parts) != 3:
            return _opaque(data, step)
        chosen = _chosen(m, source, parts[2], node)
        used.extend(chosen_names(m, parts[2]) or ())
        if chosen is None:
            return _opaque(data, step)
        result = _one(m, parts[1], chosen, step)
        if result is not None:
            made.append(result)
    rest = step.transformer.options.const("remainder", 1, "drop")
    if rest == "passthrough" and source.container == "frame":
        made.append(dropped(m, source, tuple(used), node))
    elif rest != "drop":
        return _opaque(data, step)
    return _beside(m, made, data, step)


def _chosen(m: Machine, source: Array, columns: Value, node: Node) -> Array | None:
    names = chosen_names(m, columns)
    if isinstance(columns, Const) and isinstance(columns.value, str):
        names = (columns.value,)
    if names is not None:
        return select(m, source, names, node) if source.container == "frame" else None
    if isinstance(m.plain(columns), (list, tuple)) or isinstance(columns, Array):
        index = TupleValue((SliceValue(None, None, None, node), columns), node)
        return pick(m, source, index_parts(m, index, source.data(m).shape), node)
    return None


def _one(m: Machine, worker: Value, chosen: Array, step: Step) -> Array | None:
    if isinstance(worker, Const):
        return chosen if worker.value == "passthrough" else None
    result = m.call_values(m.attribute(worker, step.op, step.node), [chosen], step.node)
    return result if isinstance(result, Array) else Array(_opaque(chosen.data(m), step), step.node)


def _beside(m: Machine, made: list[Array], data: Data, step: Step) -> Data:
    """What the parts together are: scaled if each of them is."""
    if not made:
        return _opaque(data, step)
    parts = [part.data(m) for part in made]
    joined = concatenated(m, made, 1, step.node).data(m)
    scales = {p.scale for p in parts if not p.stats.within(-1.0, 1.0)}
    scaled = all(p.scaled for p in parts)
    scale = scales.pop() if len(scales) == 1 else (Scale.NORMALISED if scaled else Scale.OPAQUE)
    shape = joined.shape if joined.shape is not None and len(joined.shape) == 2 else (data.rows, None)
    return data.then(
        step.op,
        step.node,
        step.by,
        shape=shape,
        stats=joined.stats,
        columns=joined.columns,
        scale=scale,
        kind=Kind.UNKNOWN,
        names=(),
        dtype="float64",
        classes=None,
        codes=joined.codes,
    )


def _opaque(data: Data, step: Step) -> Data:
    shape = (data.rows, None)
    return data.then(
        step.op,
        step.node,
        step.by,
        shape=shape,
        stats=NO_STATS,
        columns=None,
        scale=Scale.OPAQUE,
        names=(),
        kind=Kind.UNKNOWN,
        classes=None,
    )


@transformer(UNION)
def feature_union(data: Data, step: Step) -> Data:
    """The same columns through several transformers."""
    source = step.transformer.fields.get("input")
    pairs = _pairs(step.m, step.transformer.options.get("transformer_list", 0))
    if pairs is None or not isinstance(source, Array):
        return _opaque(data, step)
    made = [_one(step.m, worker, source, step) for _, worker in pairs]
    return _beside(step.m, [part for part in made if part is not None], data, step)


@function("sklearn.compose.TransformedTargetRegressor")
def transformed_target(call: Call) -> Value:
    """A regressor whose target is transformed: fitted on the transformed target."""
    regressor = call.get("regressor", 0)
    worker = call.get("transformer")
    if regressor is None:
        return call.unknown("a regressor")
    return TransformedTarget(regressor, worker, call.node)


class TransformedTarget(Mutable):
    """`TransformedTargetRegressor(regressor=…, transformer=StandardScaler())`."""

    __slots__ = ("regressor", "worker")
    type_name = "a regressor with a transformed target"

    def __init__(self, regressor: Value, worker: Value | None, origin: Node) -> None:
        super().__init__(origin)
        self.regressor = regressor
        self.worker = worker

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name == "fit":
            return Native("fit", self.fit, node)
        return m.attribute(self.regressor, name, node)

    def fit(self, m: Machine, call: Call) -> Value:
        """The regressor is fitted on the transformed target."""
        args = list(call.args)
        if len(args) > 1:
            args[1] = self._transformed(m, args[1], call.node)
        m.call(m.attribute(self.regressor, "fit", call.node), Call(m, call.node, args, call.kwargs, call.nodes))
        return self

    def _transformed(self, m: Machine, y: Value, node: Node) -> Value:
        if self.worker is not None and not isinstance(self.worker, Const):
            return m.call_values(m.attribute(self.worker, "fit_transform", node), [y], node)

        def opaque(array: Array) -> Value:
            return array.derive(
                m, lambda d: d.then("opaque", node, stats=NO_STATS, columns=None, scale=Scale.OPAQUE), node, op="opaque"
            )

        return over_arrays(m, y, node, opaque)
