"""File patterns: a name (`*.py`, `build`) matches anywhere, a path (`docs/*.py`) from the folder it is written for.

As in ruff, `*` also crosses folders, so that `tests/*` means all that lies below `tests`.
"""

# os.path is loaded at start-up anyway, pathlib is not.
# ruff: noqa: PTH111, PTH117, PTH119

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Glob:
    """A pattern and the folder (absolute) that it is relative to."""

    pattern: str
    base: str

    @property
    def negated(self) -> bool:
        """Whether it matches what its pattern doesn't (`!src/*`)."""
        return self.pattern.startswith("!")

    def matches(self, path: str) -> bool:
        """Whether an absolute path, or its last part, fits the pattern."""
        found = _compiled(self.pattern.removeprefix("!"), self.base)
        name, whole = found
        hit = name.match(os.path.basename(path)) is not None or whole.match(_slashed(path)) is not None
        return hit != self.negated


class Globs:
    """Patterns that are tried together; made for long lists of plain names, such as the default of `exclude`."""

    __slots__ = ("_names", "_others", "patterns")

    def __init__(self, patterns: Iterable[Glob] = ()) -> None:
        self.patterns = tuple(patterns)
        self._names = frozenset(each.pattern for each in self.patterns if _PLAIN.fullmatch(each.pattern))
        self._others = tuple(each for each in self.patterns if each.pattern not in self._names)

    @classmethod
    def of(cls, patterns: Iterable[str], base: str) -> "Globs":
        """The patterns, relative to `base`."""
        return cls(Glob(pattern, base) for pattern in patterns)

    def match(self, path: str) -> bool:
        """Whether one of the patterns fits the absolute path."""
        return os.path.basename(path) in self._names or any(each.matches(path) for each in self._others)

    def __add__(self, other: "Globs") -> "Globs":
        return Globs((*self.patterns, *other.patterns))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Globs) and self.patterns == other.patterns

    def __hash__(self) -> int:
        return hash(self.patterns)


_PLAIN = re.compile(r"\w[\w.-]*|\.[\w][\w.-]*")
NO_GLOBS = Globs()


@lru_cache(maxsize=1024)
def _compiled(pattern: str, base: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    pattern = os.path.expanduser(_slashed(pattern)).rstrip("/")
    pattern = pattern.removeprefix("./")
    absolute = "" if os.path.isabs(pattern) else re.escape(_slashed(base).rstrip("/") + "/")
    body = translate(pattern)
    return re.compile(body + r"\Z", re.DOTALL), re.compile(absolute + body + r"\Z", re.DOTALL)


def _slashed(path: str) -> str:
    return path.replace(os.sep, "/") if os.sep != "/" else path


_TOKEN = re.compile(r"\*\*/|\*+|\?|\[[!^]?\]?[^\]]*\]|[{},]|\\.|.", re.DOTALL)


def translate(pattern: str) -> str:
    """The regular expression of a glob; a brace that is never closed stands for itself."""
    braces = pattern.count("{") == pattern.count("}") and "{" in pattern
    out: list[str] = []
    depth = 0
    for token in _TOKEN.findall(pattern):
        if token == "**/":
            out.append("(?:.*/)?")
        elif token[0] == "*":
            out.append(".*")
        elif token == "?":
            out.append("[^/]")
        elif token[0] == "[" and len(token) > 1:
            out.append(_character_class(token))
        elif token == "{" and braces:
            depth += 1
            out.append("(?:")
        elif token == "}" and depth:
            depth -= 1
            out.append(")")
        elif token == "," and depth:
            out.append("|")
        else:
            out.append(re.escape(token[-1]))
    return "".join(out) if depth == 0 else re.escape(pattern)


def _character_class(token: str) -> str:
    inner = token[1:-1]
    negated = inner[:1] in {"!", "^"}
    inner = (inner[1:] if negated else inner).replace("\\", r"\\").replace("[", r"\[").replace("]", r"\]")
    built = f"[{'^' if negated else ''}{inner}]"
    try:
        re.compile(built)
    except re.error:
        return re.escape(token)
    return built
