"""What the values mean: labels, one-hot rows, random numbers, scales, and standardising by hand."""

from __future__ import annotations

from typing import Any

import pytest
from libs.run import run
from libs.training import program

from zerolint.program.data import Kind, Scale, Stats

NAMED = """
from sklearn.datasets import load_wine
from sklearn.preprocessing import LabelEncoder
wine = load_wine()
"""
R = "X = np.random.rand(100, 4)\n"
Z = "z = np.load('x.npy')\n"
ENCODE = """
def encode(word):
    z = np.zeros((7, 60))
    for i, c in enumerate(word):
        z[i, code[c]] = 1
    return z
"""
CODE = """
t = load()
code = dict((c, i) for i, c in enumerate(sorted(set(t))))
"""
MNIST = "from keras.datasets import mnist\n(a, _), _ = mnist.load_data()\n"
KINDS: dict[str, tuple[str, Kind, int | None]] = {
    "labels": ("x = np.array([0, 1, 2, 0, 1])", Kind.CLASSES, 3),
    "XOR": ("x = np.array([[0], [1], [1], [0]])", Kind.CLASSES, 2),
    "XOR in floats": ("x = np.array([[0.], [1.], [1.], [0.]])", Kind.CLASSES, 2),
    "inputs of XOR": ("x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])", Kind.UNKNOWN, None),
    "counting": ("x = np.array([0, 1, 2, 3, 4])", Kind.UNKNOWN, 5),
    "odd numbers": ("x = np.array([1, 3, 5, 7])", Kind.UNKNOWN, 4),
    "prices": ("x = np.array([1.5, 2.5, 3.5])", Kind.CONTINUOUS, None),
    "one-hot": ("x = np.array([[0, 1], [1, 0], [1, 0]])", Kind.ONE_HOT, 2),
    "words": ("x = np.array(['cat', 'dog', 'cat'])", Kind.UNKNOWN, 2),
    "words of several classes, one after the other": (
        (
            "t = []\nfor c in ['cat', 'dog', 'cow']:\n    t.extend(np.tile(c, len(load(c))))\n"
            "x = pd.get_dummies(np.array(t)).values"
        ),
        Kind.ONE_HOT,
        None,
    ),
    "blocks": ("x = np.concatenate([np.zeros(9), np.ones(9)])", Kind.CLASSES, 2),
    "lists of labels": ("x = np.array([0] * 30 + [1] * 30)", Kind.CLASSES, 2),
    "filled": ("x = np.zeros(100)\nx[50:] = 1", Kind.CLASSES, 2),
    "one-hot by eye": ("x = np.eye(4)[np.random.randint(0, 4, 9)]", Kind.ONE_HOT, 4),
    "one-hot by index": ("x = np.zeros((9, 4))\nx[np.arange(9), np.random.randint(0, 4, 9)] = 1", Kind.ONE_HOT, 4),
    "one-hot in a loop": (
        "x = np.zeros((900, 4))\nfor i, c in enumerate(load()):\n    x[i, c] = 1",
        Kind.ONE_HOT,
        4,
    ),
    "multi-hot in a loop": (
        "x = np.zeros((900, 4))\nfor i, row in enumerate(np.load('t.npy')):\n    x[i, [1, 2]] = 1.",
        Kind.MULTI_HOT,
        4,
    ),
    "words of reviews": (
        (
            "from keras.datasets import imdb\n(t, _), _ = imdb.load_data(num_words=90)\nx = np.zeros((len(t), 90))\n"
            "for i, words in enumerate(t):\n    x[i, words] = 1."
        ),
        Kind.MULTI_HOT,
        90,
    ),
    "letters in two loops": (
        "x = np.zeros((90, 40, 60), bool)\nfor i,s in enumerate(load()):\n  for t,c in enumerate(s):\n    x[i,t,c]=1",
        Kind.ONE_HOT,
        60,
    ),
    "letters of each word": (
        ENCODE + "x = np.zeros((90, 7, 60))\nfor i, w in enumerate(load()):\n    x[i] = encode(w)",
        Kind.ONE_HOT,
        60,
    ),
    "a code of letters": (
        CODE + "x = np.zeros((90, 60))\nfor i, c in enumerate(t):\n    x[i, code[c]] = 1",
        Kind.ONE_HOT,
        60,
    ),
    "comparison": (f"{R}x = X.sum(axis=1) > 2", Kind.CLASSES, 2),
    "cast comparison": (f"{R}x = (X[:, 0] > X[:, 1]).astype('float32')", Kind.CLASSES, 2),
    "remainder": ("x = np.arange(100) % 3", Kind.CLASSES, 3),
    "where": (f"{R}x = np.where(X[:, 0] > 0.5, 1, 0)", Kind.CLASSES, 2),
    "minus one and one": ("x = np.array([0, 1, 1, 0]) * 2 - 1", Kind.CLASSES, 2),
    "argmax of one-hot": ("x = np.eye(3)[[0, 1, 2]].argmax(axis=1)", Kind.CLASSES, 3),
    "computed": (f"{R}x = 3 * X[:, 0] + 2", Kind.CONTINUOUS, None),
    "rounded probabilities": (f"{R}x = np.round(X[:, 0])", Kind.CLASSES, 2),
    "labels through a scaler": (
        "from sklearn import preprocessing as p\nx = p.StandardScaler().fit_transform(np.array([[0], [1], [2], [0]]))",
        Kind.CLASSES,
        3,
    ),
    "labels divided": ("x = np.array([0, 1, 2, 0]) / 255", Kind.CLASSES, 3),
    "multiples of a fraction": ("x = np.arange(1900, 2020) * 0.05 + 1.6", Kind.CONTINUOUS, None),
    "powers of fractions": ("x = 3 * (np.arange(200, dtype='float32') / 100) ** 2", Kind.CONTINUOUS, None),
    "whole numbers as floats": ("x = np.arange(120) * 1.0 + 3", Kind.UNKNOWN, None),
    "even numbers": ("x = np.arange(900) * 2", Kind.UNKNOWN, None),
    "fine classes": ("from keras.datasets import cifar100\n(_, x), _ = cifar100.load_data()", Kind.CLASSES, 100),
    "coarse classes": (
        "from keras.datasets import cifar100\n(_, x), _ = cifar100.load_data(label_mode='coarse')",
        Kind.CLASSES,
        20,
    ),
    "classes of a mode that isn't known": (
        "from keras.datasets import cifar100\n(_, x), _ = cifar100.load_data(mode())",
        Kind.CLASSES,
        None,
    ),
    "computed in a loop": ("x = []\nfor j in range(500):\n    x.append(2.5 * j + 1)", Kind.CONTINUOUS, None),
    "labels by turns": ("x = []\nfor j in range(500):\n    x.append(j % 4)", Kind.CLASSES, 4),
    "names of classes by their numbers": (
        f"{NAMED}x = LabelEncoder().fit_transform(wine.target_names[wine.target])",
        Kind.CLASSES,
        3,
    ),
    "names that are written out": (
        f"{NAMED}x = LabelEncoder().fit_transform(np.array(['a', 'b', 'c'])[wine.target])",
        Kind.CLASSES,
        3,
    ),
    "one name for two classes": (
        f"{NAMED}x = LabelEncoder().fit_transform(np.array(['a', 'b', 'b'])[wine.target])",
        Kind.CLASSES,
        2,
    ),
    "names of some rows": (
        f"{NAMED}x = LabelEncoder().fit_transform(wine.target_names[wine.target[wine.target < 2]])",
        Kind.CLASSES,
        None,
    ),
    "sums so far": (f"{R}x = np.cumsum(X[:, 0])", Kind.CONTINUOUS, None),
    "brightness of pictures": (f"{MNIST}x = (a.reshape(60000, 784) / 255).mean(axis=1)", Kind.CONTINUOUS, None),
    "grey pictures": (
        "from keras.datasets import cifar10\n(a, _), _ = cifar10.load_data()\nx = a.mean(axis=3)",
        Kind.IMAGE,
        None,
    ),
    "masks beside each other": (
        f"{R}b = X[:, :1] > 0.5\nx = np.concatenate((b, np.invert(b)), axis=-1)",
        Kind.UNKNOWN,
        None,
    ),
    "masks of pictures in two channels": (
        "b = np.all(load() == 255, axis=2)\nx = np.stack((b, ~b), axis=-1)",
        Kind.UNKNOWN,
        None,
    ),
    "labels one after the other, along the last axis": (
        "a = np.array([0, 1, 2, 0])\nx = np.concatenate((a, a), axis=-1)",
        Kind.CLASSES,
        3,
    ),
    "masks of pictures beside each other": (
        "b = np.all(load() == 255, axis=2)\nb = b.reshape(*b.shape, 1)\nx = np.concatenate((b, ~b), axis=2)",
        Kind.UNKNOWN,
        None,
    ),
    "one-hot rows, mixed": (
        (
            "y = np.eye(4)[np.random.randint(0, 4, 9)]\nw = np.random.beta(0.2, 0.2)\n"
            "x = w * y + (1 - w) * y[np.random.permutation(9)]"
        ),
        Kind.UNKNOWN,
        None,
    ),
    "one-hot rows, weighted row by row": (
        "y = np.eye(4)[np.random.randint(0, 4, 9)]\nx = y * np.random.rand(9, 1)",
        Kind.UNKNOWN,
        None,
    ),
    "brightest pixels": (f"{MNIST}x = a.max(axis=(1, 2))", Kind.UNKNOWN, None),
}


@pytest.mark.parametrize(("script", "kind", "classes"), KINDS.values(), ids=KINDS)
def test_kinds(script: str, kind: Kind, classes: int | None) -> None:
    data = run(script).data("x")
    assert (data.kind, data.classes) == (kind, classes)


RANDOM = {
    "drawn": ("y = np.random.randint(0, 2, 100)", True),
    "drawn and compared": ("y = np.random.rand(100) > 0.5", True),
    "drawn, scaled and cast": ("y = (np.random.rand(100) * 10).astype(int)", True),
    "drawn and rounded": ("y = np.round(np.random.rand(100))", True),
    "rounded by method": ("y = np.random.rand(100).round()", True),
    "reshaped": ("y = np.random.rand(100).reshape(-1, 1)[:50]", True),
    "one-hot of drawn": ("y = np.eye(3)[np.random.randint(0, 3, 100)]", True),
    "ones stored at drawn places": ("y = np.zeros((9, 4))\ny[np.arange(9), np.random.randint(0, 4, 9)] = 1", True),
    "chosen": ("y = np.random.choice([0, 1], 100)", True),
    "drawn by Python": ("import random\ny = np.array([random.randint(0, 1) for _ in range(9)])", True),
    "sum of inputs": (f"{R}y = X.sum(axis=1)", False),
    "rule on inputs": (f"{R}y = (X.sum(axis=1) > 2).astype(int)", False),
    "a column": (f"{R}y = X[:, 0] * 2 + 1", False),
    "weights": (f"{R}y = X @ np.random.rand(4, 1)", False),
    "line with noise": ("X = 2 * np.random.rand(100, 1)\ny = 4 + 3 * X + np.random.randn(100, 1)", False),
    "sine": (f"{R}y = np.sin(X[:, 0])", False),
    "mean of inputs": (f"{R}y = np.mean(X, axis=1)", False),
    "by apply": ("X = pd.DataFrame(np.random.rand(9, 2), columns=['a', 'b'])\ny = X['a'] + X['b']", False),
    "ones stored by a rule": (f"{R}y = np.zeros((100, 2))\ny[np.arange(100), (X[:, 0] > 0.5).astype(int)] = 1", False),
    "noise on something": ("y = np.linspace(0, 1, 50) + np.random.randn(50)", False),
}


@pytest.mark.parametrize(("script", "expected"), RANDOM.values(), ids=RANDOM)
def test_random(script: str, expected: bool) -> None:
    assert run(script).data("y").random is expected


SCALES: dict[str, tuple[str, Scale]] = {
    "raw": (f"{Z}x = z", Scale.RAW),
    "by 255": (f"{Z}x = z / 255.0", Scale.UNIT),
    "by 255 in place": (f"{Z}z = z.astype('float32')\nz /= 255\nx = z", Scale.UNIT),
    "times 1/255": (f"{Z}x = z * (1. / 255)", Scale.UNIT),
    "by 127.5 minus 1": (f"{Z}x = z / 127.5 - 1", Scale.SYMMETRIC),
    "minus 127.5 by 127.5": (f"{Z}x = (z - 127.5) / 127.5", Scale.SYMMETRIC),
    "unit minus half": (f"{Z}x = z / 255. - 0.5", Scale.SYMMETRIC),
    "unit times two minus one": (f"{Z}x = z / 255. * 2 - 1", Scale.SYMMETRIC),
    "by another number": (f"{Z}x = z / 42", Scale.OPAQUE),
    "by something unknown": (f"{Z}x = z / load()", Scale.OPAQUE),
    "by the maximum": (f"{Z}x = z / z.max()", Scale.NORMALISED),
    "by the largest magnitude": (f"{Z}x = z / np.max(np.abs(z))", Scale.NORMALISED),
    "standardised": (f"{Z}x = (z - z.mean()) / z.std()", Scale.STANDARD),
    "by columns": (f"{Z}x = (z - np.mean(z, axis=0)) / np.std(z, axis=0)", Scale.STANDARD),
    "with an epsilon": (f"{Z}x = (z - z.mean(0)) / (z.std(0) + 1e-7)", Scale.STANDARD),
    "in place": (f"{Z}m = z.mean(axis=0)\nz -= m\ns = z.std(axis=0)\nz /= s\nx = z", Scale.STANDARD),
    "by a variance": (f"{Z}x = (z - z.mean()) / np.sqrt(z.var())", Scale.STANDARD),
    "min-max": (f"{Z}x = (z - z.min()) / (z.max() - z.min())", Scale.UNIT),
    "min-max by ptp": (f"{Z}x = (z - z.min(0)) / np.ptp(z, axis=0)", Scale.UNIT),
    "by a function": (
        f"{Z}def scale(v):\n    lo, hi = np.min(v), np.max(v)\n    return (v - lo) / (hi - lo)\nx = scale(z)",
        Scale.UNIT,
    ),
    "by the training part's": (f"{Z}t, v = z[:80], z[80:]\nx = (v - t.mean(0)) / t.std(0)", Scale.STANDARD),
    "column by column": (
        f"{Z}for i in range(5):\n    z[:, i] = (z[:, i] - z[:, i].mean()) / z[:, i].std()\nx = z",
        Scale.OPAQUE,
    ),
    "norm": (f"{Z}x = z / np.linalg.norm(z)", Scale.NORMALISED),
    "log": (f"{Z}x = np.log1p(z)", Scale.LOG),
    "z-score": (f"{Z}from scipy.stats import zscore\nx = zscore(z)", Scale.STANDARD),
    "reshaped after": (f"{Z}x = (z / 255.).reshape(-1, 784)[:10]", Scale.UNIT),
    "unknown values standardised": ("x = (load() - np.mean(load())) / np.std(load())", Scale.STANDARD),
    "scaled and back": (f"{Z}x = z / 255. * 255", Scale.OPAQUE),
}


@pytest.mark.parametrize(("script", "scale"), SCALES.values(), ids=SCALES)
def test_scales(script: str, scale: Scale) -> None:
    assert run(script).data("x").scale is scale


STANDARDISED: dict[str, tuple[str, dict[str, Any]]] = {
    "plain": (f"{Z}x = (z - z.mean(0)) / z.std(0)", {"kind": "std", "guarded": False, "in_function": False}),
    "epsilon": (f"{Z}x = (z - z.mean(0)) / (z.std(0) + 1e-8)", {"guarded": True}),
    "epsilon before": (f"{Z}s = z.std(0) + 1e-8\nx = (z - z.mean(0)) / s", {"guarded": True}),
    "zeros replaced": (f"{Z}s = z.std(0)\ns[s == 0] = 1\nx = (z - z.mean(0)) / s", {"guarded": True}),
    "where": (f"{Z}s = z.std(0)\nx = (z - z.mean(0)) / np.where(s == 0, 1, s)", {"guarded": True}),
    "maximum": (f"{Z}x = (z - z.mean(0)) / np.maximum(z.std(0), 1e-6)", {"guarded": True}),
    "range": (f"{Z}x = (z - z.min(0)) / (z.max(0) - z.min(0))", {"kind": "range", "guarded": False}),
    "in place": (f"{Z}z -= z.mean(0)\nz /= z.std(0)", {"kind": "std", "guarded": False}),
    "variance with epsilon": (f"{Z}x = (z - z.mean(0)) / np.sqrt(z.var(0) + 1e-5)", {"guarded": True}),
    "in a function that knows nothing": (
        "def f(v):\n    return (v - np.mean(v)) / np.std(v)\nf(load())",
        {"in_function": True, "guarded": False},
    ),
}


@pytest.mark.parametrize(("script", "expected"), STANDARDISED.values(), ids=STANDARDISED)
def test_standardising_is_remembered(script: str, expected: dict[str, Any]) -> None:
    (event,) = run(script).events("standardise")
    assert {key: event[key] for key in expected} == expected


TRAPS = {
    "np.zeros((2, 3), 'uint8') - 1": ["wraps"],
    "I - 127": ["wraps"],
    "I - 127.5": [],
    "I * 2": ["wraps"],
    "I // 255": ["truncates"],
    "I / 255": [],
    "I.astype('float32') - 127": [],
    "np.random.randint(0, 256, (5, 5)) - 127": [],
}


@pytest.mark.parametrize(("expression", "expected"), TRAPS.items())
def test_integer_arithmetic(expression: str, expected: list[str]) -> None:
    ran = run(f"I = np.random.randint(0, 256, (50, 8)).astype(np.uint8)\nx = {expression}")
    assert [event["trap"] for event in ran.events("integer-arithmetic")] == expected


def test_lists_made_of_arrays_are_lists() -> None:
    ran = run(
        "a = list(np.zeros((3, 2)))\nb = np.ones((2, 2)).tolist()\nx = np.array(a + b)\na.append([7, 7])\n"
        "y = np.array(a)\nz = a + [[1, 2]]\nw = np.array(a) + 1"
    )
    assert [ran.data(name).shape for name in "xyzw"] == [(5, 2), (4, 2), (5, 2), (4, 2)]
    assert ran.data("w").stats.hi == 8


def test_shuffles_and_seeds_are_told_apart() -> None:
    ran = run(
        "x, y = np.arange(9), np.arange(9)\np = np.random.permutation(9)\na, b = x[p], y[p]\n"
        "np.random.seed(1)\nnp.random.shuffle(x)\nnp.random.seed(1)\nnp.random.shuffle(y)"
    )
    sites = {name: ran.data(name).did("shuffle").site for name in "abxy"}  # type: ignore[union-attr]  # each did
    assert sites["a"] is sites["b"]
    assert sites["x"] is not sites["y"]
    assert [ran.machine.plain(event["value"]) for event in ran.events("seed")] == [1, 1]


def test_arithmetic_in_loops_adds_up() -> None:
    ran = run(
        "x, y, z = np.zeros(3), np.zeros(3), np.zeros((9, 3))\nfor i in range(len(u())):\n    x += 1\n    y = y + 1\n"
        "    z[i] = np.ones(3)\n"
    )
    assert not ran.data("x").stats.bounded
    assert not ran.data("y").stats.bounded
    assert (ran.data("z").stats.lo, ran.data("z").stats.hi) == (0.0, 1.0)


def test_values_reach_at_least_their_bounds() -> None:
    ran = run("a = 20 + 5 * np.sin(np.arange(90)) * np.load('f.npy')[0].clip(0, 1)\nb = -a\nc = a - 30\n")
    found = {name: ran.data(name).stats for name in "abc"}
    assert [(found[name].reaches_up_to, found[name].reaches_down_to) for name in "abc"] == [
        (15, 25),
        (-25, -15),
        (-15, -5),
    ]
    assert [found[name].magnitude for name in "abc"] == [15, 15, 5]


def test_lists_that_hold_themselves_or_one_list_often_cost_little() -> None:
    ran = run("l = []\nl.append(l)\nx = np.array(l)\nk = [load()]\n" + "k = [k, k]\n" * 40 + "y = np.array(k)")
    assert {type(ran.value(name)).__name__ for name in "xy"} == {"Unknown"}


FILLED = ("a[i][0] = unknown[i]", "a[i][i] = unknown[i]", "a[0][i][i] = unknown[i]", "b = a[i]\n    b[0] = unknown[i]")


@pytest.mark.parametrize("body", FILLED)
def test_what_is_stored_into_a_part_at_some_place_is_stored(body: str) -> None:
    """The numbers of a blank that a loop fills are no longer there."""
    ran = run(f"a = np.arange(300).reshape(3, 10, 10)\nfor i in range(80):\n    {body}\n")
    assert ran.data("a").stats.reaches_up_to is None


@pytest.mark.parametrize(
    ("guard", "expected"),
    [
        ("z.max() > 1", True),
        ("np.max(z) > 1.0", True),
        ("z.max() <= 1", False),
        ("np.max(z / 255) > 1", False),
        ("z[0].max() > 200", "unknown"),  # a dark picture
        ("z.mean() > 1", "unknown"),
        ("np.load('z.npy').max() > 1", "unknown"),
    ],
)
def test_a_guard_on_the_brightest_pixel_of_pictures_is_decided(guard: str, expected: object) -> None:
    assert run(f"import cv2\nz = cv2.imread('a.png')\nx = {guard}").plain("x") is expected


TARGETS = {
    "drawn apart": ("y = np.random.randint(0, 4, 100)", True),
    "drawn before, and an index of the inputs": ("y = np.random.randint(0, 4, 100)\nX[np.arange(100), y] += 1", False),
    "the largest of each row": ("y = X.argmax(axis=1)", False),
    "a column": ("y = X[:, 0]", False),
    "a part of the rows": ("y = np.clip(X[:, 0], 0.2, 0.8)\nX, y = X[20:], y[20:]", False),
    "drawn by the same call": ("f = lambda *s: np.random.rand(*s)\nX, y = f(100, 4), f(100, 9).argmax(axis=1)", True),
    "the inputs themselves": ("y = X", True),
}


@pytest.mark.parametrize(("script", "random"), TARGETS.values(), ids=TARGETS)
def test_targets_that_nothing_can_be_learned_of(script: str, *, random: bool) -> None:
    fitted = "\nm = keras.Sequential([layers.Dense(4)])\nm.compile('adam', 'mse')\nm.fit(X, y)\n"
    (made,) = program(R + script + fitted).runs
    assert made.targets[0].random is random


def test_how_far_skewed_values_surely_reach() -> None:
    # 90 zeros and 10 ones have mean 0.1 and spread 0.3, standardised ones -1/3 as their lowest.
    standard = Stats(mean=0.0, std=1.0)
    assert (standard.reaches_down_to, standard.reaches_up_to, standard.magnitude) == (0.0, 0.0, 1.0)
