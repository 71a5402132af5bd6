"""Models that could not be followed: what `compile` and `fit` are given is known of them all the same."""

from __future__ import annotations

from zerolint.interp.call import Call
from zerolint.interp.values import Const, Unknown, Value
from zerolint.knowledge import optimizers
from zerolint.knowledge.removed import DECODERS, GENERATORS
from zerolint.knowledge.strangers import OTHER_MODELS
from zerolint.libs import spellings
from zerolint.libs.registry import of_unknown

from .configured import Made
from .models import METHODS, ModelValue


@of_unknown("compile")
def compiled(receiver: object, reason: str, call: Call) -> Value | None:
    """`unknown.compile(optimizer=…, loss=…)`: nothing but Keras has such a method."""
    if not _as_keras(call):
        return None
    strangers: dict[object, ModelValue] = call.m.state.setdefault("strangers", {})
    model = strangers.get(receiver)
    if model is None:
        model = strangers[receiver] = ModelValue("functional", call.node, call.m.loops)
        model.pretrained = True  # as far as is known
        model.loaded = _other_library(reason)
        model.fields["outputs"] = Unknown(reason, call.node)
    return METHODS["compile"](call, model)  # type: ignore[no-any-return]  # handlers return values


def _other_library(reason: str) -> str:
    """The library that made what isn't known, if its models aren't today's Keras's; else empty."""
    library = reason.removeprefix("`").partition(".")[0]
    return library if library in OTHER_MODELS else ""


def _as_keras(call: Call) -> bool:
    first = call.args[0] if call.args else None
    if isinstance(first, Const) and isinstance(first.value, str):
        return optimizers.of(first.value) is not None
    made = isinstance(first, Made) and optimizers.of(first.path) is not None
    return made or ("loss" in call.kwargs and not call.args) or "optimizer" in call.kwargs


@of_unknown(
    "evaluate", "evaluate_generator", "fit", "fit_generator", "predict", "predict_classes", "predict_generator",
    "train_on_batch",
)  # fmt: skip
def used(receiver: object, reason: str, call: Call) -> Value | None:
    """`unknown.fit(x, y)` after it was compiled."""
    model = call.m.state.get("strangers", {}).get(receiver)
    name = getattr(getattr(getattr(call.node, "func", None), "attr", None), "value", "")
    handler = METHODS.get(name)
    if not _other_library(reason) and (model is not None or name in GENERATORS or name in DECODERS):
        spellings.called(call, name, known=model is not None)
    return handler(call, model) if model is not None and handler is not None else None
