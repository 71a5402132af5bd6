"""A new layer in front of one that is there, however the model is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import libcst as cst

from zerolint.check.finding import InsertLayer
from zerolint.session.imports import import_splices
from zerolint.session.nodes import Text, insert_statements
from zerolint.session.splice import Splice, line_start
from zerolint.source.code import code_of

SHAPES = ("input_shape", "input_dim")
"""Arguments by which the first layer of a Sequential model says what goes in."""


def insert_layer(site: cst.CSTNode, edit: InsertLayer, text: Text) -> list[Splice] | None:
    """In a list as an element before it, before its `add`, or on what it is called on; None where it's none of these.

    The new layer is written as the one at `site` is: `layers.Dense(…)` gets `layers.Rescaling(…)`.
    """
    if not isinstance(site, cst.Call):
        return None
    made = _made(site, edit, text)
    if made is None:
        return None
    new, imports = made
    put = _put(site, new, text)
    return None if put is None else [*imports, *put]


def _made(site: cst.Call, edit: InsertLayer, text: Text) -> tuple[str, list[Splice]] | None:
    """The new layer's text, and the import that it needs."""
    arguments = ", ".join(filter(None, (edit.arguments, _shape(site))))
    if isinstance(site.func, cst.Attribute):
        return f"{code_of(site.func.value)}.{edit.name}({arguments})", []
    if not isinstance(site.func, cst.Name):
        return None
    module = _imported_from(site.func.value, text)
    if module is None:
        return None
    imports = import_splices(site, f"from {module} import {edit.name}", text)
    return None if imports is None else (f"{edit.name}({arguments})", imports)


def _shape(site: cst.Call) -> str:
    for argument in site.args:
        name = argument.keyword.value if argument.keyword is not None else ""
        if name in SHAPES:
            code = code_of(argument.value)
            return f"input_shape={code}" if name == "input_shape" else f"input_shape=({code},)"
    return ""


def _put(site: cst.Call, new: str, text: Text) -> list[Splice] | None:
    here, parent = text.piece(site), text.parent(site)
    if here is None:
        return None
    if isinstance(parent, cst.Element):
        start = line_start(text.code, here.start)
        before = text.code[start : here.start]
        return [Splice(here.start, here.start, f"{new}, " if before.strip() else f"{new},\n{before}")]
    if isinstance(parent, cst.Call) and parent.func is site and len(parent.args) == 1:
        inside = text.piece(parent.args[0].value)
        return (
            None
            if inside is None
            else [Splice(inside.start, inside.start, f"{new}("), Splice(inside.end, inside.end, ")")]
        )
    add = text.parent(parent) if isinstance(parent, cst.Arg) else None
    if isinstance(add, cst.Call) and isinstance(add.func, cst.Attribute) and add.func.attr.value == "add":
        return insert_statements(add, f"{code_of(add.func.value)}.add({new})", text, after=False)
    return None


def _imported_from(name: str, text: Text) -> str | None:
    """The module that a name is imported from, in this file or in a cell above."""
    bodies = [*(each.module.body for each in text.earlier), text.parsed.module.body]
    for statement in (each for body in reversed(bodies) for each in _imports(body)):
        aliases = statement.names if isinstance(statement.names, Sequence) else ()
        if statement.module is not None and any(_bound(alias) == name for alias in aliases):
            return None if statement.relative else _home(code_of(statement.module))
    return None


def _home(module: str) -> str:
    """Where all layers are: `keras.layers.core` has some of the old ones only."""
    package, layers, _ = module.partition(".layers.")
    return package + layers.removesuffix(".")


def _imports(body: Sequence[cst.CSTNode]) -> Iterator[cst.ImportFrom]:
    for line in body:
        for small in line.body if isinstance(line, cst.SimpleStatementLine) else ():
            if isinstance(small, cst.ImportFrom):
                yield small


def _bound(alias: cst.ImportAlias) -> str | None:
    asname = alias.asname.name if alias.asname is not None else alias.name
    return asname.value if isinstance(asname, cst.Name) else None
