"""The keys of `[tool.zerolint]`: the one table that the reader, the schema and `zerolint config` are made from."""

from dataclasses import dataclass
from enum import Enum, auto

DEFAULT_EXCLUDE = (
    ".bzr",
    ".direnv",
    ".eggs",
    ".git",
    ".git-rewrite",
    ".hg",
    ".ipynb_checkpoints",
    ".mypy_cache",
    ".nox",
    ".pants.d",
    ".pyenv",
    ".pytest_cache",
    ".pytype",
    ".ruff_cache",
    ".svn",
    ".tox",
    ".venv",
    ".vscode",
    "__pycache__",
    "__pypackages__",
    "_build",
    "buck-out",
    "build",
    "dist",
    "node_modules",
    "site-packages",
    "venv",
)


class Kind(Enum):
    """What a key's value is made of."""

    SELECTORS = auto()
    GLOBS = auto()
    SELECTORS_BY_GLOB = auto()
    CHOICE = auto()
    BOOLEAN = auto()
    BYTES = auto()
    PATH = auto()
    TABLE = auto()
    TABLES_BY_RULE = auto()


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its kind, what it does in a sentence, its default and, where they are few, its values."""

    kind: Kind
    help: str
    default: object = None
    choices: tuple[str, ...] = ()


KEYS: dict[str, Key] = {
    "exclude": Key(Kind.GLOBS, "Files and folders that are not looked into.", DEFAULT_EXCLUDE),
    "extend": Key(Kind.PATH, "Another settings file that this one builds on."),
    "extend-exclude": Key(Kind.GLOBS, "More files and folders that are not looked into.", ()),
    "extend-select": Key(Kind.SELECTORS, "Rules that run besides the selected ones.", ()),
    "fail-on": Key(
        Kind.CHOICE, "The lowest severity that makes the exit status 1.", "warning", ("error", "warning", "info")
    ),
    "fixable": Key(Kind.SELECTORS, "Rules whose fixes may be applied.", ("ZL",)),
    "ignore": Key(Kind.SELECTORS, "Rules that don't run.", ()),
    "include": Key(Kind.GLOBS, "Files that are linted when a folder is given.", ("*.py", "*.ipynb")),
    "max-file-size": Key(Kind.BYTES, "The most bytes of code that are read from one file.", 1_000_000),
    "min-confidence": Key(
        Kind.CHOICE, "The lowest confidence that a shown finding has.", "medium", ("high", "medium", "low")
    ),
    "output-format": Key(Kind.CHOICE, "How findings are written.", "full", ("full", "concise", "json", "github")),
    "per-file-ignores": Key(Kind.SELECTORS_BY_GLOB, "Rules that don't run in the files that a pattern matches.", {}),
    "preview": Key(Kind.BOOLEAN, "Run rules that are still being tried out.", False),
    "probe": Key(Kind.TABLE, "Options of `zerolint probe`.", {}),
    "respect-gitignore": Key(Kind.BOOLEAN, "Leave out files that git ignores.", True),
    "rules": Key(Kind.TABLES_BY_RULE, "Options of single rules, by the rule's name.", {}),
    "select": Key(Kind.SELECTORS, "Rules that run, by code, prefix of a code, or name.", ("ZL",)),
    "target-keras": Key(Kind.CHOICE, "The Keras version that the code is written for.", "auto", ("auto", "2", "3")),
    "unfixable": Key(Kind.SELECTORS, "Rules whose fixes are never applied.", ()),
}
