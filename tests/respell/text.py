"""Texts of which every character knows the lines of the fixture that it comes from."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

Origins = frozenset[int]
NEW: Origins = frozenset()


@dataclass(frozen=True, slots=True)
class Text:
    """Characters and, for each of them, the numbers of the original lines; new ones come from nowhere."""

    characters: str
    origins: tuple[Origins, ...]

    @staticmethod
    def new(characters: str) -> Text:
        return Text(characters, (NEW,) * len(characters))

    @staticmethod
    def original(characters: str, first: int) -> Text:
        """A fixture's file whose lines are numbered from `first` on."""
        lines = characters.splitlines(keepends=True)
        return Text(characters, tuple(o for i, line in enumerate(lines, first) for o in [frozenset({i})] * len(line)))

    def __len__(self) -> int:
        return len(self.characters)

    def __add__(self, other: Text | str) -> Text:
        other = text(other)
        return Text(self.characters + other.characters, self.origins + other.origins)

    def __radd__(self, other: str) -> Text:
        return text(other) + self

    def __getitem__(self, part: slice) -> Text:
        return Text(self.characters[part], self.origins[part])

    def united(self, *others: Text) -> Text:
        """The same characters, coming from all places that any of these texts comes from."""
        everywhere = frozenset[int]().union(*(o for other in others for o in other.origins))
        return Text(self.characters, tuple(o | everywhere for o in self.origins))

    def edited(self, edits: Iterable[Edit]) -> Text:
        """With edits that don't overlap; of two at one place the first comes first."""
        done, here = [], 0
        for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
            if start < here:
                raise ValueError("edits overlap")
            done += [self[here:start], text(new)]
            here = end
        return joined([*done, self[here:]])

    def indented(self, by: str = "    ") -> Text:
        """Each line further to the right, except inside of strings."""
        inside = _lines_inside_strings(self.characters)
        return joined(
            line if number in inside or not line.characters.strip() else by + line
            for number, line in enumerate(self.lines(), 1)
        )

    def lines(self) -> Iterator[Text]:
        ends = list(accumulate(len(line) for line in self.characters.splitlines(keepends=True)))
        for start, end in zip([0, *ends], ends, strict=False):
            yield self[start:end]

    def significant(self) -> Origins:
        """Where the names, numbers and words of this text come from."""
        return frozenset().union(*(self.origins[i] for found in _WORD.finditer(self.characters) for i in _ends(found)))


Edit = tuple[int, int, Text | str]
_WORD = re.compile(r"\w+|[+\-*/%@<>=!~]+")


def _ends(found: re.Match[str]) -> tuple[int, int]:
    return found.start(), found.end() - 1


def text(one: Text | str) -> Text:
    return Text.new(one) if isinstance(one, str) else one


def joined(parts: Iterable[Text | str], between: str = "") -> Text:
    made: list[Text] = []
    for part in parts:
        if made and between:
            made.append(Text.new(between))
        made.append(text(part))
    return Text("".join(t.characters for t in made), tuple(o for t in made for o in t.origins))


def _lines_inside_strings(code: str) -> set[int]:
    """Lines that begin inside of a string."""
    inside: set[int] = set()
    starts: list[int] = []
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        name = tokenize.tok_name[token.type]
        if name == "STRING":
            inside.update(range(token.start[0] + 1, token.end[0] + 1))
        elif name.endswith("STRING_START"):
            starts.append(token.start[0])
        elif name.endswith("STRING_END"):
            inside.update(range(starts.pop() + 1, token.end[0] + 1))
    return inside


def without_comments(code: str, unwanted: re.Pattern[str]) -> str:
    """The code without those comments; every line stays where it is."""
    lines = code.splitlines(keepends=True)
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.COMMENT and unwanted.search(token.string):
            row, column = token.start
            line = lines[row - 1]
            kept = token.string[: unwanted.search(token.string).start()].rstrip()  # type: ignore[union-attr]
            lines[row - 1] = (line[:column] + kept).rstrip() + line[len(line.rstrip("\r\n")) :]
    return "".join(lines)


def same_tokens(before: Text, after: str) -> Text:
    """`after` with the origins of the same tokens in `before`: what a formatter made of it."""
    old, new = list(_tokens(before.characters)), list(_tokens(after))
    if [word for word, _ in old] != [word for word, _ in new]:
        raise ValueError("a formatter changes no words")
    origins = [NEW] * len(after)
    for (_, (start, _)), (_, (first, last)) in zip(old, new, strict=True):
        origins[first:last] = [before.origins[start]] * (last - first)
    return Text(after, tuple(origins))


def _tokens(code: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Names, numbers and strings with their spans."""
    starts = line_starts(code)
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type in (tokenize.NAME, tokenize.NUMBER, tokenize.STRING):
            yield _word(token), tuple(starts[row - 1] + column for row, column in (token.start, token.end))  # type: ignore[misc]


def _word(token: tokenize.TokenInfo) -> str:
    """What a formatter leaves as it is: no quotes, no way of writing a number."""
    if token.type == tokenize.NUMBER and not token.string.lower().startswith("0x"):
        return repr(complex(token.string.replace("_", "")))
    return token.string if token.type == tokenize.NAME else re.sub(r"[\s\\\"']+", " ", token.string).strip().lower()


def line_starts(code: str) -> Sequence[int]:
    """Offset of each line's first character."""
    return [0, *accumulate(len(line) for line in code.splitlines(keepends=True))]
