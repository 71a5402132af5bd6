"""Operations on tensors that losses are written with: which of them pass a gradient on.

Names are NumPy's where it has the operation (`mean` for `tf.reduce_mean` and `K.mean`), else TensorFlow's.
"""

from __future__ import annotations

from typing import Final

WITHOUT_GRADIENT: Final = frozenset(
    {"all", "any", "argmax", "argmin", "argsort", "bincount", "cast_integer", "ceil", "compare", "count_nonzero"}
    | {"floor", "floor_divide", "isfinite", "isinf", "isnan", "logical", "metric", "numpy", "numpy_function", "one_hot"}
    | {"round", "searchsorted", "sign", "stop_gradient"}
)
"""Where the gradient ends: it is None or 0 (measured on TensorFlow 2.21; `cast_integer` is a cast to integers or truth
values, `numpy` anything that NumPy does)."""
WITHOUT_VALUES: Final = frozenset({"int_shape", "ndim", "ones_like", "rank", "shape", "size", "zeros_like"})
"""What comes out has nothing to do with the values that go in."""
REDUCTIONS: Final = frozenset(
    {"all", "any", "logsumexp", "max", "mean", "min", "norm", "prod", "std", "sum", "var", "argmax", "argmin"}
    | {"count_nonzero"}
)
"""Operations `f(x, axis, keepdims)`."""
COMPARISONS: Final = frozenset({"equal", "greater", "greater_equal", "less", "less_equal", "not_equal"})
LOGICAL: Final = frozenset({"logical_and", "logical_not", "logical_or", "logical_xor"})
PAIRED: Final = frozenset(
    {"add", "compare", "divide", "divide_no_nan", "floor_divide", "logical", "maximum", "minimum", "mod", "multiply"}
    | {"power", "squared_difference", "subtract"}
)
"""Operations of two operands, element by element."""
