"""What is said of NumPy's arrays holds for the arrays that NumPy makes."""

from __future__ import annotations

import pytest
from libs.against import disagreements
from libs.run import shown

R = "a = np.random.rand(200, 4)\n"
N = "a = np.random.normal(5, 2, (500, 3))\n"
I = "a = np.random.randint(0, 256, (50, 8, 8))\n"
L = "a = np.array([[1, 200, 3.5], [4, 50, 6], [7, 80, 9]])\n"
Y = "y = np.array([0, 1, 2, 1, 0, 2])\n"
F = "a = np.arange(24).reshape(2, 3, 4)\n"

CREATED = """
np.random.uniform([0, 100, -5], [1, 900, 5], size=(200, 3))
np.random.uniform([0, 100], [1, 900], (50, 2))
np.convolve(np.zeros(9, dtype="float32"), np.ones(3) / 3, "full")
np.cumsum(np.zeros(9, dtype="uint8"))
np.cumsum(np.zeros(9, dtype="float32"))
np.diff(np.zeros(9, dtype="float32"))
np.diff(np.arange(9))
np.gradient(np.arange(9))
np.bincount(np.array([0, 2, 1], dtype="uint8"))
np.corrcoef(np.random.rand(3, 9).astype("float32"))
np.array([[1, 2], [3, 4]])
np.array([[1, 2.5], [3, 4]])
np.array([1, 2, 3], dtype=np.float32)
np.array((1, 2, 3), "uint8")
np.array([True, False])
np.array(5)
np.array([[0], [1], [1]])
np.array([[0., 1., 0.], [1., 0., 0.]])
np.array([0] * 50 + [1] * 50)
np.linspace([0, 0], [1, 2], 10)
np.linspace(np.zeros(3), 1, 10)
np.linspace(np.float64(0), np.array(1), 10)
np.asarray(range(7))
np.array([np.zeros(3), np.ones(3)])
np.array([np.arange(3) + i for i in range(5)])
np.zeros((3, 4))
np.zeros(5, dtype=int)
np.ones((2, 2), "float32")
np.full((2, 3), 7)
np.full(4, 2.5)
np.zeros_like(np.array([1, 2]))
np.ones_like(np.array([1., 2.]), dtype=int)
np.arange(10)
np.arange(2, 10, 3)
np.arange(0, 1, 0.1)
np.linspace(-1, 1, 50)
np.linspace(0, 10)
np.eye(4)
np.identity(3)
np.eye(3)[np.array([0, 2, 1, 0])]
np.random.rand(50, 3)
np.random.randn(200, 3)
np.random.random((40, 2))
np.random.random(100)
np.random.uniform(-5, 5, (100, 2))
np.random.uniform(size=100)
np.random.normal(3, 2, 500)
np.random.poisson(np.ones((500, 1)))
np.random.default_rng(4).normal(np.zeros(9), scale=0.1)
np.random.binomial(1, np.full(40, 0.5))
np.random.normal(loc=1, scale=0.1, size=(100, 2))
np.random.standard_normal((200, 2))
np.random.randint(10, size=500)
np.random.randint(2, size=(100, 1))
np.random.randint(5, 10, 400)
np.random.randint(0, 2, 100)
np.random.randint(0, 1, 20)
np.random.binomial(1, 0.5, 100)
np.random.choice([0, 1], 100)
np.random.choice(5, size=200)
np.random.choice([1.5, 2.5], (50, 2))
np.random.permutation(10)
np.random.permutation(np.array([[1, 2], [3, 4]]))
np.random.default_rng(0).random((50, 2))
np.random.default_rng(0).integers(0, 3, 200)
np.random.default_rng(0).integers(0, 3, 200, endpoint=True)
np.random.default_rng(0).normal(0, 1, (300, 2))
np.random.default_rng(0).uniform(2, 4, 200)
np.random.RandomState(1).rand(50, 3)
np.random.multivariate_normal([0, 3], [[1, 0], [0, 1]], 300)
np.random.exponential(2, 100)
np.random.exponential(size=(4000, 2))
np.random.gamma(4.0, 18.0, 4000)
np.random.poisson(3, 4000)
np.random.beta(2, 5, 4000)
np.random.chisquare(3, 4000)
np.random.rayleigh(2.0, 4000)
np.random.poisson(3, 100)
np.meshgrid(np.arange(3), np.arange(4))[0]
"""

COMPUTED = f"""
{R}x = a * 255
{R}x = a / 2 + 1
{R}x = 1 - a
{R}x = 1 / (a + 1)
{R}x = -a
{R}x = a ** 2
{R}x = (a - 0.5) * 2
{R}x = a + np.random.rand(200, 4)
{R}x = a * np.random.rand(200, 4)
{R}x = a @ np.random.rand(4, 2)
{R}x = a.dot(np.array([1., 2., 3., 4.]))
{R}x = a.sum(axis=1)
{R}x = a.sum(axis=1, keepdims=True)
{R}x = a.sum(axis=1) > 2
{R}x = (a.sum(axis=1) > 2).astype(int)
{R}x = a.mean(axis=1)
{R}x = a.mean(axis=0)
{R}x = a.std()
{R}x = a.max(axis=0)
{R}x = a[:, 0] + a[:, 1] * 3
{R}x = 3 * a[:, :1] + 2
{R}x = (a - a.mean(axis=0)) / a.std(axis=0)
{R}x = (a - np.mean(a)) / np.std(a)
{R}x = (a - a.min()) / (a.max() - a.min())
{R}x = (a - a.min(axis=0)) / (a.max(axis=0) - a.min(axis=0))
{R}x = a / a.max()
{R}x = a / np.max(np.abs(a))
{R}a -= a.mean(axis=0)
a /= a.std(axis=0)
x = a
{R}a *= 100
x = a
{R}a[:, 3] *= 1000
x = a
{R}a[:, 1] = 7
x = a
{R}a[:100] = 5
x = a
{R}b = a[:, 0]
b *= 50
x = a
{R}x = np.exp(a)
{R}x = np.log(a + 1)
{R}x = np.log1p(a)
{R}x = np.sqrt(a)
{R}x = np.sin(a * 20)
{R}x = np.tanh(a)
{R}x = 1 / (1 + np.exp(-a))
{R}x = np.abs(a - 0.5)
{R}x = np.clip(a, 0.2, 0.8)
{R}x = a.clip(0.1, 0.9)
{R}x = np.round(a)
{R}x = a.round(1)
{R}x = np.floor(a * 5)
{R}x = np.where(a > 0.5, 1, 0)
{R}x = np.where(a > 0.5, a, 0)
{R}x = np.maximum(a, 0.5)
{R}x = np.minimum(a, 0.5)
{R}x = (a * 10).astype(int)
{R}x = (np.random.rand(300) * 10).astype(int)
{R}x = np.argmax(a, axis=1)
{R}x = a.astype("float32") / 255
{R}x = np.square(a)
{R}x = np.power(a, 3)
{R}x = a % 0.3
{R}x = a // 0.25
{R}x = np.logical_xor(a[:, 0] > 0.5, a[:, 1] > 0.5).astype(int)
{R}x = (a[:, 0] > 0.5) & (a[:, 1] > 0.5)
{R}x = np.nan_to_num(a)
{N}x = a - 5
{N}x = (a - a.mean()) / a.std()
{N}x = a * 3 + a
{I}x = a / 255
{I}x = a / 255.0
{I}x = a.astype("float32") / 255.0
{I}x = a.astype("float32") / 127.5 - 1
{I}x = (a - 127.5) / 127.5
{I}x = a * (1. / 255)
{I}x = a.astype(np.uint8)
{I}x = a.astype("float16")
{I}x = a.reshape(50, 64) / 255.
{I}x = a % 2
{I}x = a // 255
{I}x = a.max() + 1
{I}a = a.astype("float32")
a /= 255
x = a
{L}x = (a - a.mean(axis=0)) / a.std(axis=0)
{L}x = a / a.max(axis=0)
{L}x = a / np.linalg.norm(a)
{L}x = a[:, 1]
{L}x = a[1]
{L}x = a[a[:, 0] > 2]
{L}x = a.max() - a.min()
{L}x = a * np.array([1, 10, 100])
{L}x = a.max(axis=0) - a.min(axis=0)
{Y}x = y * 2 - 1
{Y}x = y.max() + 1
{Y}x = (y == 1).astype(int)
{Y}x = np.eye(3)[y]
{Y}x = np.unique(y)
{Y}x = np.eye(y.max() + 1)[y]
"""

ARRANGED = f"""
x = np.array([j for j in range(300)])
x = np.array([[j / 100, 2 * j + 1] for j in range(300)])
x = np.array([j // 3 for j in range(300) if j > 290])
x = np.lib.stride_tricks.sliding_window_view(np.arange(40.0), 6)
x = np.lib.stride_tricks.sliding_window_view(np.arange(40.0)[:-1], 6)[..., None]
{F}x = np.lib.stride_tricks.sliding_window_view(a, (2, 2, 2))
{F}x = a.reshape(6, 4)
{F}x = a.reshape(-1)
{F}x = a.reshape(-7, 4)
{F}x = a.reshape((2, -1))
{F}x = a.reshape(a.shape[0], -1)
{F}x = np.reshape(a, (4, 6))
{F}x = a.flatten()
{F}x = a.ravel()
{F}x = a[..., np.newaxis]
{F}x = a[:, None]
{F}x = np.expand_dims(a, -1)
{F}x = np.expand_dims(a, axis=0)
{F}x = np.expand_dims(a, 1).squeeze()
{F}x = np.squeeze(a[:1], axis=0)
{F}x = a.T
{F}x = a.transpose(0, 2, 1)
{F}x = np.transpose(a, (2, 0, 1))
{F}x = np.swapaxes(a, 0, 1)
{F}x = np.atleast_3d(a[0])
{N}x = np.where(a < 4, 4, a)
{N}x = np.where(a < 5, 10 - a, a)
{N}x = np.round(a / 3, 1)
{N}x = np.sort(a, axis=1)
{N}x = np.flatnonzero(a > 5)
{F}x = np.unique(a[0], axis=0)
{F}x = np.unique(a[0] % 2, axis=0, return_index=True)[0]
{F}x = np.percentile(a, [25, 75], axis=0)
{F}x = np.percentile(a, 25, axis=0)
{F}x = np.percentile(a, 25, axis=-1, keepdims=True)
{F}x = np.concatenate(np.split(a[0], 2, axis=1))
{F}x = np.vstack([np.zeros((0, 4)), a[0]])
{F}x = np.concatenate([np.zeros((0, 3, 4), dtype=int), a])
{R}x = a[:, :, np.newaxis]
{F}x = np.atleast_3d(a[0, 0])
{F}x = np.atleast_2d(a[0, 0])
{F}x = a.astype("complex64").real
{F}x = a.copy(); x.resize((4, 6))
{F}x = a.copy(); x.resize(8, 3)
{F}x = np.moveaxis(a, 0, -1)
{F}x = np.rollaxis(a, 2)
{F}x = np.rollaxis(a, 2, 1)
{F}x = np.rollaxis(a, 0, 3)
{F}x = np.rollaxis(a, 0, 2)
{F}x = a[0]
{F}x = a[-1]
{F}x = a[:, 1]
{F}x = a[:, :, 2]
{F}x = a[..., 0]
{F}x = a[..., :2]
{F}x = a[0, 1:]
{F}x = a[1, 1, 1]
{F}x = a[:, ::-1]
{F}x = a[:, -2:]
{F}x = a[:1]
{F}x = a[[0, 1, 1]]
{F}x = a[np.array([1, 0])]
{F}x = np.concatenate([a, a])
{F}x = np.concatenate((a, a), axis=-1)
{F}x = np.stack([a, a])
{F}x = np.stack([a, a], axis=-1)
{F}x = np.stack([a, a * 10, a / 2], axis=-1)
{F}x = np.stack([a, a * 10], axis=3)
{F}x = np.stack([a[0], 5 * a[1]], axis=1)
{F}x = np.vstack(np.arange(10))
{F}x = np.column_stack(np.arange(10))
{F}x = np.vstack([a, a])
{F}x = np.hstack([a, a])
{F}x = np.repeat(a, 3, axis=0)
{F}x = np.repeat(a, 2)
{F}x = np.tile(a, (2, 1, 1))
{F}x = np.tile(a, 2)
{F}x = np.pad(a, ((0, 0), (1, 1), (2, 2)))
{F}x = np.split(a, 2)[0]
{F}x = np.split(a, [1])[1]
{F}x = np.array_split(a, 2)[1]
{F}x = np.append(a, a, axis=0)
{F}x = np.append(a, 5)
{F}x = np.delete(a, 1, axis=1)
{F}x = np.take(a, [0, 1], axis=0)
{F}x = np.flip(a)
{F}x = np.sort(a)
{F}x = a.max(axis=(1, 2))
{F}x = np.argmax(a, axis=-1)
{F}x = a.mean(axis=(0, 1))
{F}x = np.broadcast_to(np.arange(4), (3, 4))
{F}x = np.sum(a, axis=0, keepdims=True)
{F}x = np.array(a.tolist())
{R}x = np.c_[a, np.ones(200)]
{R}x = np.c_[a[:, 0], a[:, 1]]
{R}x = np.column_stack((a[:, 0], a[:, 1] * 5))
{R}x = np.column_stack((a, a[:, 1] * 5))
{R}x = np.r_[a[:, 0], a[:, 1]]
{R}x = np.hstack([a[:, 0], a[:, 1]])
{R}x = np.vstack([a[:, 0], a[:, 1]])
{R}x = np.vstack((a[:, 0], a[:, 1])).T
{R}x = a[np.random.permutation(200)]
{R}x = a[:150, 1:3]
{R}x = a[np.arange(10)]
{R}x = a[range(10)]
{R}x = a[range(10, 80)]
{R}x = a[range(len(a) // 2)]
{R}x = np.delete(a, 0, axis=1)
{R}x = a[np.where(a[:, 0] > 0.5)]
{R}x = np.zeros((200, 4))
x[:, 0] = a[:, 0]
{R}x = np.zeros(100)
x[50:] = 1
{R}x = np.zeros((6, 3))
x[np.arange(6), [0, 1, 2, 0, 1, 2]] = 1
{R}x = np.concatenate([np.zeros(50), np.ones(50)])
{R}x = np.concatenate([np.zeros((50, 1)), np.ones((50, 1))])
{R}x = np.hstack((np.zeros(5), np.ones(5), 2 * np.ones(5)))
{R}x = np.random.permutation(np.concatenate([np.zeros(50), np.ones(50)]))
{R}x = []
for i in range(5):
    x.append(a[i])
x = np.array(x)
{R}x = np.array([row * 2 for row in a])
{R}x = np.array([[i, i * 2] for i in range(10)])
{R}x = np.array([i % 2 for i in range(10)])
"""


def cases(text: str) -> list[str]:
    """Scripts: a line that starts a new one begins with a preparation or stands alone."""
    found: list[str] = []
    starts = tuple(part.strip() for part in (R, N, I, L, Y, F))
    for line in text.strip().splitlines():
        if line in starts or not found or text is CREATED:
            found.append(line)
        else:
            found[-1] += f"\n{line}"
    return found


WRITTEN = """
x[0].reshape(-1)[3] = 1
x.reshape(-1)[3] = 1
x.reshape(400, -1)[:, 0] = 1
x.reshape(-1)[:] += 1
x.ravel()[3] = 1
x.flatten()[3] = 1
x.flat[3] = 1
x.view()[0] = 1
x.squeeze()[0] = 1
x[..., None][0] = 1
x.transpose(0, 2, 1)[3] += 1
np.swapaxes(x, 1, 2)[0] = 1
np.expand_dims(x, -1)[0] = 1
np.flip(x)[0] = 1
np.asarray(x)[0] = 1
np.array(x)[0] = 1
np.asarray(x, dtype="float32")[0] = 1
v = x.T; v[0] = 1
v = x.reshape(-1); v += 1
v = x.reshape(-1).astype("float32"); v += 1
for row in x: row.reshape(-1)[2] = 1
for row, n in zip(x, np.random.default_rng(0).integers(0, 4, 100)): row.reshape(-1)[np.arange(n + 1)] = 1
np.fill_diagonal(x[0], 1)
np.put(x, [3], 1)
np.put_along_axis(x, np.zeros((100, 1, 4), int), 1, axis=1)
np.putmask(x, np.random.rand(100, 4, 4) > 0.5, 1)
np.place(x, np.random.rand(100, 4, 4) > 0.5, [1])
np.copyto(x, 1)
np.copyto(x, np.ones((100, 4, 4)), where=np.random.rand(100, 4, 4) > 0.5)
np.add.at(x, 3, 1)
np.add(x, 1, out=x)
np.add(x, 5, out=x, where=np.random.rand(100, 4, 4) > 0.5)
(x + 3).clip(0, 2, out=x)
np.clip(x + np.random.rand(100, 4, 4), 0.2, 0.8, out=x)
"""
"""What is written into an array of zeros: through views of it, into copies, by functions."""


@pytest.mark.parametrize("expression", cases(CREATED))
def test_creation(expression: str) -> None:
    assert disagreements(f"x = {expression}") == []


@pytest.mark.parametrize("script", cases(COMPUTED))
def test_computation(script: str) -> None:
    assert disagreements(script) == []


@pytest.mark.parametrize("statement", cases(WRITTEN))
def test_writing(statement: str) -> None:
    assert disagreements(f"x = np.zeros((100, 4, 4))\n{statement}") == []


@pytest.mark.parametrize("copy", ["x.flatten()", "np.array(x)", "x.T.copy()", "tf.reshape(x, (-1,))", "tf.constant(x)"])
def test_copies_are_not_written_into(copy: str) -> None:
    said = shown(f"import tensorflow as tf\nx = np.zeros((9, 4))\nv = {copy}\nv += 1")
    assert said == "(9,4) float64 =[0,0] mean 0 std 0 raw"


@pytest.mark.parametrize("script", cases(ARRANGED))
def test_arrangement(script: str) -> None:
    assert disagreements(script) == []


@pytest.mark.parametrize(
    ("fill", "stats"),
    [
        ("x[i] = a[i]", "[0,255]"),
        ("x[i,] = a[i] / 255", "[0,1]"),
        ("x[i] = unknown", ""),
        ("x[i] = a[i]; x = x + unknown", ""),
    ],
)
def test_an_empty_array_holds_what_it_is_filled_with(fill: str, stats: str) -> None:
    said = shown(f"a = np.random.randint(0, 256, (9, 8))\nx = np.empty((9, 8))\nfor i in range(9):\n    {fill}\n")
    assert stats in said
    assert ("[" in said) is bool(stats)


def test_some_rows_of_a_set_have_a_mean_and_a_spread_of_their_own() -> None:
    rows = "from sklearn.datasets import load_diabetes\na = load_diabetes().data[:350]\n"
    assert disagreements(f"{rows}x = (a - a.mean(axis=0)) / a.std(axis=0)\n") == []


@pytest.mark.parametrize("change", ["np.putmask(x, x > 2, 9)", "np.put(x, [0, 1], 9)", "np.copyto(x, 9)", "x[:2] = 9"])
def test_what_is_put_into_an_array_stands_there(change: str) -> None:
    assert "9]" in shown(f"x = np.arange(6)\n{change}\n")


@pytest.mark.parametrize(
    ("above", "known"), [("np.integer", "=[1,1]"), ("np.floating", "=[0,0]"), ("np.number", "? ?")]
)
def test_a_type_is_asked_for(above: str, known: str) -> None:
    assert known in shown(f"x = np.issubdtype(np.arange(6).dtype, {above})\n")
