"""When colour is used, and how wide text is."""

import pytest

from zerolint.report.style import Style, columns, printable, style_for


class Stream:
    def __init__(self, terminal: bool) -> None:
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.mark.parametrize(
    ("terminal", "when", "environ", "color"),
    [
        (True, "auto", {}, True),
        (False, "auto", {}, False),
        (True, "auto", {"TERM": "dumb"}, False),
        (True, "auto", {"NO_COLOR": "1"}, False),
        (True, "auto", {"NO_COLOR": ""}, True),
        (False, "auto", {"FORCE_COLOR": "1"}, True),
        (True, "auto", {"FORCE_COLOR": "0"}, False),
        (False, "auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True),
        (False, "always", {"NO_COLOR": "1"}, True),
        (True, "never", {"FORCE_COLOR": "1"}, False),
    ],
)
def test_color(terminal: bool, when: str, environ: dict[str, str], color: bool) -> None:
    assert style_for(Stream(terminal), when, environ).color is color  # type: ignore[arg-type]  # a table of literals


def test_only_a_terminal_has_links_and_a_width() -> None:
    assert style_for(Stream(False), "always", {}) == Style(color=True)
    assert style_for(Stream(True), "auto", {}).links


def test_columns() -> None:
    assert columns("ab") == 2
    assert columns("数据") == 4
    assert columns("e\u0301") == 1


def test_printable() -> None:
    assert printable("a\x1b\u202eb é 数") == "a\ufffd\ufffdb é 数"
