"""What notebooks hold besides Python: magics, shell lines, help. Masked or unwrapped so that every column stays.

A line magic that runs Python is unwrapped (`%time x = f()` becomes `0;    x = f()`), any other becomes `pass`, and
`files = !ls` assigns a name that nothing defines. Only the start of a statement can hold one: `%` and `!` never start
one in Python, so plain scripts that were exported from a notebook go through here as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zerolint.source.lexical import statement_end
from zerolint.source.model import ShellLine

LIKELY = re.compile(r"^[ \t]*[%!?]|^[ \t]*(?:pip3?|conda)[ \t]|\?[ \t]*$|=[ \t]*[%!]", re.MULTILINE)
"""Finds nothing in a text that surely holds none of it."""

# Magics whose argument is Python, with the letters of those options that take a value.
_RUNS_PYTHON = {
    "lprun": "fmDTuz",
    "memit": "rti",
    "mprun": "fT",
    "prun": "lsTD",
    "snakeviz": "f",
    "time": "",
    "timeit": "nrp",
}
_PYTHON_CELLS = frozenset(
    [
        "capture",
        "debug",
        "memit",
        "mprun",
        "notify",
        "prun",
        "px",
        "pyinstrument",
        "scalene",
        "snakeviz",
        "time",
        "timeit",
        "wandb",
    ]
)
_SHELL_CELLS = frozenset(("!", "bash", "cmd", "script", "sh", "shell", "system"))
_WRITING_CELLS = frozenset(("file", "writefile"))

_CELL = re.compile(r"[ \t]*%%(\w+|!)([^\n]*)")
_LINE = re.compile(r"[ \t]*(?:%{1,2}[ \t]*(?P<name>[a-zA-Z_]\w*)|!|\?\??[\w%]|(?:pip3?|conda)[ \t]+(?:un)?install\b)")
_HELP = re.compile(r"[ \t]*%{0,2}[a-zA-Z_][\w.*\[\]]*\?\??[ \t]*(?=\n|\Z)")
_ASSIGNED = re.compile(
    r"[ \t]*[a-zA-Z_*][\w.,\[\]:* \t]*=[ \t]*(?P<magic>%time[ \t]+(?=[^\s%])|[%!][ \t]*[\w./~$({'\"-])"
)
_AUTOMAGIC = re.compile(
    r"[ \t]*(?:cat|cd|clear|conda|cp|less|ll|load_ext|ls|man|matplotlib|mkdir|more|mv|pip3?|rm|rmdir|tensorboard|who)"
    r"[ \t]+(?!(?:and|else|for|if|in|is|not|or)\b)(?:--?[a-zA-Z]|[\w./~$\"'\\]|\*\.)[^\n]*\s*\Z"
)
"""IPython runs a magic or alias without its `%` where the cell is this line alone."""
_COMPOUND = re.compile(r"(?:async|class|def|for|if|match|try|while|with)\b|[@%!]")
_PHYSICAL = re.compile(r"[^\\\n]*(?:\\(?:.|\n)[^\\\n]*)*")
_MODULE_FILE = re.compile(r"""["']?([\w./\\:-]+)\.py["']?\s*\Z""")
_WRITTEN_LINE = re.compile(r"[^\n]*\S[^\n]*")
_COMMENTED = re.compile(r"^[ \t]*#[ \t]*(?:MAGIC[ \t]+)?([%!][ \t]*\w[^\n]*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Unmasked:
    """A cell's code with everything else masked; `written` is the module that the cell writes, if it does."""

    code: str
    shell: tuple[ShellLine, ...] = ()
    written: str | None = None


def unmask_cell(code: str, cell: int | None = None) -> Unmasked:
    """Take a code cell's cell magic and line magics apart."""
    start = len(code) - len(code.lstrip(" \t\n"))
    magic = _CELL.match(code, code.rfind("\n", 0, start) + 1)
    if magic is None:
        if _AUTOMAGIC.match(code):
            return Unmasked(_replaced(code, _indented(code, "pass")), (_shell(code, 0, len(code), cell),))
        return unmask_lines(code, cell)
    name, rest = magic[1], code[magic.end() :]
    told: tuple[ShellLine, ...] = (_shell(code, magic.start(), magic.end(), cell),)
    if name in _PYTHON_CELLS:
        inner = unmask_cell(_without_head(code, magic), cell)
        return Unmasked(inner.code, told + inner.shell, inner.written)
    if name in _WRITING_CELLS:
        module = _module_name(magic[2])
        return Unmasked(blank(code[: magic.end()]) + (blank(rest) if module is None else rest), told, module)
    if name in _SHELL_CELLS:
        told += tuple(_shell(code, *line.span(), cell) for line in _WRITTEN_LINE.finditer(code, magic.end()))
    return Unmasked(blank(code), told)


def unmask_lines(code: str, cell: int | None = None) -> Unmasked:
    """Mask the lines that aren't Python, wherever a statement can start."""
    if not LIKELY.search(code):
        return Unmasked(code)
    parts: list[str] = []
    shell: list[ShellLine] = []
    at = 0
    while at < len(code):
        if magic := _magic(code, at):
            masked, line_end = magic
            shell.append(_shell(code, at, line_end, cell))
            parts.append(masked)
            at += len(masked)
        end = statement_end(code, at)
        parts.append(code[at:end])
        at = end
    return Unmasked("".join(parts), tuple(shell))


def commented_magics(code: str) -> Iterator[ShellLine]:
    """Magics that stand in comments, as in percent-format and Databricks scripts (`# MAGIC %pip install …`)."""
    for match in _COMMENTED.finditer(code):
        if not match[1].startswith("%%"):
            yield ShellLine(match[1].rstrip(), code.count("\n", 0, match.start(1)) + 1)


def blank(text: str) -> str:
    """As many lines and columns of nothing."""
    return re.sub(r"[^\n]", " ", text)


def _without_head(code: str, magic: re.Match[str]) -> str:
    """The cell with its cell magic blanked, but for the set-up code that `%%timeit` may carry."""
    setup = magic.start(2) + _code_offset(magic[1], magic[2]) if magic[1] == "timeit" else magic.end()
    head = blank(code[:setup])
    if setup < magic.end():
        start = magic.start()
        head = head[:start] + _replaced(code[start:setup], _indented(code[start:setup], "0;"))
    return head + code[setup:]


def _magic(code: str, at: int) -> tuple[str, int] | None:
    """If a magic stands at this start of a statement: what replaces its beginning, and where its line ends."""
    if match := _ASSIGNED.match(code, at):
        start = match.start("magic")
        end = _line_end(code, start)
        target = code[at:start]
        if match["magic"].startswith("%time"):
            return target + " " * (match.end() - start), end
        return target + _replaced(code[start:end], "_" * len(_first_line(code[start:end]))), end
    match = _LINE.match(code, at)
    if match is None and not _HELP.match(code, at):
        return None
    end = _line_end(code, at)
    text = code[at:end]
    if match and match["name"] in _RUNS_PYTHON:
        offset = match.end() - at + _code_offset(match["name"], code[match.end() : end])
        if offset < len(text) and not _COMPOUND.match(text, offset):
            return _replaced(text[:offset], _indented(text, "0;")), end
    return _replaced(text, _indented(text, "pass")), end


def _indented(text: str, word: str) -> str:
    indent = len(text) - len(text.lstrip(" \t"))
    room = len(_first_line(text)) - indent
    return text[:indent] + (word if len(word) <= room else "0")


def _replaced(text: str, start: str) -> str:
    """`text` blanked but for its first columns."""
    return start + blank(text[len(start) :])


def _first_line(text: str) -> str:
    return text.partition("\n")[0].rstrip()


def _line_end(code: str, at: int) -> int:
    match = _PHYSICAL.match(code, at)
    return match.end() if match else at


def _code_offset(name: str, argument: str) -> int:
    """Where the code begins in a magic's argument, behind its options."""
    valued = _RUNS_PYTHON.get(name, "")
    with_value = rf"[{valued}][ \t]*[^\s-]\S*|" if valued else ""
    options = re.match(rf"(?:[ \t]+-(?:{with_value}[a-zA-Z]\w*|-[a-z][\w-]*)(?=\s|\Z))*[ \t]*", argument)
    return options.end() if options else 0


def _module_name(argument: str) -> str | None:
    """`src/heads.py` is the module `src.heads`; of a path from elsewhere only the last part counts."""
    words = [word for word in argument.split() if word not in ("-a", "--append")]
    match = _MODULE_FILE.match(words[-1]) if words else None
    if match is None:
        return None
    parts = match[1].replace("\\", "/").split("/")
    inside = [part for part in parts if part not in ("", ".")]
    if parts[0] == "" or ".." in parts or ":" in parts[0]:
        return inside[-1]
    return ".".join(inside)


def _shell(code: str, start: int, end: int, cell: int | None) -> ShellLine:
    text = re.sub(r"\\\n", " ", code[start:end]).strip()
    return ShellLine(text, code.count("\n", 0, start) + 1, cell)
