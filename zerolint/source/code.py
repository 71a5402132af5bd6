"""The code of a syntax node, generated anew."""

from __future__ import annotations

import libcst


def code_of(node: libcst.CSTNode) -> str:
    """The node's code; lines inside a block are indented by four spaces, whatever they are in the file."""
    return libcst.Module([]).code_for_node(node)
