"""Requirements, in the files that projects write them in."""

from __future__ import annotations

from pathlib import Path

import pytest

from zerolint.knowledge.targets import by_pin
from zerolint.source.load import load
from zerolint.source.pins import installed, pins_of, requirements


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("tensorflow==2.15.0", ("tensorflow", "==2.15.0")),
        ("keras>=2.3,<3  # why", ("keras", ">=2.3,<3")),
        ("tensorflow == 2.15.0 ; python_version < '3.9'", ("tensorflow", "== 2.15.0")),
        ("tensorflow[and-cuda]~=2.13.0", ("tensorflow", "~=2.13.0")),
        ("  - tensorflow-gpu=2.4.1=h123", ("tensorflow-gpu", "==2.4.1")),
        ("    - keras==2.3.1", ("keras", "==2.3.1")),
        ('tensorflow = "^2.10"', ("tensorflow", ">=2.10,<3")),
        ('keras = {extras = ["a"], version = "2.3.1"}', ("keras", "==2.3.1")),
        ('tensorflow = "~2.10"', ("tensorflow", "~=2.10")),
        ('    "tensorflow>=2.16",', ("tensorflow", ">=2.16")),
        ('dependencies = ["numpy", "keras==3.4"]', ("keras", "==3.4")),
        ("tf_keras", ("tf_keras", "")),
    ],
)
def test_requirement(line: str, found: tuple[str, str]) -> None:
    assert found in list(requirements(f"# a comment\n{line}\nnumpy\n"))


@pytest.mark.parametrize(
    "line", ["# tensorflow==2.1", 'name = "keras"', "tensorflow", "tensorflow>=2.0", 'keras = "*"']
)
def test_nothing_is_pinned(line: str) -> None:
    assert {by_pin(*each) for each in requirements(line)} <= {None}


def test_shell_lines() -> None:
    line = "%pip install -q 'tensorflow>=2.16' keras==3.1 -U git+https://example.org/tensorflow==1"
    assert [pin[:2] for pin in installed(line) if by_pin(*pin[:2])] == [("tensorflow", ">=2.16"), ("keras", "==3.1")]
    assert list(installed("!ls tensorflow==2.1")) == []


def test_nearest_files_come_first(tmp_path: Path) -> None:
    inner = tmp_path / "project" / "notebooks"
    inner.mkdir(parents=True)
    (tmp_path / "requirements.txt").write_text("tensorflow==1.15\n")
    (tmp_path / "project" / "pyproject.toml").write_text('[project]\ndependencies = ["tensorflow==2.18"]\n')
    (inner / "environment.yml").write_text("dependencies:\n  - tensorflow=2.4\n")
    source = load(str(inner / "a.py"), b"# %%\n# !pip install keras==2.3\n")
    assert [(pin.package, pin.specifier, pin.where) for pin in pins_of(source) if pin.specifier] == [
        ("tensorflow", "==2.4", "environment.yml"),
        ("tensorflow", "==2.18", "pyproject.toml"),
        ("keras", "==2.3", "`!pip install keras==2.3`"),
    ]
    assert pins_of(load(str(tmp_path / "nowhere" / "a.py"), b"a")) == []
