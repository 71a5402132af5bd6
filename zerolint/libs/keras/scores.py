"""What `evaluate` gives: the loss and the metrics in one list, and the words that the program calls them by."""

from __future__ import annotations

from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.machine import Machine
from zerolint.interp.values import Const, Items, Node, Unknown, Value, root

NUMBERS: Final = frozenset({"*", "/", "+", "-", "<", "<=", ">", ">="})
"""Operators between numbers."""


class Scores(Unknown):
    """All that an evaluation gives. `evaluation` is the node of the call."""

    __slots__ = ("evaluation",)
    type_name = "the scores of an evaluation"

    def __init__(self, evaluation: Node, of: Value | None = None) -> None:
        super().__init__("scores of an evaluation", evaluation, of=of)
        self.evaluation = evaluation

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        place = index.value if isinstance(index, Const) and isinstance(index.value, int) else None
        return Score(self.evaluation, place, node, self.of, index.origin)

    def iterate(self, m: Machine) -> Items:
        return Items((Score(self.evaluation, 0, self.evaluation, self.of),), Unknown(self.reason, self.origin))

    def binary(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        self._as_number(m, op, other, node)
        return super().binary(m, op, other, node, swapped=swapped)

    def compare(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        self._as_number(m, op, other, node)
        return super().compare(m, op, other, node, swapped=swapped)

    def _as_number(self, m: Machine, op: str, other: Value, node: Node) -> None:
        if op in NUMBERS and isinstance(other, Const) and isinstance(other.value, (int, float)):
            m.record("scores-as-number", {"evaluation": self.evaluation, "op": op}, node)


class Score(Unknown):
    """One of them: `place` in the list, 0 for the loss; `index` is where that stands."""

    __slots__ = ("evaluation", "index", "place")
    type_name = "a score of an evaluation"

    def __init__(self, evaluation: Node, place: int | None, origin: Node, of: Value | None, index: Node = None) -> None:
        super().__init__("a score of an evaluation", origin, ("score", evaluation, place), of)
        self.evaluation = evaluation
        self.place = place
        self.index = index

    def kept(self, m: Machine, name: str) -> None:
        """A variable is called so."""
        self.labelled(m, name, None)

    def labelled(self, m: Machine, words: str, node: Node) -> None:
        """The text in front of it in what is printed."""
        parts = {"evaluation": self.evaluation, "place": self.place, "words": words, "index": self.index}
        m.record("score-named", parts, self.origin)

    def binary(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        percent = op == "*" and isinstance(other, Const) and other.value in (100, 100.0)
        if percent:
            return self
        return Unknown(self.reason, node, (op, self.key, other, swapped), root(self, other))

    def converted(self, m: Machine, kind: str, call: Call) -> Value:
        """`float(score)`, `str(score)`."""
        return self

    def reduced(self, m: Machine, name: str, call: Call) -> Value:
        """`round(score)`, `abs(score)`."""
        return self if name == "round" else call.unknown(f"{name}() of a score")
