"""The arguments: commands, flags, and one clear line for what can't be understood."""

import argparse
import os
from collections.abc import Callable, Sequence
from typing import NoReturn

from zerolint.settings.errors import UsageError, instead, nearest

COMMANDS = {
    "check": "lint files, folders, notebooks, or - (standard input); this is the default",
    "rule": "explain one rule",
    "rules": "list all rules",
    "explain": "show the training program as it was understood",
    "config": "show the settings and where each comes from",
}


class Parser(argparse.ArgumentParser):
    """argparse, with its usage dump replaced by one line that names the nearest flag."""

    def error(self, message: str) -> NoReturn:
        """Wrong use."""
        message = message.removeprefix("argument ").replace("expected one argument", "needs a value")
        raise UsageError(f"{message} (see {self.prog} --help)")

    def flags(self) -> list[str]:
        """All flags in their long form."""
        return [flag for flag in self._option_string_actions if flag.startswith("--")]


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of a command line; `command` says which one it is."""
    named = bool(arguments) and arguments[0] in COMMANDS
    command = arguments[0] if named else "check"
    parser = _BUILDERS[command](command if named else None)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    options, unknown = parser.parse_known_intermixed_args(list(arguments[1:] if named else arguments))
    if unknown:
        raise UsageError(f"{_unknown(unknown[0].split('=')[0], parser)} (see {parser.prog} --help)")
    options.command = command
    options.debug = options.debug or bool(os.environ.get("ZEROLINT_DEBUG"))
    return options


def _unknown(flag: str, parser: Parser) -> str:
    meant = nearest(flag.lstrip("-"), (known.lstrip("-") for known in parser.flags()))
    return f'there is no flag "{flag}"' + (f'; did you mean "--{meant}"?' if meant else "")


def _quick(prog: str) -> argparse.HelpFormatter:
    """argparse makes a formatter for each flag that is added; this one doesn't look for the terminal's width."""
    return argparse.RawDescriptionHelpFormatter(prog, width=100)


def _parser(command: str | None, *, usage: str, description: str, epilog: str | None = None) -> Parser:
    prog = "zerolint" if command is None else f"zerolint {command}"
    parser = Parser(
        prog=prog,
        usage=f"{prog} {usage}",
        description=description,
        epilog=epilog,
        formatter_class=_quick,
        allow_abbrev=False,
    )
    parser.add_argument("--debug", action="store_true", help="show the traceback of an internal error")
    return parser


def _check(command: str | None) -> Parser:
    commands = "\n".join(f"  {name:10} {help_}" for name, help_ in COMMANDS.items())
    parser = _parser(
        command,
        usage="[FLAG ...] PATH [PATH ...]",
        description="Finds, before the training run, why a Keras model will predict zero, a constant, or never learn.",
        epilog=f"commands (zerolint COMMAND --help):\n{commands}\n\n"
        "exit status: 0 nothing found, 1 findings, 2 wrong use, unreadable input or an internal error",
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders, notebooks; - reads standard input")
    _selection(parser)
    _files(parser)
    _settings(parser)
    _output(parser)
    _fixing(parser)
    _status(parser)
    return parser


def _selection(parser: Parser) -> None:
    group = parser.add_argument_group("what is looked for (RULES: codes, prefixes of codes or names, with commas)")
    for name, help_ in (
        ("select", "only these rules"),
        ("ignore", "not these rules"),
        ("extend-select", "these rules, too"),
    ):
        group.add_argument(f"--{name}", action="append", metavar="RULES", help=help_)
    group.add_argument("--min-confidence", metavar="LEVEL", help="high, medium (default) or low")
    group.add_argument("--target-keras", metavar="VERSION", help="auto (default), 2 or 3")
    group.add_argument("--preview", action=argparse.BooleanOptionalAction, help="also rules that are being tried out")


def _files(parser: Parser) -> None:
    group = parser.add_argument_group("which files are read")
    group.add_argument("--exclude", action="append", metavar="GLOBS", help="files and folders to leave out")
    group.add_argument("--extend-exclude", action="append", metavar="GLOBS", help="more of them")
    group.add_argument("--force-exclude", action="store_true", help="leave them out even where they are named")
    group.add_argument("--respect-gitignore", action=argparse.BooleanOptionalAction, help="leave out what git ignores")
    group.add_argument("--stdin-filename", metavar="NAME", help="the name of what is read from standard input")


def _settings(parser: Parser) -> None:
    group = parser.add_argument_group("settings")
    group.add_argument("--config", metavar="FILE", help="take this settings file")
    group.add_argument("--isolated", action="store_true", help="take no settings file")
    group.add_argument("--show-settings", action="store_true", help="show the settings and where each comes from")
    group.add_argument("--show-files", action="store_true", help="show the files that would be read")


def _output(parser: Parser) -> None:
    group = parser.add_argument_group("output")
    group.add_argument("--output-format", metavar="FORMAT", help="full (default), concise, json or github")
    group.add_argument("--output-file", metavar="FILE", help="write the findings there")
    group.add_argument("--color", metavar="WHEN", default="auto", help="auto (default), always or never")
    group.add_argument("--statistics", action="store_true", help="count the findings of each rule")
    group.add_argument("-q", "--quiet", action="store_true", help="only findings and errors, no summary")
    group.add_argument("-V", "--version", action="store_true", help="show the version")


def _fixing(parser: Parser) -> None:
    group = parser.add_argument_group("fixes")
    group.add_argument("--fix", action="store_true", help="apply the fixes that change no usable result")
    group.add_argument("--unsafe-fixes", action="store_true", help="also those that change what the program means")
    group.add_argument("--diff", action="store_true", help="only show what the fixes would change")


def _status(parser: Parser) -> None:
    group = parser.add_argument_group("exit status")
    group.add_argument("--exit-zero", action="store_true", help="0 even if there are findings")
    group.add_argument("--fail-on", metavar="SEVERITY", help="error, warning (default) or info")
    group.add_argument("--strict", action="store_true", help="2 if something couldn't be analysed to its end")


def _rule(command: str | None) -> Parser:
    parser = _parser(
        command, usage="[FLAG ...] RULE", description="Explains one rule: why, example, repair, how safe its fix is."
    )
    parser.add_argument("rule", metavar="RULE", help="a code (ZL203) or a name")
    parser.add_argument("--output-format", metavar="FORMAT", default="text", help="text (default) or json")
    return parser


def _rules(command: str | None) -> Parser:
    parser = _parser(command, usage="[FLAG ...]", description="Lists all rules.")
    parser.add_argument("--output-format", metavar="FORMAT", default="text", help="text (default) or json")
    return parser


def _explain(command: str | None) -> Parser:
    parser = _parser(
        command,
        usage="[FLAG ...] PATH[:LINE]",
        description="Shows the training program as it was understood: data, model, loss, optimizer, fit, predictions,\n"
        "each fact with the line that it comes from, and what stayed unknown and why.",
    )
    parser.add_argument("path", metavar="PATH[:LINE]", help="a script or notebook; with a line, only what it is about")
    parser.add_argument("--target-keras", metavar="VERSION", help="auto (default), 2 or 3")
    parser.add_argument("--stdin-filename", metavar="NAME", help="the name of what is read from standard input")
    parser.add_argument("--config", metavar="FILE", help="take this settings file")
    parser.add_argument("--isolated", action="store_true", help="take no settings file")
    parser.add_argument("--output-format", metavar="FORMAT", default="text", help="text (default) or json")
    return parser


def _config(command: str | None) -> Parser:
    parser = _parser(
        command,
        usage="[FLAG ...] [PATH]",
        description="Shows the settings that hold for a file or folder, and where each comes from.",
    )
    parser.add_argument("path", metavar="PATH", nargs="?", default=".", help="default: here")
    parser.add_argument("--config", metavar="FILE", help="take this settings file")
    parser.add_argument("--isolated", action="store_true", help="take no settings file")
    parser.add_argument("--output-format", metavar="FORMAT", default="text", help="text (default) or json")
    return parser


_BUILDERS: dict[str, Callable[[str | None], Parser]] = {
    "check": _check,
    "rule": _rule,
    "rules": _rules,
    "explain": _explain,
    "config": _config,
}


def chosen(flag: str, value: str, choices: Sequence[str]) -> str:
    """The value of a flag that knows a few words."""
    if value in choices:
        return value
    raise UsageError(f'{flag}: can\'t be "{value}"{instead(value, choices)}')


def command_meant(word: str) -> str | None:
    """The command that was probably meant by the name of a file that doesn't exist."""
    return nearest(word, COMMANDS) if word.replace("-", "").isalpha() else None
