"""VS Code's problem matcher and Vim's errorformat read what zerolint really prints."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from project.workspace import CLEAN, FAULTY, FAULTY_LINE, notebook, run

Run = Callable[..., "subprocess.CompletedProcess[str]"]

SCRIPT_PLACE = ("train.py", FAULTY_LINE)
NOTEBOOK_PLACE = ("lab/train.ipynb", FAULTY_LINE - 6)


@pytest.fixture
def output(run_zerolint: Run, tmp_path: Path) -> str:
    """What zerolint prints for a script and a notebook, in the format that editors read."""
    (tmp_path / "train.py").write_text(FAULTY)
    (tmp_path / "lab").mkdir()
    (tmp_path / "lab/train.ipynb").write_text(notebook(FAULTY))
    done = run_zerolint("--output-format", "concise", "train.py", "lab/train.ipynb")
    assert done.returncode == 1, done.stderr
    return done.stdout


@pytest.fixture
def buffer_output(run_zerolint: Run, tmp_path: Path) -> str:
    """What zerolint prints for a buffer that isn't saved: the file on disk is clean, the buffer is not."""
    (tmp_path / "train.py").write_text(CLEAN)
    done = run_zerolint("--output-format", "concise", "--stdin-filename", "train.py", "-", stdin=FAULTY)
    assert done.returncode == 1, done.stderr
    return done.stdout


def readme_block(root: Path, language: str, containing: str) -> str:
    """The README's one code block in that language with that text."""
    blocks = re.findall(rf"```{language}\n(.*?)```", (root / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    (block,) = [block for block in blocks if containing in block]
    return block


def test_the_readme_shows_the_files_that_are_shipped(root: Path) -> None:
    shown = json.loads(readme_block(root, "json", "problemMatcher"))
    assert shown == json.loads((root / "editors/vscode/tasks.json").read_text(encoding="utf-8"))
    compiler = (root / "editors/vim/compiler/zerolint.vim").read_text(encoding="utf-8")
    settings = [line for line in compiler.splitlines() if line.startswith("CompilerSet")]
    shown_lines = readme_block(root, "vim", "errorformat").splitlines()
    assert [line.replace("CompilerSet", "setlocal") for line in settings] == [
        line for line in shown_lines if line.startswith("setlocal")
    ]


@pytest.mark.parametrize("source", ["README.md", "editors/vscode/tasks.json"])
def test_vs_code_reads_every_finding(root: Path, output: str, source: str) -> None:
    text = (root / source).read_text(encoding="utf-8")
    tasks = json.loads(readme_block(root, "json", "problemMatcher") if source == "README.md" else text)
    problems = list(vs_code_problems(tasks["tasks"][0]["problemMatcher"]["pattern"], output))
    assert {(problem["file"], int(problem["line"])) for problem in problems} == {SCRIPT_PLACE, NOTEBOOK_PLACE}
    assert all(int(problem["column"]) > 1 for problem in problems)
    assert {problem["code"] for problem in problems} == {"ZL203"}
    assert all(problem["message"] for problem in problems)


def test_vs_code_reads_an_unsaved_buffer(root: Path, buffer_output: str) -> None:
    pattern = json.loads((root / "editors/vscode/tasks.json").read_text())["tasks"][0]["problemMatcher"]["pattern"]
    (problem,) = vs_code_problems(pattern, buffer_output)
    assert (problem["file"], int(problem["line"])) == SCRIPT_PLACE


@pytest.mark.parametrize(
    "path", ["C:\\models\\train.py", "a folder/two words.py", "nb.ipynb:cell 12", "weird:12:3.py", "über.py"]
)
def test_vs_code_takes_the_path_whole(root: Path, path: str) -> None:
    pattern = json.loads((root / "editors/vscode/tasks.json").read_text())["tasks"][0]["problemMatcher"]["pattern"]
    (problem,) = vs_code_problems(pattern, f"{path}:7:5: ZL101 pixels reach 255: 12:3: not scaled\n")
    assert problem["file"] == path.removesuffix(":cell 12")
    assert (problem["line"], problem["column"], problem["code"]) == ("7", "5", "ZL101")
    assert problem["message"] == "pixels reach 255: 12:3: not scaled"


def vs_code_problems(pattern: dict[str, Any], output: str) -> list[dict[str, str]]:
    """The problems that VS Code makes of the output: one a line that matches, its parts by group number."""
    parts = {name: group for name, group in pattern.items() if isinstance(group, int)}
    matches = [re.search(pattern["regexp"], line) for line in output.splitlines()]
    return [{name: match[group] for name, group in parts.items()} for match in matches if match]


@pytest.mark.parametrize("source", ["README.md", "compiler"])
def test_vim_fills_the_quickfix_list(root: Path, vim: str, output: str, tmp_path: Path, source: str) -> None:
    set_up = "compiler zerolint" if source == "compiler" else "source readme.vim"
    (tmp_path / "readme.vim").write_text(readme_block(root, "vim", "errorformat"))
    (tmp_path / "out.txt").write_text(output + "a line that is no finding\n")
    entries = quickfix(vim, root, tmp_path, set_up, "cgetfile out.txt")
    assert {(entry["name"], entry["lnum"]) for entry in entries} == {SCRIPT_PLACE, NOTEBOOK_PLACE}
    assert all(entry["col"] > 1 and entry["text"].startswith("ZL203 ") for entry in entries)


def test_vim_reads_an_unsaved_buffer(root: Path, vim: str, tmp_path: Path, zerolint_on_path: str) -> None:
    """The README's `:Zerolint` sends the buffer as it is, not the file on disk."""
    (tmp_path / "train.py").write_text(CLEAN)
    (tmp_path / "readme.vim").write_text(readme_block(root, "vim", "errorformat"))
    commands = ("edit train.py", "source readme.vim", "%s/sigmoid/softmax/", "Zerolint")
    (entry,) = quickfix(vim, root, tmp_path, *commands, path=zerolint_on_path)
    assert (entry["name"], entry["lnum"]) == SCRIPT_PLACE
    assert (tmp_path / "train.py").read_text() == CLEAN


def test_vim_makes_the_current_file(root: Path, vim: str, tmp_path: Path, zerolint_on_path: str) -> None:
    """`:compiler zerolint` and `:make`, a file name with a space included."""
    (tmp_path / "my train.py").write_text(FAULTY)
    commands = ("edit my\\ train.py", "compiler zerolint", "silent make!")
    (entry,) = quickfix(vim, root, tmp_path, *commands, path=zerolint_on_path)
    assert (entry["name"], entry["lnum"]) == ("my train.py", FAULTY_LINE)


@pytest.fixture
def zerolint_on_path() -> str:
    """A PATH whose `zerolint` is the one of the environment that runs the tests."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    assert shutil.which("zerolint", path=path), "install zerolint into the environment that runs the tests"
    return path


def quickfix(vim: str, root: Path, folder: Path, *commands: str, path: str | None = None) -> list[dict[str, Any]]:
    """Vim's quickfix list after the commands, each entry with its buffer's name."""
    with_names = "map(getqflist(), {_, entry -> extend(entry, {'name': bufname(entry.bufnr)})})"
    script = [f"set runtimepath^={root}/editors/vim", *commands]
    script += [f"call writefile([json_encode({with_names})], 'quickfix.json')", "qall!"]
    (folder / "script.vim").write_text("\n".join(script) + "\n")
    command = [vim, "-N", "-u", "NONE", "-i", "NONE", "-n", "-es", "-S", "script.vim"]
    done = run(command, cwd=folder, env={**os.environ, "PATH": path or os.environ["PATH"]}, timeout=60)
    assert (folder / "quickfix.json").exists(), done.stdout + done.stderr
    return json.loads((folder / "quickfix.json").read_text())
