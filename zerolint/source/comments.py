"""The comments of a file, found without a tokenizer: strings are told from comments by one regular expression."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from zerolint.source.lexical import comment_tokens
from zerolint.source.model import SourceFile

SUPPRESSING = ("zerolint:", "noqa")


class Comment(NamedTuple):
    """A comment from its `#` to the end of the line; places as in `Span`."""

    cell: int | None
    line: int
    column: int
    text: str


def comments(source: SourceFile, *, mentioning: Sequence[str] = SUPPRESSING) -> list[Comment]:
    """The comments that hold one of some words (in any case), all if none are given.

    Code that holds none of the words is searched for nothing else. What was masked (`%%bash` cells) has no comments.
    """
    wanted = [word.lower() for word in mentioning]
    found: list[Comment] = []
    for chunk in source.chunks:
        lowered = chunk.code.lower() if wanted else ""
        if wanted and not any(word in lowered for word in wanted):
            continue
        line, counted = 1, 0
        for start, end in comment_tokens(chunk.code):
            text = chunk.code[start:end]
            if wanted and not any(word in text.lower() for word in wanted):
                continue
            line += chunk.code.count("\n", counted, start)
            counted = start
            column = start - chunk.code.rfind("\n", 0, start) + chunk.shift(line)
            found.append(Comment(chunk.cell, line + chunk.line_offset, column, text))
    return found
