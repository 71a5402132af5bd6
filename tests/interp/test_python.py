"""What plain Python comes to: scopes, containers, control flow, functions, classes, modules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from zerolint.interp.callables import LibRef
from zerolint.source.project import MAX_FOLLOWED

from .checking import UNKNOWN, check, plain, run

TWICE = "def twice(f):\n    def g(v):\n        return f(f(v))\n    return g\n"
NONLOCAL = "def f():\n    n = 1\n    def g():\n        nonlocal n\n        n = 2\n    g()\n    return n\n"
TEXTS = """
import ast, json
c = json.loads('{"lr": 0.1, "units": [64, 32]}')
x, y = c["lr"], c["units"][1]
z = ast.literal_eval("(1, 2)")[0]
broken = json.loads("{")
"""
ONE_OF = """
c = [[] for _ in range(4)]
d = {"a": [], "b": []}
e, f = {"a": [1], "b": [2]}, {"a": [1], "b": [2]}
for i in range(300):
    c[i % 4].append(i)
    d[unknown].append(1)
e[unknown].clear()
f[unknown].index(1)
x = len(c[0]); y = d["a"][0]; z = len(d["a"]); n = len(e["a"]); k = len(f["a"])
"""
FILLED = """
a, b, c, d = [0], [], [], []
for i in range(1000):
    a.append(i); a.append(1)
    b += [i]
    c = c + [i]
    if unknown:
        d.append(i)
    e = [0] + [i]
a.append(5)
x = [len(a), len(b)]; y = len(c); z = len(d); n = len(e)
"""
BRANCHES = """
a = []
for i in range(999):
    if unknown:
        a.append("b")
    else:
        a.append("c")
x = len(a); y = a[0]
"""
LEFT = """
a, b = [], []
for i in range(1000):
    if i > unknown: break
    a.append(i)
for i in range(1000):
    if i > unknown:
        continue
    b.append(i)
x = len(a); y = len(b)
"""
REPEATED = "for i in unknown:\n    f()\nx = d['x']"
REGISTERED = """
R = {}
def register(name):
    def wrap(cls):
        R[name] = cls
        return cls
    return wrap
@register("a")
class A:
    n = 3
x = R["a"].n; y = A.n
"""
REGISTRY = """
class R:
    def __init__(self):
        self.d = {}
    def add(self, f):
        self.d[f.__name__] = f
        return f
r = R()
@r.add
def a(): return 3
@r.add
class B:
    n = 4
x = r.d["a"](); y = r.d["B"].n; z = a()
"""
OPTIONS = """
class C:
    a, b = 1, 2
    def __init__(self):
        self.c = 3
"""
CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "classes are registered": (REGISTERED, {"x": 3, "y": 3}),
    "a registry's method registers": (REGISTRY, {"x": 3, "y": 4, "z": 3}),
    "vars() is what it is of": (
        OPTIONS + "c = C(); vars(c).update(a=5); x = c.a; vars(c)['b'] = 6; y = c.b",
        {"x": 5, "y": 6},
    ),
    "vars() updated": (
        OPTIONS + "c = C(); d = C(); c.__dict__.update(unknown); x, y, z = c.a, c.c, d.c",
        {"x": UNKNOWN, "y": UNKNOWN, "z": 3},
    ),
    "what is unknown is unpacked over defaults": (
        "d = {'a': 1, 'b': 2}\ne = {**d, **unknown, 'b': 3}\nx, y, z = e['a'], e['b'], {**unknown, **d}['a']",
        {"x": UNKNOWN, "y": 3, "z": 1},
    ),
    "vars() given away": (OPTIONS + "c = C(); unknown(vars(c)); x = c.c", {"x": 3}),
    "a copy of vars()": (OPTIONS + "c = C(); d = dict(vars(c)); d['c'] = 4; x, y = c.c, d['c']", {"x": 3, "y": 4}),
    "vars() unpacked": (OPTIONS + "c = C(); x = {**vars(c)}['c']; y = dict(**vars(c))['c']", {"x": 3, "y": 3}),
    "arithmetic": ("x = (1 + 2) * 3 ** 2 / 2", {"x": 13.5}),
    "integer division": ("lr = 1 // 256", {"lr": 0}),
    "huge powers cost nothing": ("x = 10 ** 10 ** 10", {"x": UNKNOWN}),
    "long strings cost nothing": ("x = 'a' * 10 ** 9", {"x": UNKNOWN}),
    "texts that hold data": (
        TEXTS,
        {"x": 0.1, "y": 32, "z": 1, "broken": UNKNOWN},
    ),
    "zip of an unknown number of rows": (
        "pairs = []\nfor line in open('a'):\n    pairs.append((line, 1))\na, b = zip(*pairs)\nn = len(a)\nx = b[0]",
        {"n": UNKNOWN, "x": 1},
    ),
    "zip of who knows what": ("n = len(list(zip(*unknown)))", {"n": UNKNOWN}),
    "f-strings": ("n = 3; s = f'{n} layers'", {"s": "3 layers"}),
    "implicit concatenation": ("s = 'a' 'b' 'c'", {"s": "abc"}),
    "unpacking": ("a, (b, *c), d = 1, (2, 3, 4), 5", {"a": 1, "b": 2, "c": [3, 4], "d": 5}),
    "a star alone": ("a = 1\n* a\nb = 2", {"a": 1, "b": 2}),
    "star in the middle": ("a, *b, c = range(5)", {"a": 0, "b": [1, 2, 3], "c": 4}),
    "a switch of a form": ('x = False  #@param {type:"boolean"}\ny = 1 if x else 2', {"x": {True, False}, "y": {1, 2}}),
    "its two sides": ("x = True # @param\ny = 2\nif x:\n    y = 1\nz = y * 2 if not x else 0", {"z": {0, 4}}),
    "a value of a form": ("x = 3  #@param {type:'integer'}\ny = 'a' #@param ['a', 'b']", {"x": 3, "y": "a"}),
    "no form": ("x = False  # the @param of it\ny = 1 if x else 2", {"y": 2}),
    "walrus": ("y = (x := 4) + 1", {"x": 4, "y": 5}),
    "chained comparison": ("x = 1 < 2 < 3; y = 1 < 2 > 3", {"x": True, "y": False}),
    "boolean operators": ("x = None or 5; y = 0 and unknown", {"x": 5, "y": 0}),
    "conditional expression": ("x = 1 if unknown else 2", {"x": {1, 2}}),
    "dictionary": ("d = {'a': 1, **{'b': 2}}; d['c'] = 3; x = d['b'] + d.get('c') + d.get('z', 4)", {"x": 9}),
    "dictionary of dictionaries": ("c = {'opt': {'lr': 0.1}}; c['opt']['lr'] = 1.0; x = c['opt']['lr']", {"x": 1.0}),
    "dictionary methods": ("d = dict(a=1); d.update(b=2); x = list(d.items())", {"x": [("a", 1), ("b", 2)]}),
    "list methods": ("l = [1]; l.append(2); l.extend([3]); l.insert(0, 0); x = l.pop()", {"l": [0, 1, 2], "x": 3}),
    "sets": ("x = sorted({1, 2} | {3}); y = sorted({1, 2} - {2}); z = sorted({1, 2}.intersection([2, 5]))",
             {"x": [1, 2, 3], "y": [1], "z": [2]}),
    "sets that grow": ("s = set()\nfor w in 'aba':\n    s |= {w}\nx = len(s.union('cd')); y = len(s | unknown)",
                       {"x": 4, "y": UNKNOWN}),
    "long comprehensions": (
        "r = range(999); n = len([1 for i in r])\nk = len([1 for i in r if a]); j = len([1 for i in r for _ in r])",
        {"n": 999, "k": UNKNOWN, "j": 998001},
    ),
    "what one of several lists gets": (ONE_OF, {"x": UNKNOWN, "y": 1, "z": UNKNOWN, "n": UNKNOWN, "k": 1}),
    "lists that a long loop fills": (FILLED, {"x": [2002, 1000], "y": UNKNOWN, "z": UNKNOWN, "n": 2}),
    "lists that the branches of a long loop fill": (BRANCHES, {"x": 999, "y": UNKNOWN}),
    "lists that a long loop may leave early": (LEFT, {"x": UNKNOWN, "y": UNKNOWN}),
    "lists that a long loop empties": (
        "a = []\nfor i in range(1000):\n    a.clear()\n    a.append(i)\nx = len(a)",
        {"x": UNKNOWN},
    ),
    "lists that two long loops fill": (
        "a = []\nfor i in range(1000):\n    for j in range(300):\n        a.append(i)\nx = len(a)",
        {"x": 300_000},
    ),
    "removing": ("l = [1, 2, 3, 2]; l.remove(2); n = len(l)", {"l": [1, 3, 2], "n": 3}),
    "removing nobody knows what": ("l = [1, 2]; l.remove(unknown); n = len(l)", {"n": UNKNOWN}),
    "deleting": ("l = [1, 2, 3, 4]; del l[0], l[-1]; k = [1, 2, 3]; del k[1:]", {"l": [2, 3], "k": [1]}),
    "deleting somewhere": ("l = [1, 2, 3]; del l[unknown]; n = len(l)", {"n": UNKNOWN}),
    "popping somewhere": ("l = [1, 2, 3]; l.pop(unknown); n = len(l)", {"n": UNKNOWN}),
    "sets get smaller": ("s = {1, 2}; s.discard(2); s.discard(5); n = len(s)", {"n": 1}),
    "sets get smaller somehow": ("s = {1, 2}; s.pop(); n = len(s)", {"n": UNKNOWN}),
    "slices": ("l = list(range(6)); x = l[1:5:2]; y = l[-1]; z = (1, 2, 3)[:-1]", {"x": [1, 3], "y": 5, "z": (1, 2)}),
    "a list of unknown length": ("x = [0] * unknown; y = x[3]; z = len(x)", {"x": UNKNOWN, "y": 0, "z": UNKNOWN}),
    "a list of unknown length that is filled": ("x = [0] * unknown\nx[unknown] = 1\ny = x[3]", {"y": UNKNOWN}),
    "a list of places that are filled": ("x = [None] * unknown\nx[unknown] = 1\ny = x[3]", {"y": 1}),
    "list comprehension": ("x = [i * j for i in range(3) for j in (1, 2) if i]", {"x": [1, 2, 2, 4]}),
    "dict comprehension": ("x = {k: v for k, v in zip('ab', [1, 2])}", {"x": {"a": 1, "b": 2}}),
    "comprehension has its own scope": ("i = 7; x = [i for i in range(3)]", {"i": 7, "x": [0, 1, 2]}),
    "zip and enumerate": ("x = [(i, a, b) for i, (a, b) in enumerate(zip([1], [2]))]", {"x": [(0, 1, 2)]}),
    "map with a lambda": ("x = list(map(lambda v: v + 1, [1, 2]))", {"x": [2, 3]}),
    "sorted": ("x = sorted({'b': 1, 'a': 2})", {"x": ["a", "b"]}),
    "loop over a literal": ("x = 0\nfor i in [1, 2, 3]:\n    x += i", {"x": 6}),
    "loop of unknown length": ("x = 0\nfor i in unknown:\n    x += 1", {"x": UNKNOWN}),
    "what a loop changes is unknown in its body, too": (
        "t = 0\nl = []\nfor i in unknown:\n    u = t\n    for j in range(t):\n        l += [1]\n    t += 1\nx = len(l)",
        {"t": UNKNOWN, "u": UNKNOWN, "x": UNKNOWN},
    ),
    "so it is in a while loop": ("t = 0\nx = 1\nwhile unknown:\n    if t:\n        x = 2\n    t += 1", {"x": UNKNOWN}),
    "a list that a loop makes longer, and measures": (
        "a = []\nd = {'x': 0}\nfor i in unknown:\n    a.append(i)\n    if len(a) > 3:\n        d['x'] = 1\nx = d['x']",
        {"x": {0, 1}},
    ),
    "a list that a function makes longer": (
        "a = []\nd = {'x': 0}\ndef f():\n    a.append(1)\n    if len(a) > 3:\n        d['x'] = 1\n" + REPEATED,
        {"x": {0, 1}},
    ),
    "a list that a loop only measures": (
        "a = []\nd = {'x': 0}\nfor i in unknown:\n    if len(a) > 3:\n        d['x'] = 1\nx = d['x']",
        {"x": 0},
    ),
    "what a loop sets before it reads": ("t = 0\nfor i in unknown:\n    t = 3\n    x = t + 1", {"x": 4, "t": UNKNOWN}),
    "what a loop sets to what it was": ("t = 3\nfor i in unknown:\n    t = 3", {"t": 3}),
    "break": ("for i in range(5):\n    if i == 3:\n        break", {"i": 3}),
    "while": ("n = 0\nwhile n < 4:\n    n += 1", {"n": 4}),
    "match": ("k = 'b'\nmatch k:\n    case 'a': x = 1\n    case 'b' | 'c': x = 2\n    case _: x = 3", {"x": 2}),
    "try with a fallback import": ("try:\n    x = 1\nexcept ImportError:\n    x = 2\n    y = 3", {"x": 1, "y": 3}),
    "undecided branch": ("if unknown:\n    x = 1\nelse:\n    x = 2", {"x": {1, 2}}),
    "same condition twice": ("if flag:\n    x = 1\nelse:\n    x = 2\nif flag:\n    y = x", {"y": 1}),
    "negated condition": ("if not flag:\n    x = 1\nelse:\n    x = 2\nif flag:\n    y = x", {"y": 2}),
    "branch that raises": ("if flag:\n    x = 1\nelse:\n    raise ValueError", {"x": 1}),
    "early return": ("def f(a):\n    if a:\n        return 1\n    b = 2\n    return b\nx = f(unknown)", {"x": {1, 2}}),
    "both arms return": ("def f(a):\n if a:\n  return 1\n else:\n  return 2\nx = f(u)", {"x": {1, 2}}),
    "defaults and keywords": ("def f(a, b=2, *, c=3):\n    return a, b, c\nx = f(1, c=4)", {"x": (1, 2, 4)}),
    "args and kwargs": ("def f(*a, **k):\n    return a, k\nx = f(1, 2, z=3)", {"x": ((1, 2), {"z": 3})}),
    "spread": ("def f(a, b, c):\n    return a + b + c\nx = f(*[1, 2], **{'c': 3})", {"x": 6}),
    "closure": ("def outer(n):\n    def inner():\n        return n + 1\n    return inner\nx = outer(4)()", {"x": 5}),
    "nonlocal": (NONLOCAL + "x = f()", {"x": 2}),
    "global": ("n = 1\ndef f():\n    global n\n    n = 2\nf()", {"n": 2}),
    "mutation through a helper": ("def add(l):\n    l.append(1)\nx = []\nadd(x)\nadd(x)", {"x": [1, 1]}),
    "alias": ("a = [1]; b = a; b.append(2)", {"a": [1, 2]}),
    "one list in two places": ("l = []; d = {'a': l, 'b': l}; d['a'].append(1); x = d['b']", {"x": [1]}),
    "recursion ends": ("def f(n):\n    return f(n - 1)\nx = f(3)", {"x": UNKNOWN}),
    "generator function": ("def g():\n    yield 1\nx = next(g())", {"x": 1}),
    "decorated": (TWICE + "@twice\ndef h(v):\n    return v * 3\nx = h(2)", {"x": 18}),
    "main guard": ("if __name__ == '__main__':\n    x = 1", {"x": 1}),
    "isinstance": ("x = isinstance(3, int); y = isinstance('a', (int, str))", {"x": True, "y": True}),
    "names of libraries that are assigned": ("import tensorflow as tf\ntf.units = 3\nx = tf.units", {"x": 3}),
    "a function of a library that is replaced": (
        "import numpy as np\nold = np.load\nnp.load = lambda *a: (old, 1)\nx = np.load('a')[1]", {"x": 1}),
    "getattr": ("class A:\n    b = 3\nx = getattr(A, 'b')", {"x": 3}),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_comes_to(name: str) -> None:
    source, expected = CASES[name]
    check(source, **expected)


LENGTHS = {
    "a long loop": ("for i in range(100):\n    l.append(i)", 100),
    "two items in each round": ("for i in range(100):\n    l.append(i)\n    l.append(0)", 200),
    "a loop in a loop": ("for i in range(100):\n    for j in range(50):\n        l.append(i * j)", 5000),
    "a loop in a short one": ("for k in (1, 2, 3):\n    for i in range(100):\n        l.append(i)", 300),
    "more than one loop": ("for i in range(100):\n    l.append(i)\nfor i in range(50):\n    l += [i, i]", 200),
    "through a function": ("def add(v):\n    l.append(v)\nfor i in range(70):\n    add(i)", 70),
    "on a condition": ("for i in range(100):\n    if f(i):\n        l.append(i)", None),
    "left out": ("for i in range(100):\n    if f(i):\n        continue\n    l.append(i)", None),
    "up to a break": ("for i in range(100):\n    l.append(i)\n    if f(i):\n        break", None),
    "what may fail": (
        "for i in range(100):\n    try:\n        l.append(f(i))\n    except ValueError:\n        pass",
        None,
    ),
    "an unknown number of rounds": ("for i in unknown:\n    l.append(i)", None),
    "while": ("while f():\n    l.append(1)", None),
    "a list of each round": ("for i in range(100):\n    l = []\n    l.append(i)\n    l.append(i)", None),
    "a comprehension": ("l = [2 * i for i in range(1000)]", 1000),
    "two loops in a comprehension": ("l = [i * j for i in range(1000) for j in range(300)]", 300000),
    "a comprehension with a condition": ("l = [i for i in range(1000) if f(i)]", None),
    "what a function yields": (
        "def g():\n    for i in range(100):\n        yield i, 1\n        yield i, 2\nl = g()",
        200,
    ),
    "what it yields for ever": ("def g():\n    while True:\n        yield 1\nl = g()", None),
    "what it yields on a condition": (
        "def g():\n    for i in range(99):\n        if f(i):\n            yield i\nl = g()",
        None,
    ),
    "what another yields": ("def g():\n    yield from f()\nl = g()", None),
    "a generator expression": ("l = (i for i in range(500))", 500),
    "a list of what a function yields": ("def g():\n    for i in range(300):\n        yield f(i)\nl = list(g())", 300),
    "a part of such a list": ("def g():\n    for i in range(300):\n        yield f(i)\nl = list(g())[100:]", 200),
    "a set of what a function yields": ("def g():\n    for i in range(300):\n        yield f(i)\nl = set(g())", None),
    "a list of such a set": ("def g():\n    for i in range(300):\n        yield f(i)\nl = list(set(g()))", None),
    "side by side": ("l = zip(range(300), range(400))", 300),
}


@pytest.mark.parametrize(("body", "length"), LENGTHS.values(), ids=LENGTHS)
def test_lengths(body: str, length: int | None) -> None:
    machine, names = run(f"l = []\n{body}\n")
    assert machine.length(names["l"]) == length


def test_classes() -> None:
    check(
        """
class Base:
    scale = 2
    def __init__(self, n):
        self.n = n
        self.items = []
    @property
    def size(self):
        return self.n * self.scale
    @classmethod
    def of(cls, n):
        return cls(n)
    @staticmethod
    def double(n):
        return 2 * n
    def add(self, item):
        self.items.append(item)
        return self
class Derived(Base):
    scale = 3
    def __init__(self):
        super().__init__(5)
    def __call__(self, v):
        return v + self.n
    def __getitem__(self, i):
        return self.items[i]
d = Derived().add(1).add(2)
size, called, item, made, doubled, items = d.size, d(1), d[1], Base.of(4).n, d.double(4), d.items
""",
        size=15,
        called=6,
        item=2,
        made=4,
        doubled=8,
        items=[1, 2],
    )


def test_instances_do_not_share_state() -> None:
    check(
        "class A:\n    def __init__(self):\n        self.l = []\na, b = A(), A()\na.l.append(1)\nx, y = a.l, b.l",
        x=[1],
        y=[],
    )


def test_state_of_an_undecided_branch_is_joined() -> None:
    check("l = [1]\nif flag:\n    l.append(2)\nn = len(l)", n={1, 2})


def test_modules_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "config.py").write_text("LR = 0.5\nclass C:\n    epochs = 3\n")
    package = tmp_path / "lib"
    package.mkdir()
    (package / "__init__.py").write_text("from .build import make\n")
    (package / "build.py").write_text("from config import LR\ndef make(n):\n    return n * LR\n")
    check(
        "import config as c\nfrom config import *\nfrom lib import make\nimport lib.build\n"
        "a, b, d, e = c.LR, C.epochs, make(4), lib.build.make(2)",
        tmp_path,
        a=0.5,
        b=3,
        d=2.0,
        e=1.0,
    )


def test_folders_without_an_init_are_packages_too(tmp_path: Path) -> None:
    (tmp_path / "src" / "deep").mkdir(parents=True)
    (tmp_path / "src" / "config.py").write_text("RATE = 0.5\n")
    (tmp_path / "src" / "deep" / "other.py").write_text("from ..config import RATE\nfrom .. import config\nN = 3\n")
    check("from src import config\nx = config.RATE", tmp_path, x=0.5)
    check("import importlib\nx = importlib.import_module('src.' + 'deep.other').N", tmp_path, x=3)
    check("from src.deep import other as o\nx = o.RATE + o.config.RATE", tmp_path, x=1.0)
    check("import src.config, src.deep.other\nx = src.config.RATE + src.deep.other.N", tmp_path, x=3.5)
    check("from src import nothing\nx = nothing.RATE", tmp_path, x=UNKNOWN)


def test_circular_imports_end(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("import b\nX = 1\n")
    (tmp_path / "b.py").write_text("import a\nY = 2\n")
    check("import a, b\nx, y = a.X, b.Y", tmp_path, x=1, y=2)


def test_a_missing_module_is_unknown_not_an_error(tmp_path: Path) -> None:
    check("from .nothing import f\nx = f(1)", tmp_path, x=UNKNOWN)


def test_a_known_library_is_never_the_projects(tmp_path: Path) -> None:
    """In the library's own repository its folder lies beside the script."""
    package = tmp_path / "keras"
    package.mkdir()
    (package / "__init__.py").write_text("VERSION = 1\n")
    (tmp_path / "setup.py").write_text("")
    machine, names = run("import keras\nfrom keras import VERSION\n", tmp_path)
    assert isinstance(names["keras"], LibRef)
    assert plain(machine, names["VERSION"]) is UNKNOWN


def test_the_package_goes_before_the_module_of_the_same_name(tmp_path: Path) -> None:
    (tmp_path / "both").mkdir()
    (tmp_path / "both" / "__init__.py").write_text("X = 1\n")
    (tmp_path / "both.py").write_text("X = 2\n")
    check("from both import X\nx = X", tmp_path, x=1)


def test_installed_packages_are_no_project(tmp_path: Path) -> None:
    """Else one module of one package leads to all that is installed."""
    folder = tmp_path / "site-packages" / "one"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "near.py").write_text("X = 1\n")
    (folder.parent / "two.py").write_text("X = 2\n")
    check("from .near import X as a\nfrom two import X as b", folder, a=1, b=UNKNOWN)


def test_modules_are_followed_up_to_a_limit(tmp_path: Path) -> None:
    room = MAX_FOLLOWED - 100
    (tmp_path / "long.py").write_text("X = 1\n" + "# \n" * (room // 3))
    (tmp_path / "more.py").write_text("Y = 2\n" + "# \n" * 100)
    (tmp_path / "short.py").write_text("Z = 3\n")
    check("from long import X\nfrom more import Y\nfrom short import Z", tmp_path, X=1, Y=UNKNOWN, Z=3)


def test_a_dictionary_that_unknown_keys_are_set_in_isn_t_empty() -> None:
    text = "d, found = {}, []\nfor word in unknown:\n    d.setdefault(word, []).append(1)\n"
    machine, names = run(f"{text}for each in d.values():\n    found.append(each)\nx, y = len(d), len(found)\n")
    assert [plain(machine, names[name]) for name in ("x", "y")] == [UNKNOWN, UNKNOWN]
