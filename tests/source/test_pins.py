"""Requirements, in the files that projects write them in."""

from __future__ import annotations

from pathlib import Path

import pytest

from zerolint.knowledge.targets import by_pin
from zerolint.source.load import load
from zerolint.source.pins import installed, pins_of, requirements, told
from zerolint.source.roots import forget


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


def names(path: Path) -> list[str]:
    return [pin.where for pin in pins_of(load(str(path / "a.py"), b"a")) if pin.package == "keras"]


@pytest.mark.parametrize(
    "name",
    [
        "Requirements.txt",
        "REQUIREMENTS.txt",
        "requirements-gpu.txt",
        "requirements_dev.txt",
        "pip-requirements.txt",
        "requirements.in",
        "requirements/base.txt",
        "common/environment.yaml",
        "envs/environment.yml",
        "docker/requirements.txt",
        "conda.yaml",
        "environment-gpu.yml",
        "env.yml",
        "setup.py",
        "requirement.txt",
        "requirments.txt",
        "reqs.txt",
        "gpu-deps.txt",
        "tox.ini",
    ],
)
def test_names_of_lists(tmp_path: Path, name: str) -> None:
    """In the folder of the script, and above it."""
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text('install_requires=["keras==2.2.4"]\n' if name == "setup.py" else "keras==2.2.4\n")
    assert names(tmp_path) == [path.name]
    (tmp_path / "src" / "models").mkdir(parents=True)
    assert names(tmp_path / "src" / "models") == [path.name]


@pytest.mark.parametrize("name", ["notes.txt", "my_data/environment.yml", "labels.yaml", "development.yml"])
def test_other_files_are_no_lists(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("keras==2.2.4\n")
    assert names(tmp_path) == []


def test_how_far_up(tmp_path: Path) -> None:
    """To where the repository starts, past packages in it; outside of any a few folders."""
    (tmp_path / "requirements.txt").write_text("keras==2.2.4\n")
    deep = tmp_path / "a" / "b" / "c" / "d"
    deep.mkdir(parents=True)
    assert names(deep.parent) == ["requirements.txt"]
    assert names(deep) == []
    (tmp_path / ".git").mkdir()
    (tmp_path / "a" / "setup.py").write_text("")
    forget()
    assert names(deep) == ["requirements.txt"]
    (tmp_path / "a" / ".git").mkdir()
    assert names(deep) == []


def test_a_list_that_is_put_there_later_is_seen(tmp_path: Path) -> None:
    assert names(tmp_path) == []
    (tmp_path / "requirements.txt").write_text("keras==2.2.4\n")
    assert names(tmp_path) == ["requirements.txt"]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("runtime.txt", "python-3.6.8\n", ("python", "==3.6.8")),
        (".python-version", "3.7.4\n", ("python", "==3.7.4")),
        ("Dockerfile", "FROM tensorflow/tensorflow:1.15.0-gpu-py3\n", ("tensorflow", "==1.15.0")),
        ("Dockerfile.gpu", "FROM python:3.6-slim\n", ("python", "==3.6")),
        ("dockerfile", "FROM a\nRUN pip install \\\n  numpy keras==2.2.4\n", ("keras", "==2.2.4")),
        ("environment.yml", "dependencies:\n- python==3.6.6\n", ("python", "==3.6.6")),
        ("requirements.txt", "numpy==1.13\n", ("numpy", "==1.13")),
        ("Pipfile", '[requires]\npython_version = "3.7"\n', ("python", "==3.7")),
        ("Pipfile.lock", '"keras": {\n "hashes": [],\n "version": "==2.4.3"\n}\n', ("keras", "==2.4.3")),
        ("poetry.lock", '[[package]]\nname = "keras"\nversion = "2.4.3"\n', ("keras", "==2.4.3")),
        (".travis.yml", "install:\n  - pip install keras==2.2.4 && true\n", ("keras", "==2.2.4")),
        ("Makefile", "install:\n\tpip install tensorflow==1.15\n", ("tensorflow", "==1.15")),
        ("install_all.sh", "conda install -y tensorflow=1.15\n", ("tensorflow", "==1.15")),
        ("cog.yaml", 'build:\n  python_packages:\n    - "tensorflow==2.4"\n', ("tensorflow", "==2.4")),
    ],
)
def test_what_decides_indirectly(tmp_path: Path, name: str, text: str, found: tuple[str, str]) -> None:
    (tmp_path / name).write_text(text)
    assert found in [pin[:2] for pin in pins_of(load(str(tmp_path / "a.py"), b"a"))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("* Keras 2.0 w/ TF backend", [("Keras", "==2.0")]),
        ("- Ubuntu 16.04, Python 3.6.9, Tensorflow 2.3.0, CUDA 10.01", [("Tensorflow", "==2.3.0")]),
        ("tested with `keras` (v2.2.4)", [("keras", "==2.2.4")]),
        ("| Keras | 2.1.5 |", [("Keras", "==2.1.5")]),
        ("**TensorFlow** version 1.4", [("TensorFlow", "==1.4")]),
        ("pip install tensorflow-gpu==1.14", [("tensorflow-gpu", "==1.14")]),
        ("Keras >= 2.0", [("Keras", ">=2.0")]),
        ("Primary library: Tensorflow 2.0", []),
        ("tested with TF 2.4", [("tensorflow", "==2.4")]),
        ("needs TensorFlow 1.x", [("TensorFlow", "==1")]),
        ("![](https://img.shields.io/badge/tensorflow-v1.13.1-green)", [("tensorflow", "==1.13.1")]),
        ("![](https://img.shields.io/badge/Keras-2.4-red.svg)", [("Keras", "==2.4")]),
        ("![](https://img.shields.io/badge/tensorflow-2.x-green), TF 2, tf-2.1", []),
        ("TensorFlow==2.0 or tensorflow 2.0.1", [("TensorFlow", "==2.0"), ("tensorflow", "==2.0.1")]),
        ("TensorFlow 2.x and Keras 2.0+, TensorFlow 2.3 or later, keras 2.1 - 2.4", []),
        ("a Keras 2D convolution, 100% Keras, see keras-2.1 and repo/keras 2", []),
    ],
)
def test_versions_in_a_readme(text: str, found: list[tuple[str, str]]) -> None:
    assert list(told(text)) == found
