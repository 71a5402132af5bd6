"""ZL501–ZL503: how predictions are read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zerolint.api import Decoding, Finding, Prediction, Reading, Replace

from .build import ask, at, head, labels, loss, one_hot, prediction, reading, run, said

NOTHING: list[object] = []
READ = at("reading")
SIGMOID = run(head(1, "sigmoid"), "binary_crossentropy", labels())
SOFTMAX = run(head(3, "softmax"), "categorical_crossentropy", one_hot())
LOGITS = run(head(1), loss("binary_crossentropy", from_logits=True), labels())
HINGE = run(head(1, "tanh"), "hinge", labels())
LEAST_SQUARES = run(head(1), "mse", labels())


def argmax(size: int | None, **changes: object) -> Decoding:
    return reading(Reading.ARGMAX, axis_size=size, by="np.argmax", **changes)


def above(value: float | None, **changes: object) -> Decoding:
    return reading(Reading.THRESHOLD, value=value, **changes)


def cut(*before: str) -> Decoding:
    return reading(Reading.TRUNCATE, by="astype", before=before)


CASES = {
    "argmax of one": ("ZL501", prediction(SIGMOID, argmax(1)), [("high", READ)]),
    "argmax of one, indexed first": ("ZL501", prediction(SIGMOID, argmax(1, before=("index",))), [("high", READ)]),
    "argmax of three": ("ZL501", prediction(SOFTMAX, argmax(3)), NOTHING),
    "argmax of nobody knows": ("ZL501", prediction(SIGMOID, argmax(None)), NOTHING),
    "argmax of both classes": ("ZL501", prediction(SIGMOID, argmax(1, before=("hstack",))), NOTHING),
    "cut": ("ZL502", prediction(SIGMOID, cut()), [("high", READ)]),
    "cut, several": ("ZL502", prediction(SOFTMAX, cut("index")), [("high", READ)]),
    "cut after a sigmoid": ("ZL502", prediction(LOGITS, cut("sigmoid")), [("high", READ)]),
    "cut after rounding": ("ZL502", prediction(SIGMOID, cut("round")), NOTHING),
    "cut after times 100": ("ZL502", prediction(SIGMOID, cut("multiply")), NOTHING),
    "cut logits": ("ZL502", prediction(LOGITS, cut()), NOTHING),
    "cut ones": ("ZL502", prediction(run(head(1, "softmax"), "mse"), cut()), NOTHING),
    "logits above 0.5": ("ZL503", prediction(LOGITS, above(0.5)), [("high", READ)]),
    "logits above 0.3": ("ZL503", prediction(LOGITS, above(0.3)), [("medium", READ)]),
    "logits rounded": ("ZL503", prediction(LOGITS, reading(Reading.ROUND)), [("high", READ)]),
    "hinge above 0.5": ("ZL503", prediction(HINGE, above(0.5)), [("high", READ)]),
    "logits above 0": ("ZL503", prediction(LOGITS, above(0.0)), NOTHING),
    "logits above what": ("ZL503", prediction(LOGITS, above(None)), NOTHING),
    "sigmoid of logits above 0.5": ("ZL503", prediction(LOGITS, above(0.5, before=("sigmoid",))), NOTHING),
    "probabilities above 0.5": ("ZL503", prediction(SIGMOID, above(0.5)), NOTHING),
    "least squares above 0.5": ("ZL503", prediction(LEAST_SQUARES, above(0.5)), NOTHING),
    "never trained": ("ZL503", replace(prediction(LOGITS, above(0.5)), run=None), NOTHING),
}


@pytest.mark.parametrize("name", CASES)
def test_readings(name: str) -> None:
    code, subject, expected = CASES[name]
    assert said(code, subject) == expected


def edits(code: str, subject: Prediction) -> object:
    found: list[Finding] = ask(code, subject)
    return found[0].fix.edits if found[0].fix else None


def test_readings_are_repaired() -> None:
    operand = at("operand")
    assert edits("ZL501", prediction(SIGMOID, argmax(1))) == (Replace(READ, "({}[:, 0] > 0.5).astype(int)", operand),)
    assert edits("ZL501", prediction(LOGITS, argmax(1))) == (Replace(READ, "({}[:, 0] > 0).astype(int)", operand),)
    assert edits("ZL501", prediction(SIGMOID, argmax(1, before=("index",)))) is None
    assert edits("ZL502", prediction(SIGMOID, cut())) == (Replace(operand, "{} > 0.5", operand),)
    assert edits("ZL502", prediction(SOFTMAX, cut())) is None
    assert edits("ZL503", prediction(LOGITS, above(0.5))) == (Replace(at("threshold"), "0"),)


def test_a_reading_of_one_of_several_heads() -> None:
    logits, probabilities = head(1), head(2, "softmax")
    two = run((logits, probabilities), loss("binary_crossentropy", from_logits=True), labels())
    assert ask("ZL502", prediction(two, cut())) == [], "which one is read isn't known"
    assert said("ZL502", prediction(two, replace(cut(), head=probabilities))) == [("high", READ)]
