"""Which rules run: code, prefix, name; layers; per file."""

from pathlib import Path

import pytest

from zerolint.check import registry
from zerolint.settings import Resolver
from zerolint.settings.catalogue import catalogue
from zerolint.settings.selectors import Selection, codes_of, complaint, matches, selected

OWN = {"ZL900", "ZL901", "ZL902", "ZL903"}


def test_catalogue_agrees_with_the_registry() -> None:
    assert dict(catalogue()) == {rule.code: rule.name for rule in registry.load()}


@pytest.mark.parametrize(
    ("selector", "codes"),
    [
        ("ZL9", OWN),
        ("zl90", OWN),
        ("ZL901", {"ZL901"}),
        ("unused-suppression", {"ZL901"}),
        ("ZL9011", set()),
        ("Unused-Suppression", set()),
        ("", set()),
    ],
)
def test_selector(selector: str, codes: set[str]) -> None:
    assert codes_of(selector) == codes
    assert (complaint(selector) is None) == bool(codes)


def test_zl_is_every_rule() -> None:
    assert codes_of("ZL") == set(catalogue())


ALL = Selection(select=("ZL",))


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ((ALL,), OWN),
        ((ALL, Selection(ignore=("ZL901",))), OWN - {"ZL901"}),
        ((ALL, Selection(ignore=("ZL9",), extend=("ZL901",))), {"ZL901"}),
        ((ALL, Selection(ignore=("ZL901",), extend=("ZL9",))), OWN - {"ZL901"}),
        ((ALL, Selection(ignore=("unused-suppression",))), OWN - {"ZL901"}),
        ((ALL, Selection(ignore=("ZL901",)), Selection(extend=("ZL901",))), OWN),
        ((ALL, Selection(ignore=("ZL901",)), Selection(select=("ZL901",))), {"ZL901", "ZL900", "ZL903"}),
        ((Selection(select=("ZL901",)),), {"ZL901", "ZL900", "ZL903"}),
        ((Selection(select=()),), {"ZL900", "ZL903"}),
        ((Selection(select=("ZL901",), ignore=("ZL900",)),), {"ZL901", "ZL903"}),
    ],
)
def test_selected(layers: tuple[Selection, ...], expected: set[str]) -> None:
    assert selected(layers) & OWN == expected


def test_per_file_ignores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("zerolint.toml").write_text(
        '[per-file-ignores]\n"tests/*" = ["ZL901"]\n"demo.py" = ["ZL902"]\n"!src/*" = ["ZL903"]\n'
    )
    found = Resolver().for_folder(".")

    def missing(path: str) -> set[str]:
        return OWN - found.codes(str(tmp_path / path))

    assert missing("src/a.py") == set()
    assert missing("src/demo.py") == {"ZL902"}
    assert missing("tests/deep/a.py") == {"ZL901", "ZL903"}


def test_fixable() -> None:
    assert matches(("ZL",), "ZL901")
    resolver = Resolver({"fixable": ["ZL9"], "unfixable": ["unused-suppression"]})
    found = resolver.for_folder(".")
    assert found.may_fix("ZL900")
    assert not found.may_fix("ZL901")
