"""From arguments to an exit status, whatever happens on the way."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from importlib import import_module

from zerolint.cli.parser import parse
from zerolint.session.outcome import FAILED, INTERRUPTED
from zerolint.settings.errors import UsageError


def run(arguments: Sequence[str]) -> int:
    """The exit status of a command line."""
    _keep_printing()
    try:
        status = _command(arguments)
        sys.stdout.flush()
    except UsageError as error:
        return _failed(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _nobody_reads()
    except SystemExit as exit_:  # --help
        return exit_.code if isinstance(exit_.code, int) else FAILED
    except Exception as error:
        return _internal(error, debug="--debug" in arguments)
    return status


def _command(arguments: Sequence[str]) -> int:
    options = parse(arguments)
    module = import_module(f"zerolint.cli.{MODULES[options.command]}")
    command: Callable[[Namespace], int] = getattr(module, options.command)
    if not options.debug:
        return command(options)
    before = os.environ.get(DEBUG)
    os.environ[DEBUG] = "1"  # The engine reads it, too: it then lets errors pass that it else only makes a note of.
    try:
        return command(options)
    finally:
        os.environ[DEBUG] = before or ""


DEBUG = "ZEROLINT_DEBUG"
#: Where each command stands; only that one is imported.
MODULES = {"check": "check", "rule": "rules", "rules": "rules", "explain": "explain", "config": "config"}


def _keep_printing() -> None:
    """A path that isn't text, or a terminal that can't show a character, mustn't end the run."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _failed(message: str) -> int:
    sys.stderr.write(f"zerolint: {message}\n")
    return FAILED


def _internal(error: Exception, *, debug: bool) -> int:
    if isinstance(error, OSError) and error.filename is not None:
        return _failed(f"{error.filename}: {error.strerror}")
    if debug or os.environ.get(DEBUG):
        import traceback

        sys.stderr.write(traceback.format_exc())
    return _failed(f"internal error: {type(error).__name__}: {error} (--debug shows where)".replace("\n", " "))


def _nobody_reads() -> int:
    """The reader has closed the pipe (`zerolint … | head`), which is its good right."""
    # Python flushes once more at its end; that must not complain either.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
