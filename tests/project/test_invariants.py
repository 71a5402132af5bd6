"""The invariants of docs/ARCHITECTURE.md that show only when the whole tool runs."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import json
import os
import pkgutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from project.workspace import CLEAN, FAULTY, FAULTY_LINE, notebook, run

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def findings(run_zerolint: Run, *arguments: str) -> list[dict[str, Any]]:
    """What a run finds, as data."""
    done = run_zerolint("--output-format", "json", *arguments)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


def program_classes() -> Iterator[type]:
    """Every class that zerolint.program defines."""
    package = importlib.import_module("zerolint.program")
    for found in pkgutil.iter_modules(package.__path__, "zerolint.program."):
        module = importlib.import_module(found.name)
        yield from (one for _, one in inspect.getmembers(module, inspect.isclass) if one.__module__ == found.name)


@pytest.mark.parametrize("one", list(program_classes()), ids=lambda one: one.__qualname__)
def test_the_program_is_frozen_data(one: type) -> None:
    if dataclasses.is_dataclass(one):
        assert one.__dataclass_params__.frozen  # type: ignore[attr-defined]  # not in the stubs


BROKEN = {
    "syntax.py": b"from tensorflow import keras\nmodel = keras.Sequential([\n",
    "python2.py": b"import keras\nprint 'Python 2'\n",
    "nul.py": b"import keras\n\0\n",
    "bytes.py": b"import keras\nname = '\xff\xfe'\n",
    "truncated.ipynb": b'{"cells": [{"cell_type": "code", "source": ["import keras',
    "deep.py": b"import keras\nx = " + b"(" * 3000 + b")" * 3000 + b"\n",
}


def test_reading_never_fails(run_zerolint: Run, tmp_path: Path) -> None:
    """Each broken file gets its own finding, and the faulty one among them is found all the same."""
    for name, data in BROKEN.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "faulty.py").write_text(FAULTY)
    codes = {(finding["path"], finding["code"]) for finding in findings(run_zerolint, ".")}
    assert {Path(path).name for path, code in codes if code == "ZL900"} == set(BROKEN)
    assert {Path(path).name for path, code in codes if code == "ZL203"} == {"faulty.py"}


FOLLOWED = {
    "a missing module": "from nowhere import *\nimport nothing.at.all as nothing\nnothing.configure(model=None)\n",
    "names that nothing defines": "scores = []\nfor step in unknown_steps():\n    scores.append(step ** 2)\n",
    "a class of another library": "class Trainer(nowhere.Base):\n    def go(self):\n        return self.model.fit()\n",
}


@pytest.mark.parametrize("code", FOLLOWED.values(), ids=FOLLOWED)
def test_what_cannot_be_followed_makes_the_program_smaller_only(run_zerolint: Run, tmp_path: Path, code: str) -> None:
    (tmp_path / "train.py").write_text(code + FAULTY)
    (finding,) = findings(run_zerolint, "train.py")
    assert (finding["code"], finding["line"]) == ("ZL203", FAULTY_LINE + code.count("\n"))


HOLES = {
    "the units": ('layers.Dense(1, activation="softmax")', 'layers.Dense(config.units, activation="softmax")'),
    "the activation": ('activation="softmax"', "activation=config.activation"),
    "the whole layer": ('layers.Dense(1, activation="softmax")', "config.head()"),
    "the keyword arguments": ('layers.Dense(1, activation="softmax")', "layers.Dense(**config.head)"),
    "the model": ("model.compile", "model = config.wrap(model)\nmodel.compile"),
}


@pytest.mark.parametrize(("literal", "unknown"), HOLES.values(), ids=HOLES)
def test_an_unknown_value_never_causes_a_finding(run_zerolint: Run, tmp_path: Path, literal: str, unknown: str) -> None:
    assert literal in FAULTY
    (tmp_path / "train.py").write_text("import config\n" + FAULTY.replace(literal, unknown))
    found = {finding["code"] for finding in findings(run_zerolint, "train.py")}
    assert found <= ({"ZL203"} if literal == "model.compile" else set())


def test_findings_are_plain_data(run_zerolint: Run, tmp_path: Path) -> None:
    from zerolint.check.diagnostic import Diagnostic

    (tmp_path / "train.py").write_text(FAULTY)
    (data,) = findings(run_zerolint, "train.py")
    assert Diagnostic.from_json(data).to_json() == data


SPELLINGS = {
    "add": """\
model = keras.Sequential()
model.add(keras.Input(shape=(10,)))
model.add(layers.Dense(32, activation="relu"))
model.add(layers.Dense(1, activation="softmax"))
""",
    "functional": """\
inputs = keras.Input(shape=(10,))
hidden = layers.Dense(32, activation="relu")(inputs)
model = keras.Model(inputs, layers.Dense(1, activation="softmax")(hidden))
""",
    "separate activations": """\
model = keras.Sequential([
    keras.Input(shape=(10,)), layers.Dense(32), layers.ReLU(), layers.Dense(1), layers.Activation("softmax"),
])
""",
    "a function": """\
def build(units, activation):
    return keras.Sequential([
        keras.Input(shape=(10,)), layers.Dense(32, activation="relu"), layers.Dense(units, activation=activation),
    ])
model = build(1, "softmax")
""",
}


@pytest.mark.parametrize("model", SPELLINGS.values(), ids=SPELLINGS)
def test_every_spelling_gives_one_program(run_zerolint: Run, tmp_path: Path, model: str) -> None:
    """Head, loss, optimizer, steps and task are the same, and so is the finding."""
    start, end = FAULTY.index("model = "), FAULTY.index("model.compile")
    (tmp_path / "list.py").write_text(FAULTY)
    (tmp_path / "other.py").write_text(FAULTY[:start] + model + FAULTY[end:])
    one, other = (findings(run_zerolint, name) for name in ("list.py", "other.py"))
    assert [finding["code"] for finding in one] == [finding["code"] for finding in other] == ["ZL203"]
    assert one[0]["message"] == other[0]["message"]


def test_the_order_of_files_changes_nothing(tmp_path: Path) -> None:
    """Nor does the seed of Python's hashes."""
    (tmp_path / "lab").mkdir()
    (tmp_path / "b.py").write_text(FAULTY)
    (tmp_path / "a.py").write_text(FAULTY.replace("epochs=20", "epochs=0"))
    (tmp_path / "lab/c.ipynb").write_text(notebook(FAULTY))
    (tmp_path / "d.py").write_text(CLEAN)
    orders = (["a.py", "b.py", "lab", "d.py"], ["lab", "d.py", "b.py", "a.py"])
    outputs = set()
    for seed, paths in enumerate(orders):
        command = [sys.executable, "-m", "zerolint", "--output-format", "json", *paths]
        done = run(command, cwd=tmp_path, env={**os.environ, "PYTHONHASHSEED": str(seed)})
        assert done.returncode == 1, done.stderr
        outputs.add(done.stdout)
    assert len(outputs) == 1
