"""Modules that a notebook writes with `%%writefile`: followed where they are imported, run where they aren't."""

from __future__ import annotations

import json

from zerolint.read import read

DATA = "%%writefile pack/data.py\nimport numpy as np\ndef load():\n    return np.random.rand(64, 4), np.ones(64)"
MODEL = """
from tensorflow import keras
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
model.compile(loss="mse")
"""
FIT = "from pack.data import load\nx, y = load()\nmodel.fit(x, y)"


def sources(*cells: str) -> list[tuple[str, str]]:
    """Where the inputs and targets of each training come from."""
    made = [{"cell_type": "code", "source": cell, "metadata": {}, "outputs": []} for cell in cells]
    notebook = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    found = read("/nowhere/notebook.ipynb", json.dumps(notebook).encode())
    assert found.files_followed == ()
    return [tuple(d.source.name if d.source else "" for d in (*r.inputs, *r.targets)) for r in found.program.runs]  # type: ignore[misc]  # two of them


def test_imported() -> None:
    assert sources(DATA, MODEL + FIT) == [("np.random.rand", "np.ones")]


def test_run_as_a_script() -> None:
    assert sources(DATA, f"%%writefile train.py{MODEL}{FIT}", "!python train.py") == [("np.random.rand", "np.ones")]


def test_imported_by_what_is_written_too() -> None:
    helper = f"%%writefile pack/fitting.py{MODEL}from .data import load\ndef go():\n    model.fit(*load())"
    assert sources(DATA, helper, "from pack import fitting", "import pack.fitting as f; f.go()") == [
        ("np.random.rand", "np.ones")
    ]


def test_not_written_as_a_module() -> None:
    assert sources(DATA.replace("data.py", "data.txt"), MODEL + FIT) == [("", "")]
