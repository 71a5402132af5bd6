"""What README and CONTRIBUTING say is so: the picture is drawn from real output, the example rule works."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from project.workspace import run


def test_the_picture_is_what_zerolint_prints(root: Path) -> None:
    path = root / "docs/picture.py"
    spec = importlib.util.spec_from_file_location("picture", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    drawn = (root / "docs/picture.svg").read_text(encoding="utf-8")
    assert drawn == module.picture(), "draw it anew: python docs/picture.py"


def test_the_settings_in_the_readme_are_right(
    root: Path, run_zerolint: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", (root / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    (block,) = [block for block in blocks if "tool.zerolint" in block]
    (tmp_path / "pyproject.toml").write_text(block)
    (tmp_path / "train.py").write_text("import keras\n")
    done = run_zerolint("config", "train.py")
    assert done.returncode == 0, done.stderr
    assert "vendored" in done.stdout


@pytest.fixture
def example_rule(root: Path, tmp_path: Path) -> Path:
    """CONTRIBUTING's module in a copy of the rules, so that the registry finds it as it finds every rule."""
    text = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"````python\n(.*?)````", text, re.DOTALL)
    name = re.search(r"`rules/(\w+\.py)`", text)
    assert name is not None
    rules = tmp_path / "rules"
    rules.mkdir()
    for path in (root / "rules").glob("*.py"):
        (rules / path.name).write_bytes(path.read_bytes())
    (rules / name[1]).write_text(block, encoding="utf-8")
    return rules


@pytest.mark.parametrize(("section", "expected"), [("Example", ["ZL308"]), ("Use instead", [])])
def test_the_rule_in_contributing_works(example_rule: Path, tmp_path: Path, section: str, expected: list[str]) -> None:
    page = next(example_rule.glob("gradient_clipped*.py")).read_text(encoding="utf-8")
    example = page.split(f"## {section}\n```python\n")[1].split("```")[0]
    (tmp_path / "example.py").write_text(example)
    start = (
        "import importlib, json, sys, zerolint.rules\n"
        f"zerolint.rules.__path__[:] = [{str(example_rule)!r}]\n"
        "from zerolint.cli import main\n"
        "sys.exit(main(['--select', 'ZL308', '--output-format', 'concise', 'example.py']))\n"
    )
    done = run([sys.executable, "-c", start], cwd=tmp_path)
    assert done.stderr == "" or "Traceback" not in done.stderr, done.stderr
    assert re.findall(r"ZL\d{3}", done.stdout) == expected, done.stdout + done.stderr
