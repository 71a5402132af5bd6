"""Rule pages, listings, summaries and the documentation written from them."""

import json
from pathlib import Path

import pytest

from zerolint.check.diagnostic import Change, Diagnostic, Place, Repair
from zerolint.check.levels import Confidence, Safety, Severity
from zerolint.check.registry import load
from zerolint.report.docs import main, pages
from zerolint.report.listing import listing, listing_json
from zerolint.report.page import page
from zerolint.report.style import Style
from zerolint.report.summary import statistics, summary

RULES = load()
ROOT = Path(__file__).parents[2]


def test_page() -> None:
    rule = RULES.get("ZL901")
    assert rule is not None
    text = page(rule, Style())
    assert text.startswith(
        "ZL901 unused-suppression  [warning; has a fix]\n\nA suppression comment silences nothing.\n"
    )
    assert "\n## Why it is bad\n" in text
    assert "\x1b[1mWhy it is bad" in page(rule, Style(color=True))


def test_listing() -> None:
    table = listing(RULES, Style()).splitlines()
    assert len(table) == len(RULES)
    assert any(line.startswith("ZL900  error         syntax-error") for line in table)
    records = json.loads(listing_json(RULES))
    assert [record["code"] for record in records] == sorted(record["code"] for record in records)
    assert all(record["page"] and record["summary"] for record in records)


def test_committed_pages_agree_with_the_docstrings() -> None:
    folder = ROOT / "docs" / "rules"
    committed = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    assert committed == pages(RULES), "run: python -m zerolint.report.docs docs/rules"


def test_docs_replace_what_is_stale(tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_text("old", encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == set(pages(RULES))


def test_docs_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "usage" in capsys.readouterr().err


def found(severity: Severity, safety: Safety | None = None) -> Diagnostic:
    place = Place("t.py", 1, 1, 1, 2)
    fix = Repair("m", safety, (Change(place, ""),)) if safety else None
    return Diagnostic(
        place=place, code="ZL203", name="n", severity=severity, confidence=Confidence.HIGH, message="m", fix=fix
    )


def test_summary() -> None:
    assert summary([], files=3) == "Found nothing in 3 files."
    assert summary([found(Severity.ERROR)] * 2, files=1) == "Found 2 errors in 1 file."
    mixed = [found(Severity.ERROR, Safety.UNSAFE), found(Severity.INFO, Safety.SAFE), found(Severity.WARNING)]
    assert summary(mixed, files=2, fixed=1) == (
        "Found 1 error, 1 warning, 1 remark in 2 files; fixed 1. "
        "1 can be fixed with --fix, 1 more with --fix --unsafe-fixes."
    )
    assert summary([found(Severity.INFO, Safety.UNSAFE)], files=1).endswith("with --fix --unsafe-fixes.")


def test_statistics() -> None:
    assert statistics([found(Severity.ERROR)] * 2, Style()) == "     2  ZL203  n\n"
