"""Which files a run reads."""

import os
import subprocess
from pathlib import Path

import pytest

from zerolint.session.discovery import Discovery, discover
from zerolint.settings import Resolver, UsageError


@pytest.fixture(autouse=True)
def _in_tmp_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def touch(*paths: str) -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text("")


def found(*paths: str, flags: dict[str, object] | None = None, **options: object) -> Discovery:
    return discover(paths, Resolver(flags), **options)  # type: ignore[arg-type]  # the options differ by test


def files(*paths: str, **options: object) -> list[str]:
    discovery = found(*paths, **options)  # type: ignore[arg-type]
    assert discovery.failures == []
    return [file.path for file in discovery.files]


def test_folder_holds_scripts_and_notebooks() -> None:
    touch("a.py", "b.ipynb", "c.txt", "d.pyc", "sub/e.py")
    assert files(".") == ["a.py", "b.ipynb", "sub/e.py"]


def test_paths_are_shown_as_given() -> None:
    touch("src/a.py")
    assert files("src") == files("src/") == ["src/a.py"]
    assert files("./src") == ["./src/a.py"]
    assert files("./src/a.py") == ["./src/a.py"]
    absolute = str(Path("src").absolute())
    assert files(absolute) == [f"{Path(absolute).as_posix()}/a.py"]


def test_order_depends_on_names_only_and_each_file_comes_once() -> None:
    touch("b/a.py", "b-c.py", "a.py")
    expected = ["a.py", "b/a.py", "b-c.py"]
    assert files("b-c.py", "b", "a.py") == expected
    assert files(".", "b", "./a.py", "a.py") == expected


def test_named_file_is_read_whatever_it_is_called_or_excluded() -> None:
    touch("build/a.py", "notes.txt", "node_modules/b.py")
    assert files(".") == []
    assert files("build/a.py", "notes.txt") == ["build/a.py", "notes.txt"]
    assert files("build") == ["build/a.py"]


def test_force_exclude_also_holds_for_named_files() -> None:
    touch("build/a.py", "c.py")
    assert files("build/a.py", "c.py", force_exclude=True) == ["c.py"]
    assert files("build", force_exclude=True) == []
    assert files("-", stdin_filename="build/a.py", force_exclude=True) == []


def test_exclude_and_include_of_settings() -> None:
    touch("a.py", "old/b.py", "new/old.py", "c.pyw")
    assert files(".", flags={"extend-exclude": ["old", "a.*"]}) == ["new/old.py"]
    assert files(".", flags={"exclude": ["new/*"], "include": ["*.pyw", "*.py"]}) == ["a.py", "c.pyw", "old/b.py"]


def test_nearest_settings_file_decides() -> None:
    touch("a.py", "sub/a.py", "sub/b.py")
    Path("zerolint.toml").write_text('extend-exclude = ["b.py"]')
    Path("sub/zerolint.toml").write_text('extend-exclude = ["a.py"]')
    assert files(".") == ["a.py", "sub/b.py"]


def test_broken_settings_of_one_folder_do_not_hide_the_others() -> None:
    touch("a.py", "sub/a.py")
    Path("sub/zerolint.toml").write_text("x = 1")
    discovery = found(".", "sub")
    assert [file.path for file in discovery.files] == ["a.py"]
    assert [str(failure) for failure in discovery.failures] == ['sub/zerolint.toml:1: unknown key "x"']


def test_stdin_has_a_name() -> None:
    (file,) = found("-").files
    assert (file.path, file.stdin) == ("-", True)
    (file,) = found("-", stdin_filename="src/a.py").files
    assert (file.path, file.stdin) == ("src/a.py", True)
    (file,) = found(stdin_filename="a.py").files
    assert file.stdin
    with pytest.raises(UsageError, match="give - as a path"):
        found("a.py", stdin_filename="a.py")


def test_stdin_takes_the_place_of_the_file_on_disk() -> None:
    touch("a.py")
    (file,) = found("-", ".", stdin_filename="a.py").files
    assert file.stdin


def test_path_that_does_not_exist() -> None:
    touch("train.py", "sub/a.py")
    discovery = found("trian.py", "sub", "sub/no/a.py", "bad\0name")
    assert [file.path for file in discovery.files] == ["sub/a.py"]
    assert [str(failure) for failure in discovery.failures] == [
        'trian.py: doesn\'t exist; did you mean "train.py"?',
        "sub/no/a.py: doesn't exist",
        "bad\0name: doesn't exist",
    ]


def test_folder_without_files_is_remarked() -> None:
    touch("docs/a.txt")
    discovery = found("docs")
    assert (discovery.files, discovery.failures) == ([], [])
    assert discovery.remarks == ["docs: no Python files or notebooks to lint"]


def test_links_in_circles_and_to_nothing() -> None:
    touch("sub/a.py")
    Path("sub/loop").symlink_to(Path.cwd())
    Path("sub/self.py").symlink_to("self.py")
    Path("sub/gone.py").symlink_to("nowhere.py")
    Path("sub/.#a.py").symlink_to("user@host.1")
    Path("sub/link.py").symlink_to("a.py")
    # The broken ones are told of when they are read.
    assert files(".") == ["sub/a.py", "sub/gone.py", "sub/link.py", "sub/self.py"]
    assert files("sub/loop") == ["sub/loop/sub/a.py", "sub/loop/sub/gone.py", *files("sub/loop")[2:]]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_pipes_are_not_waited_for() -> None:
    os.mkfifo("pipe.py")
    touch("a.py")
    assert files(".") == ["a.py"]


def test_folder_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    touch("a.py", "locked/b.py")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr("os.scandir", refuse)
    discovery = found(".")
    assert [file.path for file in discovery.files] == ["a.py"]
    assert [str(failure) for failure in discovery.failures] == ["locked: cannot be read: Permission denied"]


def test_deep_folders_are_no_recursion() -> None:
    deep = Path(*["d"] * 600)
    deep.mkdir(parents=True)
    (deep / "a.py").write_text("")
    assert len(files(".")) == 1


class TestGitignore:
    @pytest.fixture(autouse=True)
    def _repository(self) -> None:
        subprocess.run(["git", "init", "-q", "."], check=True)

    def test_patterns_hold_below_their_folder(self) -> None:
        touch("a.py", "gen/b.py", "sub/c.py", "sub/gen/d.py", "sub/keep.py", "x/keep.py")
        Path(".gitignore").write_text("# made\n/gen/\nkeep.py\n")
        Path("sub/.gitignore").write_text("!keep.py\nc.py\n")
        assert files(".") == ["a.py", "sub/gen/d.py", "sub/keep.py"]

    def test_folders_above_count(self) -> None:
        touch("sub/deep/a.py", "sub/deep/b.py")
        Path(".gitignore").write_text("a.py\n")
        Path("sub/.gitignore").write_text("/deep/b.py\n")
        assert files("sub/deep") == []

    def test_named_paths_are_read(self) -> None:
        touch("gen/a.py", "gen/b/c.py")
        Path(".gitignore").write_text("gen/\n")
        assert files(".") == []
        assert files("gen/a.py") == ["gen/a.py"]
        assert files("gen") == ["gen/a.py", "gen/b/c.py"]

    def test_setting_turns_it_off(self) -> None:
        touch("a.py")
        Path(".gitignore").write_text("a.py\n")
        assert files(".", flags={"respect-gitignore": False}) == ["a.py"]

    def test_exclude_file_of_the_repository(self) -> None:
        touch("a.py", "b.py")
        Path(".git/info/exclude").write_text("a.py\n")
        assert files(".") == ["b.py"]

    def test_repository_inside_a_repository_starts_anew(self) -> None:
        touch("a.py", "inner/a.py", "inner/b.py")
        subprocess.run(["git", "init", "-q", "inner"], check=True)
        Path(".gitignore").write_text("a.py\n")
        Path("inner/.gitignore").write_text("b.py\n")
        assert files(".") == ["inner/a.py"]
        assert files("inner") == ["inner/a.py"]

    def test_patterns_that_git_passes_over(self) -> None:
        touch("a.py", "b.py")
        Path(".gitignore").write_bytes(b"caf\xe9.py\n!\nb.py\n")
        assert files(".") == ["a.py"]

    def test_same_as_git(self) -> None:
        touch("a/b/c.py", "a/b.py", "b/a.py", "x y.py", "#h.py", "log/keep/a.py", "log/b.py", "d.py", "e/f/g/d.py")
        Path(".gitignore").write_text("a/**/c.py\nb/\nx\\ y.py\n\\#h.py\nlog/*\n!log/keep/\n**/g/d.py\n[d].p?\n")
        done = subprocess.run(
            ["git", "ls-files", "-z", "--others", "--exclude-standard", "*.py"],
            capture_output=True,
            check=True,
            text=True,
        )
        assert sorted(files(".")) == sorted(name for name in done.stdout.split("\0") if name)


def test_gitignore_outside_a_repository_is_no_gitignore() -> None:
    touch("a.py")
    Path(".gitignore").write_text("a.py\n")
    assert files(".") == ["a.py"]
