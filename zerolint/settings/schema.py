"""The JSON Schema of the settings, made from the table of keys; `schema.json` is this, written down for editors."""

from typing import Any

from zerolint.settings.keys import KEYS, Key, Kind

_STRINGS = {"type": "array", "items": {"type": "string"}}
_SELECTORS = {"type": "array", "items": {"$ref": "#/$defs/selector"}}

_TYPES: dict[Kind, dict[str, Any]] = {
    Kind.SELECTORS: _SELECTORS,
    Kind.GLOBS: _STRINGS,
    Kind.SELECTORS_BY_GLOB: {"type": "object", "additionalProperties": _SELECTORS},
    Kind.BOOLEAN: {"type": "boolean"},
    Kind.BYTES: {"type": "integer", "minimum": 1},
    Kind.PATH: {"type": "string"},
    Kind.TABLE: {"type": "object"},
    Kind.TABLES_BY_RULE: {"type": "object", "additionalProperties": {"type": "object"}},
}


def schema() -> dict[str, Any]:
    """The schema of `[tool.zerolint]`, or of all of zerolint.toml."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of zerolint: [tool.zerolint] in pyproject.toml, or zerolint.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _property(key) for name, key in KEYS.items()},
        "$defs": {
            "selector": {
                "type": "string",
                "description": "A rule's code (ZL201), the beginning of a code (ZL2), or a rule's name.",
                "pattern": "^([Zz][Ll][0-9]{0,3}|[a-z0-9]+(-[a-z0-9]+)*)$",
            }
        },
    }


def _property(key: Key) -> dict[str, Any]:
    described = {"description": key.help, **_type(key)}
    if key.default is not None:
        described["default"] = list(key.default) if isinstance(key.default, tuple) else key.default
    return described


def _type(key: Key) -> dict[str, Any]:
    if key.kind is not Kind.CHOICE:
        return _TYPES[key.kind]
    # A version may be written as the number that it is: `target-keras = 3`.
    numbers = [int(choice) for choice in key.choices if choice.isdigit()]
    return {"enum": [*key.choices, *numbers]}
