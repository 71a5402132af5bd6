"""Fixes applied round by round; what can't be applied is left."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from zerolint.check.diagnostic import Change, Diagnostic, Place, Repair
from zerolint.check.levels import Confidence, Safety, Severity
from zerolint.session.fixing import MAX_ROUNDS, Lint, diff, fix, wanted, write

ALL = wanted(unsafe=True)


def found(path: str, line: int, start: int, end: int, text: str, **how: object) -> Diagnostic:
    place = Place(path, line, start, line, end, how.get("cell"))  # type: ignore[arg-type]  # test sugar
    safety = Safety.UNSAFE if how.get("unsafe") else Safety.SAFE
    return Diagnostic(
        place=place,
        code=str(how.get("code", "ZL203")),
        name="n",
        severity=Severity.ERROR,
        confidence=Confidence.HIGH,
        message="m",
        fix=Repair("m", safety, (Change(place, text),)),
    )


def words(pattern: str, new: str | Callable[[re.Match[str]], str], files: Mapping[str, bytes], **how: object) -> Lint:
    """A lint that wants each match replaced."""

    def lint(contents: Mapping[str, bytes]) -> Sequence[Diagnostic]:
        return [
            found(path, number, match.start() + 1, match.end() + 1, new if isinstance(new, str) else new(match), **how)
            for path, data in {**files, **contents}.items()
            for number, line in enumerate(data.decode().splitlines(), 1)
            for match in re.finditer(pattern, line)
        ]

    return lint


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_all_that_do_not_overlap_at_once() -> None:
    files = {"a.py": b"x = old + old\n", "b.py": b"old\n"}
    lint = words("old", "new", files)
    done = fix(lint({}), files, lint, ALL)
    assert done.contents == {"a.py": b"x = new + new\n", "b.py": b"new\n"}
    assert (len(done.repaired), done.left) == (3, ())


def test_what_touches_waits_for_the_next_round() -> None:
    files = {"a.py": b"x = aa\n"}
    lint = words("a", "b", files)
    done = fix(lint({}), files, lint, ALL)
    assert done.contents == {"a.py": b"x = bb\n"}
    assert len(done.repaired) == 2


def test_nothing_to_do() -> None:
    files = {"a.py": b"x = 1\n"}
    assert fix([], files, lambda _: [], ALL).contents == {}


def test_unsafe_fixes_only_when_asked() -> None:
    files = {"a.py": b"old\n"}
    lint = words("old", "new", files, unsafe=True)
    assert fix(lint({}), files, lint, wanted(unsafe=False)).contents == {}
    assert fix(lint({}), files, lint, ALL).contents == {"a.py": b"new\n"}


def test_only_fixable_codes() -> None:
    files = {"a.py": b"old\n"}
    lint = words("old", "new", files)
    done = fix(lint({}), files, lint, wanted(unsafe=True, fixable=lambda code: code != "ZL203"))
    assert (done.contents, len(done.left)) == ({}, 1)


def test_a_file_that_would_not_parse_stays() -> None:
    files = {"a.py": b"x = old\ny = bad\n"}

    def lint(contents: Mapping[str, bytes]) -> Sequence[Diagnostic]:
        return [*words("old", "new", files)(contents), *words("bad", "((", files)(contents)]

    done = fix(lint({}), files, lint, ALL)
    assert done.contents == {"a.py": b"x = new\ny = bad\n"}
    assert (len(done.repaired), len(done.left)) == (1, 1)


def test_a_broken_file_can_still_be_fixed_elsewhere() -> None:
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    cells = [{**cell, "source": ["x = ____ ____\n"]}, {**cell, "source": ["y = old"]}]
    data = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1).encode()
    files = {"n.ipynb": data}

    def lint(contents: Mapping[str, bytes]) -> Sequence[Diagnostic]:
        now = contents.get("n.ipynb", data)
        return [found("n.ipynb", 1, 5, 8, "new", cell=2)] if b"old" in now else []

    done = fix(lint({}), files, lint, ALL)
    assert done.contents == {"n.ipynb": data.replace(b"old", b"new")}
    assert diff("n.ipynb", data, done.contents["n.ipynb"]) == (
        "--- n.ipynb:cell 2\n+++ n.ipynb:cell 2\n@@ -1 +1 @@\n-y = old\n\\ No newline at end of file\n"
        "+y = new\n\\ No newline at end of file\n"
    )


def test_a_fix_is_applied_whole_or_not_at_all() -> None:
    files = {"a.py": b"old\n", "b.py": b"old\n"}
    place = Place("a.py", 1, 1, 1, 4)
    away = Change(Place("elsewhere.py", 1, 1, 1, 4), "new")
    one = found("a.py", 1, 1, 4, "new")
    both = Diagnostic(
        place=place,
        code="ZL203",
        name="n",
        severity=Severity.ERROR,
        confidence=Confidence.HIGH,
        message="m",
        fix=Repair("m", Safety.SAFE, (Change(place, "new"), away)),
    )
    assert fix([both], files, lambda _: [], ALL).contents == {}
    assert fix([one], files, lambda _: [], ALL).contents == {"a.py": b"new\n"}


def test_fixes_that_undo_each_other_end() -> None:
    files = {"a.py": b"x = old\n"}
    lint = words("old|new", lambda match: "new" if match[0] == "old" else "old", files)
    done = fix(lint({}), files, lint, ALL)
    assert done.contents == {"a.py": b"x = new\n"}


def test_fixes_without_end_end() -> None:
    files = {"a.py": b"x = 1\n"}
    lint = words(r"\d+", lambda match: str(int(match[0]) + 1), files)
    done = fix(lint({}), files, lint, ALL)
    assert len(done.repaired) == MAX_ROUNDS


def test_equal_edits_of_two_findings_are_made_once() -> None:
    files = {"a.py": b"x = old\n"}
    same = [found("a.py", 1, 5, 8, "new", code="ZL201"), found("a.py", 1, 5, 8, "new", code="ZL203")]
    assert fix(same, files, lambda _: [], ALL).contents == {"a.py": b"x = new\n"}


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfx = old\r\ny = 1\r\n",
        "# -*- coding: latin-1 -*-\nx = old  # ä\n".encode("latin-1"),
        b"x = old",
    ],
)
def test_the_rest_of_the_bytes_stays(data: bytes) -> None:
    line = 2 if b"coding" in data else 1
    done = fix([found("a.py", line, 5, 8, "new")], {"a.py": data}, lambda _: [], ALL)
    assert done.contents == {"a.py": data.replace(b"old", b"new")}


def test_write_keeps_mode_and_link(tmp_path: Path) -> None:
    target = tmp_path / "real.py"
    target.write_bytes(b"old\n")
    target.chmod(0o750)
    link = tmp_path / "link.py"
    link.symlink_to(target)
    write(str(link), b"new\n")
    assert target.read_bytes() == b"new\n"
    assert link.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o750
    assert names(tmp_path) == ["link.py", "real.py"]


def test_a_write_that_fails_leaves_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.py"
    target.write_bytes(b"old\n")

    def refuse(*_: object) -> None:
        raise OSError("full")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="full"):
        write(str(target), b"new\n")
    assert target.read_bytes() == b"old\n"
    assert names(tmp_path) == ["a.py"]


def test_diff() -> None:
    assert diff("a.py", b"a\r\nb\r\n", b"a\r\nc\r\n") == "--- a.py\n+++ a.py\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"
    assert diff("a.py", b"a\n", b"a\n") == ""
