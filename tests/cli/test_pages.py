"""`zerolint rule`, `rules` and `config`."""

from __future__ import annotations

import json

import pytest
from cli.conftest import Zerolint, write

from zerolint.check.registry import load
from zerolint.settings.keys import KEYS


@pytest.mark.parametrize("name", ["ZL901", "zl901", "unused-suppression"])
def test_rule(zerolint: Zerolint, name: str) -> None:
    done = zerolint("rule", name)
    assert (done.status, done.err) == (0, "")
    assert "ZL901 unused-suppression" in done.out
    assert "## Why it is bad" in done.out


def test_rule_as_json(zerolint: Zerolint) -> None:
    record = json.loads(zerolint("rule", "ZL901", "--output-format", "json").out)
    assert (record["code"], record["fix"]) == ("ZL901", True)


def test_rules(zerolint: Zerolint) -> None:
    lines = zerolint("rules").out.splitlines()
    assert [line.split()[0] for line in lines] == [rule.code for rule in load()]
    records = json.loads(zerolint("rules", "--output-format", "json").out)
    assert [record["code"] for record in records] == [rule.code for rule in load()]


def test_config(zerolint: Zerolint) -> None:
    write("sub/zerolint.toml", '\nselect = ["ZL9"]\n')
    assert 'select = ["ZL9"]  # sub/zerolint.toml:2\n' in zerolint("config", "sub").out
    assert 'select = ["ZL"]  # default\n' in zerolint("config").out
    assert 'select = ["ZL"]  # default\n' in zerolint("config", "sub", "--isolated").out
    assert "sub/zerolint.toml:2" in zerolint("config", "--config", "sub/zerolint.toml").out
    data = json.loads(zerolint("config", "sub/zerolint.toml", "--output-format", "json").out)
    assert list(data) == list(KEYS)
    assert data["select"] == {"value": ["ZL9"], "origin": "sub/zerolint.toml:2"}
