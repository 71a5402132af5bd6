"""The project's modules: parsed once for all files that import them, and anew when they change."""

from __future__ import annotations

from pathlib import Path

from zerolint.source.project import MAX_KEPT, Parses


def test_a_module_is_parsed_once(tmp_path: Path) -> None:
    parses, path = Parses(), str(tmp_path / "a.py")
    first = parses.parsed(path, b"x = 1\n")
    assert parses.parsed(path, b"x = 1\n") is first
    assert parses.parsed(path, b"x = 2\n").source.data == b"x = 2\n"


def test_the_oldest_make_room(tmp_path: Path) -> None:
    parses, comment = Parses(), b"#" * (MAX_KEPT // 2)
    first, second, third = (str(tmp_path / name) for name in ("a.py", "b.py", "c.py"))
    kept = {path: parses.parsed(path, comment) for path in (first, second)}
    assert parses.parsed(first, comment) is kept[first]
    parses.parsed(third, comment)
    assert parses.parsed(first, comment) is kept[first]
    assert parses.parsed(second, comment) is not kept[second]
