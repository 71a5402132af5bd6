"""What is wrong with settings is one line: file, line, key, and the nearest valid name."""

from pathlib import Path
from textwrap import dedent

import pytest

from zerolint.settings import Resolver, SettingsError

CASES = {
    "unknown key": (
        'line-length = 3\nselct = ["ZL"]\n',
        'zerolint.toml:1: unknown key "line-length"',
    ),
    "misspelt key": ('selct = ["ZL"]\n', 'zerolint.toml:1: unknown key "selct"; did you mean "select"?'),
    "key with an underscore": (
        '\nmin_confidence = "low"\n',
        'zerolint.toml:2: unknown key "min_confidence"; did you mean "min-confidence"?',
    ),
    "table of pyproject": (
        "[tool.zerolint]\n",
        'zerolint.toml:1: unknown key "tool"; outside pyproject.toml the keys stand at the top',
    ),
    "not a list": ('select = "ZL"\n', 'zerolint.toml:1: "select" has to be a list of strings, not the string "ZL"'),
    "not strings": (
        "exclude = [\n  'a',\n  3,\n]\n",
        'zerolint.toml:1: "exclude" has to be a list of strings, not the number 3 in it',
    ),
    "unknown code": (
        'select = [\n    "ZL900",\n    "ZL999",\n]\n',
        'zerolint.toml:3: "select": there is no rule "ZL999"; did you mean "ZL9',
    ),
    "unknown name": (
        'ignore = ["unused-supression"]\n',
        'zerolint.toml:1: "ignore": there is no rule "unused-supression"; did you mean "unused-suppression"?',
    ),
    "all": ('select = ["ALL"]\n', 'zerolint.toml:1: "select": there is no rule "ALL"; "ZL" means all'),
    "unknown rule of a pattern": (
        '[per-file-ignores]\n"a.py" = ["ZL900"]\n"b.py" = ["ZL9000"]\n',
        'zerolint.toml:3: "per-file-ignores.b.py": there is no rule "ZL9000"; did you mean "ZL900"?',
    ),
    "pattern without a list": (
        'per-file-ignores = {"a.py" = "ZL900"}\n',
        'zerolint.toml:1: "per-file-ignores.a.py" has to be a list of strings, not the string "ZL900"',
    ),
    "patterns not a table": ("per-file-ignores = []\n", 'zerolint.toml:1: "per-file-ignores" has to be a table'),
    "choice": ('fail-on = "warn"\n', 'zerolint.toml:1: "fail-on" can\'t be "warn"; did you mean "warning"?'),
    "choice, nothing near": (
        "target-keras = 4\n",
        'zerolint.toml:1: "target-keras" can\'t be "4"; choose from "auto", "2", "3"',
    ),
    "choice of another type": (
        "fail-on = true\n",
        'zerolint.toml:1: "fail-on" has to be one of "error", "warning", "info", not true',
    ),
    "boolean": ('preview = "yes"\n', 'zerolint.toml:1: "preview" has to be true or false, not the string "yes"'),
    "size": (
        'max-file-size = "1MB"\n',
        'zerolint.toml:1: "max-file-size" has to be a whole number of bytes above 0, not the string "1MB"',
    ),
    "size 0": ("max-file-size = 0\n", 'zerolint.toml:1: "max-file-size" has to be a whole number'),
    "path": ("extend = 3\n", 'zerolint.toml:1: "extend" has to be a path in quotes, not the number 3'),
    "probe": ("probe = 1979-05-27\n", 'zerolint.toml:1: "probe" has to be a table, not a date'),
    "options of an unknown rule": (
        "[rules.syntax-eror]\nx = 1\n",
        'zerolint.toml:1: "rules": there is no rule "syntax-eror"; did you mean "syntax-error"?',
    ),
    "options of several rules": (
        "[rules.ZL9]\n",
        'zerolint.toml:1: "rules": "ZL9" names 4 rules, options belong to one',
    ),
    "options not a table": (
        "[rules]\nsyntax-error = 3\n",
        'zerolint.toml:2: "rules.syntax-error" has to be a table, not the number 3',
    ),
    "not TOML": ("select = [\nx\n", "zerolint.toml:2: is not valid TOML: invalid value"),
    "not closed": ('select = ["a",\n', "zerolint.toml:2: is not valid TOML: "),
    "twice": ("preview = true\npreview = true\n", "zerolint.toml:2: is not valid TOML: cannot overwrite a value"),
}


@pytest.mark.parametrize(("text", "message"), CASES.values(), ids=CASES)
def test_error(text: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("zerolint.toml").write_text(dedent(text), encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        Resolver().for_folder(".")
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


def test_error_in_pyproject_names_table_and_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pyproject.toml").write_text('[project]\nname = "x"\n\n[tool.zerolint]\nselct = []\n')
    with pytest.raises(SettingsError) as error:
        Resolver().for_folder(".")
    assert str(error.value) == 'pyproject.toml:5: unknown key "selct" in [tool.zerolint]; did you mean "select"?'


def test_tool_zerolint_that_is_no_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pyproject.toml").write_text("[tool]\nzerolint = 3\n")
    with pytest.raises(SettingsError, match=r'^pyproject\.toml:2: "tool\.zerolint" has to be a table$'):
        Resolver().for_folder(".")


def test_bytes_that_are_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("zerolint.toml").write_bytes(b"preview = true\n# caf\xe9\n")
    with pytest.raises(SettingsError, match=r"^zerolint\.toml:2: is not UTF-8, as TOML has to be$"):
        Resolver().for_folder(".")


def test_nesting_does_not_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("zerolint.toml").write_text("probe = " + "[" * 100_000)
    with pytest.raises(SettingsError, match="is not valid TOML"):
        Resolver().for_folder(".")


def test_byte_order_mark_and_crlf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("zerolint.toml").write_bytes(b'\xef\xbb\xbfpreview = true\r\nfail-on = "info"\r\n')
    found = Resolver().for_folder(".")
    assert found.preview is True
    assert str(found.origin("fail-on")) == "zerolint.toml:2"


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        ({"select": ["ZL999x"]}, '--select: there is no rule "ZL999x"'),
        ({"fail-on": "warn"}, '--fail-on: can\'t be "warn"; did you mean "warning"?'),
        ({"target-keras": "1"}, '--target-keras: can\'t be "1"; choose from "auto", "2", "3"'),
    ],
)
def test_error_in_a_flag_names_the_flag(flags: dict[str, object], message: str) -> None:
    with pytest.raises(SettingsError) as error:
        Resolver(flags)
    assert str(error.value).startswith(message)
