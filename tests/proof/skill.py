"""How good a model is at what it was trained for: 0 for the best constant, 1 for perfect."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

ROWS, VALUES = 500, 2_000_000
"""So many rows are predicted, and no more than so many values in them."""


def judged(model: Any, x: Any, y: Any) -> dict[str, Any]:
    """Skill on some rows, and whether predictions are constant or NaN; why not, where it can't be said."""
    if x is None or y is None:
        return {"unjudged": "no rows"}
    try:
        given = np.asarray(_first(model(_rows(x), training=False)), dtype="float64")
        wanted = np.asarray(_first(_rows(y)))
        if not np.isfinite(given).all():
            return {"nan": True, "skill": 0.0, "constant": True}
        found, right = _skill(given, wanted)
    except Exception as error:
        return {"unjudged": f"{type(error).__name__}: {error}"[:200]}
    if found is None or not np.isfinite(found):
        return {"unjudged": "no such target", "constant": constant(given), "nan": False}
    accuracy = {"accuracy": round(right, 3)} if right is not None else {}
    seen = {"skill": round(float(max(found, -99)), 3), "constant": constant(given), "reach": float(np.abs(given).max())}
    return {"nan": False, **seen, **accuracy}


def constant(outputs: Any) -> bool:
    """Whether every row gets the same answer."""
    try:
        given = np.asarray(_first(outputs), dtype="float64")
    except (TypeError, ValueError):
        return False
    if len(given) < 2 or not np.isfinite(given).all():
        return False
    flat = given.reshape(len(given), -1)
    return bool(flat.size and float(flat.std(0).max()) <= 1e-4 * max(1e-2, float(np.abs(flat).max())))


def summaries(data: Any) -> list[dict[str, Any]]:
    """Shape, type and range of each array; of other data nothing."""
    if isinstance(data, dict):
        return [one for value in data.values() for one in summaries(value)]
    if isinstance(data, (list, tuple)) and data and hasattr(data[0], "shape"):
        return [one for value in data for one in summaries(value)]
    if not (hasattr(data, "shape") and hasattr(data, "dtype")) and not hasattr(data, "to_numpy"):
        return []
    values = np.asarray(data)
    if values.dtype.kind not in "fiub" or not values.size:
        return [{"shape": list(values.shape), "dtype": str(values.dtype), "low": None, "high": None}]
    low, high = float(np.min(values)), float(np.max(values))
    known = bool(np.isfinite(low) and np.isfinite(high))
    return [
        {
            "shape": list(values.shape),
            "dtype": str(values.dtype),
            "low": low if known else None,
            "high": high if known else None,
        }
    ]


def _rows(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _rows(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)) and data and hasattr(data[0], "shape") and len(data[0].shape):
        return [_rows(one) for one in data]
    values = np.asarray(data)
    row = int(np.prod(values.shape[1:])) or 1
    keep = np.linspace(0, len(values) - 1, min(len(values), ROWS, max(8, VALUES // row))).astype(int)
    values = values[np.unique(keep)]
    return tf.convert_to_tensor(values) if values.dtype.kind in "OUS" else values


def _first(data: Any) -> Any:
    if isinstance(data, dict):
        return next(iter(data.values()))
    return data[0] if isinstance(data, (list, tuple)) else data


def _skill(given: np.ndarray, wanted: np.ndarray) -> tuple[float | None, float | None]:
    """And the share of right classes, where the targets are classes."""
    if wanted.dtype.kind in "OUS":
        return None, None
    width = given.shape[-1] if given.ndim > 1 else 1
    labels = _labels(wanted, width)
    if labels is not None:
        found = given.argmax(-1).ravel() if width > 1 else (given.ravel() > _threshold(given)).astype(int)
        if found.shape == labels.shape:
            _, counts = np.unique(labels, return_counts=True)
            base, right = counts.max() / len(labels), float((found == labels).mean())
            return (float((right - base) / (1 - base)) if base < 1 else None), right
    if given.size != wanted.size:
        return None, None
    error = float(np.mean((given.ravel() - wanted.ravel().astype("float64")) ** 2))
    variance = float(np.mean((wanted - wanted.mean(0)) ** 2))
    return (1 - error / variance if variance else None), None


def _labels(wanted: np.ndarray, width: int) -> np.ndarray | None:
    """Class labels as integers, None where the targets are no classes."""
    if wanted.ndim > 1 and wanted.shape[-1] == width > 1:
        one_hot = np.isin(wanted, (0, 1)).all() and (wanted.sum(-1) == 1).all()
        return wanted.argmax(-1).ravel() if one_hot else None
    whole = np.issubdtype(wanted.dtype, np.integer) or wanted.dtype == bool or (wanted == np.round(wanted)).all()
    few = whole and 1 < len(np.unique(wanted)) <= max(2, width + 1)
    return wanted.ravel().astype(int) if few else None


def _threshold(given: np.ndarray) -> float:
    return 0.0 if given.min() < 0 else 0.5
