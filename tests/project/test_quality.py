"""The code keeps what CONTRIBUTING promises: ruff, strict types, layers."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from project.workspace import run


def tool(root: Path, *command: str) -> None:
    """Run a checker of this environment over the repository; its complaints are the failure."""
    done = run([sys.executable, "-m", *command], cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr


def test_ruff(root: Path) -> None:
    tool(root, "ruff", "check", "--no-cache", "--quiet", ".")


def test_strict_types(root: Path, tmp_path: Path) -> None:
    tool(root, "mypy", "--cache-dir", str(tmp_path / "mypy"))


def test_layers(root: Path) -> None:
    # import-linter has no module to run; this is what its console script does.
    start = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    done = run([sys.executable, "-c", start, "--no-cache"], cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/ARCHITECTURE.md", "CHANGELOG.md"])
def test_links_lead_somewhere(root: Path, name: str) -> None:
    import re

    text = (root / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", text)
    assert [link for link in links if not ((root / name).parent / link).exists()] == []
