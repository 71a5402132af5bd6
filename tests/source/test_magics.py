"""Cells with magics: what is left to parse keeps its lines and columns, the rest is kept as shell lines."""

import pytest
from source.places import cell

from zerolint.source.load import load


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("a = 1", "a = 1"),
        ("%matplotlib inline\na", "pass              \na"),
        ("% matplotlib inline\na", "pass               \na"),
        ("x = 7 \\\n% y\na", "x = 7 \\\n% y\na"),
        ("!ls -l\na", "pass  \na"),
        ("!pip install \\\n  keras\na", "pass          \n       \na"),
        ("if a:\n    !ls\nb", "if a:\n    0  \nb"),
        ("x = !ls", "x = ___"),
        ("x = %time f(1)", "x =       f(1)"),
        ("%time f(1)", "0;    f(1)"),
        ("%timeit -n 3 -r2 f(1)", "0;               f(1)"),
        ("%time for a in b: pass", "pass                  "),
        ("model.fit?", "pass      "),
        ("?f", "0 "),
        ("pip install keras", "pass             "),
        ("cat a.txt", "pass     "),
        ("tensorboard --logdir logs\\fit\n", "pass                         \n"),
        ("ls *.png", "pass    "),
        ("cat a.txt\nb", "cat a.txt\nb"),
        ("ls = a", "ls = a"),
        ("ls * 2", "ls * 2"),
        ("cat in b", "cat in b"),
        ("more.append(1)", "more.append(1)"),
        ("%%time\nf(1)", "      \nf(1)"),
        ("\n%%capture out\n%%time\nf(1)", "\n             \n      \nf(1)"),
        ("%%bash\nls\n", "      \n  \n"),
        ("%%html\n<b>", "      \n   "),
        ("s = '''\n%time x\n!ls\n'''\na", "s = '''\n%time x\n!ls\n'''\na"),
        ("a = b % c\nd = (1\n% 2)", "a = b % c\nd = (1\n% 2)"),
        ("f(\n!a\n)", "f(\n!a\n)"),
    ],
)
def test_masking(source: str, code: str) -> None:
    _, chunk = cell(source)
    assert chunk.code == code
    assert [*map(len, chunk.code.split("\n"))] == [*map(len, source.split("\n"))]
    assert chunk.original == source


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("a\n%pip install keras==2.3\n", [("%pip install keras==2.3", 2)]),
        ("!pip install \\\n keras", [("!pip install   keras", 1)]),
        ("%%bash\nls\n\npwd", [("%%bash", 1), ("ls", 2), ("pwd", 4)]),
        ("x = !ls", [("x = !ls", 1)]),
        ("s = '!ls'", []),
    ],
)
def test_shell_lines(source: str, lines: list[tuple[str, int]]) -> None:
    file, _ = cell(source)
    assert [(line.text, line.line) for line in file.shell_lines] == lines
    assert {line.cell for line in file.shell_lines} <= {1}


@pytest.mark.parametrize(
    ("head", "module"),
    [
        ("%%writefile heads.py", "heads"),
        ("%%writefile -a src/heads.py", "src.heads"),
        ("%%file ./heads.py", "heads"),
        ('%%writefile "heads.py"', "heads"),
        ("%%writefile /tmp/heads.py", "heads"),
        ("%%writefile ../heads.py", "heads"),
        ("%%writefile heads.txt", None),
        ("%%writefile", None),
        ("%%time", None),
    ],
)
def test_written_modules(head: str, module: str | None) -> None:
    _, chunk = cell(f"{head}\nx = 1")
    assert chunk.written_module == module
    assert ("x = 1" in chunk.code) == (module is not None or head == "%%time")


@pytest.mark.parametrize(
    ("code", "kind", "shell"),
    [
        (b"# %%\nx\n", "percent", []),
        (b"#%%\n# %pip install a\nx\n", "percent", ["%pip install a"]),
        (b"# Databricks notebook source\n# MAGIC %pip install a\n", "percent", ["%pip install a"]),
        (b"# MAGIC %%bash\n# In[ ]:\n", "percent", []),
        (b"!ls\r\nx\r\n", "percent", ["!ls"]),
        (b"x = 5 %2\n# 100 %% sure\n", "script", []),
    ],
)
def test_percent_format(code: bytes, kind: str, shell: list[str]) -> None:
    file = load("t.py", code)
    assert (file.kind, [line.text for line in file.shell_lines]) == (kind, shell)
    assert len(file.chunks) == 1
