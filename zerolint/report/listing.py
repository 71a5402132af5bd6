"""All rules: as a table and as records."""

from __future__ import annotations

import json
from collections.abc import Iterable

from zerolint.check.registry import Rule
from zerolint.report.page import page_record
from zerolint.report.style import Style


def listing(rules: Iterable[Rule], style: Style) -> str:
    """A line per rule: code, severity, whether it has a fix, name, summary."""
    known = list(rules)
    longest = max((len(rule.name) for rule in known), default=0)
    return "".join(f"{_row(rule, longest, style)}\n" for rule in known)


def _row(rule: Rule, longest: int, style: Style) -> str:
    severity = style.paint(f"{rule.severity.value:<7}", rule.severity)
    fix = "fix" if rule.has_fix else "   "
    row = f"{rule.code}  {severity}  {fix}  {rule.name:<{longest}}  {rule.summary}"
    if style.width and not style.color and len(row) > style.width:
        return row[: style.width - 1] + "…"
    return row.rstrip()


def listing_json(rules: Iterable[Rule]) -> str:
    """A list of records."""
    return json.dumps([page_record(rule) for rule in rules], indent=2) + "\n"
