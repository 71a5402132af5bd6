"""Samples of computed arrays: what they say is reached is reached, by NumPy's own account."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from libs.run import run

from zerolint.program.data import Kind

SETUP = """
import math
import numpy as np
rng = np.random.default_rng(3)
np.random.seed(3)
x = np.random.rand(2000, 3)
n = np.random.normal(5, 2, 2000)
u = rng.uniform(-4, 4, size=(2000, 1))
i = np.random.randint(0, 50, 2000)
t = np.linspace(0, 20, 2000)
k = np.arange(2000)
"""
REACHED = (
    "200 + 80 * x[:, 0] - 120 * x[:, 1] * x[:, 2]",
    "x.sum(axis=1)",
    "np.mean(x, axis=1, keepdims=True) * 10",
    "x[:, 0] ** 2 - x[:, 1]",
    "x[:1500, 1:].max(axis=1)",
    "np.sqrt(np.abs(n)) * 3",
    "-n",
    "n.reshape(-1, 1) + u",
    "(n[:, None] * 2).ravel()",
    "np.column_stack([n, i]).sum(axis=1)",
    "np.hstack([x, u]).prod(axis=1)",
    "np.clip(n, 4, 6)",
    "np.floor(x[:, 0] * 10)",
    "(x[:, 0] * 10).astype(int)",
    "3 * np.sin(t) + 0.1 * np.random.randn(2000)",
    "np.sin(k / 7.0) * np.exp(-k / 2000.0)",
    "t[500:1500] ** 2",
    "np.log1p(i) / 2",
    "(i % 7) // 2 + 0.5 * n",
    "np.tanh(u[:, 0]) * 100",
    "np.square(np.subtract(n, 5))",
    "x @ np.array([10.0, -20.0, 5.0]) + 3",
    "np.dot(x, [1, 2, -3])",
    "x @ np.array([[10.0], [-20.0], [5.0]]) + 3",
    "np.digitize(n, [3, 5, 7])",
    "np.digitize(n, (3, 5, 20), right=True)",
    "np.array([3.5 * j + 40 for j in range(1000)])",
    "np.array([20 * math.sin(j / 50) + j ** 2 / 4000 for j in range(900)])",
    "np.array(list(map(lambda j: 2 * j + 0.5, range(400))))",
)
NOT_SAID = (
    "n[:10] * 2",
    "np.maximum(n, x[:, 0]) @ np.ones((2000, 2))",
    "np.add.outer(n, n)",
    "x @ np.random.rand(3)",
    "t[unknown] * 2",
    "(t + 0.1 * np.random.rand(2000))[:100]",
    "np.column_stack([x[:, 0], t])[:100]",
    "t[n > 5] * 2",
    "(n - n.min()) ** 0.5",
    "np.array([j / 7 for j in range(1000) if j % 50 > 3])",
    "np.array([j / 7 + q for j in range(300) for q in range(400)])",
)


SERIES = (
    "np.array([t[j:j + 20] for j in range(1980)])",
    "np.array([t[j + 20] for j in range(1980)])",
    "np.array([t[j - 60:j] for j in range(60, 2000)])[:1500]",
    "np.array([np.sin(k / 7.0)[j + 1:j + 1 + 8] for j in range(1900)]).reshape(-1, 8, 1) * 3",
    "np.array([np.sin(k / 7.0)[j:j + 8] for j in range(1900)])[:, 0]",
)


@pytest.mark.parametrize("expression", SERIES)
def test_windows_of_a_series(expression: str) -> None:
    data, real = both(expression)
    assert data.shape == real.shape
    low, high = data.stats.reached
    assert real.min() <= low < high <= real.max()
    assert low - real.min() < 0.2 * np.ptp(real)
    assert real.max() - high < 0.2 * np.ptp(real)


def both(expression: str) -> tuple[Any, Any]:
    """The abstract facets and the real array."""
    script = f"{SETUP}y = {expression}\n"
    names: dict[str, Any] = {"unknown": slice(0, 5)}
    exec(script, names)  # the test's own text
    return run(script.replace("import numpy as np\n", "", 1)).data("y"), np.asarray(names["y"], float)


@pytest.mark.parametrize("expression", REACHED)
def test_what_is_said_to_be_reached_is_reached(expression: str) -> None:
    found, real = both(expression)
    assert found.stats.reached is not None
    lo, hi = found.stats.reached
    assert real.min() <= lo + 1e-9
    assert real.max() >= hi - 1e-9
    assert hi - lo >= 0.3 * (real.max() - real.min()) or "prod" in expression


@pytest.mark.parametrize("expression", NOT_SAID)
def test_nothing_is_said(expression: str) -> None:
    found, _ = both(expression)
    assert found.stats.reached is None


@pytest.mark.parametrize(
    ("expression", "classes"),
    [
        ("np.digitize(n, [4, 6])", 3),
        ("np.digitize(n, bins=(4, 5, 6))", 4),
        ("np.digitize(u, [0.])", 2),
        ("np.digitize(n, [-100, 5])", None),
        ("np.digitize(n, [6, 4])", None),
        ("np.digitize(n, np.sort(unknown))", None),
        ("np.digitize(unknown, [1, 2])", None),
    ],
)
def test_classes_are_intervals_that_occur(expression: str, classes: int | None) -> None:
    found = run(f"{SETUP.replace('import numpy as np', '')}y = {expression}\n").data("y")
    assert (found.kind is Kind.CLASSES) is (classes is not None)
    assert found.classes == classes
    if classes is not None:
        assert both(expression)[1].max() == classes - 1 == found.stats.hi


def test_two_draws_are_two() -> None:
    found, _ = both("np.random.rand(2000) - np.random.rand(2000)")
    assert found.stats.reached[1] > 0.3


def test_what_is_stored_is_not_sampled() -> None:
    stored = run(f"{SETUP.replace('import numpy as np', '')}n[:100] = 0\n").data("n")
    assert stored.stats.reached is None
    assert stored.sample is None
