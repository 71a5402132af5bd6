"""Transformers of scikit-learn as values: what they were fitted on is part of their state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from zerolint.interp.call import Call
from zerolint.interp.callables import Native
from zerolint.interp.containers import ListValue
from zerolint.interp.machine import Machine
from zerolint.interp.objects import Mutable as MutableValue
from zerolint.interp.values import Choice, Node, TupleValue, Unknown, Value
from zerolint.program.data import NOT_KNOWN, Data

from .. import dtypes
from ..arrays import Array, Facets
from ..facets import join_data
from ..frames import known_columns
from ..literals import lists_of_labels
from ..numpy.register import over_arrays, to_array
from ..registry import function


class Step(NamedTuple):
    """One use of a transformer. `fitted`: what it was fitted on; `op`: fit_transform or transform."""

    transformer: Transformer
    fitted: Data
    op: str
    node: Node
    m: Machine
    written: Node = None

    @property
    def by(self) -> str:
        return self.transformer.path


Behaviour = Callable[[Data, Step], Data]


class Transformer(MutableValue):
    """`StandardScaler()` and its kin; `options` is the call that made it."""

    __slots__ = ("options", "path")

    def __init__(self, path: str, options: Call) -> None:
        super().__init__(options.node)
        self.path = path
        self.options = options

    @property
    def type_name(self) -> str:  # type: ignore[override]  # the base's class attribute, computed here
        return f"a {self.name}"

    @property
    def name(self) -> str:
        return self.path.rpartition(".")[2]

    def __repr__(self) -> str:
        return f"Transformer({self.name})"

    def fitted(self, m: Machine) -> Data | None:
        """What it was fitted on; None if it wasn't."""
        found = self.fields.get("fitted")
        if type(found) is Choice:
            found = m.narrow(found)
        if isinstance(found, Choice):
            return join_data([arm.data for _, arm in found.arms if isinstance(arm, Facets)])
        return found.data if isinstance(found, Facets) else None

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        method = _METHODS.get(name)
        if method is not None:
            return Native(f"{self.name}.{name}", lambda m, call: method(self, call), node)
        learned = LEARNED.get(name)
        if learned is not None:
            return learned(m, self, node)
        given = self.options.kwargs.get(name)
        return given if given is not None else Unknown(f"`.{name}` of a {self.name}", node, (self, name))

    def truth(self, m: Machine) -> bool | None:
        return True

    def havoc(self, m: Machine, reason: str) -> None:
        """Functions that get a transformer fit it at most."""

    # -- what it does -------------------------------------------------------------------------------------------

    def fit(self, call: Call) -> Value:
        """`scaler.fit(x)`."""
        self.learn(call.m, call.args[0] if call.args else call.first("X", "y", "raw_documents"), call.node, "fit")
        return self

    def learn(self, m: Machine, value: Value | None, node: Node, op: str) -> None:
        """Take the data as what it is fitted on."""
        array = to_array(m, value, node) if type(value) is not Choice else None
        data = array.data(m) if array is not None else NOT_KNOWN
        if type(value) is Choice:
            arms = [to_array(m, arm, node) for _, arm in value.arms]
            data = join_data([arm.data(m) for arm in arms if arm is not None])
        m.store.put(self.fields, "fitted", Facets(data, node))
        m.record("fitted", {"made": self.origin, "by": self.path, "data": data, "op": op}, node)

    def transform(self, call: Call) -> Value:
        """`scaler.transform(x)`."""
        return self.apply(call, "transform")

    def fit_transform(self, call: Call) -> Value:
        """`scaler.fit_transform(x)`."""
        value = call.args[0] if call.args else call.first("X", "y", "raw_documents")
        self.learn(call.m, value, call.node, "fit_transform")
        return self.apply(call, "fit_transform")

    def apply(self, call: Call, op: str) -> Value:
        """The transformed array."""
        m = call.m
        value = call.args[0] if call.args else call.first("X", "y", "raw_documents")
        if self.name == "MultiLabelBinarizer" and isinstance(value, (ListValue, TupleValue)):
            value = lists_of_labels(m, value, call.node)
        fitted = self.fitted(m)
        step = Step(self, fitted if fitted is not None else NOT_KNOWN, op, call.node, m, call.nodes.get(0))
        behaviour = BEHAVIOURS[self.path]

        def run(array: Array) -> Value:
            if self.name in OF_NUMBERS and _has_text(m, array):
                return call.unknown("text can't be scaled: the file isn't the one that its name says")
            data = array.data(m)
            self.fields["input"] = array
            payload = {"made": self.origin, "by": self.path, "data": data, "fitted": fitted, "op": op, **written(call)}
            sparse = OUTPUT.get(self.path)
            container = sparse(self) if sparse is not None else "ndarray"
            made = array.derive(m, lambda d: behaviour(d, step), call.node, op=op, by=self.path, container=container)
            m.record("transformed", {**payload, "result": made}, call.node)
            if self.options.const("copy", None, True) is False:
                array.put(m, made.data(m))
            return made

        return over_arrays(m, value, call.node, run, f"{self.name}.{op}")

    def inverse_transform(self, call: Call) -> Value:
        """`scaler.inverse_transform(x)`: back to the units of what it was fitted on."""
        m = call.m
        value = call.args[0] if call.args else call.first("X", "y", "Y")
        fitted = self.fitted(m) or NOT_KNOWN
        labels = self.name.endswith(("Encoder", "Binarizer"))  # they take from the classes, in their type

        def run(array: Array) -> Value:
            def change(data: Data) -> Data:
                return data.then(
                    "inverse_transform",
                    call.node,
                    self.path,
                    stats=fitted.stats,
                    columns=fitted.columns,
                    kind=fitted.kind,
                    classes=fitted.classes,
                    scale=fitted.scale,
                    shape=data.shape[:1] if self.name == "LabelBinarizer" and data.shape else data.shape,
                    dtype=fitted.dtype if labels else data.dtype if dtypes.is_float(data.dtype) else "float64",
                )

            return array.derive(m, change, call.node, op="inverse_transform", by=self.path)

        return over_arrays(m, value, call.node, run, "inverse_transform")

    def set_params(self, call: Call) -> Value:
        """Options are as they were made."""
        return self

    def names(self, call: Call) -> Value:
        """`get_feature_names_out()`."""
        return call.unknown("names of features")


OF_NUMBERS: Final = frozenset({"MaxAbsScaler", "MinMaxScaler", "Normalizer", "PCA", "RobustScaler", "StandardScaler"})


def _has_text(m: Machine, array: Array) -> bool:
    if array.container != "frame" or not array.by_convention(m):
        return False
    return any(data.dtype in ("object", "str") for data in known_columns(m, array).values())


def written(call: Call) -> dict[str, object]:
    """Where the data and the method's name stand in a call; `only` if nothing else is given."""
    method = getattr(getattr(call.node, "func", None), "attr", None)
    return {"argument": call.nodes.get(0), "method": method, "only": len(call.args) + len(call.kwargs) == 1}


_METHODS: Final[dict[str, Callable[[Transformer, Call], Value]]] = {
    "fit": Transformer.fit,
    "fit_transform": Transformer.fit_transform,
    "get_feature_names": Transformer.names,
    "get_feature_names_out": Transformer.names,
    "inverse_transform": Transformer.inverse_transform,
    "partial_fit": Transformer.fit,
    "set_output": Transformer.set_params,
    "set_params": Transformer.set_params,
    "transform": Transformer.transform,
}
BEHAVIOURS: Final[dict[str, Behaviour]] = {}
OUTPUT: Final[dict[str, Callable[[Transformer], str]]] = {}
"""The container of what a transformer gives, where it is not simply an ndarray."""
LEARNED: Final[dict[str, Callable[[Machine, Transformer, Node], Value]]] = {}
"""Attributes that fitting sets (`mean_`, `classes_`)."""


def transformer(*paths: str) -> Callable[[Behaviour], Behaviour]:
    """Register what transformers of these classes do to data."""

    def register(behaviour: Behaviour) -> Behaviour:
        for path in paths:
            BEHAVIOURS[path] = behaviour
            function(path)(_maker(path))
        return behaviour

    return register


def _maker(path: str) -> Callable[[Call], Value]:
    return lambda call: Transformer(path, call)


def learned(*names: str) -> Callable[[Callable[[Machine, Transformer, Node], Value]], object]:
    """Register an attribute that fitting sets."""

    def register(maker: Callable[[Machine, Transformer, Node], Value]) -> object:
        for name in names:
            LEARNED[name] = maker
        return maker

    return register
