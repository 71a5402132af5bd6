"""Data types of arrays by name, as written and as arithmetic gives them."""

from __future__ import annotations

from typing import Final

from zerolint.interp.callables import LibRef, Native
from zerolint.interp.values import Const, Value

_NAMES: Final = {
    "b1": "bool",
    "bool_": "bool",
    "boolean": "bool",
    "category": "category",
    "double": "float64",
    "f": "float32",
    "f4": "float32",
    "f8": "float64",
    "float": "float64",
    "float_": "float64",
    "half": "float16",
    "i4": "int32",
    "i8": "int64",
    "int": "int64",
    "int_": "int64",
    "intc": "int32",
    "integer": "int64",
    "long": "int64",
    "object_": "object",
    "single": "float32",
    "str_": "str",
    "string": "str",
    "u1": "uint8",
    "ubyte": "uint8",
    "uint": "uint64",
    "unicode": "str",
}
_SIZED: Final = [f"{kind}{size}" for kind in ("int", "uint") for size in (8, 16, 32, 64)]
_FLOATS: Final = ["float16", "bfloat16", "float32", "float64", "complex64", "complex128"]
_KNOWN: Final = frozenset(["bool", *_SIZED, *_FLOATS, "object", "str", "category"])
_RANK: Final = {name: rank for rank, name in enumerate(("bool", "uint", "int", "bfloat", "float", "complex"))}


def named(value: Value | None) -> str | None:
    """The canonical name of a data type given as `"float32"`, `np.float32`, `tf.float32` or `float`."""
    if type(value) is Const and isinstance(value.value, str):
        name = value.value.lower().lstrip("<>=|")
    elif isinstance(value, LibRef):
        name = value.path.rpartition(".")[2].lower()
    elif isinstance(value, Native):
        name = value.name
    else:
        return None
    name = _NAMES.get(name, name)
    return name if name in _KNOWN else None


def is_integer(dtype: str | None) -> bool:
    """A whole-number type (booleans don't count)."""
    return dtype is not None and dtype.startswith(("int", "uint"))


def is_float(dtype: str | None) -> bool:
    return dtype is not None and dtype.startswith(("float", "bfloat"))


def is_text(dtype: str | None) -> bool:
    return dtype in ("str", "object", "category")


def bits(dtype: str) -> int:
    digits = dtype.lstrip("abcdefghijklmnopqrstuvwxyz")
    return int(digits) if digits.isdigit() else 8


def limits(dtype: str | None) -> tuple[int, int] | None:
    """The range of a whole-number type."""
    if dtype is None or not is_integer(dtype):
        return None
    size = bits(dtype)
    return (0, 2**size - 1) if dtype.startswith("uint") else (-(2 ** (size - 1)), 2 ** (size - 1) - 1)


def with_number(dtype: str | None, number: float | int | bool, op: str) -> str | None:
    """The type of `array op number`: Python numbers don't widen a type of their own kind."""
    if dtype is None or dtype not in _KNOWN or is_text(dtype):
        return None
    if op == "/" and not is_float(dtype):
        return "float64"
    if isinstance(number, float) and not is_float(dtype):
        return "float64"
    if dtype == "bool":
        return "bool" if isinstance(number, bool) and op in "&|^" else "int64"
    return dtype


def together(a: str | None, b: str | None, op: str) -> str | None:
    """The type of `array op array`."""
    if a is None or b is None or is_text(a) or is_text(b):
        return None
    if op == "/" and not is_float(a) and not is_float(b):
        return "float64"
    if a == b:
        return a
    rank_a, rank_b = (_RANK.get(name.rstrip("0123456789"), 0) for name in (a, b))
    if rank_a == rank_b:
        return a if bits(a) >= bits(b) else b
    wide, narrow = (a, b) if rank_a > rank_b else (b, a)
    if wide == "float32" and is_integer(narrow) and bits(narrow) > 16:
        return "float64"
    if wide.startswith("int") and narrow.startswith("uint") and bits(narrow) >= bits(wide):
        return f"int{min(64, 2 * bits(narrow))}"
    return wide
