"""Forms of notebooks: `fine_tune = False  #@param {type:"boolean"}` is a switch for whoever runs the cell to set.

What is typed or chosen there keeps the value that is written; a switch is undecided, like one of the command line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import libcst as cst

from .values import Choice, Condition, Const, Value

if TYPE_CHECKING:
    from .machine import Machine

FIELD: Final = re.compile(r"#\s*@param\b")


def is_field(line: cst.SimpleStatementLine) -> bool:
    """Whether a statement is a field of a form."""
    comment = line.trailing_whitespace.comment
    return comment is not None and FIELD.match(comment.value) is not None


def switch(m: Machine, line: cst.SimpleStatementLine, assign: Callable[[Machine, Any, Value], object]) -> None:
    """Leave it open which of the two a switch is."""
    node = line.body[0]
    if not isinstance(node, cst.Assign) or not isinstance(node.value, cst.Name):
        return
    if node.value.value in ("True", "False"):
        condition = Condition(("form", node), node.targets[0].target)
        both = Choice(tuple((((condition, holds),), Const(holds, node.value)) for holds in (True, False)), node.value)
        for target in node.targets:
            assign(m, target.target, both)
