"""What a finding is known by from run to run: its code and the text at its place, not its line number."""

from collections.abc import Sequence
from hashlib import sha256

from zerolint.check.diagnostic import Place


def fingerprint(code: str, path: str, lines: Sequence[str], place: Place, above: Sequence[str] = ()) -> str:
    """16 hexadecimal digits.

    `path` is the file's from its project's root, `lines` are those of the file (or cell), `above` those of earlier
    cells. Of lines that say the same each is another place, so the ones above that are equal are counted.
    """
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    text = line.strip()
    before = sum(1 for other in (*above, *lines[: place.line - 1]) if other.strip() == text)
    column = place.column - 1 - (len(line) - len(line.lstrip()))
    key = "\0".join((code, path, text, str(before), str(column)))
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
