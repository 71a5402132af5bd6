"""What a module's text imports of Keras, and takes of its backend, where it was not run (or can't be: Python 2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FROM = re.compile(
    r"^from[ \t]+(keras(?:\.\w+)*|tensorflow\.keras\.\w+(?:\.\w+)*)[ \t]+import[ \t]+(?:\(([^)]*)\)|([^\n#]+))",
    re.MULTILINE,
)
_IMPORT = re.compile(r"^import[ \t]+(keras\.[\w.]+)(?:[ \t]+as[ \t]+(\w+))?", re.MULTILINE)
_NAME = re.compile(r"(\w+)(?:[ \t]+as[ \t]+(\w+))?")
_GUARD = re.compile(r"hasattr\(\s*(?:keras|K|tf)\b|__version__|TF_USE_LEGACY_KERAS")


def old_imports(text: str) -> Iterator[str]:
    """Paths as written: at the left margin, so in no `try` and behind no test; none where versions are told apart."""
    if "keras" not in text or _GUARD.search(text):
        return
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
