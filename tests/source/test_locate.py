"""Lines and columns of nodes, as an editor counts them."""

from pathlib import Path

import libcst as cst
import pytest
from libcst.metadata import MetadataWrapper, PositionProvider
from source.places import notebook

from zerolint.source.load import load
from zerolint.source.locate import Locator
from zerolint.source.model import Span
from zerolint.source.parse import ParsedFile, parse


def find(parsed: ParsedFile, text: str) -> list[cst.CSTNode]:
    """The expressions and statements that read so, outermost first."""
    found: list[cst.CSTNode] = []
    todo: list[cst.CSTNode] = [each.module for each in reversed(parsed.modules)]
    while todo:
        node = todo.pop()
        if isinstance(node, (cst.BaseExpression, cst.BaseStatement, cst.Arg)) and text == _code(node):
            found.append(node)
        todo += reversed(node.children)
    return found


def _code(node: cst.CSTNode) -> str:
    return cst.Module([]).code_for_node(node).strip()


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("X", (1, 1, 1, 2)),
        ("if a:\n\tX\n", (2, 2, 2, 3)),
        ("if a:\n\tb(\tX)\n", (2, 5, 2, 6)),
        ("é = '日本', X\n", (1, 11, 1, 12)),
        ("s = '\U0001f600', X\n", (1, 10, 1, 11)),
        ("a\r\n\r\nb = X\r\n", (3, 5, 3, 6)),
        ("a\rb = X\r", (2, 5, 2, 6)),
        ("\ufeffb = X\n", (1, 5, 1, 6)),
        ("a\x0c\x0b = '\x1c\u2028'; X\n".replace("\x0b", ""), (1, 12, 1, 13)),
        ("'''\na\n'''; X", (3, 6, 3, 7)),
        ("%time X\n", (1, 7, 1, 8)),
        ("!ls\n%matplotlib inline\nX", (3, 1, 3, 2)),
        ("f'{X}'", (1, 4, 1, 5)),
        ("(  X\n)", (1, 4, 1, 5)),
    ],
)
def test_scripts(code: str, place: tuple[int, int, int, int]) -> None:
    parsed = parse(load("t.py", code.encode()))
    span = Locator(parsed).span(find(parsed, "X")[-1] if "(  X" not in code else _parenthesised(parsed))
    assert span == Span(*place)
    assert parsed.source.line_text(span)[span.column - 1 : span.end_column - 1] == "X"


def _parenthesised(parsed: ParsedFile) -> cst.CSTNode:
    (statement,) = parsed.modules[0].module.body
    assert isinstance(statement, cst.SimpleStatementLine)
    assert isinstance(statement.body[0], cst.Expr)
    return statement.body[0].value


@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        ("a\nX", 2, 1),
        (["a\n", "é = X"], 2, 5),
        ("a\r\nb = X", 2, 5),
        ("%%time\nX", 2, 1),
        ("\n    a\n    X", 3, 5),
        ("    a\nX", 2, 1),
        ("%%writefile a.py\n\tX", 2, 2),
    ],
)
def test_cells(source: str | list[str], line: int, column: int) -> None:
    parsed = parse(load("n.ipynb", notebook("a = 1", source)))
    span = Locator(parsed).span(find(parsed, "X")[-1])
    assert span == Span(line, column, line, column + 1, 2)
    assert parsed.source.line_text(span)[column - 1] == "X"


def test_owner_and_parents() -> None:
    parsed = parse(load("n.ipynb", notebook("a", "f(X)")))
    locator = Locator(parsed)
    node = find(parsed, "X")[-1]
    owner = locator.owner(node)
    assert owner is parsed.modules[1]
    parents = [type(each).__name__ for each in locator.parents(node)]
    assert parents == ["Arg", "Call", "Expr", "SimpleStatementLine", "Module"]


def test_nodes_of_other_files() -> None:
    locator = Locator(parse(load("t.py", b"X\n")))
    for other in (cst.Name("X"), "X", None):
        assert (locator.span(other), locator.owner(other), locator.statement(other)) == (None, None, None)
        assert list(locator.parents(other)) == []


@pytest.mark.parametrize(
    ("code", "line", "end_line"),
    [
        ("a\nb = f(\n    X\n)\n", 2, 4),
        ("if X:\n    a\n", 1, 2),
        ("if a:\n    b\nelif X:\n    c\nelse:\n    d\n", 1, 6),
        ("if a: X\n", 1, 1),
        ("@X\ndef f():\n    pass\n", 1, 3),
        ("@a\n@b\ndef f(c=X):\n    pass\n", 1, 4),
    ],
)
def test_statements(code: str, line: int, end_line: int) -> None:
    parsed = parse(load("t.py", code.encode()))
    extent = Locator(parsed).extent(find(parsed, "X")[-1])
    assert extent is not None
    assert (extent.line, extent.end_line) == (line, end_line)


ROOT = Path(__file__).resolve().parents[2]
MIXED = """#!/usr/bin/env python
# a comment ahead

'''a
docstring'''; a = 1; b = (
    2)

# before the decorator
@one
# between
@two(
    3)
class C(Base):

    async def f(self): return [x for x in y
                               if x]
    # behind

if a:
\tb
# inside
elif c: d; e
else:
\tf"{g!r:>{h}}"
i = \\
    1
async def g():
    await h
match a:
    case [1, *rest]:
        pass
    case (2 |
          3) if b:
        for c in d:
            e; f(
              g)
            while h: i
        else:
            with j as k, \\
                    l:
                # deep
                m = [
    n]
try:
    a
except B as c:
    d
except (E,
        F):
    def g(h,
          i=1):
        # how deep
        @j
        class K:
            '''l
            m'''
            n = (o,
              p)
else:
    if q:
        r
    elif s:
        t; u
    elif v:
        w
        x
    else:
        y
        z
finally:
    try:
        a
    except* B:
        c
    else:
        d
        e
    finally:
        f
        g
"""


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(code, id=name)
        for name, code in [
            ("mixed", MIXED),
            ("asynchronous at top level", "a\n\nawait b\n# c\nasync with d as e:\n    f\n"),
            ("what Python refuses", "return 1\n\nyield 2; f(*a, *b)\nbreak\nclass A: return 3\n"),
            *((str(path.relative_to(ROOT)), path.read_text()) for path in sorted((ROOT / "rules").glob("*.py"))),
        ]
    ],
)
def test_all_spans_are_those_of_libcst(code: str) -> None:
    """Spans are computed by top-level statement; LibCST's provider generates the whole module."""
    parsed = parse(load("t.py", code.encode()))
    locator = Locator(parsed)
    (chunk,) = parsed.modules
    for node, place in MetadataWrapper(chunk.module, unsafe_skip_copy=True).resolve(PositionProvider).items():
        if isinstance(node, (cst.BaseExpression, cst.BaseStatement, cst.BaseSmallStatement, cst.Arg, cst.Param)):
            found = locator.span(node)
            expected = (place.start.line, place.start.column + 1, place.end.line, place.end.column + 1)
            assert found == Span(*expected), type(node)
