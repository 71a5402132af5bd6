"""`zerolint explain PATH[:LINE]`: the training program as it was understood."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from zerolint.cli.output import style
from zerolint.cli.parser import chosen
from zerolint.session.discovery import STDIN, Found, read_bytes
from zerolint.settings import Resolver, UsageError

if TYPE_CHECKING:
    from zerolint.report.explain.record import Json
    from zerolint.settings import Settings

FORMATS = ("text", "json")
_LINE = re.compile(r"(?P<path>.+?):(?:cell (?P<cell>\d+):)?(?P<line>\d+)(?::\d+)?")


def explain(options: Namespace) -> int:
    """Print the program of one script or notebook, or what of it has to do with a line."""
    as_json = chosen("--output-format", options.output_format, FORMATS) == "json"
    path, line, cell = _asked(options.path)
    file = _file(path, options.stdin_filename)
    flags = {"target-keras": options.target_keras} if options.target_keras is not None else {}
    resolver = Resolver(flags, config=options.config, isolated=options.isolated)
    try:
        data = read_bytes(file)
    except OSError as error:
        raise UsageError(f"{file.path}: cannot be read: {error.strerror}") from None
    record = recorded(file, data, resolver.for_file(file.absolute))
    if line is not None:
        from zerolint.report.explain.focus import focused

        part = focused(record, line, cell)
        if part["networks"] or part["standardisations"] or part["unknown"]:
            record = part
        else:
            sys.stderr.write(f"zerolint: nothing of the program comes from line {line}, so all of it is shown\n")
    if as_json:
        import json

        sys.stdout.write(json.dumps(record, indent=2) + "\n")
    else:
        from zerolint.report.explain.text import text

        sys.stdout.write(text(record, style(sys.stdout)))
    return 0


def recorded(file: Found, data: bytes, settings: Settings) -> Json:
    """The record of one file."""
    from zerolint.report.explain.record import Recorder
    from zerolint.session.analyse import analyse, incomplete
    from zerolint.session.one import Names, problem_of
    from zerolint.session.places import Places
    from zerolint.session.quotes import Quotes

    analysis = analyse(file.absolute, data, settings)
    names = Names({file.absolute: file.path})
    places = Places(analysis.parsed, names, analysis.reading.cells)
    told = [
        *(problem_of(problem, file.path) for problem in analysis.reading.problems),
        *incomplete(analysis, places, file.path),
    ]
    problems = [{"code": one.code, "message": one.message, "place": one.place.to_json()} for one in told]
    sources = {names[parsed.source.path]: parsed.source for parsed in analysis.parsed}
    recorder = Recorder(analysis.reading.program, places.find, Quotes(sources).text)
    return recorder.record(file.path, list(sources), problems)


def _asked(path: str) -> tuple[str, int | None, int | None]:
    """The path, and the line and cell behind it; a file that is really called so comes first."""
    found = None if Path(path).exists() else _LINE.fullmatch(path)
    if found is None:
        return path, None, None
    return found["path"], int(found["line"]), int(found["cell"]) if found["cell"] else None


def _file(path: str, stdin_filename: str | None) -> Found:
    name = (stdin_filename or STDIN) if path == STDIN else path
    if path != STDIN and not Path(path).exists():
        raise UsageError(f"{path}: doesn't exist")
    if path != STDIN and Path(path).is_dir():
        raise UsageError(f"{path}: is a folder; explain takes one script or notebook")
    return Found(Path(name).as_posix(), str(Path(name).absolute()), stdin=path == STDIN)
