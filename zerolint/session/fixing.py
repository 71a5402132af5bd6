"""Applies fixes: those that don't overlap, then those that are left, until nothing changes any more.

A fix is applied whole or not at all, only to files that were asked for, and never so that a file stops parsing.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import TypeAlias

from zerolint.check.diagnostic import Change, Diagnostic, Place
from zerolint.check.levels import Safety
from zerolint.source.edits import TextEdit, apply
from zerolint.source.load import load
from zerolint.source.model import Span, split_lines
from zerolint.source.parse import parse

Lint: TypeAlias = Callable[[Mapping[str, bytes]], Sequence[Diagnostic]]
"""The findings, where the given files have the given content and all others are as on disk."""

MAX_ROUNDS = 20
"""Enough for fixes that wait for each other; fixes that undo each other are noticed before."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """New content of what changed, what was repaired, and the findings that are left."""

    contents: Mapping[str, bytes]
    repaired: tuple[Diagnostic, ...]
    left: tuple[Diagnostic, ...]


def wanted(*, unsafe: bool, fixable: Callable[[str], bool] = lambda _: True) -> Callable[[Diagnostic], bool]:
    """Which findings' fixes are to be applied, by safety and by the code's settings."""
    return lambda one: one.fix is not None and (unsafe or one.fix.safety is Safety.SAFE) and fixable(one.code)


def fix(
    found: Sequence[Diagnostic], files: Mapping[str, bytes], lint: Lint, takes: Callable[[Diagnostic], bool]
) -> Fixed:
    """Apply fixes to the files and lint again, until no fix is left. Nothing is written."""
    now = dict(files)
    repaired: list[Diagnostic] = []
    seen = {_state(now)}
    for _ in range(MAX_ROUNDS):
        chosen = _sound(choose((one for one in found if takes(one)), files.keys()), now)
        after = {**now, **(_applied(chosen, now) or {})}
        if _state(after) in seen:
            break
        seen.add(_state(after))
        now = after
        repaired += chosen
        found = lint({path: data for path, data in now.items() if data != files[path]})
    changed = {path: data for path, data in now.items() if data != files[path]}
    return Fixed(changed, tuple(repaired), tuple(found))


def _state(files: Mapping[str, bytes]) -> int:
    return hash(tuple(sorted(files.items())))


def choose(found: Iterable[Diagnostic], files: Collection[str]) -> list[Diagnostic]:
    """Findings whose fixes can be applied together, in the order of their places."""
    chosen: list[Diagnostic] = []
    taken: list[Change] = []
    for one in sorted(found, key=lambda each: each.order):
        edits = one.fix.edits if one.fix else ()
        new = [edit for edit in edits if edit not in taken]
        inside = all(edit.place.path in files for edit in edits)
        if new and inside and not any(_clash(edit.place, other.place) for edit in new for other in taken):
            chosen.append(one)
            taken += new
    return chosen


def _clash(one: Place, other: Place) -> bool:
    """Whether two places overlap or touch; what touches waits for the next round."""
    if (one.path, one.cell) != (other.path, other.cell):
        return False
    starts_before = (one.line, one.column) <= (other.end_line, other.end_column)
    return starts_before and (other.line, other.column) <= (one.end_line, one.end_column)


def _sound(chosen: list[Diagnostic], files: Mapping[str, bytes]) -> list[Diagnostic]:
    """The fixes after which every file still parses; if they don't all together, as many as do."""
    if _applied(chosen, files) is not None:
        return chosen
    kept: list[Diagnostic] = []
    for one in chosen:
        if _applied([*kept, one], files) is not None:
            kept.append(one)
    return kept


def _applied(chosen: Iterable[Diagnostic], files: Mapping[str, bytes]) -> dict[str, bytes] | None:
    """The new content of the files that change; None if one can't be edited so, or wouldn't parse any more."""
    edits: dict[str, list[TextEdit]] = {}
    for change in dict.fromkeys(edit for one in chosen if one.fix for edit in one.fix.edits):
        edits.setdefault(change.place.path, []).append(_text_edit(change))
    after: dict[str, bytes] = {}
    for path, wanted_edits in edits.items():
        try:
            after[path] = apply(load(path, files[path]), wanted_edits)
        except ValueError:
            return None
        if _broken(path, after[path]) > _broken(path, files[path]):
            return None
    return after


def _text_edit(change: Change) -> TextEdit:
    place = change.place
    span = Span(place.line, place.column, place.end_line, place.end_column, place.cell)
    return TextEdit(place.path, place.cell, span, change.text)


def _broken(path: str, data: bytes) -> int:
    """How many pieces of a file don't parse."""
    return len(parse(load(path, data)).problems)


def write(path: str, data: bytes) -> None:
    """Replace a file's content at once, keeping its mode; a link stays a link."""
    target = Path(path).resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".zerolint-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        shutil.copymode(target, temporary)
        temporary.replace(target)
    except BaseException:
        temporary.unlink()
        raise


def diff(path: str, before: bytes, after: bytes) -> str:
    """What would change, as a unified diff; of a notebook, cell by cell."""
    old, new = _texts(path, before), _texts(path, after)
    return "".join(line for name in old for line in _diff(name, old[name], new.get(name, "")))


def _texts(path: str, data: bytes) -> dict[str, str]:
    source = load(path, data)
    if source.kind != "notebook":
        return {path: source.text}
    return {f"{path}:cell {chunk.cell}": chunk.original for chunk in source.chunks}


def _diff(name: str, old: str, new: str) -> Iterator[str]:
    for line in unified_diff(_lines(old), _lines(new), name, name):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """Lines with their ends, all of them line feeds."""
    *whole, last = split_lines(text)
    return [*(f"{line}\n" for line in whole), *([last] if last else [])]
