"""On which line a key or a string of a TOML file stands."""

import pytest

from zerolint.settings.toml import lines_of

TEXT = """\
# [tool.zerolint] in a comment
[tool.other]
select = ["no"]
text = '''
[tool.zerolint]
'''

[tool . "zerolint"]  # a comment
select = ["ZL1", "ZL2"]
ignore = [
    "ZL901",  # ] not the end
    'ZL902',
]
fail-on = "error"
rules.syntax-error.x = 1
per-file-ignores = {"a.py" = ["ZL900"], 'b.py' = ["ZL903"]}

[tool.zerolint.rules.unused-suppression]
y = 1
"""

TABLE = ("tool", "zerolint")


@pytest.mark.parametrize(
    ("keys", "item", "line"),
    [
        (("select",), None, 9),
        (("ignore",), None, 10),
        (("ignore",), "ZL901", 11),
        (("ignore",), "ZL902", 12),
        (("fail-on",), None, 14),
        (("rules", "syntax-error"), None, 15),
        (("per-file-ignores", "b.py"), None, 16),
        (("rules", "unused-suppression"), None, 18),
        (("nothing",), None, 8),
    ],
)
def test_line(keys: tuple[str, ...], item: str | None, line: int) -> None:
    assert lines_of(TEXT).of((*TABLE, *keys), item) == line
