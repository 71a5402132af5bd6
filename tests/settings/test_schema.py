"""The shipped JSON Schema agrees with the keys, and with what the reader accepts."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from zerolint.settings import Resolver, SettingsError
from zerolint.settings.keys import KEYS
from zerolint.settings.schema import schema


@pytest.fixture(scope="module")
def shipped() -> Any:
    return json.loads((files("zerolint.settings") / "schema.json").read_text(encoding="utf-8"))


def test_shipped_schema_is_up_to_date(shipped: Any) -> None:
    assert shipped == json.loads(json.dumps(schema()))


def test_schema_is_a_schema(shipped: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(shipped)
    assert set(shipped["properties"]) == set(KEYS)


VALUES: dict[str, tuple[Any, Any]] = {
    "exclude": (["a"], "a"),
    "extend": ("base.toml", 3),
    "extend-exclude": ([], [1]),
    "extend-select": (["ZL901"], ["ZL 1"]),
    "fail-on": ("error", "never"),
    "fixable": (["ZL"], "ZL"),
    "ignore": (["syntax-error"], ["Syntax Error"]),
    "include": (["*.py"], {}),
    "max-file-size": (10, 0),
    "min-confidence": ("low", "none"),
    "output-format": ("json", "xml"),
    "per-file-ignores": ({"a.py": ["ZL9"]}, {"a.py": "ZL9"}),
    "preview": (True, "yes"),
    "probe": ({"x": 1}, 1),
    "respect-gitignore": (False, 0),
    "rules": ({"syntax-error": {"x": 1}}, {"syntax-error": 1}),
    "select": (["zl900"], "ZL900"),
    "target-keras": (2, 4),
    "unfixable": ([], None),
}


def test_every_key_has_a_value() -> None:
    assert set(VALUES) == set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_schema_and_reader_accept_the_same(
    key: str, shipped: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    good, bad = VALUES[key]
    jsonschema.validate({key: good}, shipped)
    Resolver({key: good})
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({key: bad}, shipped)
    with pytest.raises(SettingsError):
        Resolver({key: bad})
