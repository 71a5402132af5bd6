"""The output formats, each against what a reader or a program expects of it."""

import json
from pathlib import Path
from textwrap import dedent

import jsonschema
import pytest

import zerolint.report
from zerolint.check.diagnostic import Change, Diagnostic, Label, Place, QuotedLine, Repair
from zerolint.check.levels import Confidence, Safety, Severity
from zerolint.report.choose import format_names, report
from zerolint.report.style import Style

SCHEMA = json.loads((Path(zerolint.report.__file__).parent / "schema.json").read_text(encoding="utf-8"))


def lines(path: str, *quoted: tuple[int, str], cell: int | None = None) -> tuple[QuotedLine, ...]:
    return tuple(QuotedLine(path, cell, number, text) for number, text in quoted)


HEAD = Place("train.py", 21, 21, 21, 41)
BOSTON = Diagnostic(
    place=HEAD,
    code="ZL201",
    name="bounded-output-for-regression",
    severity=Severity.ERROR,
    confidence=Confidence.HIGH,
    message="sigmoid output can't reach the regression targets",
    notes=(
        Label("regression", Place("train.py", 24, 36, 24, 41)),
        Label("targets: continuous, 5.0 … 50.0", Place("train.py", 9, 5, 9, 6)),
        Label("output lies in 0 … 1", HEAD),
        Label("every prediction saturates at 1; the constant 1 has a loss of 543"),
    ),
    fix=Repair(
        "remove the activation (linear output)", Safety.UNSAFE, (Change(Place("train.py", 21, 19, 21, 41), ""),)
    ),
    url="https://example.org/rules/bounded-output-for-regression.md",
    fingerprint="0123456789abcdef",
    lines=lines(
        "train.py",
        (9, "(x, y), _ = keras.datasets.boston_housing.load_data()"),
        (21, '    layers.Dense(1, activation="sigmoid"),'),
        (24, 'model.compile(optimizer="adam", loss="mse")'),
    ),
)
CELL = Diagnostic(
    place=Place("nb.ipynb", 12, 5, 12, 9, cell=3),
    code="ZL203",
    name="softmax-on-one-unit",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    message="softmax over one unit is always 1",
    help="use `sigmoid`",
    notes=(Label("built here", Place("nb.ipynb", 2, 3, 2, 5, cell=1)),),
    url="https://example.org/rules/softmax-on-one-unit.md",
    fingerprint="fedcba9876543210",
)


def full(one: Diagnostic, style: Style = Style()) -> str:  # noqa: B008 - frozen
    return report("full", [one], style)


def test_formats_are_found() -> None:
    assert {"full", "concise", "json", "github"} <= set(format_names())


def test_an_unknown_format_says_which_there_are() -> None:
    with pytest.raises(ValueError, match="concise"):
        report("xml", [], Style())


def test_full_tells_the_story() -> None:
    assert full(BOSTON) == dedent(
        """\
        ZL201 error  sigmoid output can't reach the regression targets            [high]
          --> train.py:21:21
           |
         9 | (x, y), _ = keras.datasets.boston_housing.load_data()
           |     - targets: continuous, 5.0 … 50.0
           :
        21 |     layers.Dense(1, activation="sigmoid"),
           |                     ^^^^^^^^^^^^^^^^^^^^ output lies in 0 … 1
           :
        24 | model.compile(optimizer="adam", loss="mse")
           |                                    ----- regression
          = every prediction saturates at 1; the constant 1 has a loss of 543
          = fix: remove the activation (linear output)            [--fix --unsafe-fixes]

        """
    )


def test_full_of_a_notebook_names_the_cell() -> None:
    assert full(CELL) == dedent(
        """\
        ZL203 warning  softmax over one unit is always 1                        [medium]
          --> nb.ipynb:cell 3:12:5
          ::: nb.ipynb:cell 1:2:3 built here
          = help: use `sigmoid`

        """
    )


def simple(text: str, column: int, end: int, *notes: Label, message: str = "m", end_line: int = 1) -> Diagnostic:
    return Diagnostic(
        place=Place("t.py", 1, column, end_line, end),
        code="ZL203",
        name="n",
        severity=Severity.ERROR,
        confidence=Confidence.HIGH,
        message=message,
        notes=notes,
        lines=lines("t.py", (1, text)),
    )


def frame(one: Diagnostic, style: Style = Style()) -> list[str]:  # noqa: B008 - frozen
    return [line[5:] for line in full(one, style).splitlines()[3:5]]


def test_other_files_have_their_own_frame() -> None:
    note = Label("built here", Place("model.py", 130, 8, 130, 13))
    one = simple("model = build()", 9, 16, note)
    quoted = (*one.lines, *lines("model.py", (130, "return Dense(1)")))
    text = full(
        Diagnostic(
            place=one.place,
            code=one.code,
            name=one.name,
            severity=one.severity,
            confidence=one.confidence,
            message=one.message,
            notes=one.notes,
            lines=quoted,
        )
    )
    assert text.splitlines()[1:] == [
        "   --> t.py:1:9",
        "    |",
        "  1 | model = build()",
        "    |         ^^^^^^^",
        "   ::: model.py:130:8",
        "    |",
        "130 | return Dense(1)",
        "    |        ----- built here",
        "",
    ]


def test_tabs_and_wide_characters_keep_marks_in_place() -> None:
    assert frame(simple("\tx = f(1)", 6, 10)) == ["    x = f(1)", "        ^^^^"]
    assert frame(simple("n = '数据'; f(1)", 11, 15)) == ["n = '数据'; f(1)", "            ^^^^"]
    assert frame(simple("a = 'é'; f(1)", 10, 14)) == ["a = 'é'; f(1)", "         ^^^^"]


def test_several_labels_on_one_line() -> None:
    one = simple("f(1, 2)", 3, 4, Label("second", Place("t.py", 1, 6, 1, 7)), Label("first", Place("t.py", 1, 3, 1, 4)))
    assert [line[5:] for line in full(one).splitlines()[3:6]] == ["f(1, 2)", "  ^ first", "     - second"]


def test_a_span_over_lines_marks_the_first() -> None:
    assert frame(simple("f(  # why", 1, 2, end_line=4))[1] == "^^^^^^^^^"


def test_an_empty_span_is_still_seen() -> None:
    assert frame(simple("", 1, 1)) == ["", "^"]


def test_long_lines_are_cut_around_the_mark() -> None:
    shown, marks = frame(simple("a" * 3000 + "f(1)" + "b" * 3000, 3001, 3005))
    assert len(shown) == 160
    assert shown[marks.index("^") : marks.rindex("^") + 1] == "f(1)"
    assert (shown[0], shown[-1]) == ("…", "…")


def test_nothing_steers_the_terminal() -> None:
    one = simple("x = '\x1b[2J'", 1, 2, message="bad \x1b]8;; message\n")
    assert "\x1b" not in full(one)
    assert report("concise", [one], Style()).count("\n") == 1


def test_colour_and_links_only_when_asked() -> None:
    text = full(BOSTON, Style(color=True, links=True, width=80))
    assert "\x1b[1;31mZL201\x1b[0m" in text
    assert "\x1b]8;;https://example.org/" in text
    assert "\x1b" not in full(BOSTON)


def test_evidence_is_wrapped_to_the_terminal() -> None:
    one = simple("f(1)", 1, 5, Label("word " * 30))
    assert max(len(line) for line in full(one, Style(width=60)).splitlines()) <= 60


def test_concise() -> None:
    assert report("concise", [CELL, BOSTON], Style()) == (
        "nb.ipynb:cell 3:12:5: ZL203 softmax over one unit is always 1\n"
        "train.py:21:21: ZL201 sigmoid output can't reach the regression targets\n"
    )


def test_github() -> None:
    assert report("github", [BOSTON], Style()) == (
        "::error file=train.py,line=21,col=21,endLine=21,endColumn=41,"
        "title=zerolint ZL201 bounded-output-for-regression"
        "::train.py:21:21: ZL201 sigmoid output can't reach the regression targets\n"
    )
    assert report("github", [CELL], Style()) == (
        "::warning file=nb.ipynb,line=1,title=zerolint ZL203 softmax-on-one-unit"
        "::nb.ipynb:cell 3:12:5: ZL203 softmax over one unit is always 1%0Ause `sigmoid`\n"
    )


def test_github_escapes() -> None:
    one = simple("", 1, 1, message="100 % a, b: c")
    place = Place("a,b:c%.py", 1, 1, 1, 1)
    text = report("github", [Diagnostic.from_json({**one.to_json(), **place.to_json()})], Style())
    assert text.startswith("::error file=a%2Cb%3Ac%25.py,")
    assert text.endswith("::a,b:c%25.py:1:1: ZL203 100 %25 a, b: c\n")


def test_json_validates_and_round_trips() -> None:
    text = report("json", [BOSTON, CELL], Style())
    records = json.loads(text)
    jsonschema.validate(records, SCHEMA)
    assert [Diagnostic.from_json(record).to_json() for record in records] == records
    assert [record["code"] for record in records] == ["ZL203", "ZL201"]
    assert set(records[0]) == set(SCHEMA["$defs"]["finding"]["properties"])
    assert text.isascii()


def test_json_of_nothing() -> None:
    assert json.loads(report("json", [], Style())) == []


def test_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_order_does_not_depend_on_arrival() -> None:
    assert report("concise", [BOSTON, CELL], Style()) == report("concise", [CELL, BOSTON], Style())
