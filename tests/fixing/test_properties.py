"""Edits of generated calls: whatever the layout, the tree is the old one but for the edit, and comments survive."""

import ast
import re
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fixing.places import edited
from zerolint.check.finding import AddArgument, RemoveArgument, RenameKeyword

GAPS = st.sampled_from(["", "", " ", "\n", "\n    ", "  # c\n", "\n    # c\n    "])
NAMES = st.sampled_from(["a", "b", "c"])


@st.composite
def calls(draw: st.DrawFn) -> str:
    """A call in any layout; the value of its keyword `k` is `X`."""
    before = draw(st.lists(st.sampled_from(["p", "(q)", "*r", "m=1", "g(h,)"]), max_size=2, unique=True))
    after = draw(st.lists(st.sampled_from(["n=2", "**s", "o=(\n3\n)"]), max_size=2, unique=True))
    before.sort(key=lambda text: "=" in text)
    after.sort()
    parts = [*before, "k=X", *(text for text in after if text != "**s"), *(text for text in after if text == "**s")]
    code = "f(" + draw(GAPS)
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        comma = draw(st.sampled_from(["", ","])) if last else ","
        code += part + draw(GAPS) + comma + draw(GAPS)
    return f"y = 1  # y\n{code})  # end\nz = 2\n"


def tree(code: str, change: Callable[[ast.Call], None] = lambda _: None) -> str:
    """The code's tree after a change to the call of `f`."""
    module = ast.parse(code)
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "f":
            change(node)
    return ast.unparse(module)


def comments(code: str) -> int:
    return len(re.findall("#", code))


@given(calls())
@settings(deadline=None)
def test_removing(code: str) -> None:
    def change(call: ast.Call) -> None:
        call.keywords = [each for each in call.keywords if each.arg != "k"]

    got = edited(code, "X", RemoveArgument)
    assert got is not None
    assert tree(got) == tree(code, change)
    assert {"# y", "# end"} <= {*re.findall("# (?:y|end)", got)}


@given(calls())
@settings(deadline=None)
def test_adding(code: str) -> None:
    def change(call: ast.Call) -> None:
        at = len(call.keywords) - sum(each.arg is None for each in call.keywords)
        call.keywords.insert(at, ast.keyword("new", ast.Constant(7)))

    call = code[code.index("f(") : code.index("  # end")]
    got = edited(code, call, lambda site: AddArgument(site, "new=7"))
    assert got is not None
    assert tree(got) == tree(code, change)
    assert comments(got) == comments(code)


@given(calls(), NAMES)
@settings(deadline=None)
def test_renaming(code: str, name: str) -> None:
    def change(call: ast.Call) -> None:
        next(each for each in call.keywords if each.arg == "k").arg = name

    got = edited(code, "X", lambda site: RenameKeyword(site, name))
    assert got is not None
    assert tree(got) == tree(code, change)
    assert comments(got) == comments(code)


@given(calls())
@settings(deadline=None)
def test_a_second_time_there_is_nothing_left_to_do(code: str) -> None:
    call = code[code.index("f(") : code.index("  # end")]
    once = edited(code, call, lambda site: AddArgument(site, "new=7"))
    assert once is not None
    again = once[once.index("f(") : once.index("  # end")]
    assert edited(once, again, lambda site: AddArgument(site, "new=7")) is None
