"""All nodes of a syntax tree, cheaply: LibCST's own `children` and visitors copy what they pass."""

from __future__ import annotations

from collections.abc import Iterator

import libcst

_SPACE = ("footer", "header", "indent", "leading_lines", "lines_after_decorators", "trailing_whitespace")
_MARKS = ("colon", "comma", "dot", "equal", "lbrace", "lbracket", "lpar", "rbrace", "rbracket", "rpar", "semicolon")
_NOT_WALKED = frozenset((*_SPACE, *_MARKS, "first_colon", "operator", "second_colon"))
"""Nobody asks for a comma; half of a tree is such nodes."""

_FIELDS: dict[type, tuple[str, ...]] = dict.fromkeys((str, bool, type(None), libcst.MaybeSentinel), ())
_CHILDLESS = frozenset(_FIELDS)


def walk(tree: libcst.CSTNode) -> Iterator[tuple[libcst.CSTNode, libcst.CSTNode | None]]:
    """Each node with its parent (None for the tree itself), parents first, but for white space and marks.

    It is iterative, since trees may be deep. LibCST's classes are abstract ones, whose `isinstance` would cost more
    than all else here: values are told apart by their exact types.
    """
    yield tree, None
    todo = [tree]
    while todo:
        node = todo.pop()
        for name in _FIELDS.get(node.__class__) or fields_of(node):
            value = getattr(node, name)
            kind = value.__class__
            if kind is tuple or kind is list:
                for one in value:
                    yield one, node
                todo += value
            elif kind not in _CHILDLESS:
                yield value, node
                todo.append(value)


def fields_of(node: libcst.CSTNode) -> tuple[str, ...]:
    """The fields of a node that hold others, or lists of others, but for white space and marks."""
    kind: type = node.__class__
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(filter(_holds_nodes, node.__dataclass_fields__))
    return _FIELDS[kind]


def _holds_nodes(field: str) -> bool:
    return not field.startswith(("whitespace", "__")) and field not in _NOT_WALKED  # `__slots__` counts as a field


def is_read(name: libcst.Name, parent: libcst.CSTNode | None) -> bool:
    """Whether a name stands there for what it is bound to: it isn't assigned to, a keyword, or asked of another."""
    if type(parent) is libcst.Attribute:
        return parent.attr is not name
    if type(parent) is libcst.Arg:
        return parent.keyword is not name
    return type(parent) is not libcst.AssignTarget
