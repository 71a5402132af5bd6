"""The page on precision is made of the adjudicated list, and the list is whole."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _benchmarks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    sys.modules.pop("precision", None)


def test_the_page_is_made_of_the_list() -> None:
    import precision

    assert precision.PAGE.read_text("utf-8") == precision.page(precision.read())


def test_every_finding_was_judged_twice_and_settled() -> None:
    import precision

    judged = precision.read()
    assert len(judged) > 300
    for one in judged:
        assert len(one.reason) > 10, one
        assert one.commit, one
        if one.first is one.second and one.first is not None:
            assert one.true is one.first, one


def test_programs_are_linted_again(tmp_path: Path) -> None:
    import precision

    program = tmp_path / "some__one" / "train.py"
    program.parent.mkdir()
    program.write_text(
        "import keras\n"
        "model = keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(1, activation='softmax')])\n"
        "model.compile(optimizer='adam', loss='binary_crossentropy')\n"
    )
    rest = {"set": 1, "repository": "some/one", "commit": "a", "cell": None, "confidence": "high", "message": ""}
    rest |= {"first": True, "second": True, "true": True, "reason": "it is so"}
    made = [
        precision.Judged(path="train.py", line=2, rule="ZL203", **rest),
        precision.Judged(path="train.py", line=3, rule="ZL203", **rest),
        precision.Judged(path="gone.py", line=3, rule="ZL203", **rest),
    ]
    assert [one.now for one in precision.again(made, [tmp_path])] == [True, False, True]
