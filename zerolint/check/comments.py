"""Suppression comments as they stand in the source, and the lines that each one covers.

A comment covers the statement that it stands in (any of its lines) or, on lines of its own, the statement right below.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from zerolint.check.diagnostic import Place

DIRECTIVE: Final = re.compile(
    r"#\s*zerolint:\s*(?P<word>ignore-file|ignore)(?![\w-])(?!\s*\[[^\]]*$)(?!\s+ZL\d)(?:\s*\[(?P<list>[^\]]*)\])?",
    re.I,
)
NOQA: Final = re.compile(r"#\s*noqa\s*:\s*(?P<list>[A-Z]+\d+(?:(?:\s*,\s*|\s+)[A-Z]+\d+)*)", re.I)
UNREADABLE: Final = re.compile(
    r"#\s*zerolint:\s*(?:ignore(?:-file)?(?:\s*\[[^\]]*$|\s+ZL\d[^#]*)|(?:disable|skip|off|noqa)\b[^#]*)", re.I
)
QUICK: Final = re.compile(r"#\s*(?:zerolint|noqa)\s*:", re.I)


@dataclass(frozen=True, slots=True)
class Named:
    """One code, beginning of a code, or name in a comment's list, with the column that it starts at."""

    text: str
    column: int

    def covers(self, code: str, name: str) -> bool:
        """Whether it stands for this rule."""
        prefix = self.text.upper()
        return self.text == name or (re.fullmatch(r"ZL\d{0,3}", prefix) is not None and code.startswith(prefix))


@dataclass(frozen=True, slots=True)
class Suppression:
    """One directive. `named` is None when it is for every rule; `place` ends where the directive ends."""

    place: Place
    text: str
    named: tuple[Named, ...] | None
    first: int
    last: int
    whole_file: bool = False
    misplaced: bool = False
    """`ignore-file` below the file's head: it does nothing."""
    noqa: bool = False
    foreign: tuple[str, ...] = ()
    """Other tools' codes in a `noqa`."""
    before: str = ""
    after: str = ""
    """The rest of the source line, on both sides of the directive."""
    on_last_line: bool = False
    """No line break stands behind it."""

    def names(self, code: str, name: str) -> bool:
        """Whether it is for this rule, named or not."""
        return self.named is None or any(each.covers(code, name) for each in self.named)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A comment that was meant to suppress something and can't be read."""

    place: Place
    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Comment:
    line: int
    column: int
    text: str


def suppressions(
    path: str,
    code: str,
    *,
    cell: int | None = None,
    offset: int = 0,
    shift: Callable[[int], int] = lambda _: 0,
    head: bool = True,
) -> Iterator[Suppression | Unreadable]:
    """The directives in one piece of code.

    `offset` lines of the file stand before it, and a line of it stands `shift(line)` columns further right in the
    file; `head` says that it begins the program, so that `ignore-file` may stand in it.
    """
    if not QUICK.search(code):
        return
    comments, statements = _scan(code)
    scanned = _Scanned(path, cell, offset, shift, code.split("\n"), statements, head)
    for comment in comments:
        for found in _directives(comment.text):
            if found.re is UNREADABLE:
                yield scanned.unreadable(comment, found)
            elif (directive := scanned.directive(comment, found)) is not None:
                yield directive


@dataclass(frozen=True, slots=True)
class _Scanned:
    """A piece of code, its lines, and its statements' (first line, last line, is a lone string)."""

    path: str
    cell: int | None
    offset: int
    shift: Callable[[int], int]
    lines: Sequence[str]
    statements: Sequence[tuple[int, int, bool]]
    head: bool

    def unreadable(self, comment: _Comment, found: re.Match[str]) -> Unreadable:
        first, last = self._covered(comment)
        return Unreadable(self._place(comment, found), found[0].rstrip(), first, last)

    def directive(self, comment: _Comment, found: re.Match[str]) -> Suppression | None:
        """None for a `noqa` that names none of zerolint's rules."""
        shift = self.shift(comment.line)
        named, foreign = _named(found, comment.column + shift)
        if found.re is NOQA and not named:
            return None
        first, last = self._covered(comment)
        whole = found.re is DIRECTIVE and found["word"].lower() == "ignore-file"
        line = self.lines[comment.line - 1]
        return Suppression(
            place=self._place(comment, found),
            text=found[0],
            named=named,
            first=first,
            last=last,
            whole_file=whole,
            misplaced=whole and not self._in_head(comment),
            noqa=found.re is NOQA,
            foreign=foreign,
            before=" " * shift + line[: comment.column + found.start()],
            after=line[comment.column + found.end() :],
            on_last_line=comment.line == len(self.lines),
        )

    def _place(self, comment: _Comment, found: re.Match[str]) -> Place:
        line = comment.line + self.offset
        column = comment.column + 1 + self.shift(comment.line)
        return Place(self.path, line, column + found.start(), line, column + found.end(), self.cell)

    def _in_head(self, comment: _Comment) -> bool:
        """On a line of its own above the first statement; a docstring may stand before it."""
        body = next((first for first, _, docstring in self.statements if not docstring), len(self.lines) + 1)
        alone = not self.lines[comment.line - 1][: comment.column].strip()
        return self.head and alone and comment.line < body

    def _covered(self, comment: _Comment) -> tuple[int, int]:
        """The lines of the statement that holds the comment, or stands right below it."""
        first, last = _statement_at(comment.line, self.statements, self.lines)
        return first + self.offset, last + self.offset


def _directives(text: str) -> Iterator[re.Match[str]]:
    for pattern in (DIRECTIVE, NOQA, UNREADABLE):
        yield from pattern.finditer(text)


def _named(found: re.Match[str], column: int) -> tuple[tuple[Named, ...] | None, tuple[str, ...]]:
    if found["list"] is None:
        return None, ()
    start = column + found.start("list") + 1
    every = [Named(each[0], start + each.start()) for each in re.finditer(r"[^\s,]+", found["list"])]
    if found.re is DIRECTIVE:
        return tuple(every), ()
    own = tuple(each for each in every if each.text.upper().startswith("ZL"))
    return own, tuple(each.text for each in every if each not in own)


def _statement_at(line: int, statements: Sequence[tuple[int, int, bool]], lines: Sequence[str]) -> tuple[int, int]:
    found = next(((first, last) for first, last, _ in statements if last >= line), (line, line))
    between = lines[line : found[0] - 1]
    return found if all(each.lstrip().startswith("#") for each in between) else (line, line)


def _scan(code: str) -> tuple[list[_Comment], list[tuple[int, int, bool]]]:
    """The comments, and the statements' (first line, last line, is a lone string)."""
    comments: list[_Comment] = []
    statements: list[tuple[int, int, bool]] = []
    first, lone, seen = 0, False, 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            seen = token.end[0]
            if token.type == tokenize.COMMENT:
                comments.append(_Comment(*token.start, token.string))
            elif token.type == tokenize.NEWLINE and first:
                statements.append((first, token.start[0], lone))
                first = 0
            elif token.type not in _LAYOUT:
                lone = not first and token.type == tokenize.STRING
                first = first or token.start[0]
    except (tokenize.TokenError, SyntaxError):  # IndentationError is one
        comments += _beyond(code, max(seen, first))
    return comments, statements


_LAYOUT: Final = {tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


def _beyond(code: str, seen: int) -> Iterator[_Comment]:
    """What looks like a directive behind the point where tokens end."""
    for number, line in enumerate(code.split("\n"), 1):
        found = QUICK.search(line)
        if number > seen and found:
            yield _Comment(number, found.start(), line[found.start() :])
