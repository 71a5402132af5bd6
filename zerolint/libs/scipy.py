"""The parts of SciPy that training scripts use."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from zerolint.interp.call import Call
from zerolint.interp.callables import Function, Native
from zerolint.interp.values import NONE, Const, TupleValue, Unknown, Value
from zerolint.program.data import NO_STATS, Data, Kind, Scale, Stats

from .arrays import Array, method
from .files import read_content
from .numpy.register import over_arrays, split_first
from .origins import source_in
from .registry import FUNCTIONS, function, prefix


@function("scipy.stats.zscore", "scipy.stats.mstats.zscore")
def zscore(call: Call) -> Value:
    """`zscore(x)`: each column to mean 0, spread 1."""
    value, _ = split_first(call)

    def change(data: Data) -> Data:
        columns = None
        if data.columns is not None:
            columns = tuple(Stats(mean=0.0, std=1.0) for _ in data.columns)
        return data.then(
            "standardise",
            call.node,
            "scipy.stats.zscore",
            stats=Stats(mean=0.0, std=1.0),
            columns=columns,
            scale=Scale.STANDARD,
        )

    return over_arrays(
        call.m,
        value,
        call.node,
        lambda a: a.derive(call.m, change, call.node, op="standardise", by="scipy.stats.zscore"),
    )


@function("scipy.special.expit", "scipy.special.softmax")
def squashed(call: Call) -> Value:
    """Sigmoid and softmax by hand."""
    value, _ = split_first(call)
    func = getattr(call.node, "func", None)
    op = "softmax" if getattr(getattr(func, "attr", func), "value", "") == "softmax" else "sigmoid"

    def change(data: Data) -> Data:
        return data.then(
            op,
            call.node,
            f"scipy.special.{op}",
            stats=Stats(0.0, 1.0),
            columns=None,
            scale=Scale.UNIT,
            kind=Kind.CONTINUOUS,
            classes=None,
        )

    return over_arrays(call.m, value, call.node, lambda a: a.derive(call.m, change, call.node, op=op))


@function("scipy.sparse.csr_matrix", "scipy.sparse.csc_matrix", "scipy.sparse.coo_matrix", "scipy.sparse.lil_matrix")
def sparse(call: Call) -> Value:
    """A sparse matrix of an array."""
    value, _ = split_first(call)
    if isinstance(value, TupleValue):
        return Array(Data(None, source=source_in(call.m, value), why="a sparse matrix"), call.node, "sparse")
    return over_arrays(
        call.m, value, call.node, lambda a: a.derive(call.m, lambda d: d, call.node, op="copy", container="sparse")
    )


@method("asformat", "tobsr", "tocoo", "tocsc", "tocsr", "todia", "todok", "tolil")
def stored_otherwise(call: Call, array: Array) -> Value:
    """The same matrix, stored in another way."""
    return array.derive(call.m, lambda d: d, call.node, op="copy", container="sparse")


@function("scipy.sparse.hstack", "scipy.sparse.vstack")
def stacked(call: Call) -> Value:
    """Sparse matrices side by side, or one below the other."""
    func: Any = getattr(call.node, "func", None)
    across = getattr(getattr(func, "attr", func), "value", "") == "hstack"
    args = [*call.args[:1], Const(1 if across else 0, call.node)]
    made = FUNCTIONS["numpy.concatenate"](Call(call.m, call.node, args, {}, call.nodes))
    if isinstance(made, Array):
        return made.derive(call.m, lambda d: d, call.node, op="copy", container="sparse")
    return call.unknown("sparse matrices that are not known")


@function("scipy.io.wavfile.read", "soundfile.read", "librosa.load", "librosa.core.load")
def sound(call: Call) -> Value:
    """Sounds: rate and samples, in either order."""
    content = read_content(call)
    func = getattr(call.node, "func", None)
    rate = Unknown("a sampling rate", call.node)
    first = getattr(getattr(func, "attr", func), "value", "") == "read" and "wavfile" in str(getattr(func, "value", ""))
    return TupleValue((rate, content) if first else (content, rate), call.node)


@function(
    "scipy.misc.imresize",
    "scipy.ndimage.zoom",
    "scipy.ndimage.rotate",
    "scipy.ndimage.shift",
    "scipy.ndimage.gaussian_filter",
    "scipy.signal.resample",
    "scipy.ndimage.interpolation.zoom",
    "scipy.signal.medfilt",
    "scipy.signal.savgol_filter",
)
def moved(call: Call) -> Value:
    """Resized and smoothed values stay in their range."""
    value, _ = split_first(call)

    def change(data: Data) -> Data:
        shape = data.shape if data.shape is None else (None,) * len(data.shape)
        return replace(data.then("resize", call.node, "scipy", columns=None), shape=shape)

    return over_arrays(call.m, value, call.node, lambda a: a.derive(call.m, change, call.node, op="resize"))


@prefix("scipy", "numba", "nltk", "librosa", "spacy", "networkx", "sympy", "gensim", "textblob")
def other(path: str, call: Call) -> Value:
    """The rest isn't followed, and changes nothing."""
    value, _ = split_first(call)
    if isinstance(value, Array):
        return value.derive(
            call.m,
            lambda d: replace(
                d.then("opaque", call.node, path, stats=NO_STATS, columns=None, scale=Scale.OPAQUE, kind=Kind.UNKNOWN),
                shape=None,
                dtype=None,
                random=False,
            ),
            call.node,
            op="opaque",
            by=path,
            container="ndarray",
        )
    return call.unknown(f"`{path}` is not followed", (path, call.node))


@function("numba.jit", "numba.njit", "numba.vectorize")
def compiled(call: Call) -> Value:
    """Compiled functions are the functions."""

    if call.args and isinstance(call.args[0], Function):
        return call.args[0]
    return Native("decorator", lambda m, made: made.args[0] if made.args else NONE, call.node)
