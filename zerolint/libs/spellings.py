"""Spellings that only some versions of Keras understand, remembered where the program uses them."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from zerolint.interp.call import Call
from zerolint.interp.machine import Machine
from zerolint.interp.values import Const, Node, Value
from zerolint.knowledge import calls, targets
from zerolint.knowledge import removed as gone
from zerolint.knowledge.removed import Removed
from zerolint.source.code import code_of

KIND = "spelling"
"""Evidence for the targeted Keras; each spelling once."""
OLD = "old-spelling"
"""What Keras 3 rejects or ignores without settling the target; each place."""


class Spelling(NamedTuple):
    """Something that only one version has; `text` as it is written."""

    version: int
    text: str


_by_path = functools.lru_cache(maxsize=10_000)(targets.by_path)


def path(m: Machine, written: str, node: Node) -> None:
    """A path was imported or used."""
    version = _by_path(written)
    if version is not None:
        _remember(m, Spelling(version, written), node)


def keyword(m: Machine, name: str, node: Node) -> None:
    """A keyword was given to something of Keras's."""
    if name in targets.KEYWORDS:
        _remember(m, Spelling(targets.KEYWORDS[name], f"{name}="), node)


def method(m: Machine, name: str, node: Node) -> None:
    """A model was asked for a method or an attribute."""
    if name in targets.METHODS:
        _remember(m, Spelling(targets.METHODS[name], f".{name}"), node)


def removed(m: Machine, what: str, name: str, node: Node, today: str | None = None, **parts: Any) -> None:
    """Something that Keras 3 has no more was used; not in a `try`, where another way may stand."""
    if not m.attempted and node is not None:
        m.record(OLD, {"what": what, "name": name, "today": today, **parts}, node)


def attribute(m: Machine, owner: str, name: str, today: str | None, node: Node) -> None:
    """An object of Keras's was asked for an attribute that it has no more (not by `getattr`); `of` is the object."""
    if hasattr(node, "attr"):
        removed(m, "attribute", name, node, today, owner=owner, of=getattr(node, "value", None))


def keywords(call: Call, owner: str, known: Callable[[str, str], Removed | None] = gone.keyword) -> None:
    """A call of Keras's was given keywords that it rejects."""
    for name in call.kwargs:
        found = known(owner, name)
        if found is not None:
            place = call.nodes.get(name, call.node)
            removed(call.m, "keyword", name, place, found.today, owner=owner.rpartition(".")[2], call=call.node)


def word(m: Machine, value: Value | None, owner: str, names: Mapping[str, str | None]) -> None:
    """A string was given where Keras looks names up."""
    if isinstance(value, Const) and isinstance(value.value, str) and value.value in names:
        removed(m, "word", value.value, value.origin, names[value.value], owner=owner)


def called(call: Call, name: str, *, known: bool = True) -> None:
    """A method of models was called; of an object that isn't known it is only its name that says so."""
    if name not in gone.GENERATORS and name not in gone.DECODERS:
        keywords(call, f"Model.{name}")
        return
    names, function = calls.positional(f"Model.{name}"), getattr(call.node, "func", None)
    given = [(today, call.nodes.get(i), "") for i, (today, _) in enumerate(zip(names, call.args, strict=False))]
    given += [(calls.parameter(f"Model.{name}", key), call.nodes.get(key), key) for key in call.kwargs]
    whole = not call.open and all(place is not None for _, place, _ in given)
    parts = {"function": function, "of": getattr(function, "value", None), "arguments": given if whole else None}
    today = gone.GENERATORS.get(name)
    removed(call.m, "method", name, call.node, today, known="yes" if known else "no", **parts)


def _remember(m: Machine, spelling: Spelling, node: Node) -> None:
    """What stands behind a test of versions or in a `try` is no evidence: the other way is there too."""
    seen = m.state.setdefault("spellings", set())
    if m.attempted or node is None or spelling in seen:
        return
    if not any(_of_versions(condition.node) for condition in m.path):
        seen.add(spelling)
        m.record(KIND, spelling._asdict(), node)


_VERSIONS: Final = re.compile(
    r"hasattr|getattr|callable|version|legacy|\bin dir\(|PY[23]|(?:tf|tensorflow|keras)_?v?[123]\b", re.IGNORECASE
)


def _of_versions(node: Node) -> bool:
    """Whether a test tells versions apart; so may one that isn't written down."""
    return node is None or _VERSIONS.search(code_of(node)) is not None
