"""Rules, found and not listed: every module of `zerolint.rules` (but `_helpers`) holds one.

Given once in the module: code and severity. Derived: the name (file name), the summary and the page (docstring, read
from the source, so that `python -OO` loses nothing), and what the check is called with (its parameter's annotation).
"""

from __future__ import annotations

import ast
import difflib
import importlib
import importlib.util
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType
from typing import TypeAlias

from zerolint.check.finding import Finding, Severity

Check: TypeAlias = Callable[..., Iterable[Finding]]

CODE = re.compile(r"ZL\d{3}")
URL = "https://github.com/zerolint/zerolint/blob/main/docs/rules/{name}.md"


class RuleError(Exception):
    """A rule module that breaks the contract; says where, what, and the way out."""


@dataclass(frozen=True)
class Rule:
    """One rule. `check` and `asks` are None for the tool's own codes, which the engine reports itself."""

    code: str
    severity: Severity
    module: str
    check: Check | None = None
    asks: type | None = None
    preview: bool = False

    def __call__(self, subject: object) -> Iterable[Finding]:
        """Put the rule to one subject (a program, network, run or prediction)."""
        return self.check(subject) if self.check else ()

    @property
    def name(self) -> str:
        """The file's name with dashes."""
        return self.module.rpartition(".")[2].replace("_", "-")

    @property
    def url(self) -> str:
        """Where the rule's page is on the web."""
        return URL.format(name=self.name)

    @cached_property
    def page(self) -> str:
        """The module's docstring, in Markdown."""
        return ast.get_docstring(ast.parse(_source(self.module))) or ""

    @property
    def summary(self) -> str:
        """The page's first line."""
        return self.page.partition("\n")[0]

    def section(self, heading: str) -> str | None:
        """The text below `## heading`, or None when the page has no such part."""
        found = re.search(rf"^## {re.escape(heading)}[ ]*\n(.*?)(?=^## |\Z)", self.page, re.M | re.S)
        return found[1].strip() if found else None

    @property
    def has_fix(self) -> bool:
        """The page tells how safe the fix is."""
        return self.section("Fix safety") is not None

    @property
    def has_probe(self) -> bool:
        """The page tells how the probe confirms a finding."""
        return self.section("How the probe confirms it") is not None


def rule(code: str, severity: Severity, *, preview: bool = False) -> Callable[[Check], Rule]:
    """Make the decorated check the rule of its module."""

    def made(check: Check) -> Rule:
        return Rule(code, severity, check.__module__, check, _asks(check), preview)

    return made


def own_code(code: str, severity: Severity, module: str) -> Rule:
    """A code that the engine itself reports; its module (`__name__`) holds only the page."""
    return Rule(code, severity, module)


class Rules:
    """All rules, in the order of their codes."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_code: dict[str, Rule] = {}
        for one in sorted(rules, key=lambda each: (each.code, each.module)):
            known = self._by_code.setdefault(one.code, one)
            if known is not one:
                raise RuleError(f"{_path(one.module)} reuses {one.code}, the code of {known.name}")
        self._by_name = {one.name: one for one in self}

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def get(self, text: str) -> Rule | None:
        """The rule of exactly this code or name."""
        return self._by_code.get(text.upper()) or self._by_name.get(text)

    def matching(self, selector: str) -> tuple[Rule, ...]:
        """The rules that a code, a code's beginning (`ZL2`, `ZL`) or a name stands for; none if it is unknown."""
        if named := self._by_name.get(selector):
            return (named,)
        prefix = selector.upper()
        if not re.fullmatch(r"ZL\d{0,3}", prefix):
            return ()
        return tuple(one for one in self if one.code.startswith(prefix))

    def nearest(self, text: str) -> str | None:
        """The code or name that was probably meant."""
        pool = [*self._by_name] if re.search(r"[a-z]{3}", text) else [*self._by_code]
        return next(iter(difflib.get_close_matches(text, pool, n=1, cutoff=0.5)), None)


def load(package: str = "zerolint.rules") -> Rules:
    """Import every rule module of a package and take its rule."""
    home = importlib.import_module(package)
    names = sorted(found.name for found in pkgutil.iter_modules(home.__path__) if not found.name.startswith("_"))
    return Rules(rule_of(importlib.import_module(f"{package}.{name}")) for name in names)


def rule_of(module: ModuleType) -> Rule:
    """The one rule that a module defines."""
    own = [each for each in vars(module).values() if isinstance(each, Rule) and each.module == module.__name__]
    where = _path(module.__name__)
    if len(own) != 1:
        raise RuleError(f"{where} defines {len(own)} rules; a rule module defines one, a helper is named _helper.py")
    if not CODE.fullmatch(own[0].code):
        raise RuleError(f"{where} has the code {own[0].code!r}; a code is ZL and three digits")
    return own[0]


def _asks(check: Check) -> type:
    names = check.__code__.co_varnames[: check.__code__.co_argcount]
    wanted = check.__annotations__.get(names[0]) if len(names) == 1 else None
    if isinstance(wanted, str):
        wanted = eval(wanted, check.__globals__)  # the rule's own annotation
    if not isinstance(wanted, type):
        raise RuleError(
            f"{_path(check.__module__)}: annotate the one parameter of `{check.__name__}` "
            "with Program, Network, Run or Prediction"
        )
    return wanted


def _source(module: str) -> str:
    spec = importlib.util.find_spec(module)
    source = getattr(spec and spec.loader, "get_source", lambda _: None)(module)
    return source or ""


def _path(module: str) -> str:
    return module.removeprefix("zerolint.").replace(".", "/") + ".py"
