"""One source of settings, checked: a file's table, or the flags of a command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from zerolint.settings.catalogue import catalogue
from zerolint.settings.errors import SettingsError, instead
from zerolint.settings.keys import KEYS, Key, Kind
from zerolint.settings.origin import Origin
from zerolint.settings.selectors import codes_of, complaint

if TYPE_CHECKING:
    from zerolint.settings.toml import Lines


@dataclass(frozen=True, slots=True)
class Place:
    """Where the values stand: in a table of a file, or (no file) in flags."""

    path: str = ""
    table: tuple[str, ...] = ()
    lines: Lines | None = None

    def origin(self, *keys: str, item: str | None = None) -> Origin:
        """Of the value of a key, or of one string in it."""
        if self.lines is None:
            return Origin(flag=FLAGS.get(keys[0], f"--{keys[0]}"))
        return Origin(self.path, self.lines.of((*self.table, *keys), item))

    def named(self, *keys: str, after: str = " ") -> str:
        """The key as the head of a message; a flag is its own place."""
        return f'"{".".join(keys)}"{after}' if self.lines is not None else ""


#: Flags that are not called as their key is.
FLAGS = {"respect-gitignore": "--no-respect-gitignore"}


@dataclass(frozen=True, slots=True)
class Layer:
    """Checked values by key, where each stands, and the folder that its patterns are relative to."""

    values: Mapping[str, Any] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)
    base: str = ""


def checked(raw: Mapping[str, object], place: Place, base: str) -> Layer:
    """The layer of a raw table; the first thing that is wrong with it is a SettingsError."""
    values = {name: _value(name, value, place) for name, value in raw.items()}
    return Layer(values, {name: place.origin(name) for name in raw}, base)


def _value(name: str, value: object, place: Place) -> Any:
    key = KEYS.get(name)
    if key is None:
        raise _error(place, name, message=f'unknown key "{name}"{_in_table(place)}{_hint(name, place)}')
    match key.kind:
        case Kind.SELECTORS:
            return tuple(_selectors(name, value, place))
        case Kind.GLOBS:
            return _strings(name, value, place)
        case Kind.SELECTORS_BY_GLOB:
            return {
                pattern: tuple(_selectors(name, selectors, place, pattern))
                for pattern, selectors in _table(name, value, place).items()
            }
        case Kind.TABLE:
            return _table(name, value, place)
        case Kind.TABLES_BY_RULE:
            return dict(_rule_options(name, value, place))
        case _:
            return _scalar(name, key, value, place)


def _scalar(name: str, key: Key, value: object, place: Place) -> object:
    match key.kind, value:
        case Kind.BOOLEAN, bool():
            return value
        case Kind.BYTES, int() if not isinstance(value, bool) and value > 0:
            return value
        case Kind.PATH, str():
            return value
        case Kind.CHOICE, str() | int() if not isinstance(value, bool):
            return _choice(name, key, str(value), place)
    wanted = {
        Kind.BOOLEAN: "true or false",
        Kind.BYTES: "a whole number of bytes above 0",
        Kind.PATH: "a path in quotes",
        Kind.CHOICE: "one of " + ", ".join(f'"{choice}"' for choice in key.choices),
    }[key.kind]
    raise _error(place, name, message=f"{place.named(name)}has to be {wanted}, not {_kind_of(value)}")


def _choice(name: str, key: Key, value: str, place: Place) -> str:
    if value in key.choices:
        return value
    raise _error(place, name, message=f'{place.named(name)}can\'t be "{value}"{instead(value, key.choices)}')


def _strings(name: str, value: object, place: Place, *inner: str) -> tuple[str, ...]:
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        return tuple(value)
    found = next((item for item in value if not isinstance(item, str)), value) if isinstance(value, list) else value
    also = " in it" if isinstance(value, list) else ""
    message = f"{place.named(name, *inner)}has to be a list of strings, not {_kind_of(found)}{also}"
    raise _error(place, name, *inner, message=message)


def _selectors(name: str, value: object, place: Place, *inner: str) -> Iterator[str]:
    for selector in _strings(name, value, place, *inner):
        if wrong := complaint(selector):
            raise _error(place, name, *inner, item=selector, message=place.named(name, *inner, after=": ") + wrong)
        yield selector


def _table(name: str, value: object, place: Place) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    raise _error(place, name, message=f"{place.named(name)}has to be a table, not {_kind_of(value)}")


def _rule_options(name: str, value: object, place: Place) -> Iterator[tuple[str, dict[str, Any]]]:
    names = set(catalogue().values())
    for rule, options in _table(name, value, place).items():
        found = rule if rule in names else catalogue().get(rule)
        if found is None:
            known = complaint(rule) or f'"{rule}" names {len(codes_of(rule))} rules, options belong to one'
            raise _error(place, name, rule, message=f'"{name}": {known}')
        if not isinstance(options, dict):
            raise _error(place, name, rule, message=f'"{name}.{rule}" has to be a table, not {_kind_of(options)}')
        yield found, options


def _kind_of(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'the string "{value}"'
    if isinstance(value, (int, float)):
        return f"the number {value}"
    if isinstance(value, (list, tuple)):
        return "a list"
    return "a table" if isinstance(value, dict) else "a date"


def _in_table(place: Place) -> str:
    return f" in [{'.'.join(place.table)}]" if place.table else ""


def _hint(name: str, place: Place) -> str:
    if name == "tool" and not place.table:
        return "; outside pyproject.toml the keys stand at the top, without [tool.zerolint]"
    return instead(name, KEYS)


def _error(place: Place, *keys: str, message: str, item: str | None = None) -> SettingsError:
    return SettingsError(str(place.origin(*keys, item=item)), message)
