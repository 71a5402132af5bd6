"""The programs that the benchmarks run over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def programs(folder: Path) -> Iterator[Path]:
    """Scripts and notebooks, in order."""
    found = [folder] if folder.is_file() else folder.rglob("*")
    yield from sorted(path for path in found if path.suffix in (".py", ".ipynb") and path.is_file())
