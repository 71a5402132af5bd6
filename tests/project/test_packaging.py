"""What is shipped: every package and data file of the tree, working without the tree."""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from project.workspace import CLEAN, FAULTY, FAULTY_LINE, Environment, clean_environment, notebook, run, tracked

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

pytestmark = pytest.mark.xdist_group("installation")


# fmt: off
TOP_LEVEL = {
    "zerolint", "rules", "tests", "fixtures", "docs", "benchmarks", "editors", ".ci", ".github",
    "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "CITATION.cff",
    ".gitignore", ".gitattributes", ".editorconfig", ".pre-commit-config.yaml", ".pre-commit-hooks.yaml",
    "action.yml", "mkdocs.yml",
}
# fmt: on


@pytest.fixture(scope="module")
def settings(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def shipped(name: str) -> str:
    """A file's path in the wheel."""
    return name.replace("rules/", "zerolint/rules/", 1) if name.startswith("rules/") else name


def test_every_package_of_the_tree_is_listed(root: Path, settings: dict[str, Any]) -> None:
    modules = [Path(shipped(name)) for name in tracked(root) if name.startswith(("zerolint/", "rules/"))]
    packages = {".".join(path.parent.parts) for path in modules if path.name == "__init__.py"}
    assert sorted(settings["tool"]["setuptools"]["packages"]) == sorted(packages)


def test_every_folder_with_python_files_is_a_package(root: Path) -> None:
    folders = {Path(name).parent for name in tracked(root) if name.startswith(("zerolint/", "rules/"))}
    with_code = [folder for folder in folders if any((root / folder).glob("*.py"))]
    assert [str(folder) for folder in with_code if not (root / folder / "__init__.py").is_file()] == []


def test_rules_are_flat(root: Path) -> None:
    assert [name for name in tracked(root) if name.startswith("rules/") and name.count("/") > 1] == []


def test_top_level_names(root: Path) -> None:
    assert {name.split("/")[0] for name in tracked(root)} <= TOP_LEVEL


def test_base_install_is_small(settings: dict[str, Any]) -> None:
    names = {requirement.split(">")[0] for requirement in settings["project"]["dependencies"]}
    assert names <= {"libcst", "pathspec", "rich", "shtab", "tomli"}


def test_every_runtime_dependency_has_its_reason(root: Path, settings: dict[str, Any]) -> None:
    contributing = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    names = [requirement.split(">")[0] for requirement in settings["project"]["dependencies"]]
    assert [name for name in names if f"| `{name}` |" not in contributing] == []


def test_the_wheel_holds_the_tree(root: Path, wheel: Path) -> None:
    expected = {shipped(name) for name in tracked(root) if name.startswith(("zerolint/", "rules/"))}
    found = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert found == expected


def test_the_wheel_runs_without_the_sources(installed: Environment, tmp_path: Path) -> None:
    (tmp_path / "faulty.py").write_text(FAULTY)
    (tmp_path / "clean.py").write_text(CLEAN)
    (tmp_path / "faulty.ipynb").write_text(notebook(FAULTY))
    done = installed.run("zerolint", "--output-format", "json", ".", cwd=tmp_path)
    found = {(Path(finding["path"]).name, finding["cell"], finding["line"], finding["code"])
             for finding in json.loads(done.stdout)}  # fmt: skip
    assert found == {("faulty.py", None, FAULTY_LINE, "ZL203"), ("faulty.ipynb", 4, FAULTY_LINE - 6, "ZL203")}
    assert done.returncode == 1, done.stderr
    assert installed.run("zerolint", "clean.py", cwd=tmp_path).returncode == 0


def test_the_wheel_knows_its_rules_pages_and_schemas(installed: Environment, tmp_path: Path) -> None:
    done = installed.run("zerolint", "rules", "--output-format", "json", cwd=tmp_path)
    assert "ZL203" in {rule["code"] for rule in json.loads(done.stdout)}, done.stderr
    for flags in ((), ("-OO",)):  # pages are read from the source: python -OO, which drops docstrings, loses none
        page = installed.run("python", *flags, "-m", "zerolint", "rule", "ZL203", cwd=tmp_path)
        assert "Why it is bad" in page.stdout, page.stderr


def test_the_installed_command_tells_its_version(installed: Environment, tmp_path: Path) -> None:
    import zerolint

    for command in (("zerolint",), ("python", "-m", "zerolint")):
        assert installed.run(*command, "--version", cwd=tmp_path).stdout.split() == ["zerolint", zerolint.__version__]


def test_a_module_in_the_working_folder_is_not_imported(installed: Environment, tmp_path: Path) -> None:
    """`python -m` puts the working folder first on the path; a user's `ast.py` or `json.py` must stay unread."""
    (tmp_path / "clean.py").write_text(CLEAN)
    for name in ("ast", "json", "libcst", "typing_extensions"):
        (tmp_path / f"{name}.py").write_text(f"raise SystemExit('{name} of the working folder was imported')\n")
    done = installed.run("python", "-m", "zerolint", "clean.py", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, done.stdout), done.stdout + done.stderr
    assert "was imported" not in done.stdout + done.stderr


def test_the_readme_sets_up_and_lints_in_one_command(root: Path, snapshot: Path, tmp_path: Path) -> None:
    """The README's first command, on a fresh clone: it installs, lints the article, and exits with 1."""
    command = next(line for line in shell_lines(root) if "fixtures/article" in line)
    clone = tmp_path / "zerolint"
    assert run(["git", "clone", "-q", str(snapshot), str(clone)], cwd=tmp_path).returncode == 0
    done = run(["sh", "-c", command], cwd=clone, env=clean_environment())
    assert done.returncode == 1, done.stderr
    assert "ZL203" in done.stdout


def test_ci_runs_the_readme_test_command(root: Path) -> None:
    command = next(line for line in shell_lines(root) if "pytest" in line)
    assert (root / ".ci/run").read_text(encoding="utf-8").splitlines()[-1] == command


def shell_lines(root: Path) -> list[str]:
    """The commands in the README's `sh` blocks."""
    blocks = (root / "README.md").read_text(encoding="utf-8").split("```sh\n")[1:]
    return [line.strip() for block in blocks for line in block.split("```")[0].splitlines() if line.strip()]
