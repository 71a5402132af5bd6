"""One linear scan before LibCST, whose parser dies of a segmentation fault or takes minutes on extreme input.

The scan refuses what is nested or chained too deeply, and cuts long literals to their first elements. It measures
stretches of text first (n characters hold at most n operators) and counts operators only where a stretch is long.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from zerolint.source.lexical import (
    CLOSERS,
    OPENERS,
    QUOTES,
    TOKEN,
    is_formatted,
    replacement_fields,
    statement_end,
    string_end,
)
from zerolint.source.model import Problem

Cut = tuple[int, int, int]
"""A literal to cut: the offsets of its opening bracket, of the comma to cut behind, and of its closing bracket."""
Frame = tuple[int, int, int, int, int, int]
"""An open bracket: its offset, and the state of the stretch that it interrupts."""

DEPTH_LIMIT = 200
"""Brackets in brackets: CPython's own limit."""
RUN_LIMIT = 500
"""Operators, calls, subscripts, attributes at one bracket level between commas: LibCST's time grows by the square."""
STACK_LIMIT = 1000
"""The same, summed over all open levels: what LibCST's recursion has to bear."""
STEEP_LIMIT = 1500
"""Brackets that open more than `STEEP` deep in a file: each costs LibCST up to 1.5 ms."""
STEEP = 50
PATTERN_LIMIT = 7
"""Brackets in a `case` pattern: LibCST needs four times as long for each further level."""
FIELD_LIMIT = 200
"""Operators and brackets in one replacement field of an f-string."""
ELIF_LIMIT = 2000
"""`elif` in one file; LibCST recurses into each."""
ROOMY_DEPTH = 20
ROOMY_RUN = 100

LITERAL_LIMIT = 10_000
"""In tenths of an element: own elements of a literal count ten, those of literals inside it one."""
LITERAL_KEPT = 5_000

_OPERATOR = re.compile(
    r"\*\*?|//?|<<?|>>?|[-+~%@&|^.]|[=!]=|\b(?:and|await|else|for|if|in|is|lambda|not|or|yield)\b|[(\[{]"
)
_CASE = re.compile(r"^[ \t]*case\b[ \t]*(?=[^\s:=.,)])", re.MULTILINE)
_DEEP_INDENT = re.compile(r"\n[ \t]{60}")
_FORMATTED = re.compile("[fFtT][rR]?[\"']")
_CALLED = re.compile(r"(?:[\w\])}\"']|\\\n)[ \t]*\Z")
_KEYWORD = re.compile(r"\b(?:and|assert|else|for|if|in|is|lambda|not|or|return|yield)[ \t]*\Z")
_LONG = "an expression chains or nests too many operators or calls to be analysed"


@dataclass(frozen=True, slots=True)
class Checked:
    """Text that LibCST can take, or the problem that keeps it away.

    `cut` holds the offset of the opening bracket of each literal that was cut; `roomy` tells that the parser needs
    more stack than a thread may have.
    """

    code: str
    cut: tuple[int, ...] = ()
    roomy: bool = False
    problem: Problem | None = None


class _RefusedError(Exception):
    def __init__(self, code: Literal["ZL900", "ZL903"], message: str, offset: int) -> None:
        super().__init__(message)
        self.code: Literal["ZL900", "ZL903"] = code
        self.offset = offset


def check(code: str) -> Checked:
    """Scan one module's text."""
    try:
        cuts, roomy = _scan(code)
        if "case" in code and "match" in code:
            _check_patterns(code)
        roomy = _check_elifs(code) or roomy
    except _RefusedError as refused:
        return Checked(code, problem=_problem(code, refused))
    roomy = roomy or _DEEP_INDENT.search(code) is not None
    if not cuts:
        return Checked(code, roomy=roomy)
    return Checked(_cut(code, cuts), tuple(opener for opener, _, _ in cuts), roomy)


def _scan(code: str) -> tuple[list[Cut], bool]:
    """The literals to cut, and whether the parser needs much room.

    `begin` is where the present stretch began, `base` the same plus the length of what doesn't count in it: nested
    brackets, strings and comments. `links` counts the brackets of the stretch, `held` the characters of the stretches
    that led to all open brackets.
    """
    if _is_small(code):
        return [], False
    # One long function, since calls would make a loop of this kind several times as slow.
    cuts: list[Cut] = []
    stack: list[Frame] = []
    counted: dict[int, int] = {}
    begin = base = links = held = elements = keep = steep = 0
    at, size, roomy = 0, len(code), False
    while at < size:
        for match in TOKEN.finditer(code, at):
            here = match.start()
            first = code[here]
            if first in "([{":
                held += here - base
                stack.append((here, begin, base, links, elements, keep))
                if len(stack) > ROOMY_DEPTH or held > STACK_LIMIT or links > RUN_LIMIT:
                    roomy = True
                    steep += len(stack) > STEEP
                    _check_stack(code, stack, counted, held=held, steep=steep)
                begin = base = here + 1
                links = elements = keep = 0
                continue
            if first in "#\\":
                base += match.end() - here
                continue
            if first in QUOTES:
                end = string_end(code, here, match.end())
                base += end - here
                if end - here > FIELD_LIMIT and is_formatted(code, here):
                    _check_fields(code, here)
                if end != match.end():
                    at = end
                    break
                continue
            if stack and first in "\n;":
                continue  # the stretch goes on
            if here - base > RUN_LIMIT or links > ROOMY_RUN:
                roomy = _check_run(code, begin, here) or roomy
            if first in ")]}":
                if stack:
                    opener = stack[-1][0]
                    if elements > LITERAL_LIMIT and keep and _is_literal(code, opener):
                        cuts = [*(cut for cut in cuts if cut[0] < keep), (opener, keep, here)]
                        elements = LITERAL_LIMIT
                    inner = elements
                    opener, begin, base, links, elements, keep = stack.pop()
                    held -= opener - base
                    base += here + 1 - opener
                    links += 1
                    if inner > 9 and _is_literal(code, opener):
                        elements += inner // 10
            elif first == ",":
                begin = base = here + 1
                links = 0
                elements += 10
                if elements > LITERAL_KEPT and not keep:
                    keep = here
            elif not stack:  # a line end or a semicolon
                begin = base = here + 1
                links = elements = keep = 0
        else:
            at = size
    if size - base > RUN_LIMIT or links > ROOMY_RUN:
        roomy = _check_run(code, begin, size) or roomy
    return cuts, roomy


def _is_small(code: str) -> bool:
    """Whether no limit can be reached, since there are too few characters and brackets, as in most cells."""
    return (
        len(code) <= RUN_LIMIT
        and code.count("(") + code.count("[") + code.count("{") <= ROOMY_DEPTH
        and (len(code) <= FIELD_LIMIT or _FORMATTED.search(code) is None)
    )


def _check_stack(code: str, stack: list[Frame], counted: dict[int, int], *, held: int, steep: int) -> None:
    """Refuse what is nested too deeply; `counted` keeps the operators that led to an open bracket."""
    here, begin, _, links, _, _ = stack[-1]
    if len(stack) > DEPTH_LIMIT:
        raise _RefusedError("ZL900", f"brackets are nested more than {DEPTH_LIMIT} deep, which Python refuses", here)
    if steep > STEEP_LIMIT:
        raise _RefusedError("ZL903", f"too many brackets are nested more than {STEEP} deep to be analysed", here)
    if links > RUN_LIMIT:
        raise _RefusedError("ZL903", _LONG, begin)
    if held > STACK_LIMIT:
        total = 0
        for opener, start, *_ in stack:
            if opener not in counted:
                counted[opener] = _operators(code, start, opener)
            total += counted[opener]
        if total > STACK_LIMIT:
            raise _RefusedError("ZL903", _LONG, here)


def _check_run(code: str, begin: int, end: int) -> bool:
    """Refuse too long a chain; else tell whether it is a long one."""
    count = _operators(code, begin, end)
    if count > RUN_LIMIT:
        raise _RefusedError("ZL903", _LONG, begin)
    return count > ROOMY_RUN


def _operators(code: str, begin: int, end: int) -> int:
    """Operators, calls and subscripts in a stretch, those inside its brackets and strings left out."""
    count = depth = 0
    at = begin
    while at < end:
        start = at
        match = TOKEN.search(code, at, end)
        here, at = match.span() if match else (end, end)
        if depth == 0:
            count += len(_OPERATOR.findall(code, start, here))
        first = code[here : here + 1] if match else ""
        if first and first in OPENERS:
            count += depth == 0
            depth += 1
        elif first and first in CLOSERS:
            depth -= 1
        elif first and first in QUOTES:
            at = string_end(code, here, at)
    return count


def _check_fields(code: str, quote: int) -> None:
    for start, end in replacement_fields(code, quote):
        if end - start > FIELD_LIMIT and len(_OPERATOR.findall(code, start, end)) > FIELD_LIMIT:
            raise _RefusedError("ZL903", "an f-string's replacement field is too long to be analysed", start)


def _check_elifs(code: str) -> bool:
    """Refuse too many `elif`; else tell whether there are many."""
    count = code.count("elif")
    if count > ELIF_LIMIT:
        raise _RefusedError(
            "ZL903", f"more than {ELIF_LIMIT} `elif` in one module are too many to be analysed", code.find("elif")
        )
    return count > ROOMY_RUN


def _check_patterns(code: str) -> None:
    for match in _CASE.finditer(code):
        if _depth(code, match.end(), statement_end(code, match.end())) > PATTERN_LIMIT:
            raise _RefusedError("ZL903", "a `case` pattern is nested too deeply to be analysed", match.end())


def _depth(code: str, start: int, end: int) -> int:
    depth = deepest = 0
    for match in TOKEN.finditer(code, start, end):
        first = code[match.start()]
        depth += (first in OPENERS) - (first in CLOSERS)
        deepest = max(deepest, depth)
    return deepest


def _is_literal(code: str, opener: int) -> bool:
    """Whether a bracket opens a list, tuple, set or dict, not a call or subscript."""
    before = code[opener - 1 : opener]
    if code[opener] == "{" or not before:
        return True
    if before.isalnum() or before in "_)]}":
        return False
    if before not in " \t":
        return True
    line = code[max(0, opener - 80) : opener]
    return not _CALLED.search(line) or _KEYWORD.search(line) is not None


def _cut(code: str, cuts: list[Cut]) -> str:
    """Replace the rest of each literal by an unknown element, `*__cut__`; lines stay, and columns behind it."""
    parts: list[str] = []
    done = 0
    for opener, keep, closer in cuts:
        rest = code[keep + 1 : closer]
        marker = " **__cut__" if _is_mapping(code, opener) else " *__cut__"
        last = rest.rfind("\n")
        room = len(rest) - last - 1 if last >= 0 else len(rest) - len(marker)
        parts += [code[done : keep + 1], marker, "\n" * rest.count("\n"), " " * room]
        done = closer
    return "".join((*parts, code[done:]))


def _is_mapping(code: str, opener: int) -> bool:
    """Whether the literal's first element has a colon."""
    if code[opener] != "{":
        return False
    depth, at = 0, opener + 1
    while match := TOKEN.search(code, at):
        here = match.start()
        first = code[here]
        if depth == 0 and ":" in code[at:here]:
            return True
        depth += (first in OPENERS) - (first in CLOSERS)
        if depth < 0 or (depth == 0 and first == ","):
            return False
        at = string_end(code, here, match.end()) if first in QUOTES else match.end()
    return False


def _problem(code: str, refused: _RefusedError) -> Problem:
    start = code.rfind("\n", 0, refused.offset) + 1
    return Problem(refused.code, str(refused), code.count("\n", 0, refused.offset) + 1, refused.offset - start + 1)
