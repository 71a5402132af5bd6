"""Names of Keras that a program uses and nowhere imports: snippets leave their imports out."""

from __future__ import annotations

import re
from typing import Final

from zerolint.interp.callables import LibRef
from zerolint.interp.machine import Machine
from zerolint.interp.scope import Scope
from zerolint.interp.values import Node, Value
from zerolint.knowledge import names

MODULES: Final = ("keras.layers", "keras.models", "keras.optimizers", "keras.callbacks")
"""Where the classes are that people import by name."""
FUNCTIONS: Final = {
    "load_model": "keras.models",
    "pad_sequences": "keras.utils",
    "to_categorical": "keras.utils",
    "ImageDataGenerator": "keras.preprocessing.image",
    "Tokenizer": "keras.preprocessing.text",
}
IMPORTED: Final = re.compile(r"(?m)^\s*(from|import)\s+(tensorflow|keras|tf_keras)\b")
ELSEWHERE: Final = re.compile(r"(?m)\bexec\(|\bglobals\(\)|^\s*%(run|load)\b|^\s*get_ipython\(\)")
"""What may bind names that stand nowhere."""


def meant(m: Machine, name: str, node: Node, module: Scope) -> Value | None:
    """Keras's class or function of this name, in a program that imports something of Keras and binds it nowhere."""
    if module.stars or not (name[:1].isupper() or name in FUNCTIONS):
        return None
    home = FUNCTIONS.get(name) or next((one for one in MODULES if name in names.exports(one)), None)
    if home is None or not _is_snippet(m, name, module):
        return None
    m.state.setdefault("guessed", set()).add(id(node))
    return LibRef(f"{home}.{name}", node)


def guessed(m: Machine, call: Node) -> bool:
    """Whether what is called there is taken for Keras's by its name alone."""
    return id(getattr(call, "func", None)) in m.state.get("guessed", ())


def _is_snippet(m: Machine, name: str, module: Scope) -> bool:
    """Whether the module leaves the import of a name out; a name is looked up in each round of a loop."""
    known: dict[tuple[int, str], bool] = m.state.setdefault("snippets", {})
    key = id(module), name
    if key not in known:
        known[key] = _left_out(name, module)
    return known[key]


def _left_out(name: str, module: Scope) -> bool:
    codes = module.unit.codes
    binds = re.compile(
        rf"\b(import|as|class|def|for|global)\b[^\n=:]*\b{name}\b|\b{name}\s*(,[^=\n]*)?=[^=]|^\s+{name},?$", re.M
    )
    return (
        any(IMPORTED.search(code) for code in codes)
        and not any(ELSEWHERE.search(code) for code in codes)
        and not any(binds.search(code) for code in codes)
    )
