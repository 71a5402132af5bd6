"""One file as LibCST sees it, with the places of its nodes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TypeVar

import libcst as cst
from libcst.metadata import CodePosition, MetadataWrapper, PositionProvider

from .text import Edit, Text, line_starts, text

Kind = TypeVar("Kind", bound=cst.CSTNode)


class Source:
    """A parsed text. Offsets are of characters."""

    def __init__(self, text: Text) -> None:
        self.text = text
        wrapper = MetadataWrapper(cst.parse_module(text.characters), unsafe_skip_copy=True)
        self.module = wrapper.module
        self._positions = wrapper.resolve(PositionProvider)
        self._starts = line_starts(text.characters)

    def span(self, node: cst.CSTNode) -> tuple[int, int]:
        """First and last offset of a node, with the parentheses around it."""
        place = self._positions[node]
        start, end = self._offset(place.start), self._offset(place.end)
        around = getattr(node, "lpar", ())
        for _ in around if isinstance(around, Sequence) else ():
            start = self.text.characters.rindex("(", 0, start)
            end = self.text.characters.index(")", end) + 1
        return start, end

    def _offset(self, place: CodePosition) -> int:
        return self._starts[place.line - 1] + place.column

    def of(self, node: cst.CSTNode) -> Text:
        """The text of a node."""
        start, end = self.span(node)
        return self.text[start:end]

    def lines_of(self, node: cst.CSTNode) -> tuple[int, int]:
        """Offsets of the whole lines of a statement, with the comment behind it."""
        place = self._positions[node]
        return self._starts[place.start.line - 1], self._starts[min(place.end.line, len(self._starts) - 1)]

    def indent(self, node: cst.CSTNode) -> str:
        start = self._starts[self._positions[node].start.line - 1]
        line = self.text.characters[start:].split("\n", 1)[0]
        return line[: len(line) - len(line.lstrip())]

    def replaced(self, node: cst.CSTNode, new: Text | str) -> Edit:
        return (*self.span(node), text(new))

    def edited(self, edits: Sequence[Edit]) -> Text | None:
        return self.text.edited(edits) if edits else None

    # -- what stands in it ------------------------------------------------------------------------------------------

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name that is used, also as an attribute."""
        return frozenset(node.value for node in self.all(cst.Name))

    def fresh(self, *wishes: str) -> str:
        """The first of these names that isn't taken."""
        return next(name for wish in wishes for name in (wish, f"{wish}_", f"my_{wish}") if name not in self.names)

    def all(self, *kinds: type[Kind]) -> Iterator[Kind]:
        """All nodes of a kind, in the order of the text."""
        return (node for node in self._nodes if isinstance(node, kinds))

    @cached_property
    def _nodes(self) -> Sequence[cst.CSTNode]:
        found: list[cst.CSTNode] = []
        todo: list[cst.CSTNode] = [self.module]
        while todo:
            node = todo.pop()
            found.append(node)
            todo.extend(reversed(node.children))
        return found

    def calls(self) -> Iterator[cst.Call]:
        return self.all(cst.Call)

    def imports(self) -> list[cst.SimpleStatementLine]:
        """The import statements of the module itself."""
        return [s for s in self.module.body if is_import(s)]  # type: ignore[misc]

    def after_imports(self) -> int:
        """Where the first statement behind the imports at the head of the file can stand."""
        last = None
        for statement in self.module.body:
            if is_import(statement):
                last = statement
            elif not is_docstring(statement):
                break
        if last is not None:
            return self.lines_of(last)[1]
        first = self.module.body[0] if self.module.body else None
        return self.lines_of(first)[1] if first is not None and is_docstring(first) else self._starts[0]

    def blocks(self) -> Iterator[Sequence[cst.BaseStatement]]:
        """Statement lists: of the module and of every block in it."""
        yield self.module.body
        for node in self.all(cst.IndentedBlock):
            yield node.body

    @property
    def keras(self) -> str:
        """The import statement that brings Keras as this file has it; `{}` is the name."""
        uses = any("tensorflow" in self.of(one).characters for one in self.all(cst.Import, cst.ImportFrom))
        return "from tensorflow import keras as {}\n" if uses else "import keras as {}\n"

    def with_keras(self, name: str) -> Edit:
        """The edit that imports Keras under a name."""
        at = self.after_imports()
        return at, at, self.keras.format(name)


def is_import(statement: cst.CSTNode) -> bool:
    return isinstance(statement, cst.SimpleStatementLine) and all(
        isinstance(one, (cst.Import, cst.ImportFrom)) for one in statement.body
    )


def is_docstring(statement: cst.CSTNode) -> bool:
    match statement:
        case cst.SimpleStatementLine(body=[cst.Expr(value=cst.SimpleString())]):
            return True
    return False


def leaf(node: cst.CSTNode) -> str:
    """The last name of `tf.keras.layers.Dense`."""
    match node:
        case cst.Attribute(attr=cst.Name(value=name)) | cst.Name(value=name):
            return name
    return ""


def dotted(node: cst.CSTNode) -> str:
    """`tf.keras.layers` as it is written; empty for anything else."""
    match node:
        case cst.Name(value=name):
            return name
        case cst.Attribute(value=inner, attr=cst.Name(value=name)):
            left = dotted(inner)
            return f"{left}.{name}" if left else ""
    return ""


def keyword(call: cst.Call, *names: str) -> cst.Arg | None:
    return next((arg for arg in call.args if arg.keyword is not None and arg.keyword.value in names), None)


def plain_arguments(call: cst.Call) -> bool:
    """No `*args` and no `**kwargs`."""
    return all(arg.star == "" for arg in call.args)


def without_argument(source: Source, call: cst.Call, arg: cst.Arg) -> Edit:
    """The edit that takes an argument out of its call."""
    index = call.args.index(arg)
    start, end = source.span(arg)
    if index + 1 < len(call.args):
        return start, source.span(call.args[index + 1])[0], ""
    if index:
        return source.span(call.args[index - 1].value)[1], end, ""
    return start, end, ""
