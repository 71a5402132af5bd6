"""Which files a run reads: paths as given, folders walked, in an order that depends on names only."""

# os.path is loaded at start-up anyway, pathlib is not.
# ruff: noqa: PTH100, PTH114, PTH116, PTH118, PTH120

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zerolint.session.outcome import Failure
from zerolint.settings import Resolver, Settings, SettingsError, UsageError
from zerolint.settings.errors import nearest

if TYPE_CHECKING:
    from zerolint.session.gitignore import Ignores

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to lint: its path as shown (as given, `/` between), and where it is."""

    path: str
    absolute: str
    stdin: bool = False


@dataclass(slots=True)
class Discovery:
    """What the paths come to."""

    files: list[Found] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def discover(
    paths: Iterable[str], resolver: Resolver, *, stdin_filename: str | None = None, force_exclude: bool = False
) -> Discovery:
    """The files that the paths name or hold; a file that is named is read even where a folder would leave it out."""
    found = Discovery()
    for path in _asked(paths, stdin_filename):
        if path == STDIN:
            name = stdin_filename or STDIN
            files: Iterable[Found] = [Found(_slashed(name), os.path.abspath(name), stdin=True)]
        else:
            files = _under(path, resolver, found)
        found.files += [file for file in files if not (force_exclude and _excluded(file.absolute, resolver, found))]
    found.files = sorted({file.absolute: file for file in reversed(found.files)}.values(), key=_order)
    found.failures = list(dict.fromkeys(found.failures))
    return found


def _asked(paths: Iterable[str], stdin_filename: str | None) -> list[str]:
    asked = [os.fspath(path) for path in paths]
    if stdin_filename is None or STDIN in asked:
        return asked
    if asked:
        raise UsageError("--stdin-filename names what is read from standard input; give - as a path")
    return [STDIN]


def _order(file: Found) -> list[str]:
    return file.path.split("/")


def _slashed(path: str) -> str:
    return path.replace(os.sep, "/") if os.sep != "/" else path


def _under(path: str, resolver: Resolver, found: Discovery) -> list[Found]:
    """What a path that was asked for comes to."""
    try:
        mode = os.stat(path).st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):
        if not _is_link(path):
            found.failures.append(Failure(path, f"doesn't exist{_meant(path)}"))
            return []
        mode = 0
    except OSError:
        mode = 0  # Reading it will say what is wrong.
    if not stat.S_ISDIR(mode):
        return [Found(_slashed(path), os.path.abspath(path))]
    before = len(found.failures)
    files = list(_walk(path, resolver, found))
    if not files and len(found.failures) == before:
        found.remarks.append(f"{path}: no Python files or notebooks to lint")
    return files


def _is_link(path: str) -> bool:
    try:
        return os.path.islink(path)
    except ValueError:
        return False


def _meant(path: str) -> str:
    """A name in the same folder that was probably meant."""
    folder, name = os.path.split(path)
    try:
        close = nearest(name, (entry.name for entry in os.scandir(folder or ".")))
    except (OSError, ValueError):
        return ""
    return f'; did you mean "{_slashed(os.path.join(folder, close))}"?' if close else ""


def _walk(top: str, resolver: Resolver, found: Discovery) -> Iterator[Found]:
    absolute = os.path.abspath(top)
    shown = "" if top == "." else _slashed(top).rstrip("/") + "/"
    waiting: list[tuple[str, str, Ignores | None]] = [(absolute, shown, None)]
    while waiting:
        folder, prefix, above = waiting.pop()
        try:
            settings = resolver.for_folder(folder)
            entries = list(os.scandir(folder))
        except SettingsError as error:
            found.failures.append(Failure("", str(error)))
            continue
        except OSError as error:
            found.failures.append(Failure(prefix.rstrip("/") or top, f"cannot be read: {error.strerror}"))
            continue
        ignores = _ignores(folder, above, settings)
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if not _left_out(entry.path, settings, ignores, folder=True):
                    waiting.append((entry.path, f"{prefix}{entry.name}/", ignores))
            elif _is_wanted(entry, settings) and not _left_out(entry.path, settings, ignores, folder=False):
                yield Found(prefix + entry.name, entry.path)


def _ignores(folder: str, above: Ignores | None, settings: Settings) -> Ignores:
    from zerolint.session.gitignore import Ignores, ignores_at

    if not settings.respect_gitignore:
        return Ignores()
    return ignores_at(folder) if above is None else above.entering(folder)


def _left_out(path: str, settings: Settings, ignores: Ignores, *, folder: bool) -> bool:
    return settings.excludes(path) or ignores.ignores(path, folder=folder)


def _is_wanted(entry: os.DirEntry[str], settings: Settings) -> bool:
    """A file of the right name.

    Folders behind links aren't followed (they may run in circles); a broken link is told of when it is read.
    """
    if not settings.includes(entry.path):
        return False
    try:
        mode = entry.stat().st_mode
    except OSError:
        # Emacs marks a file that is being edited by a link to nothing, `.#name`.
        return not entry.name.startswith(".#")
    return stat.S_ISREG(mode)


def _excluded(path: str, resolver: Resolver, found: Discovery) -> bool:
    """Whether the file or a folder that it lies in is excluded, up to the working folder."""
    try:
        settings = resolver.for_file(path)
    except SettingsError as error:
        found.failures.append(Failure("", str(error)))
        return True
    inside = path.startswith(resolver.cwd + os.sep)
    while inside and path != resolver.cwd:
        if settings.excludes(path):
            return True
        path = os.path.dirname(path)
    return not inside and settings.excludes(path)


def read_bytes(file: Found) -> bytes:
    """The bytes of a file, or of standard input."""
    if file.stdin:
        return sys.stdin.buffer.read()
    with open(file.absolute, "rb") as opened:
        return opened.read()
