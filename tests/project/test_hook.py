"""The hook as people use it: the real pre-commit, on a real git repository, with this repository as its source."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from project.workspace import CLEAN, FAULTY, FAULTY_LINE, clean_environment, commit_all, git, notebook, run

pytestmark = pytest.mark.xdist_group("hook")

BUILDER = """\
from tensorflow import keras
from tensorflow.keras import layers


def build_model(features):
    return keras.Sequential([
        keras.Input(shape=(features,)),
        layers.Dense(32, activation="relu"),
        layers.Dense(1, activation="softmax"),
    ])
"""
BUILDER_LINE = 9
TRAIN = """\
import numpy as np

from model import build_model

x = np.random.rand(1000, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = build_model(10)
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=20, batch_size=32)
"""
TRAIN_LINE = 8
UNUSED = CLEAN.replace('activation="sigmoid"),', 'activation="sigmoid"),  # zerolint: ignore[ZL203]')


@pytest.fixture(scope="module")
def pre_commit_home(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment with an empty pre-commit cache, so that the hook is installed anew from the repository."""
    home = tmp_path_factory.mktemp("pre-commit")
    return clean_environment(PRE_COMMIT_HOME=str(home), PRE_COMMIT_COLOR="never", NO_COLOR="1")


@pytest.fixture
def project(tmp_path: Path, snapshot: Path) -> Path:
    """A git repository that uses the hooks of this repository, with one commit of harmless files."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {snapshot.as_posix()}\n  rev: {git(snapshot, 'rev-parse', 'HEAD').strip()}\n"
        "  hooks:\n  - id: zerolint\n    args: [--output-format, concise]\n"
        "  - id: zerolint-fix\n    stages: [manual]\n"
    )
    (folder / "notes.txt").write_text("not a program\n")
    commit_all(folder)
    return folder


def pre_commit(folder: Path, environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return run([sys.executable, "-m", "pre_commit", *arguments], cwd=folder, env=environment)


def test_a_commit_with_a_fault_is_stopped(project: Path, pre_commit_home: dict[str, str]) -> None:
    """Faulty script, clean script and notebook in one commit: git itself refuses it, naming the two places."""
    assert pre_commit(project, pre_commit_home, "install").returncode == 0
    (project / "clean.py").write_text(CLEAN)
    (project / "faulty.py").write_text(FAULTY)
    (project / "faulty.ipynb").write_text(notebook(FAULTY))
    git(project, "add", "-A")
    done = run(["git", "commit", "-m", "Add models"], cwd=project, env=pre_commit_home)
    output = done.stdout + done.stderr
    assert done.returncode == 1, output
    assert f"faulty.py:{FAULTY_LINE}:" in output
    assert f"faulty.ipynb:cell 4:{FAULTY_LINE - 6}:" in output
    assert output.count("ZL203") == 2
    assert "clean.py" not in output
    (project / "faulty.py").write_text(CLEAN)
    (project / "faulty.ipynb").write_text(notebook(CLEAN))
    git(project, "add", "-A")
    done = run(["git", "commit", "-m", "Add models"], cwd=project, env=pre_commit_home)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_fault_in_an_unchanged_module_is_found(project: Path, pre_commit_home: dict[str, str]) -> None:
    """pre-commit passes train.py alone: the finding stands at its compile and shows the unchanged line."""
    (project / "model.py").write_text(BUILDER)
    (project / "train.py").write_text("print('to be written')\n")
    config = project / ".pre-commit-config.yaml"
    config.write_text(config.read_text().replace("    args: [--output-format, concise]\n", ""))
    commit_all(project)
    (project / "train.py").write_text(TRAIN)
    git(project, "add", "-A")
    done = pre_commit(project, pre_commit_home, "run", "zerolint")
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"--> train.py:{TRAIN_LINE}:" in done.stdout
    assert f"::: model.py:{BUILDER_LINE}:" in done.stdout
    assert done.stdout.count("ZL203") == 1


def test_the_fixing_hook_writes_the_file(project: Path, pre_commit_home: dict[str, str]) -> None:
    (project / "train.py").write_text(UNUSED)
    git(project, "add", "-A")
    done = pre_commit(project, pre_commit_home, "run", "--hook-stage", "manual", "zerolint-fix")
    assert "files were modified by this hook" in done.stdout, done.stdout + done.stderr
    assert (project / "train.py").read_text() == CLEAN


def test_other_files_are_not_passed(project: Path, pre_commit_home: dict[str, str]) -> None:
    done = pre_commit(project, pre_commit_home, "run", "zerolint", "--all-files")
    assert "Skipped" in done.stdout, done.stdout + done.stderr


def test_the_repositorys_own_files_are_valid(root: Path) -> None:
    for kind, name in (("manifest", ".pre-commit-hooks.yaml"), ("config", ".pre-commit-config.yaml")):
        done = run([sys.executable, "-m", "pre_commit", f"validate-{kind}", name], cwd=root)
        assert done.returncode == 0, done.stdout + done.stderr
