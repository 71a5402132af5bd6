"""Suppression comments: which findings they silence, and what is said of the comments themselves."""

from collections.abc import Sequence
from textwrap import dedent

import pytest

from zerolint.check.comments import Suppression, suppressions
from zerolint.check.diagnostic import Diagnostic, Place
from zerolint.check.levels import Confidence, Severity
from zerolint.check.suppression import Remark, remarks, suppress

KNOWN = {
    "ZL201": "bounded-output-for-regression",
    "ZL203": "softmax-on-one-unit",
    "ZL901": "unused-suppression",
    "ZL902": "unknown-code-in-suppression",
}


def found(line: int, code: str = "ZL203", *, cell: int | None = None, end: int | None = None) -> Diagnostic:
    return Diagnostic(
        place=Place("t.py", line, 5, end or line, 9, cell),
        code=code,
        name=KNOWN[code],
        severity=Severity.ERROR,
        confidence=Confidence.HIGH,
        message="",
    )


def shown(code: str, *findings: Diagnostic) -> list[tuple[int, str]]:
    outcome = suppress(findings, list(suppressions("t.py", dedent(code).lstrip("\n"))))
    return [(one.place.line, one.code) for one in outcome.shown]


@pytest.mark.parametrize(
    "comment",
    [
        "# zerolint: ignore[ZL203]",
        "# zerolint: ignore[ZL201, ZL203]",
        "# zerolint: ignore[softmax-on-one-unit]",
        "# zerolint: ignore[ZL2]",
        "# zerolint: ignore",
        "#zerolint:ignore[zl203] because it is a demo",
        "# a word first  # zerolint: ignore[ZL203]",
        "# zerolint: ignore[ZL203]  # type: ignore",
        "# noqa: ZL203",
        "# noqa: E501,ZL203",
        "# noqa: E501 ZL203",
    ],
)
def test_silences_its_line(comment: str) -> None:
    assert shown(f"x = 1\ny = f(2)  {comment}\nz = 3\n", found(2)) == []
    assert shown(f"x = 1\ny = f(2)  {comment}\nz = 3\n", found(3), found(1)) == [(3, "ZL203"), (1, "ZL203")]


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa",
        "# noqa: E501",
        "# zerolint: ignore[ZL201]",
        "# zerolint: ignore[ZL203",
        "# zerolint: ignore ZL203",
        "# zerolint: ignored",
        "# zerolint is a linter",
        "# zerolint: ignore-file",
    ],
)
def test_does_not_silence(comment: str) -> None:
    assert shown(f"y = f(2)  {comment}\n", found(1)) == [(1, "ZL203")]


@pytest.mark.parametrize("line", [1, 2, 3, 4])
def test_any_line_of_a_statement(line: int) -> None:
    lines = ["model = Sequential([", "    Dense(3),", "    Dense(1),", "])"]
    lines[line - 1] += "  # zerolint: ignore[ZL203]"
    assert shown("\n".join([*lines, "x = 1", ""]), found(3), found(5)) == [(5, "ZL203")]


def test_lines_of_their_own() -> None:
    code = """
    # zerolint: ignore[ZL203]
    # and why
    y = f(
        2,
    )
    # zerolint: ignore[ZL203]

    z = f(3)
    """
    assert shown(code, found(4), found(8)) == [(8, "ZL203")]


def test_a_header_does_not_cover_its_block() -> None:
    assert shown("def f():  # zerolint: ignore\n    return g(1)\n", found(1), found(2)) == [(2, "ZL203")]


def test_a_comment_in_a_string_is_none() -> None:
    assert shown('y = f("# zerolint: ignore")\n', found(1)) == [(1, "ZL203")]


def test_whole_file() -> None:
    code = '#!/usr/bin/env python\n"""Doc."""\n# zerolint: ignore-file[ZL203]\nimport x\ny = f(2)\n'
    assert shown(code, found(5), found(5, "ZL201")) == [(5, "ZL201")]
    assert shown("import x\n# zerolint: ignore-file\ny = f(2)\n", found(3)) == [(3, "ZL203")]


def test_cells_are_apart() -> None:
    comments = [*suppressions("t.py", "f(1)  # zerolint: ignore\n", cell=2)]
    assert suppress([found(1, cell=1), found(1, cell=2)], comments).shown == (found(1, cell=1),)


def test_offset_of_a_percent_cell() -> None:
    comments = [*suppressions("t.py", "f(1)  # zerolint: ignore\n", offset=10)]
    assert not suppress([found(11)], comments).shown


def test_columns_of_an_indented_cell() -> None:
    comments = list(suppressions("t.py", "f(1)  # zerolint: ignore[ZL203]\n", cell=1, shift=lambda _: 2))
    [one] = remarks(comments, (), ran=["ZL203"], known=KNOWN)
    assert one.place == Place("t.py", 1, 9, 1, 34, 1)
    assert one.fix is not None
    assert one.fix.edits[0].place == Place("t.py", 1, 7, 1, 34, 1)


def test_code_that_does_not_tokenize() -> None:
    assert shown("f(1)  # zerolint: ignore\nx = (\ny = f(2)  # zerolint: ignore\n", found(1), found(3)) == []


def said(code: str, *findings: Diagnostic, ran: Sequence[str] = ("ZL201", "ZL203"), **how: bool) -> list[Remark]:
    comments = list(suppressions("t.py", code))
    used = suppress(findings, comments).used
    return list(remarks(comments, used, ran=ran, known=KNOWN, **how))


def messages(code: str, *findings: Diagnostic, ran: Sequence[str] = ("ZL201", "ZL203"), **how: bool) -> list[str]:
    return [f"{one.code} {one.message}" for one in said(code, *findings, ran=ran, **how)]


def test_used_ones_are_silent() -> None:
    assert messages("f(1)  # zerolint: ignore[ZL203]\n", found(1)) == []
    assert messages("f(1)  # zerolint: ignore\n", found(1)) == []


def test_unused() -> None:
    assert messages("f(1)  # zerolint: ignore[ZL203]\n") == ["ZL901 `ZL203` silences nothing here"]
    assert messages("f(1)  # zerolint: ignore\n") == ["ZL901 this suppression silences nothing"]
    assert messages("# zerolint: ignore-file[ZL201]\nf(1)\n") == ["ZL901 `ZL201` silences nothing here"]
    assert messages("f(1)\n# zerolint: ignore-file\n") == ["ZL901 `ignore-file` works only above the first statement"]


def test_second_of_two_is_unused() -> None:
    code = "# zerolint: ignore[ZL203]\nf(1)  # zerolint: ignore[ZL203]\n"
    assert [one.place.line for one in said(code, found(2))] == [1]


def test_unused_only_if_it_ran() -> None:
    assert messages("f(1)  # zerolint: ignore[ZL203]\n", ran=["ZL201"]) == []
    assert messages("f(1)  # zerolint: ignore[ZL2]\n", ran=["ZL201"]) == []
    assert messages("f(1)  # zerolint: ignore\n", everything=False) == []
    assert messages("f(1)  # zerolint: ignore[ZL203]\n", complete=False) == []


def test_unknown() -> None:
    [one] = said("f(1)  # zerolint: ignore[ZL203, ZL2003]\n", found(1))
    assert (one.code, one.message, one.help) == ("ZL902", "no rule is called `ZL2003`", "`ZL203` is the nearest one")
    assert (one.place.column, one.place.end_column) == (33, 39)
    assert messages("f(1)  # noqa: ZL999\n") == ["ZL902 no rule is called `ZL999`"]
    assert messages("f(1)  # zerolint: disable=ZL203\n") == ["ZL902 `# zerolint: disable=ZL203` can't be read"]
    assert messages("f(1)  # zerolint: ignore ZL203\n") == ["ZL902 `# zerolint: ignore ZL203` can't be read"]


def test_own_codes_can_be_named() -> None:
    assert messages("f(1)  # zerolint: ignore[ZL203, ZL901]\n") == []
    assert messages("f(1)  # zerolint: ignore[ZL999, ZL902]\n") == []
    assert messages("# zerolint: ignore-file[ZL901]\nf(1)  # zerolint: ignore[ZL203]\n") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("f(1)  # zerolint: ignore[ZL203]", "f(1)"),
        ("f(1)  # zerolint: ignore[ZL201, ZL203]", "f(1)  # zerolint: ignore[ZL201]"),
        ("f(1)  # zerolint: ignore[ZL203] as a demo", "f(1)"),
        ("f(1)  # demo  # zerolint: ignore[ZL203]", "f(1)  # demo"),
        ("f(1)  # zerolint: ignore[ZL203]  # type: ignore", "f(1)  # type: ignore"),
        ("f(1)  # noqa: E501, ZL203", "f(1)  # noqa: E501"),
        ("f(1)  # noqa: ZL203", "f(1)"),
    ],
)
def test_fix_removes_what_is_unused(before: str, after: str) -> None:
    [one] = said(before + "\n", *([found(1, "ZL201")] if "ZL201" in before else []))
    assert one.fix is not None
    [edit] = one.fix.edits
    assert before[: edit.place.column - 1] + edit.text + before[edit.place.end_column - 1 :] == after


def test_fix_removes_the_line() -> None:
    [one] = said("# zerolint: ignore[ZL203]\nf(1)\n")
    assert one.fix is not None
    assert one.fix.edits[0].place == Place("t.py", 1, 1, 2, 1)


def test_places() -> None:
    [one] = suppressions("t.py", "f('ä')  # zerolint: ignore\n")
    assert isinstance(one, Suppression)
    assert (one.place.column, one.place.end_column) == (9, 27)
