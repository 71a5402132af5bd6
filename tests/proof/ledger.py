"""What was seen of each fixture: its outcome in words, by its content and the version of Keras."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path

from fixtures.programs import ROOT, Program

FILE = ROOT / "ledger.jsonl"
EXPECTED = re.compile(rb"(#\s*(?:want|miss|wrong):\s*ZL\d{3})[^#\n\"\\]*")
"""Up to a quote or a backslash, which end the line of a notebook."""
COMMAND = "PYTHONPATH=tests python -m proof --new"
"""Makes the entries that are lacking."""


def content(*programs: Program) -> str:
    """Names and bytes of all their files, in short; without the words that are expected of a finding."""
    digest = hashlib.sha256()
    for one in programs:
        for file in one.files():
            digest.update(one.relative(file).encode() + b"\0" + EXPECTED.sub(rb"\1", file.read_bytes()) + b"\0")
    return digest.hexdigest()[:12]


def key(program: Program) -> str:
    """The program's content, and its twins', since it is held against them."""
    return content(program, *twins(program))


def twins(program: Program) -> list[Program]:
    """The program as its fixes leave it, and the one that looks faulty and is right."""
    return [twin for ending in ("fixed", "ok") if (twin := Program(_beside(program, ending))).path.exists()]


def _beside(program: Program, ending: str) -> Path:
    path = program.path
    return path.with_name(f"{path.name}.{ending}" if path.is_dir() else f"{path.stem}.{ending}{path.suffix}")


def keras_version() -> str:
    """Without importing it."""
    return ".".join(importlib.metadata.version("keras").split(".")[:2])


@dataclass(frozen=True, slots=True)
class Entry:
    """What was seen of one fixture of this content on this version of Keras."""

    name: str
    key: str
    keras: str
    verdict: str


@dataclass(slots=True)
class Ledger:
    """The entries by the fixture's name and content. Git unites two versions of the file, so a name may stand twice."""

    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)

    @staticmethod
    def read() -> Ledger:
        lines = FILE.read_text(encoding="utf-8").splitlines() if FILE.exists() else []
        found = (Entry(*json.loads(line)) for line in lines)
        return Ledger({(entry.name, entry.key): entry for entry in found})

    def write(self) -> None:
        """One line for each, in the order of names."""
        lines = [json.dumps(astuple(self.entries[at]), ensure_ascii=False) for at in sorted(self.entries)]
        FILE.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    def entry(self, program: Program) -> Entry | None:
        """Of this very program, on any version of Keras."""
        return self.entries.get((program.name, key(program)))

    def enter(self, program: Program, verdict: str) -> None:
        self.drop(program)
        entry = Entry(program.name, key(program), keras_version(), verdict)
        self.entries[entry.name, entry.key] = entry

    def drop(self, program: Program) -> None:
        """All entries of this name."""
        self.entries = {at: entry for at, entry in self.entries.items() if entry.name != program.name}

    def forget(self, programs: Sequence[Program]) -> None:
        """Drop the entries of programs that are no more, or are others by now."""
        present = {(program.name, key(program)) for program in programs}
        self.entries = {at: entry for at, entry in self.entries.items() if at in present}
