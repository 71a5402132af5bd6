"""`--fix` and `--diff` on what needs no engine: suppressions that silence nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cli.conftest import Zerolint, write

BEFORE = "x = 1  # zerolint: ignore[ZL203]\ny = 2  # zerolint: ignore[ZL204]  \n"
AFTER = "x = 1\ny = 2  \n"


def test_fix_writes_and_finds_nothing_more(zerolint: Zerolint) -> None:
    write("a.py", BEFORE)
    done = zerolint("--fix", "a.py")
    assert (done.status, done.out) == (0, "")
    assert "fixed 2" in done.err
    assert Path("a.py").read_text().split() == AFTER.split()
    assert zerolint("a.py").status == 0


def test_what_cannot_be_fixed_is_left(zerolint: Zerolint) -> None:
    write("a.py", BEFORE)
    write("b.py", "x = (\n")
    done = zerolint("--fix", "--output-format", "concise", ".")
    assert done.status == 1
    assert [line.split()[1] for line in done.out.splitlines()] == ["ZL900"]


def test_diff_writes_nothing(zerolint: Zerolint) -> None:
    write("a.py", BEFORE)
    for flags in (("--diff",), ("--fix", "--diff")):
        done = zerolint(*flags, "a.py")
        assert done.status == 1
        assert "--- a.py\n+++ a.py\n" in done.out
        assert "-x = 1  # zerolint: ignore[ZL203]\n" in done.out
        assert "+x = 1\n" in done.out
        assert "ZL901" not in done.out
        assert Path("a.py").read_text() == BEFORE


def test_settings_say_what_may_be_fixed(zerolint: Zerolint) -> None:
    write("a.py", BEFORE)
    write("zerolint.toml", 'unfixable = ["unused-suppression"]\n')
    assert zerolint("--fix", "a.py").status == 1
    assert Path("a.py").read_text() == BEFORE


def test_standard_input_goes_to_standard_output(zerolint: Zerolint) -> None:
    done = zerolint("--fix", "-", stdin=BEFORE.encode())
    assert done.status == 0
    assert done.out.split() == AFTER.split()
    done = zerolint("--fix", "-", stdin=b"x = 1\n")
    assert done.out == "x = 1\n"
    done = zerolint("--fix", "-", stdin=b"x = (\n")
    assert (done.status, done.out) == (1, "x = (\n")
    assert "ZL900" in done.err
    assert "-x = 1" in zerolint("--diff", "-", stdin=BEFORE.encode()).out


def test_mode_and_line_ends_stay(zerolint: Zerolint) -> None:
    write("a.py", "\ufeffx = 'é'  # zerolint: ignore[ZL203]\r\n")
    Path("a.py").chmod(0o755)
    Path("link.py").symlink_to("a.py")
    assert zerolint("--fix", "link.py").status == 0
    assert Path("a.py").read_bytes() == "\ufeffx = 'é'\r\n".encode()
    assert Path("a.py").stat().st_mode & 0o777 == 0o755
    assert Path("link.py").is_symlink()


def test_file_that_cannot_be_written(zerolint: Zerolint, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.py", BEFORE)

    def refuse(path: str, data: bytes) -> None:
        raise PermissionError(13, os.strerror(13), path)

    monkeypatch.setattr("zerolint.cli.fix.write", refuse)
    done = zerolint("--fix", "a.py")
    assert done.status == 2
    assert "zerolint: a.py: cannot be written: Permission denied\n" in done.err
    assert "ZL901" in done.out


def test_unused_comment_of_a_file_that_others_import_is_left_to_them(zerolint: Zerolint) -> None:
    """What it silences may only show when the importer is read."""
    write("pyproject.toml")
    write("config.py", "RATE = 10  # zerolint: ignore[ZL203]\n")
    write("train.py", "from config import RATE\n")
    assert zerolint("config.py").status == 0
    assert zerolint("config.py", "train.py").status == 1
