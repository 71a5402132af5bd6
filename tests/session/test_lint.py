"""From paths to diagnostics, with an engine that understands strings (conftest.py)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import zerolint
from zerolint.check.registry import load
from zerolint.program.program import Note
from zerolint.session import Failure, Outcome, exit_status, lint
from zerolint.session.own import OWN, URL
from zerolint.settings import UsageError

pytestmark = pytest.mark.usefixtures("engine")

KERAS = "import keras\n"


def write(**files: str) -> None:
    for name, text in files.items():
        Path(f"{name}.py").write_text(text)


def found(*paths: str, **settings: object) -> list[str]:
    outcome = lint(paths, **settings)  # type: ignore[arg-type]  # settings differ by test
    assert outcome.failures == ()
    return [f"{one.place} {one.code}" for one in outcome.diagnostics]


def test_finding_with_its_notes_and_lines() -> None:
    write(train=KERAS + "x = 'ZL203 high'\n")
    (one,) = lint("train.py").diagnostics
    assert (str(one.place), one.code, one.name, one.severity.value) == (
        "train.py:2:5",
        "ZL203",
        "softmax-on-one-unit",
        "error",
    )
    assert [note.message for note in one.notes] == ["evidence"]
    assert one.quoted(one.place) == "x = 'ZL203 high'"
    assert len(one.fingerprint) == 16


def test_the_same_line_in_another_cell_is_another_place() -> None:
    cells = [{"cell_type": "code", "source": KERAS + "x = 'ZL203 high'\n"} for _ in range(2)]
    Path("book.ipynb").write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    assert [one.place.cell for one in lint("book.ipynb").diagnostics] == [1, 2]


def test_lint_is_offered_by_the_package() -> None:
    assert zerolint.lint is lint
    with pytest.raises(AttributeError, match="no attribute 'lnit'"):
        zerolint.lnit  # noqa: B018  # that it raises is the point
    with pytest.raises(UsageError, match="unknown key"):
        lint(".", selct=["ZL2"])


def test_paths_may_be_of_any_form() -> None:
    write(train=KERAS + "x = 'ZL203 high'\n")
    for paths in (".", Path("train.py"), ["train.py"], (Path(),)):
        assert len(lint(paths).diagnostics) == 1


def test_file_without_keras_is_left_to_the_cheap_check() -> None:
    write(a="x = 'ZL203 high'\n", b="y = (\n")
    assert found(".") == ["b.py:1:5 ZL900"]


def test_file_that_imports_one_with_keras_is_read() -> None:
    write(model=KERAS, train="import model\nx = 'ZL203 high'\n")
    Path("sub").mkdir()
    Path("sub/__init__.py").write_text("")
    Path("sub/deep.py").write_text("from .. import model\nx = 'ZL203 high'\n")
    assert found("train.py", "sub/deep.py") == ["sub/deep.py:2:5 ZL203", "train.py:2:5 ZL203"]


def test_files_that_lead_to_keras_by_way_of_others_are_read() -> None:
    Path("models").mkdir()
    Path("models/__init__.py").write_text("from .factory import build\nfrom . import other\n")
    Path("models/factory.py").write_text(KERAS)
    Path("models/other.py").write_text("import models\n")
    write(train="from models import build\nx = 'ZL203 high'\n", apart="import os\nx = 'ZL203 high'\n")
    assert found("train.py", "apart.py") == ["train.py:2:5 ZL203"]


@pytest.mark.parametrize(("least", "codes"), [("high", ["ZL203"]), ("medium", ["ZL203"]), ("low", ["ZL203", "ZL502"])])
def test_confidence(least: str, codes: list[str]) -> None:
    write(train=KERAS + "x = 'ZL203 high'\ny = 'ZL502 low'\n")
    outcome = lint("train.py", min_confidence=least)
    assert [one.code for one in outcome.diagnostics] == codes
    assert outcome.hidden == 2 - len(codes)


def test_selection_and_preview() -> None:
    write(train=KERAS + "x = 'ZL203 high'\ny = 'ZL502 high'\n")
    write(zerolint="")
    assert found("train.py", select=["ZL203"]) == ["train.py:2:5 ZL203"]
    assert found("train.py", ignore=["ZL203"]) == ["train.py:3:5 ZL502"]


def test_suppression() -> None:
    write(train=KERAS + "x = 'ZL203 high'  # zerolint: ignore[ZL203]\n")
    outcome = lint("train.py")
    assert (outcome.diagnostics, outcome.suppressed) == ((), 1)


def test_unused_suppression() -> None:
    write(train=KERAS + "x = 'ZL502 high'  # zerolint: ignore[ZL203]\n")
    assert found("train.py") == ["train.py:2:5 ZL502", "train.py:2:19 ZL901"]


def test_broken_file_says_nothing_of_suppressions() -> None:
    write(train=KERAS + "x = 1  # zerolint: ignore[ZL203]\ny = (\n")
    assert found("train.py") == ["train.py:3:5 ZL900"]


class TestAcrossFiles:
    @pytest.fixture(autouse=True)
    def _project(self, engine: None) -> None:
        write(model=KERAS + "build('ZL203 high fix')\n", train=KERAS + "import model\nfit()\n")
        Path("pyproject.toml").write_text("")

    def test_finding_in_an_imported_file_stands_at_the_training(self) -> None:
        (one,) = lint("train.py").diagnostics
        assert str(one.place) == "train.py:3:1"
        assert [(note.message, str(note.place)) for note in one.notes if note.place] == [
            ("it is about this", "model.py:2:7"),
            ("trained here", "train.py:3:1"),
        ]
        assert one.quoted(one.place) == "fit()"

    def test_identity_is_that_of_the_cause(self) -> None:
        (moved,) = lint("train.py").diagnostics
        (own,) = lint("model.py").diagnostics
        assert str(own.place) == "model.py:2:7"
        assert moved.fingerprint == own.fingerprint
        (both,) = lint(["train.py", "model.py"]).diagnostics
        assert (str(both.place), both.fingerprint) == ("model.py:2:7", own.fingerprint)

    def test_fingerprint_does_not_depend_on_the_working_folder(self, monkeypatch: pytest.MonkeyPatch) -> None:
        (here,) = lint("model.py").diagnostics
        Path("sub").mkdir()
        monkeypatch.chdir("sub")
        (there,) = lint("../model.py").diagnostics
        assert (there.path, there.fingerprint) == ("../model.py", here.fingerprint)

    def test_suppression_in_the_imported_file(self) -> None:
        write(model=KERAS + "build('ZL203 high')  # zerolint: ignore[ZL203]\n")
        assert found("train.py") == found("model.py", "train.py") == []

    def test_settings_of_the_imported_file(self) -> None:
        Path("zerolint.toml").write_text('[per-file-ignores]\n"model.py" = ["ZL203"]\n')
        assert found("train.py") == found("model.py", "train.py") == []

    def test_finding_without_a_place_in_what_was_given_is_left_out(self) -> None:
        write(train=KERAS + "import model\n")
        assert found("train.py") == []
        assert found("train.py", "model.py") == ["model.py:2:7 ZL203"]

    def test_fault_that_two_trainings_have_is_one(self) -> None:
        write(again=KERAS + "import model\nfit()\n")
        assert found("train.py", "again.py", "model.py") == ["model.py:2:7 ZL203"]
        assert len(found("train.py", "again.py")) == 1


def test_rule_that_fails_hides_no_other() -> None:
    write(train=KERAS + "x = 'ZL203 high raise'\ny = 'ZL502 high'\n")
    outcome = lint("train.py")
    assert [one.code for one in outcome.diagnostics] == ["ZL502"]
    (incomplete,) = outcome.incomplete
    assert (incomplete.code, incomplete.path) == ("ZL903", "train.py")
    assert "ZL203 (softmax-on-one-unit) failed: ZeroDivisionError: in the rule" in incomplete.message
    assert "Traceback" in outcome.crashes[0].traceback


def test_file_that_fails_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    write(a=KERAS + "x = 'ZL203 high'\n", b=KERAS + "x = 'ZL203 high'\n")
    from zerolint.session import analyse

    real = analyse.read

    def fail(path: str, data: bytes, **options: str) -> object:
        if path.endswith("a.py"):
            raise RecursionError("too deep")
        return real(path, data, **options)

    monkeypatch.setattr(analyse, "read", fail)
    outcome = lint(".")
    assert [one.path for one in outcome.diagnostics] == ["b.py"]
    assert [str(failure) for failure in outcome.failures] == ["a.py: internal error: RecursionError: too deep"]


def test_equal_lines_are_told_apart() -> None:
    write(train=KERAS + "x = 'ZL203 high'\n" * 2 + "x = ['ZL203 high', 'ZL203 high']\n")
    assert len({one.fingerprint for one in lint("train.py").diagnostics}) == 4


def test_order_of_paths_changes_nothing() -> None:
    write(a=KERAS + "x = 'ZL203 high'\n", b=KERAS + "x = 'ZL502 high'\nfit()\n", c="import b\n")
    one, other = lint(["a.py", "b.py", "c.py"]), lint(["c.py", "b.py", "a.py"])
    assert one.diagnostics == other.diagnostics


def test_notebook() -> None:
    cells = '{"cell_type": "code", "metadata": {}, "outputs": [], "source": ["import keras\\n", "x = \'ZL203 high\'"]}'
    Path("a.ipynb").write_text(f'{{"cells": [{cells}], "metadata": {{}}, "nbformat": 4, "nbformat_minor": 4}}')
    (one,) = lint("a.ipynb").diagnostics
    assert str(one.place) == "a.ipynb:cell 1:2:5"
    assert one.quoted(one.place) == "x = 'ZL203 high'"


def test_own_codes_are_those_of_the_registry() -> None:
    rules = {rule.code: rule for rule in load() if rule.check is None}
    assert {code: (rule.name, rule.severity) for code, rule in rules.items()} == OWN
    assert all(rule.url == URL.format(name=rule.name) for rule in rules.values())


def test_exit_status() -> None:
    write(train=KERAS + "x = 'ZL203 high'\n")
    outcome = lint("train.py")
    shown = outcome.diagnostics
    assert exit_status(outcome, shown) == 1
    assert exit_status(outcome, ()) == 0
    assert exit_status(outcome, shown, exit_zero=True) == 0
    assert exit_status(Outcome(failures=(Failure("a", "b"),)), (), exit_zero=True) == 2
    assert exit_status(Outcome(incomplete=shown), ()) == 0
    assert exit_status(Outcome(incomplete=shown), (), strict=True) == 2


def test_fault_of_the_engine_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    write(a=KERAS, b=KERAS + "x = 'ZL203 high'\n")
    from zerolint.session import analyse

    real = analyse.read

    def fail(path: str, data: bytes, **options: str) -> object:
        reading = real(path, data, **options)
        notes = (Note("the analysis failed: KeyError: 'x'"),) if path.endswith("a.py") else reading.program.notes
        return replace(reading, program=replace(reading.program, notes=notes))

    monkeypatch.setattr(analyse, "read", fail)
    outcome = lint(".")
    assert [one.path for one in outcome.diagnostics] == ["b.py"]
    assert [str(failure) for failure in outcome.failures] == ["a.py: internal error: KeyError: 'x'"]
    assert [one.message for one in outcome.incomplete] == ["the analysis failed: KeyError: 'x'"]


def test_too_large_file_is_not_read() -> None:
    write(a=KERAS + "x = 'ZL203 high'\n" * 10)
    (one,) = lint("a.py", max_file_size=100).diagnostics
    assert (one.code, one.severity.value) == ("ZL903", "info")


def test_what_a_followed_file_is_too_broken_for_is_not_told() -> None:
    write(model=KERAS + "x = (\n", train=KERAS + "import model\nfit()\n")
    assert found("train.py") == []
