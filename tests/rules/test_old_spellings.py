"""What is said of old spellings, by which Keras is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from zerolint.check.levels import Confidence
from zerolint.read import read

from .build import ask, the_rule

OLD = """import keras
from keras.utils import np_utils
keras.optimizers.SGD(lr=0.1)
model = keras.Sequential([keras.layers.Dense(1)])
model.predict_classes([[1.0]])
"""
SAID = {
    "auto": ["ZL310 info Keras 3 has no `keras.utils.np_utils`: this is written for Keras 2"],
    "2": [],
    "3": [
        "ZL310 error Keras 3's `SGD` has no `lr` (now `learning_rate`): it raises a ValueError",
        "ZL505 error Keras 3's models have no `predict_classes` (now `predict`): it raises an AttributeError",
        "ZL315 error Keras 3, which is asked for, has no `keras.utils.np_utils` (setting)",
    ],
}


@pytest.mark.parametrize("target", SAID)
def test_by_target(tmp_path: Path, target: str) -> None:
    program = read(str(tmp_path / "train.py"), OLD.encode(), target_keras=target).program
    said = [
        f"{code} {(finding.severity or the_rule(code).severity).value} {finding.message}"
        for code in ("ZL310", "ZL505", "ZL315")
        for finding in ask(code, program)
    ]
    assert said == SAID[target]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, ["ZL315"]),
        (
            {"README.md": "Tested on Keras 2.2.4"},
            ["ZL310 this is written for Keras 2 and may fail on Keras 3 (README.md: Keras==2.2.4)"],
        ),
        ({"requirements.txt": "keras==2.2.4"}, []),
    ],
)
def test_one_remark_where_no_requirement_says_so(tmp_path: Path, files: dict[str, str], said: list[str]) -> None:
    code = "import keras\nkeras.callbacks.ModelCheckpoint('a.keras', period=2)\n"
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    program = read(str(tmp_path / "train.py"), code.encode()).program
    assert [f"ZL310 {finding.message}" for finding in ask("ZL310", program)] + [
        "ZL315" for _ in ask("ZL315", program)
    ] == said


THEANO = """from keras.layers import Conv2D, Dense, Flatten, {}
from keras.models import Sequential
net = Sequential()
net.add(Conv2D(32, (3, 3), input_shape=(1, 40, 30)))
net.add(Flatten())
net.add(Dense(10, activation="softmax"))
net.compile(loss="categorical_crossentropy", optimizer="adam")
"""


@pytest.mark.parametrize(("layer", "said"), [("MaxoutDense", Confidence.LOW), ("Dropout", Confidence.MEDIUM)])
def test_the_order_of_axes_of_keras_1_was_a_setting(tmp_path: Path, layer: str, said: Confidence) -> None:
    program = read(str(tmp_path / "train.py"), THEANO.format(layer).encode()).program
    assert [finding.confidence for finding in ask("ZL413", program)] == [said]
