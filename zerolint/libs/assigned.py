"""What the program puts into libraries: `tf.model = …`, `os.environ["TF_USE_LEGACY_KERAS"] = "1"`."""

from __future__ import annotations

from zerolint.interp.machine import Machine
from zerolint.interp.values import Const, Value


def assigned(m: Machine) -> dict[str, Value]:
    """By canonical path; an item's is `os.environ['NAME']`."""
    return m.state.setdefault("assigned", {})  # type: ignore[no-any-return]  # room for anything


def item(path: str, index: Value) -> str | None:
    """The key of an item; None if the index isn't known."""
    return f"{path}[{index.value!r}]" if isinstance(index, Const) else None
