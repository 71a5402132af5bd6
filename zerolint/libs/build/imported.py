"""What a module's text imports of Keras, and takes of its backend, where it was not run (or can't be: Python 2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zerolint.knowledge import targets

_FROM = re.compile(
    r"^[ \t]*from[ \t]+(keras(?:\.\w+)*|tensorflow\.keras\.\w+(?:\.\w+)*)[ \t]+import[ \t]+(?:\(([^)]*)\)|([^\n#]+))",
    re.MULTILINE,
)
_IMPORT = re.compile(r"^[ \t]*import[ \t]+(keras\.[\w.]+)(?:[ \t]+as[ \t]+(\w+))?", re.MULTILINE)
_INDENTED = re.compile(r"^[ \t]+(?:from|import)\b.*", re.MULTILINE)
_NAME = re.compile(r"(\w+)(?:[ \t]+as[ \t]+(\w+))?")
_CALLED = re.compile(
    r"\b(?:fit(?:_generator)?|\w*Conv\w*[123]D|\w*Pooling[123]D|Dense|Embedding|GRU|LSTM|SimpleRNN)[ ]*"
    r"\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)"
)
"""Calls of what is named like methods and layers of Keras, with their arguments."""
_KEYWORD = re.compile(r"(?<![\w.])(\w+)[ ]*=(?!=)")
_GUARD = re.compile(r"hasattr\(\s*(?:keras|K|tf)\b|__version__|TF_USE_LEGACY_KERAS")


def old_imports(text: str) -> Iterator[str]:
    """Paths as written, where no `try` may lead another way; none where versions are told apart."""
    if "keras" not in text or _GUARD.search(text):
        return
    if "try:" in text:
        text = _INDENTED.sub("", text)
    backends = []
    for root, several, one in _FROM.findall(text):
        for name, alias in _NAME.findall(several or one):
            yield f"{root}.{name}"
            if (root, name) == ("keras", "backend"):
                backends.append(alias or name)
    for path, alias in _IMPORT.findall(text):
        yield path
        if path == "keras.backend":
            backends.append(alias or path)
    for backend in backends:
        for name in dict.fromkeys(re.findall(rf"(?<![\w.]){re.escape(backend)}\.(\w+)", text)):
            yield f"keras.backend.{name}"


def old_keywords(text: str) -> Iterator[str]:
    """Keywords of Keras 1 in calls that look like Keras's, wherever they stand: `model.fit(x, y, nb_epoch=5)`."""
    if not any(name in text for name in targets.OLDEST) or _GUARD.search(text):
        return
    for arguments in _CALLED.findall(re.sub(r"#.*", "", text)):
        for name in _KEYWORD.findall(arguments):
            if name in targets.OLDEST:
                yield name


_TENSORFLOW = re.compile(r"^[ \t]*import[ \t]+tensorflow(?:[ \t]+as[ \t]+(\w+))?[ \t]*(?:#.*)?$", re.MULTILINE)


def old_tensorflow(text: str) -> Iterator[str]:
    """Names of TensorFlow 1 that a text takes of the module, also in functions that nothing calls."""
    if "try:" in text or "compat" in text or _GUARD.search(text):
        return
    for alias in dict.fromkeys(found or "tensorflow" for found in _TENSORFLOW.findall(text)):
        for name in dict.fromkeys(re.findall(rf"(?<![\w.]){re.escape(alias)}\.(\w+)", re.sub(r"#.*", "", text))):
            if targets.of_then(f"tensorflow.{name}") or targets.by_path(f"tensorflow.{name}") == 2:
                yield f"{alias}.{name}"


_PYTHON_2 = re.compile(
    r"^(?:import|from)[ \t]+(ConfigParser|Queue|StringIO|Tkinter|__builtin__|cPickle|cStringIO|httplib|urllib2)\b"
    r"|(?<![\w.])(raw_input|unichr|xrange)\(",
    re.MULTILINE,
)


def python_2(text: str) -> str | None:
    """A name that only Python 2 has, for which nothing stands in."""
    found = None if "try:" in text or "six" in text else _PYTHON_2.search(text)
    name = (found[1] or found[2]) if found else None
    return None if name is None or re.search(rf"\b{name}\s*=(?!=)|\b(?:def|as)\s+{name}\b", text) else name
