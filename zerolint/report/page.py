"""One rule's page: for the terminal, as a record, and as a file of the documentation."""

from __future__ import annotations

import re
from typing import Any

from zerolint.check.registry import Rule
from zerolint.report.style import Style


def page(rule: Rule, style: Style) -> str:
    """The page as `zerolint rule CODE` prints it."""
    head = f"{style.paint(rule.code, rule.severity)} {style.paint(rule.name, 'strong')}  [{'; '.join(_traits(rule))}]"
    body = "\n".join(_line(line, style) for line in rule.page.rstrip().splitlines())
    return f"{style.link(head, rule.url)}\n\n{body}\n"


def _line(line: str, style: Style) -> str:
    if heading := re.match(r"## (.*)", line):
        return style.paint(heading[1] if style.color else line, "strong")
    return style.paint(line, "dim") if line.startswith("```") else line


def _traits(rule: Rule) -> list[str]:
    fix = ["has a fix"] if rule.has_fix else []
    return [rule.severity.value, *fix, *(["preview"] if rule.preview else [])]


def page_record(rule: Rule) -> dict[str, Any]:
    """What `zerolint rule CODE --output-format json` prints, and an entry of `zerolint rules`."""
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "summary": rule.summary,
        "fix": rule.has_fix,
        "probe": rule.has_probe,
        "preview": rule.preview,
        "url": rule.url,
        "page": rule.page,
    }


def page_markdown(rule: Rule) -> str:
    """The page as a file of the documentation."""
    return f"# {rule.name} ({rule.code})\n\n*{'; '.join(_traits(rule))}*\n\n{rule.page.rstrip()}\n"
