"""Which file's settings hold where, and where each value comes from."""

from pathlib import Path
from textwrap import dedent

import pytest

from zerolint.settings import Resolver, Settings, UsageError


@pytest.fixture(autouse=True)
def _in_tmp_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(dedent(text), encoding="utf-8")


def settings(folder: str = ".", **flags: object) -> Settings:
    return Resolver({key.replace("_", "-"): value for key, value in flags.items()}).for_folder(folder)


def test_without_a_file_everything_is_default() -> None:
    found = settings()
    assert (found.min_confidence, found.target_keras, found.fail_on, found.path) == ("medium", "auto", "warning", None)
    assert str(found.origin("select")) == "default"
    assert found.value("select") == ["ZL"]


def test_pyproject_table_is_read_with_lines() -> None:
    write(
        "pyproject.toml",
        """\
        [project]
        name = "x"

        [tool.zerolint]
        min-confidence = "low"
        target-keras = 3
        """,
    )
    found = settings()
    assert (found.min_confidence, found.target_keras) == ("low", "3")
    assert str(found.origin("target-keras")) == "pyproject.toml:6"
    assert str(found.origin("fail-on")) == "default"


@pytest.mark.parametrize("name", ["zerolint.toml", ".zerolint.toml"])
def test_own_file_has_its_keys_at_the_top(name: str) -> None:
    write(name, 'fail-on = "error"\n')
    assert settings().fail_on == "error"
    assert str(settings().origin("fail-on")) == f"{name}:1"


def test_own_file_goes_before_pyproject_and_the_hidden_one_first() -> None:
    write("pyproject.toml", '[tool.zerolint]\nfail-on = "info"\nmin-confidence = "low"\n')
    write("zerolint.toml", 'fail-on = "error"\n')
    assert settings().fail_on == "error"
    assert settings().min_confidence == "medium", "files of one folder are not merged"
    write(".zerolint.toml", 'fail-on = "warning"\n')
    assert settings().fail_on == "warning"


def test_nearest_file_wins() -> None:
    write("zerolint.toml", 'fail-on = "error"\nmin-confidence = "high"\n')
    write("a/b/zerolint.toml", 'fail-on = "info"\n')
    resolver = Resolver()
    assert resolver.for_folder("a").fail_on == "error"
    assert resolver.for_folder("a/b/c").fail_on == "info"
    assert resolver.for_folder("a/b/c").min_confidence == "medium"


def test_pyproject_without_the_table_is_passed_over() -> None:
    write("zerolint.toml", 'fail-on = "error"\n')
    write("a/pyproject.toml", "[tool.zerolint-other]\nx = 1\n")
    write("a/b/pyproject.toml", "this is not TOML, and none of our business")
    assert settings("a/b").fail_on == "error"


def test_flags_go_over_files() -> None:
    write("zerolint.toml", 'fail-on = "error"\n')
    found = settings(fail_on="info")
    assert found.fail_on == "info"
    assert str(found.origin("fail-on")) == "--fail-on"


def test_isolated_reads_no_file() -> None:
    write("zerolint.toml", 'fail-on = "error"\n')
    assert Resolver(isolated=True).for_folder(".").fail_on == "warning"


def test_config_names_the_only_file_and_its_patterns_start_here() -> None:
    write("zerolint.toml", 'fail-on = "error"\n')
    write("conf/my.toml", 'min-confidence = "high"\nexclude = ["src/*.py"]\n')
    found = Resolver(config="conf/my.toml").for_folder("a")
    assert (found.fail_on, found.min_confidence) == ("warning", "high")
    assert found.excludes(str(Path("src/x.py").absolute()))


def test_extend_builds_on_another_file() -> None:
    write(
        "base.toml",
        """\
        fail-on = "error"
        extend-exclude = ["old"]
        select = ["ZL9"]
        ignore = ["ZL901"]
        [rules.syntax-error]
        a = 1
        b = 1
        """,
    )
    write(
        "a/zerolint.toml",
        """\
        extend = "../base.toml"
        extend-exclude = ["new"]
        ignore = ["ZL902"]
        [rules.syntax-error]
        b = 2
        """,
    )
    found = settings("a")
    assert found.fail_on == "error"
    assert found.value("extend-exclude") == ["old", "new"]
    assert found.value("ignore") == ["ZL901", "ZL902"]
    assert found.rules == {"syntax-error": {"a": 1, "b": 2}}
    assert str(found.origin("fail-on")) == "base.toml:1"
    assert str(found.origin("extend-exclude")) == "a/zerolint.toml:2"


def test_extend_may_name_a_pyproject() -> None:
    write("pyproject.toml", '[tool.zerolint]\nfail-on = "error"\n')
    write("a/zerolint.toml", 'extend = "../pyproject.toml"\n')
    assert settings("a").fail_on == "error"


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"zerolint.toml": 'extend = "a.toml"', "a.toml": 'extend = "zerolint.toml"'},
            'a.toml:1: "extend" runs in a circle: zerolint.toml → a.toml → zerolint.toml',
        ),
        ({"zerolint.toml": 'extend = "no.toml"'}, 'zerolint.toml:1: "extend" names no.toml, which is no file'),
        (
            {"zerolint.toml": 'extend = "pyproject.toml"', "pyproject.toml": "[project]"},
            'zerolint.toml:1: "extend" names pyproject.toml, which holds no [tool.zerolint]',
        ),
    ],
)
def test_extend_that_leads_nowhere(files: dict[str, str], message: str) -> None:
    for name, text in files.items():
        write(name, text)
    with pytest.raises(UsageError) as error:
        settings()
    assert str(error.value) == message


def test_config_that_cannot_be_used() -> None:
    write("pyproject.toml", "[project]\n")
    with pytest.raises(UsageError, match=r"^--config: no\.toml doesn't exist$"):
        Resolver(config="no.toml")
    with pytest.raises(UsageError, match=r"^pyproject\.toml: holds no \[tool\.zerolint\]$"):
        Resolver(config="pyproject.toml")
    with pytest.raises(UsageError, match="--isolated leaves out all settings files"):
        Resolver(config="pyproject.toml", isolated=True)


def test_probe_table_is_kept_as_it_is() -> None:
    write("pyproject.toml", "[tool.zerolint.probe]\nseeds = 3\nwhatever = [1, 2]\n")
    assert settings().probe == {"seeds": 3, "whatever": [1, 2]}


def test_as_data_names_every_key_with_its_origin() -> None:
    write("zerolint.toml", 'per-file-ignores = {"a.py" = ["ZL901"]}\n')
    data = settings().as_data()
    assert data["per-file-ignores"] == {"value": {"a.py": ["ZL901"]}, "origin": "zerolint.toml:1"}
    assert data["include"] == {"value": ["*.py", "*.ipynb"], "origin": "default"}
