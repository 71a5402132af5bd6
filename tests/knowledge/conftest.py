"""The installed Keras, which the tables are held against."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """TensorFlow takes seconds to import: with several workers, only one of them shall do it for these tests."""
    if config.pluginmanager.hasplugin("xdist"):
        for item in items:
            if HERE in item.path.parents and "tensorflow" in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.xdist_group("tensorflow"))


@pytest.fixture(scope="session")
def keras(tensorflow: Any) -> Any:
    """Keras 3 on the TensorFlow backend."""
    import keras as module

    if not module.__version__.startswith("3."):
        pytest.skip("the tables are held against Keras 3")
    return module


@pytest.fixture(scope="session")
def tabled_keras(keras: Any) -> Any:
    """Keras as the tables have its signatures; Python 3.10 only gets an older one, which has fewer parameters."""
    if tuple(map(int, keras.__version__.split(".")[:2])) < (3, 15):
        pytest.skip("the tables have the parameters of Keras 3.15")
    return keras


@pytest.fixture(scope="session")
def public() -> Callable[[Any], Iterator[tuple[str, Any]]]:
    """`public(module)`: what it exports, modules left out."""

    def names(module: Any) -> Iterator[tuple[str, Any]]:
        for name in dir(module):
            if not name.startswith("_") and not inspect.ismodule(getattr(module, name)):
                yield name, getattr(module, name)

    return names


@pytest.fixture(scope="session")
def positional() -> Callable[[Any], tuple[str, ...]]:
    """`positional(callable)`: the names of its positional parameters."""

    def names(thing: Any) -> tuple[str, ...]:
        signature = inspect.signature(thing.__init__ if inspect.isclass(thing) else thing)
        kinds = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.POSITIONAL_ONLY)
        return tuple(p.name for p in signature.parameters.values() if p.kind in kinds and p.name != "self")

    return names


@pytest.fixture(scope="session")
def defaults() -> Callable[[Any], dict[str, Any]]:
    """`defaults(callable)`: parameters that have a default."""

    def values(thing: Any) -> dict[str, Any]:
        signature = inspect.signature(thing.__init__ if inspect.isclass(thing) else thing)
        return {p.name: p.default for p in signature.parameters.values() if p.default is not p.empty}

    return values
