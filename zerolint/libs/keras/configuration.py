"""Keras's own settings: what they are unless a `keras.json` changed them, and what the program sets itself."""

from __future__ import annotations

from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.machine import Machine
from zerolint.interp.values import NONE, Const, Value
from zerolint.libs.registry import Handler, function

DEFAULTS: Final = {
    "backend": "tensorflow",
    "epsilon": 1e-07,
    "floatx": "float32",
    "image_data_format": "channels_last",
    "image_dim_ordering": "tf",
}
"""keras.config of Keras 3 without a keras.json; the last is Keras 1's word for the one before it."""
ORDERINGS: Final = {"tf": "channels_last", "th": "channels_first"}


def _settings(m: Machine) -> dict[str, Value]:
    return m.state.setdefault("keras settings", {})  # type: ignore[no-any-return]  # room for anything


def data_format(m: Machine) -> Value | None:
    """What layers take for `data_format` where it isn't given; None if the program never set it."""
    return _settings(m).get("image_data_format")


def _reads(name: str) -> Handler:
    """`K.image_data_format()`, `keras.config.epsilon()`."""
    return lambda call: _settings(call.m).get(name) or Const(DEFAULTS[name], call.node)


def _precision(call: Call, given: Value) -> None:
    """What layers compute in from now on is remembered."""
    dtype = call.m.plain(given)
    parts = {"dtype": dtype if isinstance(dtype, str) else None, "place": next(iter(call.nodes.values()), call.node)}
    call.m.record("precision", parts, call.node)


@function(
    "keras.mixed_precision.set_global_policy", "keras.mixed_precision.set_dtype_policy",
    "keras.config.set_dtype_policy",
)  # fmt: skip
def set_policy(call: Call) -> Value:
    """`keras.mixed_precision.set_global_policy("mixed_float16")`."""
    _precision(call, next(iter(call.bind("policy").values()), call.unknown("a policy")))
    return NONE


def _changes(name: str) -> Handler:
    """`K.set_image_data_format("channels_first")`."""

    def change(call: Call) -> Value:
        given = next(iter(call.bind(name).values()), call.unknown("a setting"))
        call.m.store.put(_settings(call.m), name, given)
        if name == "floatx":
            _precision(call, given)
        if name == "image_dim_ordering":
            today = ORDERINGS.get(str(call.m.plain(given)))
            same = Const(today, call.node) if today is not None else given
            call.m.store.put(_settings(call.m), "image_data_format", same)
        return NONE

    return change


for each in DEFAULTS:
    for place in ("keras.backend", "keras.config"):
        function(f"{place}.{each}")(_reads(each))
        function(f"{place}.set_{each}")(_changes(each))
