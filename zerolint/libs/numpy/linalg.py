"""Linear algebra and what else combines arrays: norms, tensor products, outer products, polynomials."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.values import Unknown, Value
from zerolint.program.data import NO_STATS, Data, Kind, Scale, Stats

from .. import statistics
from ..arrays import Array
from ..registry import function, prefix
from .register import array_function, given_axes, over_arrays, split_first


@array_function("linalg.norm")
def norm(call: Call, array: Array, name: str) -> Value:
    """`np.linalg.norm(x, axis)`: what l2-normalising divides by."""
    data = array.data(call.m)
    axes = given_axes(call, 1)

    def change(d: Data) -> Data:
        from .. import shapes

        shape = shapes.without(d.shape, axes, keep=bool(call.const("keepdims"))) if axes is not ... else None
        return d.then("norm", call.node, shape=shape, stats=Stats(0.0), columns=None, kind=Kind.CONTINUOUS, whole=None)

    made = array.derive(call.m, change, call.node, op="norm")
    return statistics.mark(call.m, made, statistics.About("norm", data, data.whole, call.node))


COMBINED: Final = """
    angle arccos arcsin arctan2 deg2rad degrees diag einsum exp2 heaviside histogram2d hypot inner kron ldexp linalg.det
    linalg.cholesky linalg.eig linalg.inv linalg.lstsq linalg.pinv linalg.solve linalg.svd ogrid outer packbits polyfit
    polyval rad2deg radians tensordot trapezoid tril triu unpackbits vdot
"""


@array_function(*COMBINED.split())
def combined(call: Call, array: Array, name: str) -> Value:
    """Values that follow from the array, of which no more is said."""

    def change(d: Data) -> Data:
        made = d.then(
            name,
            call.node,
            f"np.{name}",
            shape=None,
            stats=NO_STATS,
            columns=None,
            kind=Kind.CONTINUOUS,
            classes=None,
            scale=Scale.OPAQUE,
        )
        return replace(made, random=False)

    return array.derive(call.m, change, call.node, op=name)


@function(
    "numpy.load",
    "numpy.loadtxt",
    "numpy.genfromtxt",
    "numpy.recfromcsv",
    "numpy.fromfile",
    "numpy.fromstring",
    "numpy.frombuffer",
    "numpy.memmap",
    "numpy.lib.format.open_memmap",
)
def read(call: Call) -> Value:
    """Files: content unknown, unless the name says what such a file usually holds."""
    from ..files import read_array

    return read_array(call)


@prefix("numpy")
def other(path: str, call: Call) -> Value:
    """NumPy's other functions do not change their arguments; a first argument that is an array gives the source."""
    value, _ = split_first(call)
    if not isinstance(value, Array):
        return Unknown(f"`{path}` is not modelled", call.node)

    def opaque(array: Array) -> Value:
        return array.derive(
            call.m,
            lambda d: replace(
                d.then("opaque", call.node, path, shape=None, stats=NO_STATS, columns=None, scale=Scale.OPAQUE),
                kind=Kind.UNKNOWN,
                classes=None,
                dtype=None,
                random=False,
            ),
            call.node,
            op="opaque",
            by=path,
        )

    return over_arrays(call.m, value, call.node, opaque, path)
