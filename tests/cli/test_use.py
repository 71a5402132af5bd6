"""Errors in use are one line that names what, where, and the nearest valid choice; exit status 2."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.conftest import Zerolint, write

CASES = {
    "no path": ("", "give files or folders to lint, . for all that lies here (see zerolint --help)"),
    "command without a path": ("check", "give files or folders to lint"),
    "flag": ("--selct ZL9 a.py", 'there is no flag "--selct"; did you mean "--select"? (see zerolint --help)'),
    "flag with a value": (
        "--ouput-format=json a.py",
        'there is no flag "--ouput-format"; did you mean "--output-format"?',
    ),
    "flag of a command": ("rules --selct", 'there is no flag "--selct" (see zerolint rules --help)'),
    "value missing": ("a.py --select", "--select: needs a value (see zerolint --help)"),
    "abbreviation": ("--stat a.py", 'there is no flag "--stat"; did you mean "--statistics"?'),
    "rule": ("--select ZL9000 a.py", '--select: there is no rule "ZL9000"; did you mean "ZL900"?'),
    "rule by name": ("--ignore unused-supression a.py", 'did you mean "unused-suppression"?'),
    "severity": ("--fail-on warn a.py", '--fail-on: can\'t be "warn"; did you mean "warning"?'),
    "confidence": (
        "--min-confidence none a.py",
        '--min-confidence: can\'t be "none"; choose from "high", "medium", "low"',
    ),
    "version of Keras": ("--target-keras 1 a.py", '--target-keras: can\'t be "1"; choose from "auto", "2", "3"'),
    "format": ("--output-format jsn a.py", '--output-format: can\'t be "jsn"; did you mean "json"?'),
    "colour": ("--color on a.py", '--color: can\'t be "on"; choose from "auto", "always", "never"'),
    "settings file": ("--config no.toml a.py", "--config: no.toml doesn't exist"),
    "settings file or none": ("--config a.py --isolated a.py", "--isolated leaves out all settings files"),
    "standard input": ("--stdin-filename x.py a.py", "--stdin-filename names what is read from standard input"),
    "command": ("chekc a.py", '"chekc" is neither a path nor a command; did you mean "check"?'),
    "unknown rule's page": (
        "rule ZL9000",
        'there is no rule "ZL9000"; did you mean "ZL900"? (zerolint rules lists all)',
    ),
    "rule missing": ("rule", "the following arguments are required: RULE (see zerolint rule --help)"),
    "format of a page": (
        "rule ZL900 --output-format yaml",
        '--output-format: can\'t be "yaml"; choose from "text", "json"',
    ),
    "format of the list": ("rules --output-format js", '--output-format: can\'t be "js"; did you mean "json"?'),
    "settings of nothing": ("config nowhere", "nowhere: doesn't exist"),
    "output file": ("--output-file no/where.txt a.py", "--output-file: no/where.txt cannot be written: No such file"),
}


@pytest.mark.parametrize(("arguments", "message"), CASES.values(), ids=CASES)
def test_wrong_use(zerolint: Zerolint, arguments: str, message: str) -> None:
    write("a.py", "x = (\n")
    done = zerolint(*arguments.split())
    assert done.status == 2
    assert done.err.startswith("zerolint: ")
    assert message in done.err
    assert done.err.count("\n") == 1 or "--output-file" in arguments
    assert done.out == ""


def test_wrong_settings_stop_the_run(zerolint: Zerolint) -> None:
    write("a.py", "x = (\n")
    write("pyproject.toml", '[tool.zerolint]\nselct = ["ZL"]\n')
    done = zerolint("a.py")
    assert (done.status, done.out) == (2, "")
    message = 'zerolint: pyproject.toml:2: unknown key "selct" in [tool.zerolint]; did you mean "select"?\n'
    assert done.err == message


def test_wrong_settings_of_another_folder_do_not(zerolint: Zerolint) -> None:
    write("a.py", "x = (\n")
    write("sub/zerolint.toml", "select = 3\n")
    write("sub/b.py", "y = (\n")
    done = zerolint("a.py", "sub/b.py", "--output-format", "concise")
    assert done.status == 2
    assert [line.split(":")[0] for line in done.out.splitlines()] == ["a.py"]
    assert "zerolint: sub/zerolint.toml:1: " in done.err


def test_paths_that_cannot_be_read_do_not_hide_the_others(zerolint: Zerolint) -> None:
    write("a.py", "x = (\n")
    Path("loop.py").symlink_to("loop.py")
    done = zerolint("--output-format", "concise", "nowhere.py", "loop.py", "a.py")
    assert done.status == 2
    assert done.out.startswith("a.py:1:5: ZL900 ")
    assert "zerolint: nowhere.py: doesn't exist\n" in done.err
    assert "zerolint: loop.py: cannot be read: Too many levels of symbolic links\n" in done.err


def test_folder_without_python_is_no_error(zerolint: Zerolint) -> None:
    write("docs/a.md")
    done = zerolint("docs")
    assert (done.status, done.out) == (0, "")
    assert done.err == "zerolint: docs: no Python files or notebooks to lint\n"


def test_flags_may_stand_anywhere(zerolint: Zerolint) -> None:
    write("-a.py", "x = (\n")
    write("b.py", "x = (\n")
    done = zerolint("b.py", "--output-format", "concise", "--quiet", "--", "-a.py")
    assert [line.split(":")[0] for line in done.out.splitlines()] == ["-a.py", "b.py"]
    assert done.err == ""


def test_internal_error_is_one_line_and_tells_more_on_request(
    zerolint: Zerolint, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.py", "x = 1\n")
    write("b.py", "x = (\n")

    def broken(path: str, data: bytes) -> bool:
        if path.endswith("a.py"):
            raise ZeroDivisionError("of\nthe tool")
        return False

    monkeypatch.setattr("zerolint.session.plain.readable", broken)
    done = zerolint("--output-format", "concise", ".")
    assert done.status == 2
    assert done.out.startswith("b.py:1:5: ZL900 ")
    assert "zerolint: a.py: internal error: ZeroDivisionError: of the tool (--debug shows where)\n" in done.err
    assert "Traceback" not in done.err
    assert "Traceback" in zerolint("--debug", ".").err
    monkeypatch.setenv("ZEROLINT_DEBUG", "1")
    assert "Traceback" in zerolint(".").err


def test_internal_error_outside_a_file(zerolint: Zerolint, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> object:
        raise ZeroDivisionError("x")

    monkeypatch.setattr("zerolint.cli.check.discover", broken)
    done = zerolint(".")
    assert (done.status, done.err) == (2, "zerolint: internal error: ZeroDivisionError: x (--debug shows where)\n")
    assert "Traceback" in zerolint(".", "--debug").err


def test_interrupt(zerolint: Zerolint, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr("zerolint.cli.check.discover", interrupted)
    assert zerolint(".").status == 130
