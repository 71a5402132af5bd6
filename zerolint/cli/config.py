"""`zerolint config`, `--show-settings` and `--show-files`: what holds, and where it was said."""

# os.path is loaded at start-up anyway, pathlib is not.
# ruff: noqa: PTH110, PTH112

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterator

from zerolint.cli.parser import chosen
from zerolint.session.discovery import Discovery
from zerolint.settings import Resolver, Settings, UsageError

FORMATS = ("text", "json")


def config(options: Namespace) -> int:
    """Print the settings of a file or folder."""
    as_json = chosen("--output-format", options.output_format, FORMATS) == "json"
    if not os.path.exists(options.path):
        raise UsageError(f"{options.path}: doesn't exist")
    settings = settings_of(options.path, Resolver(config=options.config, isolated=options.isolated))
    sys.stdout.write(json.dumps(settings.as_data(), indent=2) + "\n" if as_json else described(settings))
    return 0


def settings_of(path: str, resolver: Resolver) -> Settings:
    """The settings of a folder, or of a file."""
    return resolver.for_folder(path) if os.path.isdir(path) else resolver.for_file(path)


def described(settings: Settings) -> str:
    """A line for each key, as one would write it in a file, with its origin as a comment."""
    return "\n".join(_described(settings)) + "\n"


def _described(settings: Settings) -> Iterator[str]:
    yield f"# settings file: {settings.path or 'none'}"
    for key, entry in settings.as_data().items():
        if entry["value"] is not None:
            yield f"{key} = {toml(entry['value'])}  # {entry['origin']}"


def toml(value: object) -> str:
    """A value as TOML."""
    if isinstance(value, dict):
        inner = ", ".join(f"{json.dumps(str(key))} = {toml(item)}" for key, item in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, (str, bool, int, float)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def show_files(found: Discovery) -> None:
    """Print the path of each file that would be read."""
    sys.stdout.write("".join(f"{file.path}\n" for file in found.files))
