"""Fewer rows and steps than a program asks for, so that it is run in seconds."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import tensorflow as tf

ROWS, STEPS = 2000, 200
"""So many rows and optimizer steps of each fit are run."""


def fewer(x: Any, y: Any, kwargs: dict[str, Any]) -> tuple[Any, Any, dict[str, Any]]:
    """Data and arguments of a fit. Rows are taken evenly, so that their order stays."""
    rows = length(x)
    if rows is not None:
        if "sample_weight" not in kwargs:
            x, y = fewer_rows(x, y)
        held = kwargs.get("validation_data")
        if isinstance(held, tuple) and len(held) == 2:
            kwargs["validation_data"] = fewer_rows(*held, ROWS // 4)
        steps = max(1, -(-(length(x) or 1) // (kwargs.get("batch_size") or 32)))
        if kwargs.get("steps_per_epoch"):
            steps = kwargs["steps_per_epoch"]
    else:
        steps, x, kwargs = _fewer_steps(x, kwargs)
    first = int(kwargs.get("initial_epoch", 0))
    kwargs["epochs"] = min(int(kwargs.get("epochs", 1)), first + max(1, STEPS // int(steps)))
    return x, y, kwargs


def _fewer_steps(x: Any, kwargs: dict[str, Any]) -> tuple[int, Any, dict[str, Any]]:
    size = _cardinality(x)
    steps = kwargs.get("steps_per_epoch") or (size if size > 0 else 50)
    if steps > STEPS // 4:
        steps = kwargs["steps_per_epoch"] = STEPS // 4
        x = x.repeat() if isinstance(x, tf.data.Dataset) else x
    held = kwargs.get("validation_data")
    if isinstance(held, tf.data.Dataset) and not 0 < _cardinality(held) < STEPS // 4:
        kwargs.setdefault("validation_steps", 5)
        kwargs["validation_data"] = held.repeat()
    return steps, x, kwargs


def _cardinality(data: Any) -> int:
    if isinstance(data, tf.data.Dataset):
        return int(data.cardinality())
    return len(data) if isinstance(data, keras.utils.PyDataset) else -1


def fewer_rows(x: Any, y: Any, most: int = ROWS) -> tuple[Any, Any]:
    """Evenly taken."""
    rows = length(x)
    if rows is None or rows <= most or (y is not None and length(y) != rows):
        return x, y
    keep = np.linspace(0, rows - 1, most).astype(int)
    if isinstance(x, np.ndarray) and x.dtype.kind in "iu":
        keep[-1] = np.argmax(x.reshape(rows, -1).max(axis=1))  # which may be too large for what looks it up
    return _taken(x, keep, rows), _taken(y, keep, rows)


def length(data: Any) -> int | None:
    """The number of rows of arrays; None for other data."""
    if isinstance(data, (tf.data.Dataset, keras.utils.PyDataset)):
        return None
    if isinstance(data, dict):
        return length(next(iter(data.values()), None))
    if isinstance(data, (list, tuple)):
        return length(data[0]) if data and hasattr(data[0], "shape") else None
    shape = getattr(data, "shape", None)
    return int(shape[0]) if shape is not None and len(shape) else None


def _taken(data: Any, keep: np.ndarray, rows: int) -> Any:
    if isinstance(data, dict):
        return {key: _taken(value, keep, rows) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return type(data)([_taken(one, keep, rows) for one in data])
    if hasattr(data, "iloc"):
        return data.iloc[keep]
    if data is None or length(data) != rows:
        return data
    return tf.gather(data, keep) if tf.is_tensor(data) else data[keep]


def batches(x: Any, y: Any) -> tuple[Any, Any]:
    """The rows that a model is judged by; None where they can't be had."""
    if isinstance(x, tf.data.Dataset):
        found = list(x.take(8))
    elif isinstance(x, keras.utils.PyDataset):
        found = [x[i] for i in range(min(8, len(x)))]
    else:
        return (x, y) if length(x) is not None and y is not None else (None, None)
    if not found or not isinstance(found[0], tuple) or len(found[0]) < 2:
        return None, None
    if any(isinstance(part, (dict, tuple, list)) for part in found[0][:2]):
        return None, None
    shapes = {np.shape(part[0])[1:] for part in found}
    if len(shapes) != 1:
        return None, None
    return np.concatenate([np.asarray(part[0]) for part in found]), np.concatenate(
        [np.asarray(part[1]) for part in found]
    )
