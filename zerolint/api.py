"""All that a rule may import: the program's types, the knowledge tables, findings and fixes. No logic here."""

from zerolint.check.finding import (
    AddArgument,
    AddImport,
    Confidence,
    Edit,
    Finding,
    Fix,
    InsertAfter,
    InsertBefore,
    Note,
    RemoveArgument,
    RemoveStatement,
    RenameKeyword,
    Replace,
    Safety,
    Severity,
)
from zerolint.check.registry import Rule, own_code, rule
from zerolint.program.fact import Site

__all__ = [
    "AddArgument",
    "AddImport",
    "Confidence",
    "Edit",
    "Finding",
    "Fix",
    "InsertAfter",
    "InsertBefore",
    "Note",
    "RemoveArgument",
    "RemoveStatement",
    "RenameKeyword",
    "Replace",
    "Rule",
    "Safety",
    "Severity",
    "Site",
    "own_code",
    "rule",
]
