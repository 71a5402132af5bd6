"""Trees that are made without LibCST's checks are the same, and nobody else misses the checks."""

from pathlib import Path

import libcst
import pytest

from zerolint.source.load import load
from zerolint.source.parse import parse

PROGRAMS = sorted((Path(__file__).parents[2] / "fixtures").rglob("*.py"))[::20]


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_the_same_tree(path: Path) -> None:
    (parsed,) = parse(load(str(path), path.read_bytes())).modules
    assert parsed.module.deep_equals(libcst.parse_module(parsed.chunk.code))


@pytest.mark.parametrize("code", ["a = 1\n", "a = = 1\n", "a = \0\n"])
def test_nodes_are_checked_again_after_parsing(code: str) -> None:
    parse(load("t.py", code.encode()))
    with pytest.raises(libcst.CSTValidationError):
        libcst.Name("")
