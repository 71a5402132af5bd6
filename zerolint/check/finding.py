"""What rules yield (`Finding`), and what users get (`Diagnostic`).

A rule speaks in *sites*: opaque handles of places in the source, which it takes from the training program and never
looks into. The session turns a finding with sites into a diagnostic with lines and columns, which is plain data.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from zerolint.check.diagnostic import Diagnostic
from zerolint.check.levels import Confidence, Safety, Severity

if TYPE_CHECKING:  # a diagnostic is also made where no program was read
    from zerolint.program.fact import Site

__all__ = [
    "AddArgument",
    "AddImport",
    "ChangeArgument",
    "Confidence",
    "Diagnostic",
    "Edit",
    "Finding",
    "Fix",
    "InsertAfter",
    "InsertBefore",
    "InsertLayer",
    "Note",
    "RemoveArgument",
    "RemoveStatement",
    "RenameKeyword",
    "Replace",
    "Safety",
    "Severity",
    "SwapTargets",
    "Unwrap",
]


@dataclass(frozen=True, slots=True)
class Replace:
    """The expression at `site` becomes `text` (put in parentheses where the place needs them).

    `{}` in the text stands for the text of the expression at `part`, if that is given; of several parts, for one after
    the other.
    """

    site: Site
    text: str
    part: Site | tuple[Site, ...] | None = None


@dataclass(frozen=True, slots=True)
class RemoveArgument:
    """The argument whose *value* is `site` leaves its call."""

    site: Site


@dataclass(frozen=True, slots=True)
class AddArgument:
    """The call at `site` gets `text` (`name=value`, or a value that goes after the last positional one)."""

    site: Site
    text: str


@dataclass(frozen=True, slots=True)
class ChangeArgument:
    """The argument of the call at `site` that is called `name`, or is the first one, becomes `text`.

    `{}` in the text stands for what it was.
    """

    site: Site
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class RenameKeyword:
    """The keyword of the argument whose *value* is `site` becomes `name`; a positional argument gets it."""

    site: Site
    name: str


@dataclass(frozen=True, slots=True)
class InsertBefore:
    """Whole statements before the statement that holds `site`, indented like it.

    Where `site` is a call of a method, `{object}` in the text stands for what it is called on, `{first}` for its first
    argument (called `x` where it has a name).
    """

    site: Site
    text: str


@dataclass(frozen=True, slots=True)
class InsertLayer:
    """A new layer in front of the one that is made at `site`, of Keras's class `name` and with these arguments."""

    site: Site
    name: str
    arguments: str = ""


@dataclass(frozen=True, slots=True)
class Unwrap:
    """The operation at `site` gives way to what it works on: `y` of `y / 255`, of `scaler.fit_transform(y)`.

    A statement that works in place (`y /= 255`) goes.
    """

    site: Site


@dataclass(frozen=True, slots=True)
class SwapTargets:
    """What the call at `site` is unpacked into: the names number `first` and `second` change places."""

    site: Site
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class InsertAfter:
    """Whole statements after the statement that holds `site`, indented like it."""

    site: Site
    text: str


@dataclass(frozen=True, slots=True)
class RemoveStatement:
    """The statement that holds `site` goes; where it was the only one of its block, `pass` stays."""

    site: Site


@dataclass(frozen=True, slots=True)
class AddImport:
    """An import statement, placed after the imports that stand before `site` (the finding's, unless given)."""

    text: str
    site: Site | None = None


Edit: TypeAlias = (
    Replace
    | RemoveArgument
    | AddArgument
    | ChangeArgument
    | RenameKeyword
    | InsertBefore
    | InsertAfter
    | InsertLayer
    | RemoveStatement
    | SwapTargets
    | Unwrap
    | AddImport
)


@dataclass(frozen=True, slots=True)
class Note:
    """More about a finding: a label at another place, or (without a site) a line of evidence below the frame.

    A note whose site is the finding's own becomes the label under the finding's carets.
    """

    message: str
    site: Site | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """A repair, all of whose edits are against the original text; applied whole or not at all."""

    message: str
    safety: Safety
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule yields.

    `severity=None` means the rule's own. `about` is what is faulty (a head, a layer, some data), for "one fault, one
    finding"; without it, the thing that the check was called with.
    """

    site: Site = field(kw_only=False)
    message: str = field(kw_only=False)
    confidence: Confidence = Confidence.HIGH
    severity: Severity | None = None
    help: str | None = None
    notes: tuple[Note, ...] = ()
    fix: Fix | None = None
    about: object = None
