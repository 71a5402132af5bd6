"""Rules named by code (`ZL201`), prefix of a code (`ZL2`) or name, and what a selection of them comes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from zerolint.settings.catalogue import catalogue
from zerolint.settings.errors import instead

#: What is reported whatever is selected, because silence about it would look like "nothing found".
ALWAYS = frozenset({"ZL900", "ZL903"})
ALL = "ZL"


@dataclass(frozen=True, slots=True)
class Selection:
    """What one settings file, or the command line, says about which rules run; `select` None says nothing."""

    select: tuple[str, ...] | None = None
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


def codes_of(selector: str) -> frozenset[str]:
    """The codes that a selector names; none if there is no such rule."""
    if selector == ALL:
        return frozenset(catalogue())
    prefix = selector.upper() if is_code(selector) else None
    return frozenset(
        code for code, name in catalogue().items() if (code.startswith(prefix) if prefix else name == selector)
    )


def is_code(selector: str) -> bool:
    """Whether it is (the beginning of) a code rather than a name."""
    return selector[:2].upper() == "ZL" and selector[2:].isdecimal()


def complaint(selector: str) -> str | None:
    """Why a selector can't be used, or None."""
    if selector == ALL or codes_of(selector):
        return None
    if selector.upper() == "ALL":
        return f'there is no rule "{selector}"; "{ALL}" means all'
    return f'there is no rule "{selector}"' + instead(selector, [*catalogue(), *catalogue().values()])


@lru_cache(maxsize=256)
def selected(layers: tuple[Selection, ...]) -> frozenset[str]:
    """The codes that run. As in ruff, a later layer that selects starts anew, and the longer selector wins."""
    codes: set[str] = set()
    for layer in layers:
        if layer.select is not None:
            codes.clear()
        wanted = _by_length((*(layer.select or ()), *layer.extend))
        unwanted = _by_length(layer.ignore)
        for length in sorted({*wanted, *unwanted}):
            codes |= wanted.get(length, set())
            codes -= unwanted.get(length, set())
    return frozenset(codes | (ALWAYS - _ignored_by_name(layers)))


def _by_length(selectors: Iterable[str]) -> dict[int, set[str]]:
    """Codes by how exactly they are named; a rule's name is as exact as its code."""
    by_length: dict[int, set[str]] = {}
    for selector in selectors:
        length = len(selector) if selector == ALL or is_code(selector) else len("ZL000")
        by_length.setdefault(length, set()).update(codes_of(selector))
    return by_length


def _ignored_by_name(layers: tuple[Selection, ...]) -> set[str]:
    """What is ignored more exactly than by ignoring everything."""
    return {code for layer in layers for selector in layer.ignore if selector != ALL for code in codes_of(selector)}


def matches(selectors: Iterable[str], code: str) -> bool:
    """Whether one of the selectors names the code."""
    return any(code in codes_of(selector) for selector in selectors)
