"""What the saved outputs of a notebook tell: a call that came to its end doesn't raise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from zerolint.program.run import Recorded
from zerolint.read import read
from zerolint.session import lint

DATA = "import numpy as np\nfrom tensorflow import keras\nx = np.zeros((8, 5))\ny = np.zeros((8, 1))"
MODEL = "model = keras.Sequential([keras.Input(shape=(4,)), keras.layers.Dense(1)])\nmodel.compile('adam', 'mse')"
FIT = "model.fit(x, y, epochs=50)"
OLD = "Epoch 1/50\n1/1 [==============================] - 0s 2ms/step - loss: 0.25\n"
NEW = "Epoch 1/50\n1/1 ━━━━━━━━━━━━━━━━━━━━ 0s 2ms/step - loss: 0.25\n"
Cell = tuple[str, "int | None", str]


def notebook(folder: Path, *cells: Cell, error: bool = False) -> Path:
    """A notebook of cells (source, number of the last run, what it showed); the last one may have failed."""
    made: list[dict[str, Any]] = []
    for source, count, shown in cells:
        outputs: list[dict[str, Any]] = [{"output_type": "stream", "name": "stdout", "text": [shown]}] if shown else []
        made.append({"cell_type": "code", "execution_count": count, "source": source, "outputs": outputs})
    if error:
        made[-1]["outputs"].append({"output_type": "error", "ename": "ValueError", "evalue": "", "traceback": []})
    path = folder / "a.ipynb"
    path.write_text(json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}), "utf-8")
    return path


def recorded(path: Path) -> Recorded | None:
    """What is known of the end of the only training."""
    (run,) = read(str(path), path.read_bytes()).program.runs
    return run.recorded


def told(path: Path, code: str) -> list[str]:
    """The confidences at which a code is reported."""
    found = lint([path], isolated=True, min_confidence="low").diagnostics
    return [str(one.confidence).rpartition(".")[2].lower() for one in found if one.code == code]


@pytest.mark.parametrize(
    ("cells", "expected"),
    {
        "run in order": ([(DATA, 1, ""), (MODEL, 2, ""), (FIT, 3, NEW)], Recorded((3,), finite=True, losses=1)),
        "with the bars of Keras 2": (
            [(DATA, 1, ""), (MODEL, 2, ""), (FIT, 3, OLD)],
            Recorded((2,), finite=True, losses=1),
        ),
        "a cell above was run again": (
            [(DATA, 4, ""), (MODEL, 2, ""), (FIT, 3, NEW)],
            Recorded((3,), in_order=False, finite=True, losses=1),
        ),
        "a cell above was never run": (
            [(DATA, 1, ""), (MODEL, None, ""), (FIT, 3, NEW)],
            Recorded((3,), in_order=False, finite=True, losses=1),
        ),
        "a cell that says nothing": (
            [(DATA, 1, ""), ("# model\n", None, ""), (MODEL, 2, ""), (FIT, 3, NEW)],
            Recorded((3,), finite=True, losses=1),
        ),
        "losses that are no numbers": (
            [(DATA, 1, ""), (MODEL, 2, ""), (FIT, 3, "Epoch 1/50\n - loss: nan\n")],
            Recorded((2, 3), losses=1),
        ),
        "silent": ([(DATA, 1, "hello"), (MODEL, 2, ""), (FIT, 3, "")], Recorded((2, 3))),
        "never run": ([(DATA, 1, "hello"), (MODEL, 2, ""), (FIT, None, "")], None),
        "all outputs cleared": ([(DATA, 1, ""), (MODEL, 2, ""), (FIT, 3, "")], None),
        "silent, under a condition": (
            [(DATA, 1, "hello"), (MODEL, 2, ""), (f"if input():\n    {FIT}", 3, "hello")],
            None,
        ),
        "in a function": (
            [(DATA, 1, ""), (MODEL, 2, ""), (f"def train():\n    {FIT}", 3, ""), ("train()", 4, NEW)],
            Recorded((3,), finite=True, losses=1),
        ),
        "in a function that nobody calls": (
            [(DATA, 1, "hello"), (MODEL, 2, ""), (f"def train():\n    {FIT}", 3, "hello")],
            None,
        ),
    }.values(),
    ids=str,
)
def test_which_calls_came_to_their_end(tmp_path: Path, cells: list[Cell], expected: Recorded | None) -> None:
    assert recorded(notebook(tmp_path, *cells)) == expected


def test_a_call_that_failed(tmp_path: Path) -> None:
    cells = [(DATA, 1, ""), (MODEL, 2, ""), (FIT, 3, NEW)]
    path = notebook(tmp_path, *cells, error=True)
    assert recorded(path) is None
    assert told(path, "ZL419") == ["medium"]


def test_what_ran_does_not_raise(tmp_path: Path) -> None:
    assert told(notebook(tmp_path, (DATA, 1, ""), (MODEL, 2, ""), (FIT, None, "")), "ZL419") == ["medium"]
    assert told(notebook(tmp_path, (DATA, 1, ""), (MODEL, 2, ""), (FIT, 3, OLD)), "ZL419") == []


def test_it_may_have_run_with_other_cells(tmp_path: Path) -> None:
    assert told(notebook(tmp_path, (DATA, 4, ""), (MODEL, 2, ""), (FIT, 3, NEW)), "ZL419") == ["low"]


def test_what_keras_2_bears_raises_today(tmp_path: Path) -> None:
    longer = DATA.replace("(8, 5)", "(8, 5, 3)")
    model = (
        "a = keras.Input(shape=(4, 3))\nmodel = keras.Model(a, keras.layers.Dense(1)(keras.layers.LSTM(2)(a)))\n"
        "model.compile('adam', 'mse')"
    )
    assert told(notebook(tmp_path, (longer, 1, ""), (model, 2, ""), (FIT, 3, OLD)), "ZL419") == ["medium"]
    assert told(notebook(tmp_path, (longer, 1, ""), (model, 2, ""), (FIT, 3, NEW)), "ZL419") == []


MASKS = """import glob
import numpy as np
from PIL import Image
from tensorflow import keras
x = np.array([np.array(Image.open(name).resize((32, 32))) for name in sorted(glob.glob("images/*.png"))]) / 255
y = np.array([np.array(Image.open(name).convert("L").resize((32, 32))) for name in sorted(glob.glob("masks/*.png"))])
y = y.reshape(-1, 32, 32, 1)"""
SEGMENTS = """head = keras.layers.Conv2D(1, 3, padding="same", activation="sigmoid")
model = keras.Sequential([keras.Input(shape=(32, 32, 3)), head])
model.compile("adam", "binary_crossentropy")"""


@pytest.mark.parametrize(
    ("loss", "epochs", "levels"), [("0.25", 40, []), ("0.25", 2, ["medium"]), ("-812.4", 40, ["medium"])]
)
def test_masks_whose_loss_stays_above_zero(tmp_path: Path, loss: str, epochs: int, levels: list[str]) -> None:
    cells = [(MASKS, None, ""), (SEGMENTS, 1, ""), (FIT, 2, NEW.replace("0.25", loss) * epochs)]
    assert told(notebook(tmp_path, *cells), "ZL119") == levels


def test_finite_losses_come_of_no_nan(tmp_path: Path) -> None:
    holes = (
        "import pandas as pd\nfrom tensorflow import keras\nframe = pd.DataFrame({'a': [1.0, 2.0, 4.0, 8.0] * 9})\n"
        "frame['b'] = frame['a'].shift(1)\nx = frame[['a', 'b']].values\ny = frame['a'].values"
    )
    model = MODEL.replace("(4,)", "(2,)")
    assert told(notebook(tmp_path, (holes, 1, ""), (model, 2, ""), (FIT, None, "")), "ZL114") == ["medium"]
    assert told(notebook(tmp_path, (holes, 1, ""), (model, 2, ""), (FIT, 3, NEW)), "ZL114") == []
