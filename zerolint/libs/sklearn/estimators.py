"""Scikit-learn's own models, searches over models, cross-validation, and what classes inherit from its mixins."""

from __future__ import annotations

from functools import partial
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.callables import Native
from zerolint.interp.containers import ListValue
from zerolint.interp.context import LoopContext
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.objects import Instance, Mutable
from zerolint.interp.values import Node, TupleValue, Unknown, Value
from zerolint.program.data import Data, Scale

from ..arrays import Array
from ..numpy.register import to_array
from ..registry import Base, base, function, prefix


class Estimator(Mutable):
    """A model that isn't a network: it can be fitted and asked, and changes nothing."""

    __slots__ = ("path",)

    def __init__(self, path: str, origin: Node) -> None:
        super().__init__(origin)
        self.path = path

    @property
    def type_name(self) -> str:  # type: ignore[override]  # the base's class attribute, computed here
        return f"a {self.path.rpartition('.')[2]}"

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name in ("fit", "partial_fit", "set_params"):
            return Native(name, lambda m, call: self, node)
        if name in _ANSWERS:
            return Native(name, lambda m, call: self.answer(m, call, name), node)
        if name in ("fit_resample", "fit_sample"):
            return Native(name, self.resample, node)
        return Unknown(f"`.{name}` of {self.type_name}", node, (self, name))

    def answer(self, m: Machine, call: Call, name: str) -> Value:
        """Predictions and projections of as many rows as go in."""
        array = to_array(m, call.args[0], call.node) if call.args else None
        if name == "score" or array is None:
            return Unknown(f"a result of {self.type_name}", call.node)
        data = array.data(m)
        flat = name in ("predict", "fit_predict")
        made = Data(
            (data.rows,) if flat else (data.rows, None),
            scale=Scale.OPAQUE,
            source=data.source,
            whole=data.whole,
            why=f"{name} of {self.type_name}",
        )
        return Array(made, call.node)

    def resample(self, m: Machine, call: Call) -> Value:
        """`SMOTE().fit_resample(X, y)`: rows are added or taken."""
        by = self.path
        parts: list[Value] = []
        for value in call.args[:2]:
            array = to_array(m, value, call.node)
            if array is None:
                parts.append(call.unknown("resampled rows"))
                continue
            parts.append(array.derive(m, lambda d: _resampled(d, call.node, by), call.node, op="resample", by=by))
        return TupleValue(parts, call.node)

    def truth(self, m: Machine) -> bool | None:
        return True

    def havoc(self, m: Machine, reason: str) -> None:
        """Functions that get a model fit it at most."""


_ANSWERS: Final = frozenset(
    {
        "decision_function",
        "fit_predict",
        "fit_transform",
        "predict",
        "predict_log_proba",
        "predict_proba",
        "score",
        "score_samples",
        "transform",
    }
)


def _resampled(data: Data, node: Node, by: str) -> Data:
    shape = (None, *data.shape[1:]) if data.shape is not None else None
    return data.then("resample", node, by, shape=shape, ordered=None, whole=(data.whole, node))


@prefix(
    "sklearn",
    "imblearn",
    "xgboost",
    "lightgbm",
    "catboost",
    "skimage.measure",
    "statsmodels",
    "umap",
    "hdbscan",
    "skopt.space",
)
def other(path: str, call: Call) -> Value:
    """Classes are models, functions change nothing."""
    name = path.rpartition(".")[2]
    if name[:1].isupper():
        return Estimator(path, call.node)
    return Unknown(f"`{path}` is not modelled", call.node, (path, call.node))


class Committee(Estimator):
    """`VotingClassifier([("a", model), …])`: fits each of its members on the same rows."""

    __slots__ = ("members",)

    def __init__(self, path: str, members: tuple[Value, ...], origin: Node) -> None:
        super().__init__(path, origin)
        self.members = members

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        return Native("fit", self.fit, node) if name == "fit" else super().attribute(m, name, node)

    def fit(self, m: Machine, call: Call) -> Value:
        for member in self.members:
            m.call(m.attribute(member, "fit", call.node), call)
        return self


def _committee(path: str, call: Call) -> Value:
    m, given = call.m, call.get("estimators", 0)
    named = m.iterate(given).items if given is not None else ()
    members = tuple(m.iterate(one).items[-1] for one in named if isinstance(one, (ListValue, TupleValue)))
    return Committee(path, members, call.node)


for _name in ("StackingClassifier", "StackingRegressor", "VotingClassifier", "VotingRegressor"):
    function(f"sklearn.ensemble.{_name}")(partial(_committee, f"sklearn.ensemble.{_name}"))


class Search(Mutable):
    """`GridSearchCV(estimator, grid)`: fits the estimator with many candidates."""

    __slots__ = ("estimator", "grid", "name")
    type_name = "a search over candidates"

    def __init__(self, estimator: Value, name: str, origin: Node, grid: Value | None = None) -> None:
        super().__init__(origin)
        self.estimator = estimator
        self.name = name
        self.grid = grid

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name == "fit":
            return Native("fit", self.fit, node)
        if name in ("best_params_", "cv_results_", "best_score_", "best_index_"):
            return Unknown(f"`{name}` of a search", node, (self, name))
        if name in ("best_estimator_", "estimator"):
            return self.estimator
        return m.attribute(self.estimator, name, node)

    def fit(self, m: Machine, call: Call) -> Value:
        """The estimator is fitted as in a loop over candidates."""
        self._set_candidates(m, call)
        swept(m, self.estimator, "fit", call, self.name)
        return self

    def _set_candidates(self, m: Machine, call: Call) -> None:
        """The parameters that are searched: the one value there is, else any of several."""
        if not _takes_parameters(self.estimator):
            return
        inner = Call(m, call.node, [], {})
        grids = [self.grid] if isinstance(self.grid, DictValue) else []
        if isinstance(self.grid, (ListValue, TupleValue)):
            grids = [grid for grid in m.iterate(self.grid).items if isinstance(grid, DictValue)]
        for grid in grids:
            for name, candidates in grid.contents(m).entries.items():
                if isinstance(name, str):
                    inner.kwargs[name] = _one_of(m, candidates, len(grids), call.node)
        m.call(m.attribute(self.estimator, "set_params", call.node), inner)

    def truth(self, m: Machine) -> bool | None:
        return True


def _takes_parameters(estimator: Value) -> bool:
    """Whether it heeds them: wrappers of networks (which classes of the project may derive from), pipelines."""
    return hasattr(estimator, "takes_parameters") or (
        isinstance(estimator, Instance) and "@wrapped" in estimator.fields
    )


def _one_of(m: Machine, candidates: Value, grids: int, node: Node) -> Value:
    if isinstance(candidates, (ListValue, TupleValue)) and grids == 1:
        items = m.iterate(candidates)
        if items.exact and len(items.items) == 1:
            return items.items[0]
    return Unknown("one of the candidates of a search", node)


def swept(m: Machine, estimator: Value, method: str, call: Call, by: str) -> Value:
    """Call a method of an estimator under a loop of candidates."""
    m.record("swept", {"estimator": estimator, "by": by}, call.node)
    outer = m.loops
    m.loops = (*outer, LoopContext(call.node, None, True, False))
    try:
        return m.call(m.attribute(estimator, method, call.node), call)
    finally:
        m.loops = outer


SELECTION: Final = "sklearn.model_selection"


@function(
    f"{SELECTION}.GridSearchCV",
    f"{SELECTION}.RandomizedSearchCV",
    f"{SELECTION}.HalvingGridSearchCV",
    f"{SELECTION}.HalvingRandomSearchCV",
    "skopt.BayesSearchCV",
    "dask_ml.model_selection.GridSearchCV",
)
def search(call: Call) -> Value:
    """`GridSearchCV(estimator=…, param_grid=…)`."""
    estimator = call.get("estimator", 0)
    func = getattr(call.node, "func", None)
    name = str(getattr(getattr(func, "attr", func), "value", "GridSearchCV"))
    grid = call.first("param_grid", "param_distributions", "search_spaces", position=1)
    return Search(estimator, name, call.node, grid) if estimator is not None else call.unknown("a search")


@function(
    f"{SELECTION}.cross_val_score",
    f"{SELECTION}.cross_validate",
    f"{SELECTION}.cross_val_predict",
    f"{SELECTION}.learning_curve",
    f"{SELECTION}.validation_curve",
    f"{SELECTION}.permutation_test_score",
)
def cross_validation(call: Call) -> Value:
    """`cross_val_score(estimator, X, y)`: the estimator is fitted on parts of the rows."""
    m = call.m
    estimator = call.get("estimator", 0)
    if estimator is None:
        return call.unknown("cross-validation")
    data = [v for v in (call.get("X", 1), call.get("y", 2)) if v is not None]
    outer = m.loops
    m.loops = (*outer, LoopContext(call.node, None, False, False))
    try:
        inner = Call(m, call.node, data, {}, {0: call.at("X", 1), 1: call.at("y", 2)})
        _add_parameters(m, call.first("params", "fit_params"), inner)
        m.call(m.attribute(estimator, "fit", call.node), inner)
    finally:
        m.loops = outer
    return Array(Data((None,), "float64", why="scores of folds"), call.node)


def _add_parameters(m: Machine, given: Value | None, inner: Call) -> None:
    """`fit_params={"epochs": 10}`."""
    if isinstance(given, DictValue):
        now = given.contents(m)
        inner.kwargs.update({key: value for key, value in now.entries.items() if isinstance(key, str)})
        inner.nodes.update({key: value.origin for key, value in now.entries.items() if isinstance(key, str)})
        inner.open = now.rest is not None


@function("sklearn.utils.class_weight.compute_class_weight", "sklearn.utils.class_weight.compute_sample_weight")
def class_weight(call: Call) -> Value:
    """`compute_class_weight("balanced", classes=…, y=y)`."""
    values = call.first("classes", position=1)
    array = to_array(call.m, values, call.node) if values is not None else None
    rows = array.data(call.m).rows if array is not None else None
    return Array(Data((rows,), "float64", why="weights of classes"), call.node)


@function("sklearn.base.clone")
def clone(call: Call) -> Value:
    """`clone(estimator)`."""
    return call.args[0] if call.args else call.unknown("a clone")


@base(
    "sklearn.base.TransformerMixin",
    "sklearn.base.BaseEstimator",
    "sklearn.base.ClassifierMixin",
    "sklearn.base.RegressorMixin",
)
class Mixin(Base):
    """`fit_transform` is `fit` and then `transform`."""

    def attribute(self, m: Machine, instance: Instance, name: str, node: Node) -> Value | None:
        if name == "fit_transform":
            return Native(name, lambda m, call: _fit_transform(m, instance, call), node)
        if name in ("get_params", "set_params"):
            return Native(name, lambda m, call: instance, node)
        return None


def _fit_transform(m: Machine, instance: Instance, call: Call) -> Value:
    m.call(m.attribute(instance, "fit", call.node), call)
    return m.call(m.attribute(instance, "transform", call.node), Call(m, call.node, call.args[:1], {}, call.nodes))
