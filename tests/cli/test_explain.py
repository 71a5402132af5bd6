"""`zerolint explain PATH[:LINE]` on real programs."""

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest
from cli.conftest import Zerolint, write

SCRIPT = """\
import numpy as np
from tensorflow import keras

x = np.random.rand(1000, 10)
y = (x.sum(axis=1) > 5).astype(int)
model = keras.Sequential([
    keras.Input(shape=(10,)),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x, y, epochs=20)
"""


@pytest.fixture(autouse=True)
def _train(zerolint: Zerolint) -> None:
    write("train.py", SCRIPT)


def test_text(zerolint: Zerolint) -> None:
    done = zerolint("explain", "train.py")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("train.py: written for Keras 3")
    assert "  head: 1 unit, sigmoid" in done.out
    assert "  loss: binary_crossentropy" in done.out


def test_json(zerolint: Zerolint) -> None:
    record = json.loads(zerolint("explain", "train.py", "--output-format", "json").out)
    schema = json.loads((files("zerolint.report.explain") / "schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(record, schema)
    assert record["runs"][0]["epochs"]["value"] == 20


def test_line(zerolint: Zerolint) -> None:
    assert "epochs: 20" in zerolint("explain", "train.py:11").out
    assert "epochs: 20" in zerolint("explain", "train.py:8:5").out
    done = zerolint("explain", "train.py:99")
    assert done.err == "zerolint: nothing of the program comes from line 99, so all of it is shown\n"
    assert "epochs: 20" in done.out


def test_file_that_is_called_like_a_place(zerolint: Zerolint) -> None:
    write("train.py:2", "import keras\n")
    assert zerolint("explain", "train.py:2").out.startswith("train.py:2: written for Keras")


def test_standard_input(zerolint: Zerolint) -> None:
    done = zerolint("explain", "-", "--stdin-filename", "src/new.py", stdin=SCRIPT.encode())
    assert done.out.startswith("src/new.py: written for Keras 3")


def test_settings_and_flags(zerolint: Zerolint) -> None:
    write("zerolint.toml", "target-keras = 2\n")
    assert zerolint("explain", "train.py").out.startswith("train.py: written for Keras 2")
    assert zerolint("explain", "train.py", "--target-keras", "3").out.startswith("train.py: written for Keras 3")
    assert zerolint("explain", "train.py", "--isolated").out.startswith("train.py: written for Keras 3")


def test_what_cannot_be_read_is_told(zerolint: Zerolint) -> None:
    write("broken.py", "import keras\nx = (\n")
    assert "ZL900 syntax error" in zerolint("explain", "broken.py").out


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("nowhere.py", "zerolint: nowhere.py: doesn't exist\n"),
        (".", "zerolint: .: is a folder; explain takes one script or notebook\n"),
    ],
)
def test_wrong_use(zerolint: Zerolint, path: str, message: str) -> None:
    done = zerolint("explain", path)
    assert (done.status, done.out, done.err) == (2, "", message)
