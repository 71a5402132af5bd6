"""TensorFlow's and Keras's functions on arrays and on symbolic tensors: most are NumPy's under names of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from zerolint.interp import methods
from zerolint.interp.call import Call
from zerolint.interp.containers import ListValue
from zerolint.interp.machine import Machine
from zerolint.interp.values import Const, Node, TupleValue, Value
from zerolint.knowledge import activations
from zerolint.libs import dtypes
from zerolint.libs.arrays import METHODS, Array, Facets, Trace, method
from zerolint.libs.keras.layers import Weight
from zerolint.libs.keras.tensors import ELEMENTWISE, Tensor, call_op, tensors_in
from zerolint.libs.numpy.register import over_arrays, split_first
from zerolint.libs.registry import FUNCTIONS, function, prefix
from zerolint.program.data import Data, Kind, Scale, Stats

from . import precision

PLACES: Final = ("tensorflow", "keras.ops", "keras.backend", "keras.activations")
_SAME: Final = """
    abs add all any arange argmax argmin argsort array ceil clip concatenate cos cumsum divide equal exp expand_dims
    floor full greater greater_equal less less_equal linspace log log1p logical_and logical_not logical_or matmul max
    maximum mean min minimum multiply not_equal ones ones_like power prod repeat reshape round sign sin sort split sqrt
    square squeeze stack std subtract sum take tanh tile transpose var where zeros zeros_like
"""
NUMPY: Final[dict[str, str]] = {
    **{f"reduce_{name}": name for name in ("all", "any", "max", "mean", "min", "prod", "std", "sum")},
    **{name: name for name in _SAME.split()},
    "clip_by_value": "clip",
    "concat": "concatenate",
    "constant": "array",
    "convert_to_numpy": "array",
    "convert_to_tensor": "array",
    "fill": "full",
    "gather": "take",
    "get_value": "array",
    "identity": "array",
    "pow": "power",
    "range": "arange",
    "reduce_variance": "var",
    "stop_gradient": "array",
    "truediv": "divide",
}
"""Functions that are NumPy's: the last part of their names, and NumPy's name."""
OF_NUMPY: Final = frozenset({"tensorflow", "tensorflow.math", "tensorflow.linalg", "keras.ops", "keras.backend"})
SYMBOLIC: Final = frozenset(NUMPY) - {"log", "log1p", "split", "where", "argmax", "argmin", "take", "gather"} | {
    "batch_flatten", "concatenate", "convert_image_dtype", "dot", "einsum", "flatten", "resize", "tensordot",
}  # fmt: skip
"""Operations that a network may hold; others leave it unknown."""
_OPAQUE: Final = """
    argmax argmin avg_pool avg_pool2d band_part batch_normalization boolean_mask conv1d conv2d conv3d cross cumsum
    depth_to_space depthwise_conv2d diag diag_part dropout embedding_lookup erf gather irfft irfft2d l2_normalize log
    log1p logsumexp max_pool max_pool2d moveaxis norm one_hot pad reduce_logsumexp reverse rfft rfft2d rot90
    separable_conv2d slice space_to_depth stft strided_slice take where
"""
OPAQUE: Final = frozenset(_OPAQUE.split())
"""Operations of one result of which no more is said; what comes behind them is followed."""
FIRST: Final = frozenset(
    {"image", "images", "input", "input_tensor", "logits", "tensor", "value", "values", "x", "a", "features", "params",
     "condition", "arrays", "xs"}
)  # fmt: skip
RENAMED: Final = {"keep_dims": "keepdims", "clip_value_max": "a_max", "clip_value_min": "a_min", "perm": "axes"}
PROBABILITIES: Final = frozenset({"sigmoid", "softmax", "hard_sigmoid"})


@prefix(*PLACES)
def general(path: str, call: Call) -> Value:
    """A function of TensorFlow or of Keras's backend."""
    m = call.m
    absorbing = next((v for v in _values(m, call) if hasattr(v, "absorb")), None)
    if absorbing is not None:
        return absorbing.absorb(m, path, call)  # type: ignore[no-any-return]  # a value
    leaf = path.rpartition(".")[2]
    inputs = tuple(tensors_in(m, TupleValue((*call.args, *call.kwargs.values()), call.node)))
    if not inputs and leaf in ELEMENTWISE and call.args and isinstance(call.args[0], Weight):
        return call.args[0]  # of the same shape
    if inputs:
        if leaf == "bias_add":
            return call_op(m, "tensorflow.add", call)
        if leaf in SYMBOLIC or (leaf in ELEMENTWISE and leaf != "log") or activations.of(path) is not None:
            return call_op(m, path, call)
        if leaf in OPAQUE:
            return Tensor(None, inputs, call.node, opaque=leaf)
        return call.unknown(f"`{path}` of a symbolic tensor is not modelled")
    if leaf in ("cast", "to_float", "saturate_cast"):
        return cast(leaf, call)
    if activations.of(path) is not None and leaf not in ("tanh", "identity"):
        return activated(path, leaf, call)
    if leaf in NUMPY and path.rpartition(".")[0] in OF_NUMPY:
        return as_numpy(path, NUMPY[leaf], call)
    return call.unknown(f"`{path}` is not modelled")


def _values(m: Machine, call: Call) -> list[Value]:
    """The arguments, and the items of those that are lists."""
    found: list[Value] = []
    for value in (*call.args, *call.kwargs.values()):
        found.append(value)
        if isinstance(value, (ListValue, TupleValue)):
            items = m.iterate(value)
            found += [*items.items[:8], *([items.rest] if items.rest is not None else [])]
    return found


def normalised(call: Call) -> Call:
    """The call with the array first and NumPy's names of arguments."""
    given = {RENAMED.get(k, k): v for k, v in call.kwargs.items() if k != "name"}
    nodes: dict[int | str, Node] = {RENAMED.get(k, k) if isinstance(k, str) else k: n for k, n in call.nodes.items()}
    args = list(call.args)
    if not args:
        first = next((k for k in call.kwargs if k in FIRST), None)
        if first is not None:
            args = [given.pop(first)]
            nodes[0] = call.nodes.get(first, call.node)
    return Call(call.m, call.node, args, given, nodes, open_=call.open)


def as_numpy(path: str, name: str, call: Call) -> Value:
    """A function that is NumPy's."""
    m, inner = call.m, normalised(call)
    if name in ("argmax", "argmin"):
        _classes_read(path, inner)
    if name in ("maximum", "minimum", "power", "add", "subtract", "multiply", "divide", "where"):
        inner.args += [inner.kwargs.pop(k) for k in ("x", "y") if k in inner.kwargs]
    if name == "array" and not inner.args:
        return call.unknown("nothing")
    since, shape = len(m.events), inner.kwargs.pop("shape", None) if name == "array" else None
    made = FUNCTIONS[f"numpy.{name}"](inner)
    if shape is not None:
        made = FUNCTIONS["numpy.broadcast_to"](Call(m, call.node, [made, shape], {}))
    if isinstance(made, Array):
        _rename(m, made, path, since)
        if made not in call.args:
            precision.in_single(path, name, inner, made)
            made.base = None  # a tensor of its own
            made.container = "tensor" if path.startswith("tensorflow.") else made.container
    return made


def _classes_read(path: str, call: Call) -> None:
    """The axis is the first (in Keras the last) by default; the array becomes a tensor, which is what comes out."""
    if "axis" not in call.kwargs and len(call.args) < 2:
        call.kwargs["axis"] = Const(-1 if path.startswith("keras") else 0, call.node)
    if call.args and isinstance(call.args[0], Array) and call.args[0].trace is not None:
        call.args[0] = call.args[0].derive(call.m, lambda d: d, call.node, op="array", container="tensor")


def _rename(m: Machine, made: Array, path: str, since: int) -> None:
    """The step under the name that the program writes."""
    by = written(path)
    if made.trace is not None and made.trace.steps and made.trace.steps[-1].by.startswith("np."):
        made.trace = _named(made.trace, by)
        for i in range(since, len(m.events)):
            event = m.events[i]
            if event.kind == "reading" and event.payload.steps[-1].by.startswith("np."):
                m.events[i] = event._replace(payload=_named(event.payload, by))
    found = made.fields["data"]
    if isinstance(found, Facets) and found.data.trail and found.data.trail[-1].by.startswith("np."):
        data = found.data
        trail = (*data.trail[:-1], replace(data.trail[-1], by=by))
        made.fields["data"] = Facets(replace(data, trail=trail), found.origin)


def _named(trace: Trace, by: str) -> Trace:
    return trace._replace(steps=(*trace.steps[:-1], trace.steps[-1]._replace(by=by)))


def written(path: str) -> str:
    """A path as people write it."""
    return path.replace("tensorflow.", "tf.").replace("keras.backend.", "K.")


def cast(leaf: str, call: Call) -> Value:
    """`tf.cast(x, tf.float32)` is `x.astype`."""
    value, rest = split_first(normalised(call))
    if leaf == "to_float":
        rest.kwargs["dtype"] = Const("float32", call.node)

    def one(array: Array) -> Value:
        made = METHODS["astype"](rest, array)
        if isinstance(made, Array):
            made.container = "tensor"
        return made

    return over_arrays(call.m, value, call.node, one, "tf.cast")


def activated(path: str, leaf: str, call: Call) -> Value:
    """An activation function on data: `tf.sigmoid(model.predict(x))`."""
    row = activations.of(path)
    assert row is not None
    value, _ = split_first(normalised(call))
    bounded = Stats(row.lo, row.hi) if row.bounded else Stats(row.lo if row.lo > float("-inf") else None)

    def change(data: Data) -> Data:
        squashed = row.name in PROBABILITIES
        scale = Scale.UNIT if squashed else Scale.SYMMETRIC if row.bounded and row.lo >= -1 and row.hi <= 1 else None
        return data.then(
            row.name, call.node, written(path), stats=bounded, columns=None, classes=None, kind=Kind.CONTINUOUS,
            scale=scale or Scale.OPAQUE,
        )  # fmt: skip

    def one(array: Array) -> Value:
        return array.derive(call.m, change, call.node, op=row.name, by=written(path))

    return over_arrays(call.m, value, call.node, one, path)


@function("keras.utils.normalize", "keras.backend.l2_normalize", "keras.ops.normalize", "tensorflow.nn.l2_normalize")
def normalize(call: Call) -> Value:
    """Vectors of length 1."""
    value, _ = split_first(normalised(call))
    inputs = tuple(tensors_in(call.m, value))
    if inputs:
        return Tensor(None, inputs, call.node, opaque="l2_normalize")
    if isinstance(value, Weight):
        return value

    def change(data: Data) -> Data:
        low = 0.0 if data.stats.lo is not None and data.stats.lo >= 0 else -1.0
        return data.then(
            "normalise", call.node, "normalize", stats=Stats(low, 1.0), columns=None, scale=Scale.NORMALISED,
            dtype=data.dtype if dtypes.is_float(data.dtype) else "float64",
        )  # fmt: skip

    return over_arrays(
        call.m, value, call.node, lambda a: a.derive(call.m, change, call.node, op="normalise"), "normalize"
    )


@function("tensorflow.math.squared_difference", "tensorflow.squared_difference")
def squared_difference(call: Call) -> Value:
    """`(x - y) ** 2`."""
    args = call.bind("x", "y")
    if "x" not in args or "y" not in args:
        return call.unknown("a difference")
    return call.m.binary("**", call.m.binary("-", args["x"], args["y"], call.node), Const(2, call.node), call.node)


@function("tensorflow.function", "tensorflow.autograph.experimental.do_not_convert")
def compiled(call: Call) -> Value:
    """`tf.function(f)` computes what `f` does."""
    return call.first("func", position=0) or call.unknown("a function")


@method("numpy")
def numpy(call: Call, array: Array) -> Value:
    """`tensor.numpy()`."""
    return array.derive(call.m, lambda d: d, call.node, op="copy", by="numpy()", container="ndarray")


methods.METHODS["number"]["numpy"] = methods.METHODS["number"]["item"]  # of a tensor of one known number
