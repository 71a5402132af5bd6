"""Which findings the source's own comments silence, and what is to be said of the comments.

Suppression comes before the confidence filter: a comment that silences a hidden finding is in use.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from zerolint.check.comments import Named, Suppression, Unreadable
from zerolint.check.diagnostic import Change, Diagnostic, Place, Repair
from zerolint.check.levels import Safety

UNUSED, UNKNOWN = "ZL901", "ZL902"
OWN_NAMES = {UNUSED: "unused-suppression", UNKNOWN: "unknown-code-in-suppression"}

Use: TypeAlias = tuple[Place, str | None]
"""A directive's place and the one of its codes that silenced something (None: it names none)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is left to show, what was silenced, and which directives did it."""

    shown: tuple[Diagnostic, ...]
    hidden: tuple[Diagnostic, ...]
    used: frozenset[Use]


@dataclass(frozen=True, slots=True)
class Remark:
    """What the tool says of a suppression comment (ZL901, ZL902)."""

    code: str
    place: Place
    message: str
    help: str | None = None
    fix: Repair | None = None


def suppress(found: Iterable[Diagnostic], comments: Iterable[Suppression | Unreadable]) -> Outcome:
    """Sort findings into shown and hidden; the comments may be those of several files."""
    directives = [each for each in comments if isinstance(each, Suppression) and not each.misplaced]
    shown: list[Diagnostic] = []
    hidden: list[Diagnostic] = []
    used: set[Use] = set()
    for one in found:
        uses = next((uses for each in _nearest_first(one, directives) if (uses := _uses(each, one))), ())
        (hidden if uses else shown).append(one)
        used.update(uses)
    return Outcome(tuple(shown), tuple(hidden), frozenset(used))


def _nearest_first(one: Diagnostic, directives: Sequence[Suppression]) -> list[Suppression]:
    """Those on the finding's own lines before the statement's others, those of the file last."""
    near = [each for each in directives if _reaches(each, one.place)]
    lines = range(one.place.line, one.place.end_line + 1)
    return sorted(near, key=lambda each: (each.whole_file, each.place.line not in lines, each.place.order))


def _reaches(each: Suppression, place: Place) -> bool:
    if each.place.path != place.path:
        return False
    return each.whole_file or (each.place.cell == place.cell and each.first <= place.line <= each.last)


def _uses(each: Suppression, one: Diagnostic) -> tuple[Use, ...]:
    if each.named is None:
        return () if one.code in OWN_NAMES else ((each.place, None),)
    return tuple((each.place, named.text) for named in each.named if named.covers(one.code, one.name))


def remarks(
    comments: Sequence[Suppression | Unreadable],
    used: Collection[Use],
    *,
    ran: Collection[str],
    known: Mapping[str, str],
    everything: bool = True,
    complete: bool = True,
) -> Iterator[Remark]:
    """Unknown codes, unreadable comments and unused suppressions.

    `ran` are the codes of the rules that were put to the file, `known` the names of all rules by code; `everything`
    says that no rule was deselected (else a comment without codes may be for that one), `complete` that the whole file
    was read (else nothing counts as unused).
    """
    for each in comments:
        if isinstance(each, Unreadable):
            found: Iterable[Remark] = (_unreadable(each),)
        else:
            unused = _unused(each, used, ran, known, everything) if complete or each.misplaced else ()
            found = (*_unknown(each, known), *unused)
        yield from (remark for remark in found if not _accepted(remark, comments))


def _accepted(remark: Remark, comments: Iterable[Suppression | Unreadable]) -> bool:
    """Whether a comment there names the remark's own code; a bare one doesn't speak of itself."""
    return any(
        _reaches(each, remark.place) and each.names(remark.code, OWN_NAMES[remark.code])
        for each in comments
        if isinstance(each, Suppression) and each.named is not None and not each.misplaced
    )


def _unreadable(each: Unreadable) -> Remark:
    return Remark(UNKNOWN, each.place, f"`{each.text}` can't be read", "write `# zerolint: ignore[ZL201]`")


def _unknown(each: Suppression, known: Mapping[str, str]) -> Iterator[Remark]:
    for named in each.named or ():
        if not _stands_for(named, known):
            close = difflib.get_close_matches(named.text, [*known, *known.values()], n=1, cutoff=0.6)
            place = Place(
                each.place.path,
                each.place.line,
                named.column,
                each.place.line,
                named.column + len(named.text),
                each.place.cell,
            )
            hint = f"`{close[0]}` is the nearest one" if close else None
            yield Remark(UNKNOWN, place, f"no rule is called `{named.text}`", hint)


def _stands_for(named: Named, known: Mapping[str, str]) -> list[str]:
    return [code for code, name in known.items() if named.covers(code, name)]


def _unused(
    each: Suppression, used: Collection[Use], ran: Collection[str], known: Mapping[str, str], everything: bool
) -> Iterator[Remark]:
    if each.misplaced:
        yield Remark(UNUSED, each.place, "`ignore-file` works only above the first statement", fix=_removal(each, ()))
    elif each.named is None:
        if everything and (each.place, None) not in used:
            yield Remark(UNUSED, each.place, "this suppression silences nothing", fix=_removal(each, ()))
    else:
        idle = [named for named in each.named if _idle(each, named, used, ran, known)]
        if idle:
            codes = ", ".join(f"`{named.text}`" for named in idle)
            left = [named.text for named in each.named if named not in idle]
            yield Remark(UNUSED, each.place, f"{codes} silences nothing here", fix=_removal(each, left))


def _idle(
    each: Suppression, named: Named, used: Collection[Use], ran: Collection[str], known: Mapping[str, str]
) -> bool:
    """Whether every rule that the text stands for ran and wasn't silenced by it; the tool's own codes never are."""
    rules = _stands_for(named, known)
    judged = bool(rules) and all(code in ran and not code.startswith("ZL9") for code in rules)
    return judged and (each.place, named.text) not in used


def _removal(each: Suppression, left: Sequence[str]) -> Repair:
    """The fix that takes the unused codes, or with none left the whole comment, away."""
    if left or each.foreign:
        start, _, _ = each.text.partition("[" if not each.noqa else ":")
        codes = ", ".join((*left, *each.foreign)) if not each.noqa else ", ".join((*each.foreign, *left))
        text = f"{start}: {codes}" if each.noqa else f"{start}[{codes}]"
        change = Change(each.place, text)
    else:
        change = Change(_whole(each), "")
    return Repair("remove the unused suppression", Safety.SAFE, (change,))


def _whole(each: Suppression) -> Place:
    """The directive with its reason and the blanks before it; a line that holds nothing else goes too."""
    reason = re.match(r"[^#]*", each.after)
    rest = each.after[reason.end() :] if reason else ""
    place = each.place
    if not each.before.strip() and not rest and not each.on_last_line:
        return Place(place.path, place.line, 1, place.line + 1, 1, place.cell)
    end = place.end_column + len(each.after) - len(rest)
    start = place.column if rest else len(each.before.rstrip()) + 1
    return Place(place.path, place.line, start, place.line, end, place.cell)
