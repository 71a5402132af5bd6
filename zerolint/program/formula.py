"""Formulas: what a loss that the program writes itself makes of targets and predictions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import Final

from zerolint.knowledge.operations import WITHOUT_GRADIENT, WITHOUT_VALUES

from .data import Shape
from .fact import Site

BATCH: Final = -1
"""The size of the batch axis in the shape of a formula."""
LEAVES: Final = frozenset({"constant", "data", "unknown", "y_pred", "y_true"})
UNFOLLOWED: Final = frozenset({"opaque", "tensor"})
"""What may hold anything: the value of code that isn't followed, and tensors of a network."""

SAME_VALUES: Final = frozenset({"cast", "expand_dims", "flatten", "identity", "ravel", "reshape", "squeeze"})
"""Another form of the same values."""
DIFFERENCES: Final = frozenset({"squared_difference", "subtract"})


@dataclass(frozen=True, slots=True, eq=False)
class Formula:
    """A value, and the operation on `operands` that makes it.

    `op` is a word of `knowledge.operations`, `loss` for a loss of Keras (`name` has its name, the operands are targets
    and predictions), or what stands at the leaves: `y_true`, `y_pred`, `constant`, `data`, `unknown` (a value that has
    nothing to do with the predictions). `places[i]` is where operand i is written. `lo` and `hi` bound the values.
    """

    op: str
    site: Site
    operands: tuple[Formula, ...] = ()
    places: tuple[Site, ...] = ()
    name: str = ""
    logits: bool = False
    """A loss of Keras that takes the predictions for logits."""
    backend: bool = False
    """That of `keras.backend`, which took the predictions first until Keras 2.0.6."""
    value: float | None = None
    axis: tuple[int, ...] | None = None
    """Axes of a reduction; None for all of them."""
    keepdims: bool = False
    certain: bool = True
    """Axis and other settings of the operation are known."""
    shape: Shape | None = None
    lo: float = -inf
    hi: float = inf

    def walk(self) -> Iterator[Formula]:
        """All parts, each once, itself first."""
        seen: set[int] = set()
        todo = [self]
        while todo:
            here = todo.pop()
            if id(here) not in seen:
                seen.add(id(here))
                yield here
                todo.extend(reversed(here.operands))

    @property
    def followed(self) -> bool:
        """Whether all that it is made of is known."""
        return not any(part.op in UNFOLLOWED for part in self.walk())

    def of(self, leaf: str) -> bool:
        """Whether its value may depend on `y_pred` or `y_true`."""
        return self._reaches({leaf, *UNFOLLOWED}, WITHOUT_VALUES)

    def surely_of(self, leaf: str) -> bool:
        """Whether its value is known to depend on it."""
        return self._reaches({leaf}, WITHOUT_VALUES)

    def learns(self) -> bool:
        """Whether a gradient may flow from it to the predictions."""
        return self._reaches({"y_pred", *UNFOLLOWED}, WITHOUT_VALUES | WITHOUT_GRADIENT)

    def by_difference(self) -> bool:
        """Whether targets and predictions only count by how far they lie apart, as in an error squared by hand.

        Nothing scales one of them then: the predictions have to reach the targets as they are.
        """
        found, todo = False, [self]
        for part in todo:
            if part.op in UNFOLLOWED or part.op in ("y_true", "y_pred"):
                return False
            if part.op in DIFFERENCES and {operand._leaf() for operand in part.operands} == {"y_true", "y_pred"}:
                found = True
            elif part.op not in WITHOUT_VALUES:
                todo.extend(each for each in part.operands if all(each is not one for one in todo))
        return found

    def _leaf(self) -> str:
        """The op of what this is another form of."""
        here = self
        while here.op in SAME_VALUES and here.operands:
            here = here.operands[0]
        return here.op

    def _reaches(self, leaves: set[str], blocked: frozenset[str]) -> bool:
        seen: set[int] = set()
        todo = [self]
        while todo:
            here = todo.pop()
            if here.op in leaves:
                return True
            if id(here) not in seen and here.op not in blocked:
                seen.add(id(here))
                # a gradient flows through what a condition chooses from, not through the condition
                todo.extend(here.operands[1:] if here.op == "where" and "compare" in blocked else here.operands)
        return False

    def gates(self) -> Iterator[Formula]:
        """The operations at which the gradients from the predictions end."""
        for part in self.walk():
            if part.op in WITHOUT_GRADIENT and part.of("y_pred"):
                yield part
