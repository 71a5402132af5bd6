"""The hooks that Keras calls, held against the installed one, and names that were meant for them."""

from __future__ import annotations

from typing import Any

import pytest

from zerolint.knowledge import hooks

MEANT = {
    "on_epoch_start": "on_epoch_begin",
    "on_train_batch_finish": "on_train_batch_end",
    "on_training_end": "on_train_end",
    "on_validation_begin": "on_test_begin",
    "on_epoch_ends": "on_epoch_end",
    "__int__": "__init__",
    "on_epoch_end": None,
    "on_save": None,
    "epoch_order": None,
}


def test_hooks_are_there(keras: Any) -> None:
    owners = {
        "keras.callbacks.Callback": keras.callbacks.Callback,
        "keras.layers.Layer": keras.layers.Layer,
        "keras.models.Model": keras.Model,
        "keras.utils.PyDataset": keras.utils.PyDataset,
    }
    for path, cls in owners.items():
        missing = {name for name in hooks.OWNERS[path] if not hasattr(cls, name)}
        assert missing <= {"__len__"}, path  # which a data set has to have itself


@pytest.mark.parametrize("name", MEANT)
def test_meant(name: str) -> None:
    assert hooks.meant(name, hooks.CALLBACK) == MEANT[name]


def test_special_names_of_other_classes() -> None:
    assert hooks.meant("__lenght__", hooks.SEQUENCE) == "__len__"
    assert hooks.meant("__lenght__", hooks.CALLBACK) is None
    assert hooks.meant("get_configs", hooks.LAYER) == "get_config"
