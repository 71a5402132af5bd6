"""Holds the facets that the engine derives against what NumPy, pandas and scikit-learn really compute."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from libs.run import HEADER, run

from zerolint.program.data import Data, Kind

SLACK = 1e-4  # the tables give six digits


def really(text: str, name: str = "x") -> np.ndarray[Any, Any]:
    """The array that a name really holds after the script."""
    np.random.seed(0)
    names: dict[str, Any] = {}
    exec(compile(HEADER + text, "<script>", "exec"), names)
    value = names[name]
    if hasattr(value, "toarray"):
        value = value.toarray()
    if isinstance(value, (pd.DataFrame, pd.Series, pd.Index)):
        value = value.to_numpy()
    return np.asarray(value)


def disagreements(text: str, name: str = "x") -> list[str]:
    """What the engine says of a name that isn't so."""
    data, real = run(text).data(name), really(text, name)
    return [*_shape(data, real), *_values(data, real), *_meaning(data, real)]


def _shape(data: Data, real: np.ndarray[Any, Any]) -> list[str]:
    found = []
    if data.shape is not None:
        fits = len(data.shape) == real.ndim
        fits = fits and all(a is None or a == b for a, b in zip(data.shape, real.shape, strict=True))
        if not fits:
            found.append(f"shape {data.shape}, really {real.shape}")
    if data.dtype not in (None, "str", "object", "category") and data.dtype != str(real.dtype):
        found.append(f"dtype {data.dtype}, really {real.dtype}")
    return found


def _values(data: Data, real: np.ndarray[Any, Any]) -> list[str]:
    if real.dtype.kind not in "biuf" or not real.size or np.isnan(real.astype(float)).any():
        return []
    found = _bounds(data.stats, real.astype(float), "")
    if data.columns is not None:
        if len(data.columns) != real.shape[-1]:
            return [*found, f"{len(data.columns)} columns, really {real.shape[-1]}"]
        for i, stats in enumerate(data.columns):
            found += _bounds(stats, real[..., i].astype(float), f" of column {i}")
    return found


def _bounds(stats: Any, real: np.ndarray[Any, Any], where: str) -> list[str]:
    found = []
    lo, hi, spread = real.min(), real.max(), max(1e-9, float(real.max() - real.min()))
    room = SLACK * max(1.0, abs(lo), abs(hi))
    if stats.lo is not None and lo < stats.lo - room:
        found.append(f"lo {stats.lo}{where}, really {lo}")
    if stats.hi is not None and hi > stats.hi + room:
        found.append(f"hi {stats.hi}{where}, really {hi}")
    near = max(0.2 * spread, 0.05 * abs(float(real.mean())))
    if stats.tight and (abs(lo - stats.lo) > near or abs(hi - stats.hi) > near):
        found.append(f"tight [{stats.lo}, {stats.hi}]{where}, really [{lo}, {hi}]")
    if stats.mean is not None and abs(stats.mean - real.mean()) > near:
        found.append(f"mean {stats.mean}{where}, really {real.mean()}")
    if stats.std is not None and abs(stats.std - real.std()) > near:
        found.append(f"std {stats.std}{where}, really {real.std()}")
    return found


def _meaning(data: Data, real: np.ndarray[Any, Any]) -> list[str]:
    found = []
    count = len(np.unique(real)) if real.dtype.kind in "biuf" else 0
    if data.kind is Kind.CLASSES and data.classes is not None and count > data.classes:
        found.append(f"{data.classes} classes, really {count}")
    if data.kind is Kind.ONE_HOT and not (real.astype(float).sum(axis=-1) == 1).all():
        found.append("one-hot, really not")
    return found
