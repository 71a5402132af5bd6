"""Consistent paths: what is built from values that have alternatives is built once for each way of choosing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias, TypeVar

from zerolint.interp.context import Event, LoopContext
from zerolint.interp.exclusion import falls_through, impossible
from zerolint.interp.machine import Machine
from zerolint.interp.values import Choice, Condition, Const, Unknown, Value

MAX_PATHS: Final = 12
T = TypeVar("T")
Loops: TypeAlias = tuple[LoopContext, ...]


class UndecidedError(Exception):
    """A choice depends on a condition that this path says nothing of."""

    def __init__(self, condition: Condition) -> None:
        self.condition = condition


class InfeasibleError(Exception):
    """No alternative is consistent with the path."""


class Resolver:
    """Picks alternatives by an assignment of conditions. `made_in`: the loops that make the model anew, `swept` if
    one of them walks over candidates, or tries a value of its variable.

    `over`: loops that have trained something and are over: what was chosen in them is what a search has found.
    """

    __slots__ = ("assignment", "m", "made_in", "over", "swept")

    def __init__(
        self, m: Machine, assignment: dict[Condition, bool], loops: Loops = (), over: frozenset[int] = frozenset()
    ) -> None:
        self.m = m
        self.assignment = assignment
        self.made_in = frozenset(id(loop.node) for loop in loops)
        self.swept = any(loop.candidates for loop in loops)
        self.over = over

    def __call__(self, value: Any) -> Any:
        """The value on this path."""
        while type(value) is Choice:
            value = self._pick(value)
        return value

    def _pick(self, value: Choice) -> Value:
        known = self.assignment
        if self.over and any(self._found(condition) for path, _ in value.arms for condition, _ in path):
            return Unknown("what a search has found", value.origin)
        left = [(p, v) for p, v in value.arms if all(known.get(c, holds) is holds for c, holds in p)]
        if not left:
            raise InfeasibleError
        for path, arm in left:
            if all(condition in known for condition, _ in path):
                return arm
        open_ = [condition for path, _ in left for condition, _ in path if condition not in known]
        if not open_:
            return left[0][1]
        raise UndecidedError(open_[0])

    def _found(self, condition: Condition) -> bool:
        return any(id(loop.node) in self.over for loop in condition.loops)

    def items(self, value: Any) -> tuple[list[Any], bool]:
        """Resolved items of a sequence, and whether these are all."""
        found = self.m.iterate(self(value))
        return [self(item) for item in found.items], found.exact

    def absent(self, value: Any) -> bool:
        """Whether an argument is left out or None."""
        value = self(value)
        return value is None or (isinstance(value, Const) and value.value is None)

    def plain(self, value: Any, default: Any = None) -> Any:
        """The Python object of a value whose parts are known on this path."""
        value = self(value)
        if value is None:
            return default
        return self.m.plain(value, default)


def every_path(
    m: Machine, event: Event, loops: Loops, build: Callable[[Resolver], T]
) -> list[tuple[dict[Condition, bool], T]]:
    """What is built of an event on each consistent path, at most `MAX_PATHS` of them; `loops` make its model anew."""
    todo: list[dict[Condition, bool]] = [dict(event.path)]
    done: list[tuple[dict[Condition, bool], T]] = []
    over = m.state.get("searches", frozenset()) - {id(loop.node) for loop in event.loops}
    while todo and len(done) < MAX_PATHS and len(todo) < 4 * MAX_PATHS:
        assignment = todo.pop()
        if impossible(assignment):
            continue
        try:
            done.append((assignment, build(Resolver(m, assignment, loops, over))))
        except UndecidedError as undecided:
            todo.append({**assignment, undecided.condition: False})
            todo.append({**assignment, undecided.condition: True})
        except InfeasibleError:
            continue
    return [one for one in done if not falls_through(one[0])] or done


def agree(assignment: dict[Condition, bool], event: Event) -> bool:
    """Whether an event can happen on a path, which is a possible one."""
    if any(assignment.get(condition, holds) is not holds for condition, holds in event.path):
        return False
    further = any(condition not in assignment for condition, _ in event.path)
    return not (further and impossible({**assignment, **dict(event.path)}))
