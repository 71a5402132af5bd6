"""Chunks to LibCST modules, behind the guard; what can't be parsed is left out and told as a problem."""

from __future__ import annotations

import re
import sys
import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zerolint.source.guard import check
from zerolint.source.model import Chunk, Problem, SourceFile
from zerolint.source.roomy import roomy

if TYPE_CHECKING:
    import ast

    import libcst

MAX_SIZE = 1_000_000
"""Characters of code in one file; more is not analysed."""

_PYTHON2 = re.compile(
    r"""^[ \t]*(?:
        (?P<print>print)[ \t]+(?:["'\w%`-]|>>)
        | (?P<exec>exec)[ \t]+["'\w]
        | except[ \t]+[\w.() \t,]+?,[ \t]*(?P<except>\w+)[ \t]*:
        | raise[ \t]+[\w.]+[ \t]*,[ \t]*(?P<raise>["'\w])
    )|(?P<number>(?<![\w.])(?:0[0-7]+[lL]?|\d+[lL])(?![\w.]))|(?P<string>\b[uU][rR]["'])|(?P<unequal><>)""",
    re.MULTILINE | re.VERBOSE,
)
_CATCHES = re.compile(r"except[ \t]+[\w.]+[ \t]*,[ \t]*([a-z_][a-z_0-9]*)[ \t]*:")
_PYTHON2_WORDS = {
    "print": "`print` is a statement here",
    "exec": "`exec` is a statement here",
    "except": "`except A, name` catches here",
    "raise": "`raise A, value` raises here",
    "number": "a number is written as in Python 2",
    "string": "a string is written as in Python 2",
    "unequal": "`<>` means unequal here",
}


@dataclass(frozen=True, slots=True)
class ParsedChunk:
    """A chunk and its syntax tree.

    `cut` holds line and column of the opening bracket of each literal that was cut to its first elements; in the tree
    such a literal ends in `*__cut__` (a dict in `**__cut__`), a name that nothing defines.
    """

    chunk: Chunk
    module: libcst.Module
    cut: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """What could be parsed of a file; `problems` has those of reading it, too."""

    source: SourceFile
    modules: tuple[ParsedChunk, ...]
    problems: tuple[Problem, ...]


def parse(source: SourceFile, *, max_size: int = MAX_SIZE) -> ParsedFile:
    """Parse a file's chunks. Never raises for what they hold."""
    size = sum(len(chunk.code) for chunk in source.chunks)
    if size > max_size:
        message = f"the file holds {size:,} characters of code, more than max-file-size ({max_size:,}): not analysed"
        return ParsedFile(source, (), (*source.problems, Problem("ZL903", message)))
    from zerolint.source.unchecked import unchecked

    modules: list[ParsedChunk] = []
    problems = list(source.problems)
    with unchecked():
        for chunk in source.chunks:
            found = _parse_chunk(chunk)
            if isinstance(found, Problem):
                problems.append(_in_file(chunk, found))
            else:
                modules.append(found)
    return ParsedFile(source, tuple(modules), tuple(problems))


def _parse_chunk(chunk: Chunk) -> ParsedChunk | Problem:
    import libcst

    code = chunk.code
    if "\0" in code:
        return _problem_at(code, code.index("\0"), "the code holds NUL characters, so it isn't Python")
    checked = check(code)
    if checked.problem:
        return checked.problem

    def work() -> libcst.Module:
        return libcst.parse_module(checked.code)

    try:
        module = roomy(work) if checked.roomy else work()
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic of LibCST's native parser is no Exception
        return _syntax_problem(code, error)
    if python2 := _catches_as_python2(code):
        return python2
    return ParsedChunk(chunk, module, tuple(_line_column(code, offset) for offset in checked.cut))


def _syntax_problem(code: str, refusal: BaseException) -> Problem:
    """Say what is wrong in the words of Python's own compiler, which are clearer than LibCST's."""
    error = _python_error(code)
    if error is None:
        place = _inside(code, *_position(refusal))
        message = f"not checked, since zerolint's parser can't read it: {_first_line(refusal)}"
        return Problem("ZL903", message, *place)
    if python2 := _python2(code, error.lineno or 1):
        return python2
    place = _inside(code, error.lineno or 1, error.offset or 1)
    return Problem("ZL900", f"syntax error: {error.msg}", *place)


def _python_error(code: str) -> SyntaxError | None:
    """Why Python can't parse it either; None if it can."""
    try:
        python_tree(code)
    except SyntaxError as error:
        return error
    return None


def python_tree(code: str) -> ast.Module:
    """Python's own syntax tree; raises SyntaxError, whatever it is that keeps Python from it."""
    import ast

    flags = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree: ast.Module = compile(code, "<code>", "exec", flags, dont_inherit=True)
        except (ValueError, RecursionError, MemoryError, OverflowError) as error:
            raise SyntaxError(str(error) or type(error).__name__) from None
    return tree


def _python2(code: str, line: int) -> Problem | None:
    """If Python stumbled over Python 2, say so, at the place of its first sign."""
    lines = code.split("\n")
    match = _PYTHON2.search("\n".join(lines[line - 1 : line]))
    if match is None or match.lastgroup is None:
        return None
    words = _PYTHON2_WORDS[match.lastgroup]
    return Problem("ZL900", f"Python 2 code ({words}): zerolint reads Python 3", line, match.start(match.lastgroup) + 1)


def _catches_as_python2(code: str) -> Problem | None:
    """`except ValueError, error:`, which Python 3.14 and LibCST take for two exceptions, and older ones refuse."""
    match = _CATCHES.search(code)
    if match is None or (sys.version_info < (3, 14) and _python_error(code) is None):
        return None
    message = f"Python 2 code ({_PYTHON2_WORDS['except']}): zerolint reads Python 3"
    return _problem_at(code, match.start(1), message)


def _position(error: BaseException) -> tuple[int, int]:
    line, column = getattr(error, "raw_line", 1), getattr(error, "raw_column", 0)
    return max(int(line), 1), max(int(column), 0) + 1


def _inside(code: str, line: int, column: int) -> tuple[int, int]:
    """The place, or the nearest one that exists: parsers point behind the end at times, CPython beyond the line's."""
    lines = code.split("\n")
    if not 0 < line <= len(lines):
        return min(max(line, 1), len(lines)), 1
    return line, min(max(column, 1), len(lines[line - 1]) + 1)


def _first_line(error: BaseException) -> str:
    message = str(getattr(error, "message", error))
    return re.sub(r", expected .*|expected one of .*", "", message.partition("\n")[0])[:120].rstrip(" :")


def _problem_at(code: str, offset: int, message: str) -> Problem:
    return Problem("ZL900", message, *_line_column(code, offset))


def _line_column(code: str, offset: int) -> tuple[int, int]:
    return code.count("\n", 0, offset) + 1, offset - code.rfind("\n", 0, offset)


def _in_file(chunk: Chunk, problem: Problem) -> Problem:
    column = problem.column + chunk.shift(problem.line)
    return replace(problem, line=problem.line + chunk.line_offset, column=column, cell=chunk.cell)
