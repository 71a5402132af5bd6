"""Who may import what, where import-linter can't see it: rules/ and libcst, read from the sources."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RULES = sorted((ROOT / "rules").glob("*.py"))
ENGINE = sorted((ROOT / "zerolint").rglob("*.py"))


def modules(paths: list[Path]) -> list[object]:
    """The files as cases, named by their path."""
    return [pytest.param(path, id=path.relative_to(ROOT).as_posix()) for path in paths]


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that the file imports, wherever in it, and the number of its leading dots."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from ((alias.name, 0) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", node.level


def imported_from(path: Path, package: str) -> bool:
    return any(level == 0 and (name + ".").startswith(package + ".") for name, level in imports(path))


@pytest.mark.parametrize("path", modules(RULES))
def test_a_rule_imports_the_api_only(path: Path) -> None:
    """A rule never sees a CST node, nor the interpreter: it asks the program, through `zerolint.api`."""
    absolute = {name for name, level in imports(path) if level == 0}
    assert {name for name in absolute if name.split(".")[0] in ("zerolint", "libcst", "rules")} <= {"zerolint.api"}
    assert {level for _, level in imports(path)} <= {0, 1}


@pytest.mark.parametrize("path", modules(RULES))
def test_a_rule_takes_helpers_only_from_its_neighbours(path: Path) -> None:
    relative = {name for name, level in imports(path) if level == 1}
    assert [name for name in relative if not name.startswith("_")] == []


@pytest.mark.parametrize("path", modules(ENGINE))
def test_the_engine_names_no_rule(path: Path) -> None:
    assert not imported_from(path, "zerolint.rules")


@pytest.mark.parametrize("path", modules(ENGINE))
def test_nothing_runs_or_imports_what_it_reads(path: Path) -> None:
    """Neither TensorFlow nor the user's program is ever run to lint it."""
    assert not any(imported_from(path, name) for name in ("tensorflow", "keras", "numpy", "runpy"))
    calls = [node.func.id for node in ast.walk(ast.parse(path.read_bytes()))
             if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]  # fmt: skip
    if path != ROOT / "zerolint/check/registry.py":  # reads the annotation of a rule's parameter
        assert {"eval", "exec", "__import__"}.isdisjoint(calls)


@pytest.mark.parametrize(
    "path",
    modules([path for path in ENGINE if path.relative_to(ROOT / "zerolint").parts[0]
             in ("program", "knowledge", "check", "api.py", "settings", "report", "cli")]),
)  # fmt: skip
def test_nodes_stay_below(path: Path) -> None:
    """Findings and the program are plain data: no module that holds them knows the syntax tree."""
    assert not imported_from(path, "libcst")


@pytest.mark.parametrize("path", modules([path for path in ENGINE if (ROOT / "zerolint/interp") in path.parents]))
def test_the_interpreter_names_no_library(path: Path) -> None:
    """What library calls mean stands in libs/: interp/ has neither their names in strings nor their tables."""
    assert not imported_from(path, "zerolint.knowledge")
    tree = ast.parse(path.read_bytes())
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)
               and isinstance(node.value, str) and id(node) not in documentation]  # fmt: skip
    libraries = {"keras", "tensorflow", "tf", "numpy", "np", "pandas", "pd", "sklearn", "scikeras"}
    assert [text for text in strings if text.split(".")[0] in libraries] == []
