"""The resolved settings: plain values, frozen, and where each comes from."""

# os.path is loaded at start-up anyway, pathlib is not.
# ruff: noqa: PTH100, PTH109

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from zerolint.settings.globs import NO_GLOBS, Glob, Globs
from zerolint.settings.keys import KEYS
from zerolint.settings.origin import DEFAULT, Origin
from zerolint.settings.selectors import Selection, codes_of, matches, selected


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for the files of one folder."""

    selection: tuple[Selection, ...] = (Selection(select=("ZL",)),)
    per_file_ignores: tuple[tuple[Glob, tuple[str, ...]], ...] = ()
    exclude: Globs = NO_GLOBS
    extend_exclude: Globs = NO_GLOBS
    include: Globs = NO_GLOBS
    respect_gitignore: bool = True
    min_confidence: str = "medium"
    target_keras: str = "auto"
    max_file_size: int = 1_000_000
    fail_on: str = "warning"
    preview: bool = False
    output_format: str = "full"
    fixable: tuple[str, ...] = ("ZL",)
    unfixable: tuple[str, ...] = ()
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    probe: Mapping[str, Any] = field(default_factory=dict)
    extend: str | None = None
    path: str | None = None
    origins: Mapping[str, Origin] = field(default_factory=dict)

    def origin(self, key: str) -> Origin:
        """Where the value of a key (as spelled in files) comes from."""
        return self.origins.get(key, DEFAULT)

    def codes(self, path: str) -> frozenset[str]:
        """The codes that run in a file (absolute path)."""
        codes = selected(self.selection)
        for pattern, selectors in self.per_file_ignores:
            if pattern.matches(path):
                codes = codes.difference(*map(codes_of, selectors))
        return codes

    def excludes(self, path: str) -> bool:
        """Whether a file or folder (absolute path) is left out, itself."""
        return self.exclude.match(path) or self.extend_exclude.match(path)

    def includes(self, path: str) -> bool:
        """Whether a file met in a folder is one to lint."""
        return self.include.match(path)

    def may_fix(self, code: str) -> bool:
        """Whether fixes of a rule may be applied."""
        return matches(self.fixable, code) and not matches(self.unfixable, code)

    def value(self, key: str) -> object:
        """The value of a key as one would write it in a file."""
        match key:
            case "select":
                return next((list(s.select) for s in reversed(self.selection) if s.select is not None), [])
            case "extend-select":
                return [item for s in self._in_force() for item in s.extend]
            case "ignore":
                return [item for s in self._in_force() for item in s.ignore]
            case "per-file-ignores":
                return {pattern.pattern: list(selectors) for pattern, selectors in self.per_file_ignores}
        value = getattr(self, key.replace("-", "_"))
        if isinstance(value, Globs):
            return [each.pattern for each in value.patterns]
        return list(value) if isinstance(value, tuple) else value

    def _in_force(self) -> tuple[Selection, ...]:
        """The selections from the last one that starts anew."""
        last = max((i for i, s in enumerate(self.selection) if s.select is not None), default=0)
        return self.selection[last:]

    def as_data(self) -> dict[str, dict[str, object]]:
        """Each key's value and origin, as plain data."""
        return {key: {"value": self.value(key), "origin": str(self.origin(key))} for key in KEYS}


def shown(path: str) -> str:
    """A path as messages show it: from the working folder where it lies below, else absolute; `/` between."""
    absolute = os.path.abspath(path)
    here = os.getcwd() + os.sep
    return absolute.removeprefix(here).replace(os.sep, "/")
