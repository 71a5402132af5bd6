"""How predictions are read: every operation on them is in their trace, under the word that rules look for."""

from __future__ import annotations

import pytest
from libs.run import prediction, readings, run

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
    "rounding to digits": ("p.round(2)", ["round 2"]),
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
    "formatted by percent": ("'%d' % p[0][0]", ["index", "index", "format d"]),
    "logical": ("np.greater(p, 0.5)", ["compare 0.5"]),
    "through a function": ("def decide(v):\n    return v > 0.4\ndecide(p)", ["compare 0.4"]),
    "vectorised": ("np.vectorize(lambda v: v > 0.4)(p)", ["compare 0.4"]),
    "mapped": ("list(map(lambda v: np.argmax(v), p))", ["index", "argmax of 3"]),
}


@pytest.mark.parametrize(("script", "expected"), CASES.values(), ids=CASES)
def test_traces(script: str, expected: list[str]) -> None:
    assert readings(script, 5, 3) == expected


def test_a_vector_against_a_column_is_remembered() -> None:
    ran = run("y = np.zeros(5)\ny - p\nnp.mean(y == (p > 0.5))\ny - p.ravel()", p=prediction(5, 1))
    assert [event["op"] for event in ran.events("broadcast")] == ["-", "=="]
