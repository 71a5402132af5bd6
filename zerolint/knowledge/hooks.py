"""Methods that Keras calls on subclasses of its classes, and which of them another name was meant for.

Sources: Keras 3.15 (`Callback`, `PyDataset`, `Layer`, `Model`).
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final

from zerolint.knowledge.callbacks import HOOKS as CALLBACK

SEQUENCE: Final = frozenset({"__getitem__", "__len__", "on_epoch_begin", "on_epoch_end"})
LAYER: Final = frozenset(
    {"add_weight", "build", "build_from_config", "call", "compute_mask", "compute_output_shape", "compute_output_spec"}
    | {"from_config", "get_build_config", "get_config", "load_own_variables", "save_own_variables"}
)
MODEL: Final = LAYER | {
    "compute_loss", "compute_metrics", "make_predict_function", "make_test_function", "make_train_function",
    "predict_step", "test_step", "train_step",
}  # fmt: skip

OWNERS: Final = {
    "keras.callbacks.Callback": CALLBACK,
    "keras.utils.Sequence": SEQUENCE,
    "keras.utils.PyDataset": SEQUENCE,
    "keras.Model": MODEL,
    "keras.models.Model": MODEL,
    "keras.layers.Layer": LAYER,
    "keras.Layer": LAYER,
}
"""Classes that are derived from, the most special first."""

_WORDS: Final = {
    "batches": "batch", "epochs": "epoch", "evaluate": "test", "evaluation": "test", "finish": "end", "finished": "end",
    "start": "begin", "started": "begin", "stop": "end", "testing": "test", "training": "train", "validation": "test",
}  # fmt: skip
"""Words that stand for another one in names of hooks."""
_SPECIAL: Final = {
    "__get_item__": "__getitem__", "__getitems__": "__getitem__", "__getItem__": "__getitem__",
    "__length__": "__len__", "__lenght__": "__len__", "__size__": "__len__",
    "__int__": "__init__", "__inti__": "__init__", "__init": "__init__", "_init_": "__init__", "_init__": "__init__",
    "__intit__": "__init__", "getconfig": "get_config", "get_output_shape_for": "compute_output_shape",
}  # fmt: skip
"""Names that are no hooks, and what they were meant for."""
ALIKE: Final = 0.92
"""Part of two long names that agrees, from which on one is the other misspelled (`on_epoch_ends`)."""


def meant(name: str, hooks: frozenset[str]) -> str | None:
    """The hook that a method of this name was meant for; None if it is one, or resembles none."""
    if name in hooks:
        return None
    special = _SPECIAL.get(name)
    if special is not None:
        return special if special == "__init__" or special in hooks else None
    spelled = "_".join(_WORDS.get(word, word) for word in name.split("_"))
    if spelled in hooks:
        return spelled
    if len(name) < 9 or name.startswith("__") or not re.fullmatch(r"[a-z_]+", name):
        return None
    best = max(sorted(hooks), key=lambda hook: SequenceMatcher(None, name, hook).ratio())
    return best if SequenceMatcher(None, name, best).ratio() >= ALIKE else None
