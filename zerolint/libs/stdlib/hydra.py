"""Configurations that OmegaConf reads from YAML files and Hydra puts together out of them."""

from __future__ import annotations

import posixpath
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.callables import Function, Native
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.values import Const, TupleValue, Unknown, Value

from ..bags import Bag, nested
from ..registry import decorator, function
from .opening import file_text
from .records import CONFIG
from .texts import file_in_yaml

MAX_FILES: Final = 16


@function("omegaconf.OmegaConf.load")
def load(call: Call) -> Value:
    """`OmegaConf.load("config.yaml")`."""
    found = file_in_yaml(call.m, call.get("file_", 0))
    return _plain(found) if isinstance(found, DictValue) else call.unknown("a configuration")


@decorator("hydra.main")
def main(decorated: Value, call: Call) -> Value:
    """`@hydra.main(config_path="conf", config_name="config")`: called without arguments, it gets the configuration."""
    folder, name = call.const("config_path", 0), call.const("config_name", 1)
    if not isinstance(decorated, Function) or not isinstance(name, str) or not isinstance(folder, str | None):
        return decorated
    file = call.m.scope.names.get("__file__")
    here = posixpath.dirname(str(file.value)) if isinstance(file, Const) else ""
    found = _composed(call.m, posixpath.join(here, folder or ""), name, [MAX_FILES])
    if found is None:
        return decorated
    config = found

    def started(m: Machine, made: Call) -> Value:
        return m.call(decorated, made if made.args else Call(m, made.node, [config], {}))

    return Native(name, started, call.node)


def _composed(m: Machine, folder: str, name: str, left: list[int]) -> Bag | None:
    """A configuration file with those that its `defaults` name, in their order; itself last unless it says where."""
    left[0] -= 1
    path = posixpath.join(folder, name if name.endswith((".yaml", ".yml")) else f"{name}.yaml")
    found = file_in_yaml(m, Const(path)) if left[0] >= 0 else None
    if not isinstance(found, DictValue) or "@package" in (file_text(m, Const(path)) or ""):
        return None
    own = dict(found.contents(m).entries)
    defaults = m.plain(own.pop("defaults", TupleValue(())), [None])
    if "_self_" not in defaults:
        defaults = [*defaults, "_self_"]
    config = Bag(CONFIG, {})
    for each in defaults:
        part = _plain(DictValue(own)) if each == "_self_" else _part(m, folder, each, left)
        if part is None:
            config.open = True
            config.fields.clear()  # it may say otherwise
        else:
            _merge(config, part)
    return config


def _part(m: Machine, folder: str, each: object, left: list[int]) -> Bag | None:
    """What one entry of `defaults` adds: `base`, or `{group: option}` under the group's name."""
    match each:
        case str():
            return _composed(m, folder, each, left)
        case {**one} if len(one) == 1:
            ((group, option),) = one.items()
            if isinstance(group, str) and isinstance(option, str) and group.isidentifier():
                inner = _composed(m, posixpath.join(folder, group), option, left)
                return Bag(CONFIG, {group: inner}) if inner is not None else None
    return None


def _merge(config: Bag, part: Bag) -> None:
    for name, value in part.fields.items():
        before = config.fields.get(name)
        if isinstance(before, Bag) and isinstance(value, Bag):
            _merge(before, value)
        else:
            config.fields[name] = value
    config.open = config.open or part.open


def _plain(value: Value) -> Bag:
    """A configuration of what stands in a file; `${…}` is put together when the program runs."""
    made = nested(value)
    assert isinstance(made, Bag)
    _forget_interpolated(made)
    return made


def _forget_interpolated(bag: Bag) -> None:
    for name, value in bag.fields.items():
        if isinstance(value, Bag):
            _forget_interpolated(value)
        elif (
            isinstance(value, Const) and isinstance(value.value, str) and ("${" in value.value or value.value == "???")
        ):
            bag.fields[name] = Unknown("put together when the program runs", None, (bag, name))
