"""The names under which metrics are logged, held against what Keras logs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from zerolint.program.run import Run
from zerolint.read import read

START = "import keras\nfrom keras import layers, metrics\n\n\ndef mine(t, p):\n    return keras.ops.mean(p)\n\n\n"
MODEL = "model = keras.Sequential([layers.Input((3,)), layers.Dense(1, activation='sigmoid')])\n"
METRICS = {
    "strings": "['acc', 'mae', 'AUC']",
    "objects": "[metrics.AUC(), metrics.Recall(name='r'), metrics.BinaryAccuracy()]",
    "functions": "[mine, metrics.mean_absolute_error]",
    "nested": "[['accuracy']]",
    "none": "None",
}


def run_of(folder: Path, given: str) -> Run:
    code = (
        f"{START}{MODEL}model.compile('sgd', 'binary_crossentropy', metrics={given})\nmodel.fit([[1., 2., 3.]], [1.])\n"
    )
    (run,) = read(str(folder / "train.py"), code.encode()).program.runs
    return run


@pytest.mark.parametrize("name", METRICS)
def test_logged(tmp_path: Path, name: str) -> None:
    keras = pytest.importorskip("keras")
    import numpy as np

    run = run_of(tmp_path, METRICS[name])
    assert run.metrics_known
    keras.utils.clear_session()
    names: dict[str, Any] = {}
    try:
        exec(f"{START}{MODEL}model.compile('sgd', 'binary_crossentropy', metrics={METRICS[name]})", names)
        history = names["model"].fit(np.ones((2, 3)), np.ones((2, 1)), verbose=0).history
    except ValueError:
        if name != "nested":
            raise
        pytest.skip("this Keras takes no list in the list of metrics")  # 3.12, the last one for Python 3.10
    assert {metric.logged for metric in run.metrics} | {"loss"} == set(history)


@pytest.mark.parametrize("given", ["[unknown]", "[metrics.MeanIoU(2)]", "unknown"])
def test_not_known(tmp_path: Path, given: str) -> None:
    assert not run_of(tmp_path, given).metrics_known
