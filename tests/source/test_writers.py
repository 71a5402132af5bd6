"""Which script of a folder writes a file that another one loads."""

from __future__ import annotations

from pathlib import Path

from zerolint.read import read
from zerolint.session import lint
from zerolint.source.writers import MAX_SCRIPTS, writers

TRAIN = """
import keras
import numpy as np
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(8), keras.layers.Dense(1)])
model.compile('sgd', 'mse')
model.fit(np.random.rand(90, 3), np.random.rand(90), epochs=1)
model.save('nets/net.h5')
"""
ASK = "import keras\nmodel = keras.models.load_model('net.h5')\nprint(model.predict([[1, 2, 3]]))\n"


def _write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text)


def test_the_one_that_saves(tmp_path: Path) -> None:
    _write(tmp_path, train=TRAIN, ask=ASK, other="model.save('the_net.h5')\n", third="x = 'net.h5'\n")
    assert [Path(one).name for one in writers(str(tmp_path), "net.h5")] == ["train.py"]


def test_a_collection_is_no_program(tmp_path: Path) -> None:
    _write(tmp_path, train=TRAIN, **{f"n{i}": "" for i in range(MAX_SCRIPTS)})
    assert not list(writers(str(tmp_path), "net.h5"))


def test_it_is_run_before(tmp_path: Path) -> None:
    _write(tmp_path, train=TRAIN, ask=ASK)
    path = str(tmp_path / "ask.py")
    reading = read(path, ASK.encode())
    assert [Path(one).name for one in reading.beside] == ["train.py"]
    assert reading.program.predictions[0].run is not None


def test_of_two_it_is_none(tmp_path: Path) -> None:
    _write(tmp_path, train=TRAIN, train_again=TRAIN, ask=ASK)
    assert not read(str(tmp_path / "ask.py"), ASK.encode()).beside


def test_a_script_that_goes_on_with_its_own_file(tmp_path: Path) -> None:
    own = ASK + "model.save('net.h5')\n"
    _write(tmp_path, train=TRAIN, ask=own)
    assert not read(str(tmp_path / "ask.py"), own.encode()).beside


def test_faults_of_the_other_are_told_there(tmp_path: Path) -> None:
    _write(tmp_path, train=TRAIN, ask=ASK)
    assert {one.code for one in lint(tmp_path / "train.py", isolated=True).diagnostics} >= {"ZL401"}
    assert not lint(tmp_path / "ask.py", isolated=True).diagnostics
