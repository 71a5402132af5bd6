"""The store: every write to mutable state goes through `put`, which journals it inside branches.

Nothing is copied at a branch: an arm writes in place, its journal takes the writes back, and `merge` puts the
joined values where an arm wrote.
"""

from __future__ import annotations

from typing import Final

from .values import Choice, Condition, Path, Unknown, Value, root

MAX_ARMS: Final = 8
"""Alternatives a value may have before it counts as unknown (bounds the cost of a chain of undecided branches)."""

Fields = dict[str, Value]
Journal = dict[tuple[int, str], tuple[Fields, str, Value | None]]
"""(dictionary, key, value before the first write); keyed by identity."""


class Store:
    """Writes, journals and joins."""

    __slots__ = ("journal",)

    def __init__(self) -> None:
        self.journal: Journal | None = None

    def put(self, fields: Fields, key: str, value: Value) -> None:
        """`fields[key] = value`, remembered if inside a branch."""
        journal = self.journal
        if journal is not None:
            place = (id(fields), key)
            if place not in journal:
                journal[place] = (fields, key, fields.get(key))
        fields[key] = value

    def drop(self, fields: Fields, key: str) -> None:
        """`del fields[key]`."""
        if key in fields:
            self.put(fields, key, fields[key])
            del fields[key]

    def begin(self) -> Journal | None:
        """Start a branch arm; give the returned outer journal to `end`."""
        outer = self.journal
        self.journal = {}
        return outer

    def end(self, outer: Journal | None) -> Journal:
        """End an arm: its writes are taken back and returned as place → (fields, key, new value)."""
        journal = self.journal or {}
        self.journal = outer
        written: Journal = {}
        for place, (fields, key, old) in journal.items():
            written[place] = (fields, key, fields.get(key))
            if old is None:
                fields.pop(key, None)
            else:
                fields[key] = old
        return written

    def apply(self, written: Journal) -> None:
        """Do the writes of an ended arm for good (into the enclosing journal)."""
        for fields, key, new in written.values():
            if new is None:
                self.drop(fields, key)
            else:
                self.put(fields, key, new)

    def merge(self, condition: Condition, yes: Journal, no: Journal) -> None:
        """Put the join of two ended arms."""
        for place in {**yes, **no}:
            fields, key, _ = yes.get(place) or no[place]
            old = fields.get(key)
            first = yes[place][2] if place in yes else old
            second = no[place][2] if place in no else old
            if first is None or second is None:
                joined = first if second is None else second
            else:
                joined = join(condition, first, second)
            if joined is None:
                self.drop(fields, key)
            else:
                self.put(fields, key, joined)


def join(condition: Condition, yes: Value, no: Value) -> Value:
    """The value that is `yes` where the condition holds and `no` where it doesn't."""
    if yes is no or yes == no:
        return yes
    arms = [*_under(condition, True, yes), *_under(condition, False, no)]
    if len(arms) > MAX_ARMS:
        return Unknown("one of too many alternatives", yes.origin, of=root(*(value for _, value in arms)))
    return Choice(tuple(arms), yes.origin)


def _under(condition: Condition, holds: bool, value: Value) -> list[tuple[Path, Value]]:
    if not isinstance(value, Choice):
        return [(((condition, holds),), value)]
    arms: list[tuple[Path, Value]] = []
    for path, arm in value.arms:
        known = next((truth for cond, truth in path if cond == condition), None)
        if known is None:
            arms.append((((condition, holds), *path), arm))
        elif known is holds:
            arms.append((path, arm))
    return arms


def choice(arms: list[tuple[Path, Value]], origin: object = None) -> Value:
    """A choice, normalised: equal alternatives collapse when all are equal; too many are unknown."""
    if not arms:
        return Unknown("no consistent alternative", origin)
    first = arms[0][1]
    if all(value is first or value == first for _, value in arms):
        return first
    flat: list[tuple[Path, Value]] = []
    for path, value in arms:
        if isinstance(value, Choice):
            flat.extend((together, inner) for p, inner in value.arms if (together := meet(path, p)) is not None)
        else:
            flat.append((path, value))
    if len(flat) > MAX_ARMS:
        return Unknown("one of too many alternatives", origin, of=root(*(value for _, value in flat)))
    return Choice(tuple(flat), origin)


def meet(first: Path, second: Path) -> Path | None:
    """Both paths together, None if they exclude each other."""
    if not first or not second:
        return first or second
    out = dict(first)
    for condition, holds in second:
        if out.setdefault(condition, holds) is not holds:
            return None
    return tuple(out.items())
