"""How scikit-learn wrappers come by their model: the function, the parameters meant for it, compiling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from zerolint.interp.call import Call
from zerolint.interp.callables import BoundMethod, Function, LibRef
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.functions import signature_of
from zerolint.interp.machine import Machine
from zerolint.interp.objects import Instance, Mutable
from zerolint.interp.values import NONE, Const, Node, Unknown, Value
from zerolint.knowledge import losses, optimizers
from zerolint.libs.arrays import Array
from zerolint.program.data import Kind

from .configured import Made, make
from .models import ModelValue

if TYPE_CHECKING:
    from .models import ModelLike
    from .wrappers import Wrapped

OWN: Final = frozenset(
    {
        "batch_size", "callbacks", "class_weight", "epochs", "fit_kwargs", "loss", "metrics", "model", "model_",
        "model_kwargs", "optimizer", "random_state", "run_eagerly", "shuffle", "validation_batch_size",
        "validation_split", "verbose", "warm_start",
    }
)  # fmt: skip
"""Parameters of the wrapper itself; further plain ones are meant for the function."""


def build_model(call: Call, made: Wrapped, x: Value | None, y: Value | None) -> ModelLike | None:
    """The model that is fitted: made anew, unless the wrapper goes on with the one it has; None if it isn't known."""
    m = call.m
    kept = made.fields.get("model_")
    if isinstance(kept, (ModelValue, Instance)) and (_keeps(m, made) or _method(call) == "partial_fit"):
        return kept
    source: Value | None = made.fields.get("model")
    if made.owner is not None:
        found = made.owner.cls.find("_keras_build_fn") or made.owner.cls.find("__call__")
        if found is not None and isinstance(found[1], Function):
            source = BoundMethod(found[1], made.owner, call.node)
    model = _copied(m, source) if isinstance(source, ModelValue) else _made(call, made, source, x, y)
    if not isinstance(model, ModelValue) and not (isinstance(model, Instance) and model.cls.lib_bases):
        return None
    if "compiled" not in model.fields:
        compile_model(call, made, model)
    return model


def _keeps(m: Machine, made: Wrapped) -> bool:
    return m.plain(made.fields.get("warm_start")) is True


def _method(call: Call) -> str:
    func = getattr(call.node, "func", None)
    return str(getattr(getattr(func, "attr", None), "value", ""))


def _copied(m: Machine, model: ModelValue) -> ModelValue:
    """Wrappers train a copy of a model that they are given."""
    copy = ModelValue(model.kind, model.origin, m.loops)
    copy.fields.update(model.fields)
    copy.loaded, copy.backbone, copy.pretrained, copy.name = model.loaded, model.backbone, model.pretrained, model.name
    return copy


def _made(call: Call, made: Wrapped, source: Value | None, x: Value | None, y: Value | None) -> Value | None:
    if source is None:
        return None
    m = call.m
    if "SKLearn" in made.path:
        args = [v if v is not None else NONE for v in (x, y)]
        inner = Call(m, call.node, args, {})
        _spread_dict(m, made, "model_kwargs", inner)
        return m.call(source, inner)
    inner = Call(m, call.node, [], {})
    names = _accepted(m, source)
    for name, value in _for_function(made).items():
        if names is None or name in names:
            inner.kwargs[name] = value
            inner.nodes[name] = made.nodes.get(f"model__{name}", made.nodes.get(name, made.origin))
    if names is not None and "meta" in names:
        inner.kwargs["meta"] = _meta(m, x, y, call.node)
    if names is not None and "compile_kwargs" in names:
        inner.kwargs["compile_kwargs"] = _compile_kwargs(call, made)
    return m.call(source, inner)


def _for_function(made: Wrapped) -> dict[str, Value]:
    """Parameters meant for the function: `model__units`, and plain ones that aren't the wrapper's own."""
    old = "scikit_learn" in made.path
    found: dict[str, Value] = {}
    for name, value in made.fields.items():
        for prefix in ("model__", "build_fn__"):
            if name.startswith(prefix):
                found[name.removeprefix(prefix)] = value
        if "__" not in name and (name not in OWN or (old and name not in ("model", "model_"))):
            found.setdefault(name, value)
    return found


def _accepted(m: Machine, source: Value) -> frozenset[str] | None:
    """Names of the function's parameters; None when it takes any."""
    function: Any = source.function if isinstance(source, BoundMethod) else source
    if isinstance(function, Instance):
        found = function.cls.find("__call__")
        function = found[1] if found is not None else None
    if not isinstance(function, Function):
        return None
    sig = signature_of(m, function.node)
    return None if sig.double_star else frozenset(p.name for p in (*sig.plain, *sig.keyword_only))


def _spread_dict(m: Machine, made: Wrapped, name: str, inner: Call) -> None:
    given = made.fields.get(name)
    if isinstance(given, DictValue):
        now = given.contents(m)
        inner.kwargs.update({k: v for k, v in now.entries.items() if isinstance(k, str)})
        inner.nodes.update({k: v.origin for k, v in now.entries.items() if isinstance(k, str)})
        inner.open = now.rest is not None
    elif given is not None and given != NONE:
        inner.open = True


def _meta(m: Machine, x: Value | None, y: Value | None, node: Node) -> DictValue:
    """What SciKeras tells the function about the data."""
    entries: dict[str, Value] = {"n_outputs_": Const(1, node)}
    if isinstance(x, Array):
        shape = x.data(m).shape
        if shape is not None and len(shape) == 2 and shape[1] is not None:
            entries["n_features_in_"] = Const(shape[1], node)
    if isinstance(y, Array):
        data = y.data(m)
        if data.kind is Kind.CLASSES and data.classes:
            entries["n_classes_"] = Const(
                data.classes, node, usual=data.source is not None and data.source.by_convention
            )
            entries["target_type_"] = Const("binary" if data.classes == 2 else "multiclass", node)
            entries["n_outputs_expected_"] = Const(1, node)
        elif data.kind is Kind.CONTINUOUS and data.shape is not None and len(data.shape) == 1:
            entries["target_type_"] = Const("continuous", node)
            entries["n_outputs_expected_"] = Const(1, node)
    return DictValue(dict(entries), node, Unknown("what SciKeras tells of the data", node))


# -- compiling --------------------------------------------------------------------------------------------------


def compile_model(call: Call, made: Wrapped, model: ModelLike) -> None:
    """Compile a model that the function left uncompiled, with what the wrapper was given."""
    m = call.m
    inner = Call(m, made.origin, [], {})
    for name in ("optimizer", "loss", "metrics"):
        value = _argument(call, made, name)
        if value is not None and value != NONE:
            inner.kwargs[name] = value
            inner.nodes[name] = made.nodes.get(name, made.origin)
    if "loss" in inner.kwargs:
        m.call(m.attribute(model, "compile", made.origin), inner)


def _compile_kwargs(call: Call, made: Wrapped) -> DictValue:
    """SciKeras's `compile_kwargs`: what it would compile with."""
    entries: dict[Any, Value] = {}
    for name in ("optimizer", "loss", "metrics"):
        value = _argument(call, made, name)
        entries[name] = value if value is not None else NONE
    return DictValue(entries, call.node)


def _argument(call: Call, made: Wrapped, name: str) -> Value | None:
    """A parameter with its own parameters (`optimizer__learning_rate=0.1`) applied."""
    value = made.fields.get(name)
    if value is None and name == "optimizer":
        value = Const("rmsprop", made.origin)
    inner = Call(call.m, made.origin, [], {})
    for key, given in made.fields.items():
        if key.startswith(f"{name}__"):
            own = key.removeprefix(f"{name}__")
            inner.kwargs[own] = given
            inner.nodes[own] = made.nodes.get(key, made.origin)
    if value is None or (not inner.kwargs and not isinstance(value, LibRef)):
        return value
    return _with_parameters(call.m, value, name, inner)


def _with_parameters(m: Machine, value: Value, name: str, inner: Call) -> Value:
    spelling = value.value if isinstance(value, Const) else getattr(value, "path", "")
    if isinstance(value, LibRef):
        spelling = m.library.canonical(value.path)  # type: ignore[attr-defined]  # Libraries
    if not isinstance(spelling, str) or isinstance(value, Mutable):
        return value
    if name == "optimizer":
        row = optimizers.of(spelling)
        path = spelling if "." in spelling else f"keras.optimizers.{row.name}" if row is not None else ""
        return make(path, inner, optimizers.positional(path), optimizers.parameter) if row is not None else value
    if name == "loss" and (losses.is_class(spelling) or inner.kwargs):
        made = Made(spelling, dict(inner.kwargs), {str(k): v for k, v in inner.nodes.items()}, inner.node, open_=False)
        return made if losses.of(spelling) is not None else value
    return value
