"""Which Keras a script is written for: 2 (Keras 1 counts as 2) or 3, and what says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from zerolint.interp.machine import Machine
from zerolint.interp.values import Const
from zerolint.knowledge import targets
from zerolint.libs import spellings
from zerolint.libs.assigned import assigned, item
from zerolint.program.fact import Site
from zerolint.program.program import Target
from zerolint.source import pins
from zerolint.source.model import ShellLine, SourceFile
from zerolint.source.pins import Pin

from .facts import site
from .imported import old_imports, old_keywords, old_tensorflow, python_2
from .recorded import ran_with

NEWEST: Final = 3


def target_of(m: Machine, asked: str, source: SourceFile, modules: Iterable[SourceFile]) -> Target:
    """The setting, else the first kind of evidence that decides; several that disagree decide nothing."""
    if asked != "auto":
        return Target(int(asked), "setting")
    for evidence in _evidence(m, source, modules):
        found = list(evidence)
        if len({target.version for target in found}) == 1:
            return replace(found[0], oldest=any(target.oldest for target in found))
    return Target(NEWEST, "default")


def _evidence(m: Machine, source: SourceFile, modules: Iterable[SourceFile]) -> Iterator[Iterator[Target]]:
    """From the surest to the least sure; what comes late is asked only where nothing before decides."""
    required = pins.pins_of(source)
    yield _pinned(required)
    yield _environment(m)
    yield _shell_environment(source.shell_lines)
    yield _outlived(required)
    yield _spelled(m)
    yield _imported(source, modules)
    yield _recorded(source)
    yield _told(source)


def _pinned(required: Iterable[Pin]) -> Iterator[Target]:
    """What the nearest place that says something says, and the script's own shell lines."""
    nearest = None
    for pin in required:
        version = targets.by_pin(pin.package, pin.specifier)
        if version is not None and (pin.rank < 0 or nearest in (None, pin.rank)):
            nearest = pin.rank if pin.rank >= 0 else nearest
            yield Target(max(version, 2), f"{pin.where}: {pin.package}{pin.specifier}")


def _outlived(required: Iterable[Pin]) -> Iterator[Target]:
    """Requirements that no Keras 3 can be installed with."""
    for pin in required:
        if targets.outlived(pin.package, pin.specifier):
            yield Target(2, f"{pin.where}: {pin.package}{pin.specifier}")


def _environment(m: Machine) -> Iterator[Target]:
    """`os.environ["TF_USE_LEGACY_KERAS"] = "1"`."""
    for (name, value), version in targets.ENVIRONMENT.items():
        given = assigned(m).get(item("os.environ", Const(name)) or "")
        if isinstance(given, Const) and given.value == value:
            yield Target(version, f"{name}={value}", site(given.origin))


def _shell_environment(lines: Iterable[ShellLine]) -> Iterator[Target]:
    """`%env TF_USE_LEGACY_KERAS=1`, `!export …`, `%tensorflow_version 1.x`."""
    for line in lines:
        for written, version in targets.SHELL.items():
            if written in line.text.replace(" ", ""):
                yield Target(version, f"`{line.text.strip()}`")


def _spelled(m: Machine) -> Iterator[Target]:
    for event in m.events:
        if event.kind == spellings.KIND:
            version, text = event.payload["version"], event.payload["text"]
            if targets.of_then(text):
                yield Target(2, f"`{text}`, which is older than Keras 3", site(event.node))
            else:
                yield _only_one_has(version, text, site(event.node))


def _imported(source: SourceFile, modules: Iterable[SourceFile]) -> Iterator[Target]:
    """What the project's own modules import and use in functions that aren't called; what is called there."""
    sources = [source, *modules]
    for one in sources:
        for name in old_keywords("\n".join(chunk.code for chunk in one.chunks)):
            yield _only_one_has(1, f"{name}=")
        for name in old_tensorflow("\n".join(chunk.code for chunk in one.chunks)):
            yield Target(2, f"`{name}`, which is older than Keras 3", legacy_only=True)
    only = python_2("\n".join(chunk.code for chunk in source.chunks))
    if only is not None:
        yield Target(2, f"`{only}` of Python 2")
    for module in sources[1:]:
        for written in old_imports(module.text):
            version = targets.by_path(written)
            if version is not None:
                yield _only_one_has(version, written)


def _only_one_has(version: int, text: str, place: Site | None = None) -> Target:
    other = NEWEST if version < NEWEST else 2
    evidence = f"`{text}`, which Keras {other} doesn't have"
    return Target(max(version, 2), evidence, place, legacy_only=version < NEWEST, lacking=text, oldest=version == 1)


def _recorded(source: SourceFile) -> Iterator[Target]:
    """What only Keras 2 printed, and the versions that ran it: it stands in a notebook that was run."""
    if source.kind != "notebook":
        return
    for text in targets.PRINTED:
        if text in source.text:
            yield Target(2, f"its output says `{text}`", legacy_only=True)
    for package, version in ran_with(source):
        found = 2 if targets.outlived(package, f"=={version}") else targets.by_pin(package, f"=={version}")
        if found is not None:
            yield Target(max(found, 2), f"it was run with {package} {version}", legacy_only=found < NEWEST)


def _told(source: SourceFile) -> Iterator[Target]:
    """What the nearest README says that it was made with."""
    for target in _pinned(pins.told_of(source)):
        yield replace(target, legacy_only=target.version < NEWEST)
