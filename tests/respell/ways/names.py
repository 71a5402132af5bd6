"""How things are called: import roots and aliases, star imports, names of variables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import libcst as cst

from ..models import assigned
from ..source import Source, dotted, is_import
from ..spelled import Spelled, way
from ..text import Edit, Text, text

CLASSES = ("keras.layers.", "keras.models.", "keras.optimizers.", "keras.losses.", "keras.callbacks.", "keras.metrics.")


NOT_IN_BOTH = ("?", "backend", ".core", "losses.mse", "np_utils", "keras.preprocessing", "tensorflow.python")
"""Parts of paths that only `tf.keras`, or an older Keras, has. Programs with them have no other root."""


@way
def keras_under_tensorflow(program: Spelled) -> Spelled | None:
    """Everything of Keras as `tf.keras.…`."""
    return _respelled(program, lambda path: f"tf.{path}", "import tensorflow as tf")


@way
def keras_alone(program: Spelled) -> Spelled | None:
    """Everything of Keras as `keras.…`, imported by itself."""
    return _respelled(program, lambda path: path, "import keras")


@way
def classes_by_name(program: Spelled) -> Spelled | None:
    """Each class of Keras imported by its name."""
    source = program.source
    found = sorted({path for _, path in _keras(source) if path.startswith(CLASSES) and path.count(".") == 2})
    lines = [f"from tensorflow.{path.rpartition('.')[0]} import {path.rpartition('.')[2]}" for path in found]
    return _respelled(program, lambda path: path.rpartition(".")[2] if path in found else f"tf.{path}", *lines)


@way
def star_imports(program: Spelled) -> Spelled | None:
    """Layers and models by star imports."""
    source = program.source
    starred = ("keras.layers", "keras.models")
    if any(
        path.rpartition(".")[0] in starred and path.rpartition(".")[2] in _own(source) for _, path in _keras(source)
    ):
        return None

    def name(path: str) -> str:
        return path.rpartition(".")[2] if path.rpartition(".")[0] in starred else f"tf.{path}"

    lines = [f"from tensorflow.{area} import *" for area in starred]
    return _respelled(program, name, "import tensorflow as tf", *lines)


def _respelled(program: Spelled, spell: Callable[[str], str], *imports: str) -> Spelled | None:
    """With another name for everything of Keras; the imports that are there stay, for what else they bring."""
    source = program.source
    if any(part in source.text.characters for part in NOT_IN_BOTH[1:]):
        return None
    names = {line.rpartition(" ")[2] for line in imports}
    if names & _own(source):
        return None
    edits: list[Edit] = [
        source.replaced(node, Text.new(spell(path)).united(source.of(node))) for node, path in _keras(source)
    ]
    if not edits:
        return None
    uses_tf = any(text(new).characters.startswith("tf.") for _, _, new in edits)
    lines = [*imports, *(["import tensorflow as tf"] if uses_tf and "import tensorflow as tf" not in imports else [])]
    at = source.after_imports()
    return program.having(source.edited([*edits, (at, at, "".join(f"{line}\n" for line in lines))]))


def _keras(source: Source) -> Iterator[tuple[cst.CSTNode, str]]:
    """Every use of a class or function of Keras, with its path below `keras`, in today's one spelling."""
    known = _bound(source)
    todo: list[cst.CSTNode] = [s for s in source.module.body if not is_import(s)]
    while todo:
        node = todo.pop()
        path = dotted(node) if isinstance(node, (cst.Name, cst.Attribute)) else ""
        root, dot, rest = path.partition(".")
        if path and root in known:
            full = (known[root] + dot + rest).removeprefix("tensorflow.").replace("keras.optimizers.legacy", "?")
            if full.startswith("keras.") and not any(part in full for part in NOT_IN_BOTH):
                yield node, _short(full)
            continue
        if isinstance(node, (cst.Attribute, cst.Arg)):
            todo.append(node.value)
        else:
            todo.extend(child for child in node.children if not is_import(child))


def _short(path: str) -> str:
    """`keras.models.Sequential` and `keras.Sequential` are one."""
    return {"keras.Sequential": "keras.models.Sequential", "keras.Model": "keras.models.Model"}.get(path, path)


def _bound(source: Source) -> Mapping[str, str]:
    """What each name that an import at the module's level binds stands for."""
    found: dict[str, str] = {}
    for statement in source.imports():
        for one in statement.body:
            match one:
                case cst.Import(names=names):
                    for alias in names:
                        path = dotted(alias.name)
                        found[_bound_name(alias)] = path if alias.asname is not None else path.partition(".")[0]
                case cst.ImportFrom(module=cst.BaseExpression() as module, names=[*names]):
                    for alias in names:
                        found[_bound_name(alias)] = f"{dotted(module)}.{dotted(alias.name)}"
    return {name: path for name, path in found.items() if path.split(".")[0] in ("keras", "tensorflow")}


def _bound_name(alias: cst.ImportAlias) -> str:
    """The name that an import binds."""
    return alias.evaluated_alias or dotted(alias.name).partition(".")[0]


def _own(source: Source) -> set[str]:
    """Names that the program itself binds somewhere, functions' parameters included."""
    found = {node.name.value for node in source.all(cst.FunctionDef, cst.ClassDef, cst.Param)}  # type: ignore[attr-defined]
    for node in source.all(cst.AssignTarget, cst.For, cst.CompFor, cst.AsName):
        target = node.name if isinstance(node, cst.AsName) else node.target  # type: ignore[attr-defined]
        found |= {name.value for name in _names(target)}
    return found


def _names(target: cst.CSTNode) -> Iterator[cst.Name]:
    if isinstance(target, cst.Name):
        yield target
    elif isinstance(target, (cst.Tuple, cst.List)):
        for element in target.elements:
            yield from _names(element.value)


@way
def other_variables(program: Spelled) -> Spelled | None:
    """The module's variables under other names."""
    source = program.source
    if len(program.files) > 1:
        return None
    bound: dict[str, None] = {}
    for statement in source.module.body:
        if (pair := assigned(statement)) is not None:
            bound |= {name.value: None for name in _names(pair[0])}
    taken = {node.name.value for node in source.all(cst.Param, cst.FunctionDef, cst.ClassDef)}  # type: ignore[attr-defined]
    texts = "".join(source.of(node).characters for node in source.all(cst.FormattedString))
    fresh = {name: f"item_{number}" for number, name in enumerate(bound) if name not in taken and name not in texts}
    edits: list[Edit] = []
    for node in _variables(source.module):
        if node.value in fresh:
            old = source.of(node)
            edits.append(source.replaced(node, Text.new(fresh[node.value]).united(old)))
    return program.having(source.edited(edits))


def _variables(node: cst.CSTNode) -> Iterator[cst.Name]:
    """Names that stand for variables: no attributes, no keywords, nothing in imports."""
    match node:
        case cst.Name():
            yield node
        case cst.Attribute(value=value):
            yield from _variables(value)
        case cst.Arg(value=value):
            yield from _variables(value)
        case cst.Import() | cst.ImportFrom():
            return
        case _:
            for child in node.children:
                yield from _variables(child)
