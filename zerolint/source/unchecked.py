"""LibCST's parser without the checks that each node makes of its own fields."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import libcst

_CHECKS = libcst.CSTNode.__post_init__


def _none(_: libcst.CSTNode) -> None:
    """What the parser makes is right; the checks are for trees that are put together by hand."""


@contextmanager
def unchecked() -> Iterator[None]:
    """Nodes that are made meanwhile aren't checked, which is a sixth of the time of `libcst.parse_module`."""
    libcst.CSTNode.__post_init__ = _none  # type: ignore[assignment]  # put back whatever happens
    try:
        yield
    finally:
        libcst.CSTNode.__post_init__ = _CHECKS  # type: ignore[method-assign]
