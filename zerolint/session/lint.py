"""Lints paths; what fails in one file never hides what is found in another."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from zerolint.session.discovery import Discovery, Found, discover, read_bytes
from zerolint.session.merge import merge
from zerolint.session.one import Names, Result, lint_one
from zerolint.session.outcome import Failure, Outcome
from zerolint.session.relevance import Relevance
from zerolint.settings import Resolver, SettingsError
from zerolint.source.roots import forget

AnyPath: TypeAlias = str | os.PathLike[str]


def lint(
    paths: AnyPath | Iterable[AnyPath],
    *,
    config: str | None = None,
    isolated: bool = False,
    force_exclude: bool = False,
    stdin_filename: str | None = None,
    **settings: object,
) -> Outcome:
    """Lint files and folders. `settings` go over those of files: `lint("src", select=["ZL2"], min_confidence="low")`.

    Wrong settings raise `zerolint.settings.UsageError`; what can't be read is among the outcome's failures.
    """
    flags = {key.replace("_", "-"): value for key, value in settings.items()}
    resolver = Resolver(flags, config=config, isolated=isolated)
    asked: list[AnyPath] = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    found = discover(
        [os.fspath(path) for path in asked], resolver, stdin_filename=stdin_filename, force_exclude=force_exclude
    )
    return Session(resolver, found).run()


class Session:
    """A set of files and their settings; it can be run again with other contents, after fixes."""

    def __init__(self, resolver: Resolver, found: Discovery) -> None:
        self.resolver = resolver
        self.found = found
        self.names = Names({file.absolute: file.path for file in found.files})
        self._kept: dict[str, bytes] = {}
        self._done: dict[str, Result] = {}

    def run(self, contents: Mapping[str, bytes] | None = None) -> Outcome:
        """Lint all files; `contents` (by path as shown) stand in for what is on disk."""
        forget()
        relevance = Relevance()
        failures: list[Failure] = []
        results = list(self._results(contents or {}, relevance, failures))
        try:
            outcome = merge(results, self.resolver)
        except SettingsError as error:
            outcome = Outcome()
            failures.append(Failure("", str(error)))
        return replace(
            outcome,
            failures=tuple(dict.fromkeys((*self.found.failures, *failures))),
            files=tuple(file.path for file in self.found.files),
            remarks=tuple(self.found.remarks),
        )

    def _results(
        self, contents: Mapping[str, bytes], relevance: Relevance, failures: list[Failure]
    ) -> Iterator[Result]:
        for file in self.found.files:
            try:
                result = self._result(file, contents, relevance)
                if result.failure is not None:
                    failures.append(result.failure)
                yield result
            except SettingsError as error:
                failures.append(Failure("", str(error)))
            except OSError as error:
                failures.append(Failure(file.path, f"cannot be read: {error.strerror or error}"))
            except Exception as error:
                failures.append(_internal(file, error))

    def _result(self, file: Found, contents: Mapping[str, bytes], relevance: Relevance) -> Result:
        settings = self.resolver.for_file(file.absolute)
        if file.path in contents:
            return lint_one(file, contents[file.path], settings, relevance, self.names)
        if file.path not in self._done:
            self._done[file.path] = lint_one(file, self.read(file), settings, relevance, self.names)
        return self._done[file.path].without(contents)

    def read(self, file: Found) -> bytes:
        """The bytes of a file; standard input can be read only once."""
        if file.absolute in self._kept:
            return self._kept[file.absolute]
        data = read_bytes(file)
        if file.stdin:
            self._kept[file.absolute] = data
        return data

    def changed(self, file: Found, data: bytes) -> None:
        """Forget what was found in a file that was written, and in those that import it."""
        if file.stdin:
            self._kept[file.absolute] = data
        self._done = {
            path: result
            for path, result in self._done.items()
            if path != file.path and file.path not in result.followed
        }


def _internal(file: Found, error: Exception) -> Failure:
    import traceback

    message = f"internal error: {type(error).__name__}: {error}".replace("\n", " ")
    return Failure(file.path, message, traceback.format_exc())
