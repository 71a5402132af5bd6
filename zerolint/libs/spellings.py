"""Spellings that only some versions of Keras understand, remembered where the program uses them."""

from __future__ import annotations

import functools
from typing import NamedTuple

from zerolint.interp.machine import Machine
from zerolint.interp.values import Node
from zerolint.knowledge import targets

KIND = "spelling"


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


def _remember(m: Machine, spelling: Spelling, node: Node) -> None:
    """What stands behind a test (`hasattr`, a version) or in a `try` is no evidence: the other way is there too."""
    if m.path or m.attempted or node is None:
        return
    seen = m.state.setdefault("spellings", set())
    if spelling not in seen:
        seen.add(spelling)
        m.record(KIND, spelling, node)
