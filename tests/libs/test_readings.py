"""How predictions are read: every operation on them is in their trace, under the word that rules look for."""

from __future__ import annotations

import pytest
from libs.run import prediction, readings, run

from zerolint.libs.arrays import TraceStep
from zerolint.libs.keras.scores import Scores

CASES = {
    "argmax": ("np.argmax(p, axis=1)", ["argmax 1 of 3"]),
    "argmax by method": ("p.argmax(axis=-1)", ["argmax -1 of 3"]),
    "argmax over everything": ("np.argmax(p)", ["argmax of 15"]),
    "argmax of one row": ("np.argmax(p[0])", ["index", "argmax of 3"]),
    "threshold": ("p > 0.5", ["compare 0.5"]),
    "threshold from the left": ("0.5 < p", ["compare 0.5"]),
    "threshold as numbers": ("(p > 0.5).astype(int)", ["compare 0.5", "cast int"]),
    "threshold by function": ("np.where(p > 0.5, 1, 0)", ["compare 0.5", "where"]),
    "rounding": ("np.round(p)", ["round"]),
    "rounding by method": ("p.round().astype('int32')", ["round", "cast int32"]),
    "rounding to digits": ("p.round(2)", ["decimals 2"]),
    "rounding to tens": ("np.round(p, -1)", ["opaque -1"]),
    "rounding to some digits": ("import sys\nnp.round(p, len(sys.argv))", ["opaque"]),
    "written as a whole number": ("'%s is %d' % (1, p[0][0])", ["index", "index", "int"]),
    "truncation": ("p.astype(int)", ["cast int"]),
    "truncation by int()": ("int(p[0][0])", ["index", "index", "cast int"]),
    "truncation by floor": ("np.floor(p)", ["floor"]),
    "truncation by division": ("p // 1", ["floor 1"]),
    "truncation by type": ("np.int32(p)", ["cast int32"]),
    "truncation by assignment": ("y = np.zeros(5, dtype=int)\ny[0] = p[0][0]", ["index", "index", "cast int64"]),
    "in a loop": ("for q in p:\n    r = q > 0.5", ["index", "compare 0.5"]),
    "in a comprehension": ("[1 if q > 0.3 else 0 for q in p]", ["index", "compare 0.3"]),
    "in a list": ("[np.argmax(q) for q in p]", ["index", "argmax of 3"]),
    "rescaled first": ("(p * 255).astype('uint8')", ["multiply 255", "cast uint8"]),
    "flattened first": ("p.flatten() > 0.5", ["reshape", "compare 0.5"]),
    "squeezed first": ("np.squeeze(p) > 0.5", ["reshape", "compare 0.5"]),
    "difference": ("y = np.zeros((5, 3))\ny - p", ["subtract"]),
    "compared with labels": ("y = np.zeros((5, 3))\ny == p.round()", ["round", "compare"]),
    "softmax by hand": ("np.exp(p) / np.sum(np.exp(p))", ["exp", "sum"]),
    "sigmoid by hand": ("1 / (1 + np.exp(-p))", ["multiply -1", "exp", "add 1", "divide 1"]),
    "sigmoid by SciPy": ("from scipy.special import expit\nexpit(p)", ["sigmoid"]),
    "a column": ("p[:, 0]", ["index"]),
    "a frame": ("pd.DataFrame(p, columns=['a', 'b', 'c'])['a'] > 0.5", ["copy", "column", "compare 0.5"]),
    "stacked": ("np.concatenate([p, p]).argmax(1)", ["argmax 1 of 3"]),
    "collected": ("ps = []\nfor i in range(3):\n    ps.append(p)\nnp.array(ps) > 0.5", ["copy", "compare 0.5"]),
    "scored": (
        "from sklearn.metrics import accuracy_score\naccuracy_score([0] * 5, p.argmax(1))",
        ["argmax 1 of 3", "scored sklearn.metrics.accuracy_score"],
    ),
    "scaled back": (
        "from sklearn.preprocessing import StandardScaler\nStandardScaler().fit(np.zeros((4, 3))).inverse_transform(p)",
        ["inverse_transform"],
    ),
    "set by a mask": ("p[p > 0.5] = 1\np.astype(int)", ["threshold", "cast int"]),
    "formatted": ("f'{p[0][0]:.2f}'", ["index", "index", "format .2f"]),
    "formatted by method": ("'{:d}'.format(p[0][0])", ["index", "index", "format d"]),
    "formatted by percent": ("'%.2f' % p[0][0]", ["index", "index", "format %.2f"]),
    "logical": ("np.greater(p, 0.5)", ["compare 0.5"]),
    "through a function": ("def decide(v):\n    return v > 0.4\ndecide(p)", ["compare 0.4"]),
    "vectorised": ("np.vectorize(lambda v: v > 0.4)(p)", ["compare 0.4"]),
    "mapped": ("list(map(lambda v: np.argmax(v), p))", ["index", "argmax of 3"]),
}


@pytest.mark.parametrize(("script", "expected"), CASES.values(), ids=CASES)
def test_traces(script: str, expected: list[str]) -> None:
    assert readings(script, 5, 3) == expected


MEETINGS = {
    "on the left": ("p - y", "(5, 1) - (5,) matrix"),
    "on the right": ("y - p", "(5, 1) - (5,) swapped matrix"),
    "compared": ("np.mean(y == (p > 0.5))", "(5, 1) == (5,) swapped matrix"),
    "compared on the left": ("(p > 0.5) == y", "(5, 1) == (5,) matrix"),
    "by function": ("np.subtract(y, p)", "(5, 1) - (5,) swapped matrix"),
    "a vector": ("y - p.ravel()", "(5,) - (5,) swapped"),
    "a column each": ("y.reshape(-1, 1) - p", "(5, 1) - (5, 1) swapped"),
    "a pandas column, which raises": ("pd.Series(y) - p", "(5, 1) - (5,) swapped"),
    "of one array less the other": ("p.ravel() - y.reshape(-1, 1)", "(5,) - (5, 1) matrix"),
}


@pytest.mark.parametrize(("script", "expected"), MEETINGS.values(), ids=MEETINGS)
def test_what_predictions_meet(script: str, expected: str) -> None:
    ran = run(f"y = np.zeros(5)\n{script}", p=prediction(5, 1))
    steps = [step for event in ran.events("reading") for step in event.steps[-1:] if step.other is not None]
    assert [_meeting(step) for step in steps][:1] == [expected]


def _meeting(step: TraceStep) -> str:
    assert step.other is not None
    words = [f"{step.own.shape} {step.by} {step.other.shape}"]
    return " ".join([*words, *(["swapped"] if step.swapped else []), *(["matrix"] if step.matrix else [])])


NAMES = {
    "a variable": ("acc = s[0]", ["acc 0"]),
    "unpacked": ("loss, acc = s", ["loss 0"]),
    "printed": ("print('Accuracy:', s[0])", ["Accuracy: 0"]),
    "in a format string": ("f'loss {s[0]}, accuracy {s[1]:.2f}'", ["loss  0", ", accuracy  1"]),
    "formatted": ("'loss {:.2f} acc {}'.format(s[0], s[1])", ["loss  0", " acc  1"]),
    "formatted by percent": ("'loss %.2f acc %.1f%%' % (s[0], s[1] * 100)", ["loss  0", " acc  1"]),
    "rounded": ("acc = round(float(s[0]), 2)", []),
    "in percent": ("acc = s[1] * 100", ["acc 1"]),
    "another number": ("error = 1 - s[1]", []),
}


@pytest.mark.parametrize(("script", "expected"), NAMES.values(), ids=NAMES)
def test_names_of_scores(script: str, expected: list[str]) -> None:
    ran = run(script, s=Scores(None))
    assert [f"{each['words']} {each['place']}" for each in ran.events("score-named")] == expected


def test_a_vector_against_a_column_is_remembered() -> None:
    ran = run("y = np.zeros(5)\ny - p\nnp.mean(y == (p > 0.5))\ny - p.ravel()", p=prediction(5, 1))
    assert [event["op"] for event in ran.events("broadcast")] == ["-", "=="]
