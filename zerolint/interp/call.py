"""A call as a callee sees it: values of the arguments and the nodes they were written at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .values import Const, Node, Unknown, Value, root

if TYPE_CHECKING:
    from .machine import Machine


class Call:
    """Arguments of one call. `open`: further unknown arguments may be there (`*args`, `**kwargs`).

    `star` is what each of an unknown number of positional ones is.
    """

    __slots__ = ("args", "kwargs", "m", "node", "nodes", "open", "receiver", "star")

    def __init__(
        self,
        m: Machine,
        node: Node,
        args: list[Value],
        kwargs: dict[str, Value],
        nodes: dict[int | str, Node] | None = None,
        *,
        open_: bool = False,
    ) -> None:
        self.m = m
        self.node = node
        self.args = args
        self.kwargs = kwargs
        self.nodes = nodes if nodes is not None else {}
        self.open = open_
        self.receiver: Value | None = None
        self.star: Value | None = None

    def get(self, name: str, position: int | None = None) -> Value | None:
        """The argument called `name`, or at `position`; None when it isn't given (or can't be told, see `open`)."""
        found = self.kwargs.get(name)
        if found is None and position is not None and position < len(self.args):
            found = self.args[position]
        return found

    def first(self, *names: str, position: int | None = None) -> Value | None:
        """The argument under the first of several names that is given."""
        for name in names:
            if name in self.kwargs:
                return self.kwargs[name]
        return self.args[position] if position is not None and position < len(self.args) else None

    def const(self, name: str, position: int | None = None, default: Any = None) -> Any:
        """The Python constant given for an argument; `default` when not given; `UNKNOWN` is None-like: see `value`."""
        found = self.get(name, position)
        if found is None:
            return default
        return found.value if isinstance(found, Const) else None

    def at(self, name: str, position: int | None = None) -> Node:
        """The node of an argument's value, else the call's."""
        if name in self.nodes:
            return self.nodes[name]
        if position is not None and position in self.nodes:
            return self.nodes[position]
        return self.node

    def bind(self, *names: str) -> dict[str, Value]:
        """All arguments by name; positional ones take `names` in order."""
        out = dict(zip(names, self.args, strict=False))
        out.update(self.kwargs)
        return out

    def unknown(self, reason: str, key: object = None) -> Unknown:
        """What this call gives, if nothing is known of it but its arguments."""
        given = (self.receiver,) if self.receiver is not None else ()
        return Unknown(reason, self.node, key, root(*given, *self.args, *self.kwargs.values()))
