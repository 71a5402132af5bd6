"""Copies of the repository and installations made from them: made once, shared by the tests of this folder."""

from __future__ import annotations

import shutil
import sys
import venv
from pathlib import Path

import pytest
from project.workspace import Environment, commit_all, run, tracked


@pytest.fixture(scope="session")
def snapshot(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository as it stands, changes that aren't committed included, as one commit of a repository of its own."""
    folder = tmp_path_factory.mktemp("snapshot") / "zerolint"
    for name in tracked(root):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / name, folder / name)
    commit_all(folder)
    return folder


@pytest.fixture(scope="session")
def wheel(snapshot: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution and not from the tree, as a release is."""
    folder = tmp_path_factory.mktemp("dist")
    done = run([sys.executable, "-m", "build", "--outdir", str(folder), str(snapshot)], cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """A clean environment that holds the wheel and what it depends on, nothing else."""
    environment = Environment(tmp_path_factory.mktemp("installed") / "venv")
    venv.create(environment.folder, with_pip=True)
    done = environment.run("python", "-m", "pip", "install", "-q", str(wheel), cwd=environment.folder)
    assert done.returncode == 0, done.stderr
    return environment
