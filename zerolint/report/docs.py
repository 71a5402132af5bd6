"""Writes the documentation's rule pages from the docstrings: `python -m zerolint.report.docs docs/rules`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from zerolint.check.registry import Rule, load
from zerolint.report.page import page_markdown

INDEX = "README.md"


def pages(rules: Iterable[Rule]) -> dict[str, str]:
    """The text of each file, by name."""
    known = list(rules)
    return {INDEX: _index(known), **{f"{rule.name}.md": page_markdown(rule) for rule in known}}


def _index(rules: Iterable[Rule]) -> str:
    rows = (
        f"| {rule.code} | [{rule.name}]({rule.name}.md) | {rule.severity.value} | {_cell(rule)} |" for rule in rules
    )
    head = "# Rules\n\nWritten by `python -m zerolint.report.docs docs/rules` from the rules' docstrings.\n\n"
    return head + "\n".join(["| code | name | severity | what it finds |", "| --- | --- | --- | --- |", *rows]) + "\n"


def _cell(rule: Rule) -> str:
    return rule.summary.replace("|", "\\|")


def main(arguments: Sequence[str]) -> int:
    """Write the pages into the folder and remove those of rules that are gone."""
    if len(arguments) != 1:
        print("usage: python -m zerolint.report.docs FOLDER", file=sys.stderr)  # noqa: T201
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    wanted = pages(load())
    for stale in folder.glob("*.md"):
        if stale.name not in wanted:
            stale.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
