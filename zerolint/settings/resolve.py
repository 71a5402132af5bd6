"""Which settings hold for a folder: flags over the nearest settings file (and those it extends) over the defaults."""

# os.path is loaded at start-up anyway, pathlib is not.
# ruff: noqa: PTH100, PTH109, PTH110, PTH111, PTH113, PTH118, PTH119, PTH120

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from zerolint.settings.errors import SettingsError, UsageError
from zerolint.settings.globs import Globs
from zerolint.settings.keys import DEFAULT_EXCLUDE, KEYS
from zerolint.settings.layer import Layer, Place, checked
from zerolint.settings.model import Settings, shown
from zerolint.settings.selectors import Selection

#: In the order of their right of way within one folder.
NAMES = (".zerolint.toml", "zerolint.toml", "pyproject.toml")
PYPROJECT = "pyproject.toml"
TABLE = ("tool", "zerolint")


class Resolver:
    """Finds and keeps the settings of folders; each file is read once."""

    def __init__(
        self, flags: Mapping[str, object] | None = None, *, config: str | None = None, isolated: bool = False
    ) -> None:
        if config is not None and isolated:
            raise UsageError("--isolated leaves out all settings files, --config names one; give one of them")
        self.cwd = os.getcwd()
        self._flags = checked(flags or {}, Place(), self.cwd)
        self._files: dict[str, list[Layer] | None] = {}
        self._folders: dict[str, Settings] = {}
        self._only: Settings | None = None
        if isolated:
            self._only = self._merged([], None)
        elif config is not None:
            self._only = self._merged(self._explicit(config), config)

    def for_folder(self, folder: str) -> Settings:
        """The settings of the files that lie in a folder."""
        if self._only is not None:
            return self._only
        folder = os.path.abspath(folder)
        if folder not in self._folders:
            self._folders[folder] = self._nearest(folder)
        return self._folders[folder]

    def for_file(self, path: str) -> Settings:
        """The settings of one file."""
        return self.for_folder(os.path.dirname(os.path.abspath(path)))

    def _nearest(self, folder: str) -> Settings:
        for name in NAMES:
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                layers = self._chain(path, ())
                if layers is not None:
                    return self._merged(layers, path)
        above = os.path.dirname(folder)
        return self.for_folder(above) if above != folder else self._merged([], None)

    def _explicit(self, config: str) -> list[Layer]:
        if not os.path.exists(config):
            raise UsageError(f"--config: {config} doesn't exist")
        # Patterns of a file that is named on the command line are relative to where that was typed, as in ruff.
        layers = self._chain(config, ())
        if layers is None:
            raise SettingsError(shown(config), "holds no [tool.zerolint]")
        return [replace(layer, base=self.cwd) for layer in layers]

    def _chain(self, path: str, above: tuple[str, ...]) -> list[Layer] | None:
        """The layers of a file, those that it extends first; None if it holds nothing for zerolint."""
        path = os.path.abspath(path)
        if path in self._files:
            return self._files[path]
        layer = _read(path)
        chain = None if layer is None else [*self._extended(layer, path, (*above, path)), layer]
        self._files[path] = chain
        return chain

    def _extended(self, layer: Layer, path: str, above: tuple[str, ...]) -> Iterable[Layer]:
        if "extend" not in layer.values:
            return ()
        target = os.path.expanduser(layer.values["extend"])
        target = os.path.abspath(os.path.join(os.path.dirname(path), target))
        where = str(layer.origins["extend"])
        if target in above:
            circle = " → ".join(map(shown, (*above[above.index(target) :], target)))
            raise SettingsError(where, f'"extend" runs in a circle: {circle}')
        if not os.path.isfile(target):
            raise SettingsError(where, f'"extend" names {shown(target)}, which is no file')
        chain = self._chain(target, above)
        if chain is None:
            raise SettingsError(where, f'"extend" names {shown(target)}, which holds no [tool.zerolint]')
        return chain

    def _merged(self, layers: list[Layer], path: str | None) -> Settings:
        settings = Settings(
            exclude=Globs.of(DEFAULT_EXCLUDE, self.cwd),
            include=Globs.of(_default_include(), self.cwd),
            path=None if path is None else shown(path),
        )
        for layer in (*layers, self._flags):
            settings = _over(settings, layer)
        return settings


def _default_include() -> tuple[str, ...]:
    default = KEYS["include"].default
    return default if isinstance(default, tuple) else ()


def _read(path: str) -> Layer | None:
    """A settings file's own layer; a pyproject.toml that doesn't speak of zerolint isn't even parsed."""
    name = shown(path)
    try:
        with open(path, "rb") as file:
            raw = file.read()
    except OSError as error:
        raise SettingsError(name, f"cannot be read: {error.strerror}") from None
    own = os.path.basename(path) != PYPROJECT
    if not own and b"zerolint" not in raw:
        return None
    from zerolint.settings.toml import lines_of, parse_toml

    data, text = parse_toml(raw, name)
    place = Place(name, () if own else TABLE, lines_of(text))
    table = data if own else _own_table(data, place)
    return None if table is None else checked(table, place, os.path.dirname(path))


def _own_table(data: Mapping[str, Any], place: Place) -> Mapping[str, Any] | None:
    found: Any = data
    for part in TABLE:
        found = found.get(part) if isinstance(found, dict) else None
    if found is not None and not isinstance(found, dict):
        raise SettingsError(str(place.origin()), '"tool.zerolint" has to be a table')
    return found


def _over(settings: Settings, layer: Layer) -> Settings:
    """The settings with a layer laid over them: it replaces, but adds to what is named `extend-…` and `rules`."""
    values = layer.values
    changes: dict[str, Any] = {"origins": {**settings.origins, **layer.origins}}
    for key, value in values.items():
        match key:
            case "select" | "extend-select" | "ignore":
                continue
            case "exclude" | "include":
                changes[key] = Globs.of(value, layer.base)
            case "extend-exclude":
                changes["extend_exclude"] = settings.extend_exclude + Globs.of(value, layer.base)
            case "per-file-ignores":
                changes["per_file_ignores"] = tuple(
                    zip(Globs.of(value, layer.base).patterns, value.values(), strict=True)
                )
            case "rules":
                changes["rules"] = {
                    **settings.rules,
                    **{name: {**settings.rules.get(name, {}), **options} for name, options in value.items()},
                }
            case _:
                changes[key.replace("-", "_")] = value
    if values.keys() & {"select", "extend-select", "ignore"}:
        selection = Selection(values.get("select"), values.get("extend-select", ()), values.get("ignore", ()))
        changes["selection"] = (*settings.selection, selection)
    return replace(settings, **changes)
