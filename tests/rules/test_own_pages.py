"""Every rule's page: its example has the fault, what to use instead hasn't, and a fix makes the one of the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from zerolint.check.diagnostic import Diagnostic
from zerolint.check.levels import Confidence, Safety
from zerolint.check.registry import Rule, load
from zerolint.session.discovery import discover
from zerolint.session.lint import Session
from zerolint.settings import Resolver

CHECKED = [rule for rule in load() if rule.check is not None]
every_rule = pytest.mark.parametrize("rule", CHECKED, ids=lambda rule: rule.name)


def program(rule: Rule, heading: str) -> str:
    """The first program below a heading."""
    found = re.search(r"```python\n(.*?)```", rule.section(heading) or "", re.DOTALL)
    assert found is not None, f"{rule.name} has no program below {heading}"
    return found[1]


def lint(text: str, folder: Path) -> Sequence[Diagnostic]:
    """Everything that all rules say of a program."""
    file = folder / "program.py"
    file.write_text(text, encoding="utf-8")
    resolver = Resolver({"min-confidence": "low", "preview": True}, isolated=True)
    return Session(resolver, discover([str(file)], resolver)).run().diagnostics


@every_rule
def test_the_example_has_this_fault_only(rule: Rule, tmp_path: Path) -> None:
    assert {found.code for found in lint(program(rule, "Example"), tmp_path)} == {rule.code}


@every_rule
def test_what_to_use_instead_is_silent(rule: Rule, tmp_path: Path) -> None:
    found = lint(program(rule, "Use instead"), tmp_path)
    assert not [one for one in found if one.confidence is not Confidence.LOW], found


@every_rule
def test_a_safe_fix_makes_the_one_of_the_other(rule: Rule, tmp_path: Path) -> None:
    text = program(rule, "Example")
    safe = [one.fix for one in lint(text, tmp_path) if one.fix is not None and one.fix.safety is Safety.SAFE]
    if not safe:
        return
    lines = text.split("\n")
    for change in sorted((c for fix in safe for c in fix.edits), key=lambda c: (-c.place.line, -c.place.column)):
        line = lines[change.place.line - 1]
        lines[change.place.line - 1] = (
            line[: change.place.column - 1] + change.text + line[change.place.end_column - 1 :]
        )
    assert "\n".join(lines) == program(rule, "Use instead")
