"""What was seen of each mutant, a line of JSON for each; a run that was interrupted goes on where it was."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Json = Mapping[str, Any]


class Journal:
    """Later lines of a mutant add to earlier ones."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries: dict[str, dict[str, Any]] = {}
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                self._add(line)

    def _add(self, line: str) -> None:
        try:
            record = json.loads(line)
        except ValueError:
            return  # the last line of a run that was killed while it wrote
        self._entries.setdefault(record.pop("mutant"), {}).update(record)

    def entry(self, mutant: str) -> Json:
        return self._entries.get(mutant, {})

    def entries(self) -> Iterator[tuple[str, Json]]:
        yield from self._entries.items()

    def write(self, mutant: str, **seen: Any) -> None:
        line = json.dumps({"mutant": mutant, **seen})
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        self._add(line)
