"""Scalers, and the functions that scale at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.machine import Machine
from zerolint.interp.values import Node, Unknown, Value
from zerolint.program.data import NO_STATS, Data, Scale, Stats

from .. import intervals, statistics
from ..arrays import Array
from ..numpy.register import over_arrays, split_first
from ..registry import function
from .objects import BEHAVIOURS, Step, Transformer, learned, transformer

AREA: Final = "sklearn.preprocessing"


def same_rows(step: Step, data: Data) -> bool:
    """Whether it transforms what it was fitted on."""
    return step.op == "fit_transform" or (step.fitted.whole is not None and step.fitted.whole == data.whole)


def _done(data: Data, step: Step, scale: Scale, stats: Stats, columns: intervals.Columns = None) -> Data:
    dtype = data.dtype if data.dtype in ("float32", "float16") else "float64"
    return data.then(
        step.op, step.node, step.by, scale=scale, stats=stats, columns=columns, dtype=dtype, codes=data.codes
    )


@transformer(f"{AREA}.StandardScaler")
def standard(data: Data, step: Step) -> Data:
    """Mean 0, spread 1 per column."""
    if step.transformer.options.const("with_std", None, True) is False:
        return data.then(step.op, step.node, step.by, stats=NO_STATS, columns=None, codes=data.codes)
    if step.transformer.options.const("with_mean", None, True) is False:
        return _done(data, step, Scale.NORMALISED, NO_STATS)
    columns = _standardised(data, step)
    stats = intervals.joined(columns) if columns is not None else _one_standardised(data.stats, step.fitted.stats)
    if same_rows(step, data):
        stats = replace(stats, mean=0.0, std=1.0)
    return _done(data, step, Scale.STANDARD, stats, columns)


def _standardised(data: Data, step: Step) -> intervals.Columns:
    fitted = step.fitted.columns
    if data.columns is None or fitted is None or len(fitted) != len(data.columns):
        return None
    return tuple(_one_standardised(c, f) for c, f in zip(data.columns, fitted, strict=True))


def _one_standardised(stats: Stats, fitted: Stats) -> Stats:
    if fitted.mean is None or fitted.std is None:
        return NO_STATS
    spread = fitted.std or 1.0  # scikit-learn's own guard for constant columns
    return intervals.scaled(intervals.minus(stats, intervals.exactly(fitted.mean)), 1.0 / spread)


@transformer(f"{AREA}.MinMaxScaler")
def min_max(data: Data, step: Step) -> Data:
    """Into `feature_range`, 0 … 1 by default."""
    given = step.transformer.options.get("feature_range", 0)
    ends = (0.0, 1.0) if given is None else step.m.plain(given)
    if not (isinstance(ends, (tuple, list)) and len(ends) == 2 and all(isinstance(e, (int, float)) for e in ends)):
        return _done(data, step, Scale.NORMALISED, NO_STATS)
    lo, hi = float(ends[0]), float(ends[1])
    scale = Scale.UNIT if (lo, hi) == (0.0, 1.0) else (Scale.SYMMETRIC if (lo, hi) == (-1.0, 1.0) else Scale.NORMALISED)
    if (step.transformer.options.const("clip") is True) or step.op == "fit_transform":
        stats = Stats(lo, hi, tight=step.op == "fit_transform")
        return _done(data, step, scale, stats, (stats,) * len(data.columns) if data.columns is not None else None)
    return _done(data, step, scale, NO_STATS)


@transformer(f"{AREA}.MaxAbsScaler")
def max_abs(data: Data, step: Step) -> Data:
    """Largest magnitude 1."""
    positive = data.stats.lo is not None and data.stats.lo >= 0
    stats = Stats(0.0 if positive else -1.0, 1.0) if step.op == "fit_transform" else NO_STATS
    return _done(data, step, Scale.UNIT if positive else Scale.SYMMETRIC, stats)


@transformer(f"{AREA}.RobustScaler")
def robust(data: Data, step: Step) -> Data:
    """Median 0, quartiles one apart."""
    return _done(data, step, Scale.ROBUST, NO_STATS)


@transformer(f"{AREA}.Normalizer")
def normalizer(data: Data, step: Step) -> Data:
    """Each row to length 1."""
    return _done(data, step, Scale.NORMALISED, Stats(-1.0 if data.stats.lo is None or data.stats.lo < 0 else 0.0, 1.0))


@transformer(f"{AREA}.QuantileTransformer", f"{AREA}.PowerTransformer")
def distribution(data: Data, step: Step) -> Data:
    """Uniform or normal values."""
    options = step.transformer.options
    uniform = step.transformer.name == "QuantileTransformer" and options.const("output_distribution", None) != "normal"
    if uniform:
        return _done(data, step, Scale.UNIT, Stats(0.0, 1.0))
    unscaled = options.const("standardize", None, True) is False
    return _done(data, step, Scale.NORMALISED if unscaled else Scale.STANDARD, NO_STATS)


_FUNCTIONS: Final = {
    "maxabs_scale": "MaxAbsScaler",
    "minmax_scale": "MinMaxScaler",
    "normalize": "Normalizer",
    "power_transform": "PowerTransformer",
    "quantile_transform": "QuantileTransformer",
    "robust_scale": "RobustScaler",
    "scale": "StandardScaler",
}


def _scaling_function(name: str) -> Callable[[Call], Value]:
    path = f"{AREA}.{_FUNCTIONS[name]}"

    def run(call: Call) -> Value:
        m = call.m
        value, rest = split_first(call)
        made_by = Transformer(path, rest)

        def scale(array: Array) -> Value:
            step = Step(made_by, array.data(m), "fit_transform", call.node, m)
            by = f"{AREA}.{name}"
            made = array.derive(
                m,
                lambda d: _named(BEHAVIOURS[path](d, step), by),
                call.node,
                op="fit_transform",
                by=by,
                container="ndarray",
            )
            m.record(
                "transformed",
                {
                    "made": made_by.origin,
                    "by": by,
                    "data": array.data(m),
                    "fitted": array.data(m),
                    "op": "fit_transform",
                    "result": made,
                    "argument": rest.nodes.get("first"),
                },
                call.node,
            )
            if rest.const("copy", None, True) is False:
                array.put(m, made.data(m))
            return made

        return over_arrays(m, value, call.node, scale, name)

    return run


def _named(data: Data, by: str) -> Data:
    last = data.trail[-1]
    return replace(data, trail=(*data.trail[:-1], type(last)(last.op, last.site, by)))


for _name in _FUNCTIONS:
    function(f"{AREA}.{_name}")(_scaling_function(_name))


@learned("mean_", "scale_", "var_", "data_min_", "data_max_", "data_range_", "min_", "center_", "max_abs_")
def learned_numbers(m: Machine, transformer_: Transformer, node: Node) -> Value:
    """`scaler.mean_`: a statistic of what it was fitted on."""
    fitted = transformer_.fitted(m)
    if fitted is None:
        return Unknown("a scaler that was not fitted", node)
    word = getattr(getattr(node, "attr", None), "value", "mean_")
    kind = {"data_max_": "max", "data_min_": "min", "data_range_": "range", "mean_": "mean", "var_": "var"}.get(word)
    if word == "scale_":
        kind = "std" if transformer_.name == "StandardScaler" else None
    columns = fitted.shape[-1] if fitted.shape else None
    array = Array(Data((columns,), "float64", why="what a scaler learned", source=fitted.source), node)
    if kind is None:
        return array
    return statistics.mark(m, array, statistics.About(kind, fitted, fitted.whole, node, guarded=kind != "mean", axis=0))
