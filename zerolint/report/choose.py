"""The output formats by name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable

from zerolint.check.diagnostic import Diagnostic
from zerolint.report import formats
from zerolint.report.style import Style


def format_names() -> tuple[str, ...]:
    """What `--output-format` takes."""
    return tuple(sorted(found.name for found in pkgutil.iter_modules(formats.__path__)))


def report(name: str, diagnostics: Iterable[Diagnostic], style: Style) -> str:
    """The findings in the format of that name, in the order of their places."""
    if name not in format_names():
        raise ValueError(f"no output format is called {name!r}; there are {', '.join(format_names())}")
    module = importlib.import_module(f"{formats.__name__}.{name}")
    text = module.render(sorted(diagnostics, key=lambda one: one.order), style)
    assert isinstance(text, str)
    return text
