"""Evidence for the targeted Keras, held against the installed one."""

from __future__ import annotations

from typing import Any

import pytest

from zerolint.knowledge import targets


def has(root: Any, path: str) -> bool:
    for part in path.split("."):
        if not hasattr(root, part):
            return False
        root = getattr(root, part)
    return True


def test_gone_from_both(tensorflow: Any, keras: Any) -> None:
    for path in targets._GONE:
        if path != "optimizers.legacy":  # There, but every class in it raises.
            assert not has(keras, path), path
            assert not has(tensorflow.keras, path), path
    with pytest.raises(ImportError, match="not supported in Keras 3"):
        keras.optimizers.legacy.Adam()


def test_gone_from_keras_only(tensorflow: Any, keras: Any) -> None:
    for path in targets._GONE_FROM_KERAS:
        assert not has(keras, path), path
        assert has(tensorflow.keras, path), path


def test_gone_from_tensorflow_only(tensorflow: Any, keras: Any) -> None:
    for path in targets._GONE_FROM_TENSORFLOW:
        assert has(keras, path), path
        assert not has(tensorflow.keras, path), path


def test_new(keras: Any) -> None:
    assert [path for path in targets._NEW if not has(keras, path)] == []


def test_methods(keras: Any) -> None:
    things = (keras.Model, keras.metrics.Mean)
    assert [name for name in targets.METHODS if any(hasattr(thing, name) for thing in things)] == []


def test_backend(keras: Any) -> None:
    assert {name for name in dir(keras.backend) if not name.startswith("_")} <= targets._BACKEND_KEPT


def test_what_rules_report_is_no_evidence() -> None:
    reported = targets.NOT_EVIDENCE
    assert not reported & (set(targets.KEYWORDS) | set(targets.METHODS))


@pytest.mark.parametrize(
    ("written", "version"),
    [
        ("keras.backend.clear_session", None),
        ("keras.backend.mean", 2),
        ("keras.layers.core.Dense", 2),
        ("keras.layers.Dense", None),
        ("keras.objectives.mse", 1),
        ("keras.ops.mean", 3),
        ("keras.preprocessing.image.ImageDataGenerator", 2),
        ("keras.utils.np_utils", 2),
        ("numpy.mean", None),
        ("tensorflow.Session", 2),
        ("tensorflow.keras.backend.mean", None),
        ("tensorflow.keras.layers.Dense", None),
        ("tensorflow.keras.layers.experimental.preprocessing.Rescaling", 2),
        ("tensorflow.keras.preprocessing.image.ImageDataGenerator", None),
        ("tensorflow.python.keras.layers.Dense", 2),
        ("tf_keras.layers.Dense", 2),
    ],
)
def test_paths(written: str, version: int | None) -> None:
    assert targets.by_path(written) == version


@pytest.mark.parametrize(
    ("package", "specifier", "version"),
    [
        ("keras", "<2", 1),
        ("keras", "<3", 2),
        ("keras", "==1.2.2", 1),
        ("keras", "==2.3.1", 2),
        ("keras", ">=3.0", 3),
        ("keras", "~=2.3", 2),
        ("numpy", "==1.0", None),
        ("tensorflow", "", None),
        ("tensorflow", "<2.16", 2),
        ("tensorflow", "==2.15.*", 2),
        ("tensorflow", "==2.17.0", 3),
        ("tensorflow", ">=2.16", 3),
        ("tensorflow", ">=2.4", None),
        ("tensorflow", ">=2.4,<2.16", 2),
        ("tensorflow", "~=2.12", None),
        ("tensorflow", "~=2.12.0", 2),
        ("tensorflow-gpu", "==1.14", 2),
        ("tf_keras", "", 2),
    ],
)
def test_pins(package: str, specifier: str, version: int | None) -> None:
    assert targets.by_pin(package, specifier) == version
