"""The machine: state of one abstract execution, and the operations that every part of it uses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import libcst as cst

from . import classes, containers, failures, functions, methods, modules, operators, plain
from .builtins import BUILTINS
from .call import Call
from .callables import Function, LibRef
from .context import Event, LoopContext
from .library import Library
from .objects import ClassValue, Instance, ModuleValue
from .scope import Scope
from .store import Journal, Store, choice, meet
from .values import Choice, Condition, Const, Items, Node, Path, Unknown, Value, root


class Machine:
    """Executes modules. `events` is what libraries recorded, in order; `notes` what stayed unknown and matters."""

    def __init__(self, library: Library, loader: modules.Loader, fuel: int = 20_000) -> None:
        from .evaluate import EVALUATORS
        from .execute import EXECUTORS

        self.library = library
        self.loader = loader
        self.fuel = fuel
        self.exhausted = False
        self.store = Store()
        self.builtins = BUILTINS
        self.evaluators = EVALUATORS
        self.executors = EXECUTORS
        self.path: dict[Condition, bool] = {}
        self.loops: tuple[LoopContext, ...] = ()
        self.measured: set[int] = set()
        """Lists (the ids of their fields) whose length the loop that is being executed asks for."""
        self.stack: list[functions.Frame] = []
        self.scope: Scope = Scope("module", None, None)
        self.events: list[Event] = []
        self.notes: list[tuple[str, Node]] = []
        self.functions: list[Function] = []
        self.classes: list[ClassValue] = []
        self.constants: dict[Node, Value] = {}
        self.candidates: dict[int, tuple[object, Node]] = {}
        """Objects, by the id of what identifies them, that a loop tries one after the other, and that loop."""
        self.assumed = False
        self.attempted = False
        """In the body of a `try` that goes on where it fails."""
        self.assigned_at: Node = None
        """The attribute that is being assigned to, where that is written as a target."""
        self.state: dict[str, Any] = {}
        """Room for libraries: per-program state that no branch changes."""

    # -- evaluation ---------------------------------------------------------------------------------------------

    def eval(self, node: Node) -> Value:
        """The value of an expression; one that the engine fails on is unknown, and costs no more than itself."""
        try:
            return self.evaluators[node.__class__](self, node)
        except (RecursionError, MemoryError):
            raise
        except Exception as error:
            return failures.unknown(self, node, error)

    def candidate(self, value: Value, loop: Node) -> None:
        """Remember that a value is one of several that a loop tries."""
        key = getattr(value, "identity", value)
        self.candidates[id(key)] = (key, loop)

    def record(self, kind: str, payload: Any, node: Node) -> None:
        """Remember an event under the current path and loops."""
        self.events.append(Event(kind, payload, node, tuple(self.path.items()), self.loops, self.assumed))

    # -- operations that see through choices --------------------------------------------------------------------

    def attribute(self, value: Value, name: str, node: Node) -> Value:
        """`value.name`."""
        if type(value) is Choice:
            return self.each(value, lambda v: v.attribute(self, name, node), node)
        return value.attribute(self, name, node)

    def subscript(self, value: Value, index: Value, node: Node) -> Value:
        """`value[index]`."""
        if type(value) is Choice:
            return self.each(value, lambda v: self.subscript(v, index, node), node)
        if type(index) is Choice:
            return self.each(index, lambda i: value.subscript(self, i, node), node)
        return value.subscript(self, index, node)

    def call(self, value: Value, call: Call) -> Value:
        """`value(...)`; each alternative of a choice is called on its own path."""
        if type(value) is Choice:
            return self.fork([(path, lambda v=v: v.call(self, call)) for path, v in value.arms], call.node)  # type: ignore[misc]  # default binds the loop variable
        return value.call(self, call)

    def call_values(self, value: Value, args: list[Value], node: Node, **kwargs: Value) -> Value:
        """Call with values that weren't written as arguments."""
        return self.call(value, Call(self, node, args, kwargs))

    def iterate(self, value: Value) -> Items:
        """What a loop over the value sees."""
        if type(value) is Choice:
            return self._iterate_choice(value)
        return value.iterate(self)

    def _iterate_choice(self, value: Choice) -> Items:
        all_items = [(path, self.iterate(arm)) for path, arm in value.arms]
        lengths = {len(items.items) if items.exact else -1 for _, items in all_items}
        if len(lengths) == 1 and -1 not in lengths:
            columns = range(lengths.pop())
            return Items(tuple(choice([(path, items.items[i]) for path, items in all_items]) for i in columns))
        elements = [
            (path, element) for path, items in all_items for element in (*items.items[:1], items.rest) if element
        ]
        return Items((), choice(elements, value.origin))

    def truth(self, value: Value) -> bool | None:
        """Whether it is true, None if that isn't known on this path."""
        if self.path:
            if type(value) is Choice:
                value = self.narrow(value)
            if type(value) is Unknown:
                return self.path.get(Condition(value.key))
        return value.truth(self)

    def length(self, value: Value) -> int | None:
        if type(value) is Choice:
            lengths = {self.length(arm) for _, arm in value.arms}
            return lengths.pop() if len(lengths) == 1 else None
        return value.length(self)

    def rounds(self, value: Value) -> int | None:
        """How many rounds a loop over it makes."""
        return self.length(value) if type(value) is Choice else value.rounds(self)

    def binary(self, op: str, left: Value, right: Value, node: Node) -> Value:
        """`left op right`."""
        return operators.binary(self, op, left, right, node)

    def plain(self, value: Value | None, default: Any = None) -> Any:
        """The Python object of a constant or of a container of constants; `default` when not all is known."""
        return plain.plain(self, value, default)

    def sequence_item(self, items: Items, index: Value, node: Node, kind: type[Value]) -> Value:
        return containers.sequence_item(self, items, index, node, kind)

    def blend(self, values: list[Value]) -> Value:
        """One value for one of several, nobody knows which."""
        return containers.blend(values, None)

    def methods(self, kind: str, receiver: Value, name: str, node: Node) -> Value:
        """A built-in method of a built-in type."""
        return methods.method(self, kind, receiver, name, node)

    # -- choices and paths --------------------------------------------------------------------------------------

    def narrow(self, value: Choice) -> Value:
        """The alternatives that are consistent with the current path."""
        path = self.path
        arms = [(p, v) for p, v in value.arms if all(path.get(cond, holds) is holds for cond, holds in p)]
        if len(arms) == len(value.arms):
            return value
        if len(arms) == 1:
            return arms[0][1]
        return choice(arms, value.origin)

    def each(self, value: Choice, function: Callable[[Value], Value], node: Node) -> Value:
        """A pure function of each alternative, under its path: what excludes it is no alternative inside."""
        narrowed = self.narrow(value) if self.path else value
        if type(narrowed) is not Choice:
            return function(narrowed)
        outer = self.path
        arms: list[tuple[Path, Value]] = []
        try:
            for path, arm in narrowed.arms:
                self.path = {**outer, **dict(path)}
                arms.append((path, function(arm)))
        finally:
            self.path = outer
        return choice(arms, node)

    def fork(self, arms: list[tuple[Path, Callable[[], Value]]], node: Node) -> Value:
        """Run each arm under its path, with effects; then join states and results."""
        outer_path = self.path
        results: list[tuple[Path, Value]] = []
        ended: list[tuple[Path, Journal]] = []
        for path, run in arms:
            together = meet(tuple(outer_path.items()), path)
            if together is None:
                continue
            self.path = dict(together)
            outer = self.store.begin()
            try:
                results.append((path, run()))
            finally:
                ended.append((path, self.store.end(outer)))
                self.path = outer_path
        self._join_states(ended)
        return choice(results, node)

    def _join_states(self, ended: list[tuple[Path, Journal]]) -> None:
        if len(ended) == 1:
            self.store.apply(ended[0][1])
            return
        for place in {place for _, written in ended for place in written}:
            fields, key, _ = next(written[place] for _, written in ended if place in written)
            old = fields.get(key)
            values = [(path, written[place][2] if place in written else old) for path, written in ended]
            present = [(path, value) for path, value in values if value is not None]
            if present:
                self.store.put(fields, key, choice(present))
            else:
                self.store.drop(fields, key)

    def condition(self, test: Value, node: Node, *, bare: bool = False) -> tuple[Condition, bool]:
        """The condition that an undecided test stands for, and the truth of it that makes the test true."""
        if type(test) is Choice:
            decided = self._condition_of_choice(test)
            if decided is not None:
                return decided
        key: object = test.key if isinstance(test, Unknown) else test
        holds = told = True
        while isinstance(key, tuple) and len(key) == 2 and key[0] == "not":
            key, holds = key[1], not holds
            if isinstance(node, cst.UnaryOperation):
                node = node.expression
            else:
                told = not told
        return Condition(key, node, loops=self.loops, told=told, bare=bare), holds

    def implied(self, test: Value, outcome: bool) -> Path:
        """What surely holds beside where a test comes out like that: not what would make it come out otherwise."""
        if type(test) is not Choice:
            return ()
        ruled_out = [path for path, arm in test.arms if len(path) == 1 and self.truth(arm) is (not outcome)]
        return tuple((condition, not holds) for ((condition, holds),) in ruled_out)

    def suppose(self, path: Path) -> None:
        """From here on this holds, or the program has ended: what names hold where it doesn't is out of question."""
        outer, self.path = self.path, {**dict(path), **self.path}
        scope: Scope | None = self.scope if path else None
        while scope is not None:
            for name, value in scope.names.items():
                if type(value) is Choice and (left := self.narrow(value)) is not value:
                    self.store.put(scope.names, name, left)
            scope = scope.outer
        self.path = outer

    def _condition_of_choice(self, test: Choice) -> tuple[Condition, bool] | None:
        """A test that is a choice between true and false is the condition that chose."""
        if len(test.arms) != 2 or any(len(path) != 1 for path, _ in test.arms):
            return None
        (((first, holds),), yes), (((second, _),), no) = test.arms
        truths = (self.truth(yes), self.truth(no))
        if first != second or None in truths or truths[0] is truths[1]:
            return None
        return first, holds is truths[0]

    # -- functions, classes, modules: see those modules ---------------------------------------------------------

    def call_function(self, function: Function, call: Call, receiver: Value | None = None) -> Value:
        return functions.call_function(self, function, call, receiver)

    def class_attribute(self, cls: ClassValue, name: str, node: Node) -> Value:
        return classes.class_attribute(self, cls, name, node)

    def instance_attribute(self, instance: Instance, name: str, node: Node) -> Value:
        return classes.instance_attribute(self, instance, name, node)

    def instantiate(self, cls: ClassValue, call: Call) -> Value:
        return classes.instantiate(self, cls, call)

    def call_instance(self, instance: Instance, call: Call) -> Value:
        return classes.call_instance(self, instance, call)

    def submodule(self, module: ModuleValue, name: str, node: Node) -> Value | None:
        return modules.submodule(self, module, name, node)

    def star_name(self, star: Value, name: str, node: Node) -> Value | None:
        """What a star import binds a name to."""
        if isinstance(star, LibRef):
            return self.library.attribute(self, star.path, name, node) if self.library.star(star.path, name) else None
        if isinstance(star, ModuleValue):
            return star.scope.lookup_own(self, name, node)  # type: ignore[no-any-return]  # a value
        return None

    def unknown_call(self, callee: Unknown, call: Call) -> Value:
        """Code that can't be followed: its arguments may be changed, its result is unknown."""
        match callee.key:
            case (of, str() as name):
                if callee.reason == containers.ONE_OF:
                    methods.change_one_of(self, callee.of, name, call.args)
                answered = self.library.call_unknown(self, of, name, callee.reason, call)
                if answered is not None:
                    return answered
        self.library.escaped(self, call, callee.reason)
        of = root(callee, *call.args, *call.kwargs.values())
        return Unknown(callee.reason, call.node, (callee.key, "()", call.node), of)

    def burn(self, amount: int = 1) -> bool:
        """Use fuel; False when there is none left."""
        self.fuel -= amount
        if self.fuel <= 0:
            if not self.exhausted:
                self.note("out of fuel: what comes after many steps is not known", None)
            self.exhausted = True
            return False
        return True

    def note(self, reason: str, node: Node) -> None:
        """Remember that something relevant stayed unknown."""
        self.notes.append((reason, node))


def const_int(value: Value | None) -> int | None:
    """The integer of a constant, else None (booleans don't count)."""
    if type(value) is Const and isinstance(value.value, int) and not isinstance(value.value, bool):
        return value.value
    return None
