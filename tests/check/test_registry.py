"""Rules are found, and what is derived from their modules."""

import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from zerolint.check.registry import CODE, RuleError, Rules, load
from zerolint.program.run import Run

PAGE = '''
    """A thing is wrong.

    ## What it does
    Finds it.

    ## Fix safety
    Safe.
    """
    from __future__ import annotations

    from collections.abc import Iterator

    from zerolint.api import Finding, Severity, rule
    from zerolint.program.run import Run


    @rule("ZL{number}", Severity.ERROR)
    def anything(run: {kind}) -> Iterator[Finding]:
        yield from ()
'''


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty package of rules called `planted`."""
    folder = tmp_path / "planted"
    folder.mkdir()
    (folder / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    yield folder
    for name in [name for name in sys.modules if name.partition(".")[0] == "planted"]:
        del sys.modules[name]


def plant(package: Path, name: str, number: int, kind: str = "Run") -> None:
    text = dedent(PAGE).format(number=number, kind=kind).lstrip("\n")
    (package / name).write_text(text, encoding="utf-8")


def test_what_is_derived(package: Path) -> None:
    plant(package, "a_thing.py", 998)
    (package / "_helper.py").write_text("x = 1\n", encoding="utf-8")
    [rule] = load("planted")
    assert (rule.code, rule.name, rule.summary) == ("ZL998", "a-thing", "A thing is wrong.")
    assert rule.asks is Run
    assert rule.section("What it does") == "Finds it."
    assert rule.has_fix
    assert not rule.has_probe
    assert rule.url.endswith("/docs/rules/a-thing.md")


def test_two_rules_with_one_code(package: Path) -> None:
    plant(package, "a_thing.py", 998)
    plant(package, "b_thing.py", 998)
    with pytest.raises(RuleError, match=r"planted/b_thing\.py reuses ZL998, the code of a-thing"):
        load("planted")


def test_a_module_without_a_rule(package: Path) -> None:
    (package / "helper.py").write_text("x = 1\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"planted/helper\.py defines 0 rules"):
        load("planted")


def test_a_bad_code(package: Path) -> None:
    plant(package, "a_thing.py", 12)
    with pytest.raises(RuleError, match="'ZL12'"):
        load("planted")


def test_a_parameter_without_a_type(package: Path) -> None:
    plant(package, "a_thing.py", 998, kind="'Run | None'")
    with pytest.raises(RuleError, match=r"planted/a_thing\.py: annotate the one parameter of `anything`"):
        load("planted")


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load()


def test_every_shipped_rule_has_a_page(rules: Rules) -> None:
    for rule in rules:
        assert CODE.fullmatch(rule.code)
        assert rule.summary.endswith("."), rule.name
        for heading in ("What it does", "Why it is bad", "Example", "Use instead"):
            assert rule.section(heading), f"{rule.name}: {heading}"


def test_own_codes(rules: Rules) -> None:
    own = {rule.code: rule.name for rule in rules if rule.check is None}
    assert own == {
        "ZL900": "syntax-error",
        "ZL901": "unused-suppression",
        "ZL902": "unknown-code-in-suppression",
        "ZL903": "analysis-incomplete",
    }


def test_selecting(rules: Rules) -> None:
    assert [rule.code for rule in rules.matching("syntax-error")] == ["ZL900"]
    assert [rule.code for rule in rules.matching("zl90")] == ["ZL900", "ZL901", "ZL902", "ZL903"]
    assert set(rules.matching("ZL")) == set(rules)
    assert rules.matching("ZX") == rules.matching("Z") == rules.matching("") == ()
    assert rules.get("zl900") is rules.get("syntax-error")
    assert rules.get("nothing") is None


def test_nearest(rules: Rules) -> None:
    assert rules.nearest("sintax-error") == "syntax-error"
    assert rules.nearest("ZL9000") == "ZL900"
