"""Edits of real-looking code: (before, after) pairs; formatting and comments of the rest stay."""

import ast
from textwrap import dedent

import pytest

from tests.fixing.places import Make, edited
from zerolint.check.finding import (
    AddArgument,
    AddImport,
    InsertAfter,
    InsertBefore,
    RemoveArgument,
    RemoveStatement,
    RenameKeyword,
    Replace,
    SwapTargets,
    Unwrap,
)


def check(before: str, at: str, make: Make, after: str | None) -> None:
    got = edited(dedent(before), at, make)
    assert got == (None if after is None else dedent(after))
    if got is not None:
        ast.parse(got)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("f(a, X, b=1)", "f(a, b=1)"),
        ("f(a, k=X)", "f(a)"),
        ("f(k=X, b=1)", "f(b=1)"),
        ("f(a, k=X, b=1)", "f(a, b=1)"),
        ("f(a, X)", "f(a)"),
        ("f(X, b)", None),
        ("f(X, *b)", None),
        ("f(X, **b)", "f(**b)"),
        ("f(k=X)", "f()"),
        ("f(k=X,)", "f()"),
        ("f(a, k=X,)", "f(a,)"),
        ("f( a , k = X )", "f( a )"),
        ("f(k=(X))", "f()"),
        ("f(**X)", None),
        ("f(*X)", None),
        ("f(a)(k=X)", "f(a)()"),
        ("f(a, k=X, **kw)", "f(a, **kw)"),
        ("f(\n    a,\n    k=X,\n    b=1,\n)", "f(\n    a,\n    b=1,\n)"),
        ("f(\n    a,\n    k=X,  # why\n    # of b\n    b=1,\n)", "f(\n    a,\n    # of b\n    b=1,\n)"),
        ("f(\n    a,\n    k=X\n)", "f(\n    a,\n)"),
        ("f(\n    k=X\n)", "f(\n)"),
        ("f(a,\n  k=X)", "f(a)"),
        ("f(a,  # of a\n  k=X)", "f(a,  # of a\n  )"),
        ("f(a,\n  k=X,\n  b=1)", "f(a,\n  b=1)"),
        ("f(k=X,  # why\n  b=1)", "f(  # why\n  b=1)"),
        ("f(a, k=X,\n  b=1)", "f(a,\n  b=1)"),
        ("f(\n    a, k=X,\n    b=1)", "f(\n    a,\n    b=1)"),
        ("f(a, k=X  # why\n  , b=1)", "f(a, b=1)"),
    ],
)
def test_remove_argument(before: str, after: str | None) -> None:
    check(before + "\n", "X", RemoveArgument, None if after is None else after + "\n")


def test_remove_argument_of_several_lines() -> None:
    before = """
    m.compile(
        optimizer=Adam(
            1e-3,
        ),
        loss="mse",  # squared
    )
    """
    after = """
    m.compile(
        loss="mse",  # squared
    )
    """
    check(before, "Adam(\n        1e-3,\n    )", RemoveArgument, after)


def test_remove_what_is_no_argument() -> None:
    check("x = X\n", "X", RemoveArgument, None)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("g(f())", "g(f(k=1))"),
        ("g(f(a))", "g(f(a, k=1))"),
        ("g(f(a,))", "g(f(a, k=1,))"),
        ("g(f(a, **kw))", "g(f(a, k=1, **kw))"),
        ("g(f(**kw))", "g(f(k=1, **kw))"),
        ("g(f(*a))", "g(f(*a, k=1))"),
        ("g(f(a, k=2))", None),
        ("g(f(x for x in y))", None),
        ("g(f((x for x in y)))", "g(f((x for x in y), k=1))"),
        ("g(f(a  # why\n))", "g(f(a, k=1  # why\n))"),
        ("g(f(\n    a,\n    b,\n))", "g(f(\n    a,\n    b,\n    k=1,\n))"),
        ("g(f(\n    a,\n    b\n))", "g(f(\n    a,\n    b,\n    k=1\n))"),
        ("g(f(\n    a,\n    b,  # why\n    # end\n))", "g(f(\n    a,\n    b,  # why\n    k=1,\n    # end\n))"),
        ("g(f(\n    a,\n    b  # why\n))", "g(f(\n    a,\n    b,  # why\n    k=1\n))"),
        ("g(f(\n    a,\n    b))", "g(f(\n    a,\n    b,\n    k=1))"),
        ("g(f(\n    a,\n    b, c,\n))", "g(f(\n    a,\n    b, c, k=1,\n))"),
        ("g(f(a,\n  b))", "g(f(a,\n  b,\n  k=1))"),
        ("g(f(\n    a,\n    **kw,\n))", "g(f(\n    a,\n    k=1,\n    **kw,\n))"),
        ("g(f(\n))", "g(f(\nk=1))"),
    ],
)
def test_add_argument(before: str, after: str | None) -> None:
    check(before + "\n", before[2:-1], lambda site: AddArgument(site, "k=1"), None if after is None else after + "\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("g(f(a))", "g(f(a, 1))"),
        ("g(f(a, b=2))", "g(f(a, 1, b=2))"),
        ("g(f(b=2))", "g(f(1, b=2))"),
        ("g(f(*a))", None),
        ("g(f(\n    a,\n    b=2,\n))", "g(f(\n    a,\n    1,\n    b=2,\n))"),
    ],
)
def test_add_positional_argument(before: str, after: str | None) -> None:
    check(before + "\n", before[2:-1], lambda site: AddArgument(site, "1"), None if after is None else after + "\n")


@pytest.mark.parametrize("text", ["a b", "", "a, b", "k=1, l=2", "x for x in y)("])
def test_what_is_not_one_argument_is_refused(text: str) -> None:
    check("g(f(a))\n", "f(a)", lambda site: AddArgument(site, text), None)


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        ("f(X)", "a + b", "f(a + b)"),
        ("y = X * 2", "a + b", "y = (a + b) * 2"),
        ("y = X ** 2", "f(a)", "y = f(a) ** 2"),
        ("y = (X) * 2", "a + b", "y = (a + b) * 2"),
        ("y = (X) * 2", "f(a)", "y = f(a) * 2"),
        ("y = 2 *(X)", "f(a)", "y = 2 *f(a)"),
        ("y = not(X)", "f(a)", "y = not(f(a))"),
        ("y = ( X )", "f(a)", "y = ( f(a) )"),
        ("y = ((X))", "f(a)", "y = (f(a))"),
        ("y = X.fit(1)", "a / 255", "y = (a / 255).fit(1)"),
        ("y = X[0]", "-a", "y = (-a)[0]"),
        ("y = not X", "a or b", "y = not (a or b)"),
        ("y = X > 2", "a > b", "y = (a > b) > 2"),
        ("y = 2 > X", "lambda: 1", "y = 2 > (lambda: 1)"),
        ("y = a[X]", "a + b", "y = a[a + b]"),
        ("y = [\n    X,  # why\n]", "a + b", "y = [\n    a + b,  # why\n]"),
    ],
)
def test_replace(before: str, text: str, after: str) -> None:
    check(before + "\n", "X", lambda site: Replace(site, text), after + "\n")


@pytest.mark.parametrize("before", ["f(**X)\n", "f(a, *X)\n"])
def test_what_is_unpacked_is_not_replaced(before: str) -> None:
    check(before, "X", lambda site: Replace(site, "1"), None)


def test_replace_keeps_quotes_next_door() -> None:
    check("f('ä', X, 'é')\n", "X", lambda site: Replace(site, "'ü'"), "f('ä', 'ü', 'é')\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("f(lr=X)", "f(k=X)"),
        ("f(a, lr = X, b=1)", "f(a, k = X, b=1)"),
        ("f(X)", "f(k=X)"),
        ("f(a, X, b=1)", "f(a, k=X, b=1)"),
        ("f(X, a)", None),
        ("f(*X)", None),
        ("f(k=1, lr=X)", None),
    ],
)
def test_rename_keyword(before: str, after: str | None) -> None:
    at = "X"
    check(before + "\n", at, lambda site: RenameKeyword(site, "k"), None if after is None else after + "\n")


@pytest.mark.parametrize(
    ("before", "above", "below"),
    [
        ("a\nf(X)\nb\n", "a\nnew\nf(X)\nb\n", "a\nf(X)\nnew\nb\n"),
        ("f(X)  # why", "new\nf(X)  # why", "f(X)  # why\nnew"),
        ("# of f\nf(\n    X,\n)\n", "# of f\nnew\nf(\n    X,\n)\n", "# of f\nf(\n    X,\n)\nnew\n"),
        (
            "if a:\n    b\n    f(X)\nelse:\n    c\n",
            "if a:\n    b\n    new\n    f(X)\nelse:\n    c\n",
            "if a:\n    b\n    f(X)\n    new\nelse:\n    c\n",
        ),
        (
            "for a in f(X):\n\tb\nc\n",
            "new\nfor a in f(X):\n\tb\nc\n",
            "for a in f(X):\n\tb\nnew\nc\n",
        ),
        (
            "class A:\n    @d\n    def g(self, a=X): pass\n",
            "class A:\n    new\n    @d\n    def g(self, a=X): pass\n",
            "class A:\n    @d\n    def g(self, a=X): pass\n    new\n",
        ),
        ("if a: f(X)\n", None, None),
        ("a; f(X)\n", None, None),
        ("if a:\n    b\nelif X:\n    c\n", None, None),
    ],
)
def test_insert(before: str, above: str | None, below: str | None) -> None:
    check(before, "X", lambda site: InsertBefore(site, "new"), above)
    check(before, "X", lambda site: InsertAfter(site, "new"), below)


def test_inserted_blocks_are_indented() -> None:
    before = "if a:\n    f(X)\n"
    after = "if a:\n    if b:\n        c\n\n    d\n    f(X)\n"
    check(before, "X", lambda site: InsertBefore(site, "if b:\n    c\n\nd\n"), after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\nf(X)  # why\nb\n", "a\nb\n"),
        ("# of a\na\n# of f\nf(X)\n", "# of a\na\n# of f\n"),
        ("if a:\n    f(X)\n", "if a:\n    pass\n"),
        ("if a:\n    b\n    f(\n        X,\n    )\nc\n", "if a:\n    b\nc\n"),
        ("if a: f(X)\n", "if a: pass\n"),
        ("a; f(X); b\n", "a; b\n"),
        ("a; f(X)\n", "a\n"),
        ("f(X); b\n", "b\n"),
        ("a\nf(X)", "a\n"),
        ("@X\ndef g(): pass\nb\n", "b\n"),
        ("if a:\n    b\nelif X:\n    c\n", None),
    ],
)
def test_remove_statement(before: str, after: str | None) -> None:
    check(before, "X", RemoveStatement, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("import a\nf(X)\n", "import a\nimport n\nf(X)\n"),
        (
            "import a\n\nfrom b import (\n    c,\n)  # why\n\nf(X)\n",
            "import a\n\nfrom b import (\n    c,\n)  # why\nimport n\n\nf(X)\n",
        ),
        ('"""Doc."""\nf(X)\n', '"""Doc."""\nimport n\nf(X)\n'),
        (
            '"""Doc."""\nfrom __future__ import annotations\nf(X)\n',
            '"""Doc."""\nfrom __future__ import annotations\nimport n\nf(X)\n',
        ),
        (
            "#!/usr/bin/env python\n# -*- coding: utf-8 -*-\nf(X)\n",
            "#!/usr/bin/env python\n# -*- coding: utf-8 -*-\nimport n\nf(X)\n",
        ),
        ("import a\ndef g():\n    f(X)\nimport b\n", "import a\nimport n\ndef g():\n    f(X)\nimport b\n"),
        ("@d\ndef g():\n    f(X)\n", "import n\n@d\ndef g():\n    f(X)\n"),
        (
            "try:\n    import a\nexcept ImportError:\n    a = 1\nf(X)\n",
            "import n\ntry:\n    import a\nexcept ImportError:\n    a = 1\nf(X)\n",
        ),
    ],
)
def test_add_import(before: str, after: str) -> None:
    check(before, "X", lambda _: AddImport("import n"), after)


@pytest.mark.parametrize("there", ["import n", "import a, n", "import n; import a"])
def test_an_import_that_is_there_is_not_added(there: str) -> None:
    check(f"{there}\nf(X)\n", "X", lambda _: AddImport("import n"), None)


def test_an_import_under_another_name_is_another() -> None:
    check("import n as m\nf(X)\n", "X", lambda _: AddImport("import n"), "import n as m\nimport n\nf(X)\n")


@pytest.mark.parametrize(
    ("before", "at", "after"),
    [
        ("y = y / 255.0", "y / 255.0", "y = y"),
        ("x, y = x / 255, (a + b) / 255", "(a + b) / 255", "x, y = x / 255, a + b"),
        ("y = (y / 255).astype(int)", "y / 255", "y = y.astype(int)"),
        ("y = (a - b) / 255 * 2", "(a - b) / 255", "y = (a - b) * 2"),
        ("y = s.fit_transform(y.reshape(-1, 1))", "s.fit_transform(y.reshape(-1, 1))", "y = y.reshape(-1, 1)"),
        ("y = s.fit_transform(X=y)", "s.fit_transform(X=y)", "y = y"),
        ("y = s.fit_transform(*a)", "s.fit_transform(*a)", None),
        ("a = 1\ny /= 255\nb = 2", "y /= 255", "a = 1\nb = 2"),
    ],
)
def test_unwrap(before: str, at: str, after: str | None) -> None:
    check(before + "\n", at, Unwrap, None if after is None else after + "\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a, b, c, d = f(X)", "a, c, b, d = f(X)"),
        ("(a, b), c[0], d.e = f(X)", "(a, b), d.e, c[0] = f(X)"),
        ("[a, b, c] = f(X)", "[a, c, b] = f(X)"),
        ("a, *b = f(X)", None),
        ("a, b = f(X)", None),
        ("a = b, c, d = f(X)", None),
        ("a, b, c = g(f(X))", None),
    ],
)
def test_swap_targets(before: str, after: str | None) -> None:
    check(before + "\n", "f(X)", lambda site: SwapTargets(site, 1, 2), None if after is None else after + "\n")
