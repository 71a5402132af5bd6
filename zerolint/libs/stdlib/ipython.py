"""IPython's shell, as scripts call it that were exported from a notebook: `get_ipython().run_cell_magic('time', …)`."""

from __future__ import annotations

from zerolint.interp import modules
from zerolint.interp.call import Call
from zerolint.interp.callables import LibRef
from zerolint.interp.values import NONE, Value
from zerolint.libs.registry import function, prefix

SHELL = "IPython.core.interactiveshell.InteractiveShell"


@function("IPython.get_ipython", "IPython.core.getipython.get_ipython")
def get_ipython(call: Call) -> Value:
    """The shell itself."""
    return LibRef(SHELL, call.node)


@function(f"{SHELL}.run_cell_magic")
def run_cell_magic(call: Call) -> Value:
    """`run_cell_magic('time', '', 'model.fit(x, y)')` is a cell that begins with `%%time`."""
    name, line, cell = (call.const(*each) for each in (("magic_name", 0), ("line", 1), ("cell", 2)))
    if not (isinstance(name, str) and isinstance(line, str) and isinstance(cell, str)):
        return call.unknown("a magic's result")
    modules.run_cell(call.m, f"%%{name} {line}\n{cell}", call.node)
    return NONE


@function(f"{SHELL}.run_line_magic", f"{SHELL}.magic")
def run_line_magic(call: Call) -> Value:
    """`run_line_magic('time', 'model.fit(x, y)')`; `magic('time model.fit(x, y)')`."""
    words = [call.m.plain(arg) for arg in call.args]
    if not all(isinstance(word, str) for word in words):
        return call.unknown("a magic's result")
    modules.run_cell(call.m, "%" + " ".join(str(word) for word in words), call.node)
    return NONE


@prefix(SHELL)
def other(path: str, call: Call) -> Value:
    """`system`, `getoutput` and the like run nothing of the program."""
    return call.unknown("what the shell gives")
