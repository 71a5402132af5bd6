"""Scripts that were exported from notebooks: cells and magics that stand as strings in calls."""

from __future__ import annotations

from pathlib import Path

import pytest

from zerolint.session import lint

SCRIPT = """#!/usr/bin/env python
# coding: utf-8
import numpy as np
from tensorflow import keras
{shell}
get_ipython().run_line_magic('matplotlib', 'inline')
X = np.random.rand(1000, 20)
y = (X.sum(1) > 10).astype(int)
units = 4
{cell}
model.fit(X, y, epochs=10)
"""
MODEL = (
    "model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(16, activation='relu')])\\n"
    "model.add(keras.layers.Dense(units, activation='softmax'))\\n"
    "%matplotlib inline\\nmodel.compile(optimizer='adam', loss='binary_crossentropy')\\n"
)


def found(cell: str, shell: str = "") -> list[str]:
    Path("train.py").write_text(SCRIPT.format(cell=cell, shell=shell))
    outcome = lint("train.py")
    assert outcome.failures == ()
    return [f"{one.place} {one.code}" for one in outcome.diagnostics]


@pytest.fixture(autouse=True)
def _in_tmp_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param(f'get_ipython().run_cell_magic("time", "", "units = 1\\n{MODEL}")', id="timed cell"),
        pytest.param(f'get_ipython().run_cell_magic(u"capture", u"out", u"\\nunits = 1\\n{MODEL}")', id="captured"),
        pytest.param(
            "get_ipython().run_line_magic('time', 'units = 1')\n" + MODEL.replace("%m", "#").replace("\\n", "\n"),
            id="timed line",
        ),
        pytest.param(
            "get_ipython().magic(u'time units = 1')\n" + MODEL.replace("%m", "#").replace("\\n", "\n"),
            id="old spelling",
        ),
    ],
)
def test_code_in_strings_is_run(cell: str) -> None:
    (one,) = found(cell)
    assert one.endswith("ZL203")


def test_finding_is_shown_at_the_call() -> None:
    cell = f'get_ipython().run_cell_magic("time", "", "units = 1\\n{MODEL}")'
    assert found(cell) == ["train.py:10:1 ZL203"]
    assert found(cell + "  # zerolint: ignore[ZL203]") == []
    assert found(cell, "from IPython import get_ipython") == ["train.py:10:1 ZL203"]


@pytest.mark.parametrize(("name", "line"), [("writefile", "a.py"), ("bash", "")])
def test_what_writes_a_file_or_is_no_python_is_not_run(name: str, line: str) -> None:
    built = MODEL.replace("%m", "#").replace("\\n", "\n")
    (one,) = found(f'units = 1\nget_ipython().run_cell_magic("{name}", "{line}", "units = 4")\n{built}')
    assert one.endswith("ZL203")
