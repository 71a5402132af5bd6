"""What `zerolint PATH...` prints, writes and answers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from cli.conftest import Zerolint, write

from zerolint import __version__
from zerolint.report.choose import format_names
from zerolint.settings.keys import KEYS

BROKEN = "x = (\n"
UNUSED = "x = 1  # zerolint: ignore[ZL203]\n"


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_version(zerolint: Zerolint, flag: str) -> None:
    assert zerolint(flag).out == zerolint(flag, "--quiet").out == f"zerolint {__version__}\n"


@pytest.mark.parametrize("command", [(), ("check",), ("rule",), ("rules",), ("explain",), ("config",)])
def test_help(zerolint: Zerolint, command: tuple[str, ...]) -> None:
    done = zerolint(*command, "--help")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"usage: {' '.join(('zerolint', *command))} [FLAG ...]")


def test_commands_of_later_are_not_offered(zerolint: Zerolint) -> None:
    text = zerolint("--help").out
    assert not [word for word in ("probe", "server", "completion", "baseline", "add-ignore", "sarif") if word in text]


def test_nothing_found(zerolint: Zerolint) -> None:
    write("a.py", "x = 1\n")
    done = zerolint("a.py")
    assert (done.status, done.out, done.err) == (0, "", "Found nothing in 1 file.\n")
    assert zerolint("--quiet", "a.py").err == ""
    assert zerolint("--output-format", "json", "a.py").out == "[]\n"


def test_check_is_the_default_command(zerolint: Zerolint) -> None:
    write("a.py", BROKEN)
    assert zerolint("a.py") == zerolint("check", "a.py")


@pytest.mark.parametrize("name", ["full", "concise", "json", "github"])
def test_formats(zerolint: Zerolint, name: str) -> None:
    write("a.py", BROKEN)
    done = zerolint("--output-format", name, "a.py")
    assert done.status == 1
    assert "ZL900" in done.out
    assert ("Found 1 error in 1 file." in done.err) == (name in ("full", "concise"))
    assert (name == "json") == done.out.startswith("[")


def test_settings_and_report_know_the_same_formats() -> None:
    assert set(format_names()) == set(KEYS["output-format"].choices)


def test_settings_choose_the_format(zerolint: Zerolint) -> None:
    write("a.py", BROKEN)
    write("zerolint.toml", 'output-format = "json"\n')
    assert json.loads(zerolint("a.py").out)[0]["path"] == "a.py"


def test_statuses(zerolint: Zerolint) -> None:
    write("error.py", BROKEN)
    write("warning.py", UNUSED)
    assert zerolint("error.py").status == 1
    assert zerolint("warning.py").status == 1
    assert zerolint("--fail-on", "error", "warning.py").status == 0
    assert zerolint("--fail-on", "error", "error.py").status == 1
    assert zerolint("--exit-zero", "error.py").status == 0
    assert zerolint("--exit-zero", "error.py", "nowhere.py").status == 2


def test_fail_on_is_that_of_the_file(zerolint: Zerolint) -> None:
    write("lax/zerolint.toml", 'fail-on = "error"\n')
    write("lax/a.py", UNUSED)
    assert zerolint("lax").status == 0
    write("b.py", UNUSED)
    assert zerolint("lax", "b.py").status == 1


def test_too_large_is_told_and_fails_only_if_strict(zerolint: Zerolint) -> None:
    write("zerolint.toml", "max-file-size = 10\n")
    write("a.py", "x = 1\n" * 10)
    done = zerolint("--output-format", "concise", "a.py")
    assert done.status == 0
    assert "ZL903" in done.out
    assert zerolint("--fail-on", "info", "a.py").status == 0
    assert zerolint("--strict", "a.py").status == 2


def test_selection(zerolint: Zerolint) -> None:
    write("a.py", UNUSED)
    write("b.py", BROKEN)

    def codes(*flags: str) -> list[str]:
        return [one["code"] for one in json.loads(zerolint("--output-format", "json", *flags, ".").out)]

    assert codes() == ["ZL901", "ZL900"]
    assert codes("--ignore", "ZL901") == ["ZL900"]
    assert codes("--select", "ZL902, ZL903") == ["ZL900"]
    assert codes("--select", "ZL203", "--select", "unused-suppression") == ["ZL901", "ZL900"]
    assert codes("--ignore", "ZL900,ZL901") == []
    assert codes("--ignore", "ZL9", "--extend-select", "ZL901") == ["ZL901"]
    write("zerolint.toml", '[per-file-ignores]\n"b.py" = ["ZL900"]\n')
    assert codes() == ["ZL901"]
    assert codes("--isolated") == ["ZL901", "ZL900"]
    assert codes("--exclude", "a.py") == []
    assert codes("--extend-exclude", "a.*,c.*") == []


def test_statistics(zerolint: Zerolint) -> None:
    write("a.py", UNUSED * 2)
    write("b.py", BROKEN)
    done = zerolint("--statistics", ".")
    assert "2  ZL901  unused-suppression" in done.out
    assert "1  ZL900  syntax-error" in done.out
    assert "syntax-error" in zerolint("--statistics", "--output-format", "json", ".").err


def test_output_file(zerolint: Zerolint) -> None:
    write("a.py", BROKEN)
    done = zerolint("--output-format", "json", "--output-file", "out.json", "a.py")
    assert (done.status, done.out) == (1, "")
    assert json.loads(Path("out.json").read_text())[0]["code"] == "ZL900"


def test_colour(zerolint: Zerolint) -> None:
    write("a.py", BROKEN)
    assert "\x1b[" in zerolint("--color", "always", "a.py").out
    assert "\x1b[" not in zerolint("a.py").out


def test_standard_input(zerolint: Zerolint) -> None:
    write("src/zerolint.toml", 'ignore = ["ZL901"]\n')
    flags = ("--output-format", "concise")
    assert zerolint("-", *flags, stdin=BROKEN.encode()).out.startswith("-:1:5: ZL900 ")
    done = zerolint("-", "--stdin-filename", "src/new.py", *flags, stdin=b"x = (  # zerolint: ignore[ZL203]\n")
    assert [line[:20] for line in done.out.splitlines()] == ["src/new.py:1:5: ZL90"]
    assert zerolint("--stdin-filename", "a.ipynb", *flags, stdin=b"{").out.startswith("a.ipynb:")


def test_show_files(zerolint: Zerolint) -> None:
    write("b/a.py", BROKEN)
    write("build/c.py", BROKEN)
    write("a.ipynb")
    assert zerolint("--show-files", ".").out == "a.ipynb\nb/a.py\n"
    assert zerolint("--show-files", "nowhere").status == 2


def test_show_settings(zerolint: Zerolint) -> None:
    write("zerolint.toml", 'fail-on = "info"\n')
    text = zerolint("--show-settings", "--min-confidence", "low", ".").out
    assert text.startswith("# settings file: zerolint.toml\n")
    assert 'fail-on = "info"  # zerolint.toml:1\n' in text
    assert 'min-confidence = "low"  # --min-confidence\n' in text
    assert 'target-keras = "auto"  # default\n' in text


def test_path_that_is_no_text(zerolint: Zerolint) -> None:
    name = b"caf\xe9.py".decode("utf-8", "surrogateescape")
    try:
        write(name, BROKEN)
    except (OSError, UnicodeEncodeError):
        pytest.skip("this file system takes names that are text only")
    done = subprocess.run([sys.executable, "-m", "zerolint", "."], capture_output=True)
    assert done.returncode == 1
    assert b"ZL900" in done.stdout
    assert zerolint("--output-format", "json", ".").status == 1


def test_closed_pipe_is_silent(zerolint: Zerolint) -> None:
    write("a.py", "# zerolint: ignore[ZL203]\nx = 1\n" * 3000)
    command = f"{sys.executable} -m zerolint --quiet --output-format concise a.py | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    assert done.stderr.replace("zerolint: ", "") == ""
    assert done.stdout.count("\n") == 1


def test_working_folder_is_not_on_the_module_path(zerolint: Zerolint) -> None:
    write("json.py", "raise SystemExit('the wrong json')\n")
    write("a.py", BROKEN)
    done = subprocess.run(
        [sys.executable, "-m", "zerolint", "--output-format", "json", "a.py"], capture_output=True, text=True
    )
    assert (done.returncode, json.loads(done.stdout)[0]["code"]) == (1, "ZL900")
