"""What has a state of its own: modules, classes and their instances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .callables import BoundMethod, Function, LibRef
from .values import (
    Choice,
    Const,
    Items,
    Node,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from .call import Call
    from .machine import Machine


class Mutable(Value):
    """Anything whose state lives in `fields`; equal only to itself."""

    __slots__ = ("fields",)

    def __init__(self, origin: Node = None) -> None:
        self.origin = origin
        self.fields: dict[str, Value] = {}


class ModuleValue(Mutable):
    """A module of the project; its names are its scope's."""

    __slots__ = ("name", "scope")
    type_name = "a module"

    def __init__(self, name: str, scope: Any, origin: Node = None) -> None:
        super().__init__(origin)
        self.name = name
        self.scope = scope
        self.fields = scope.names

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        found = self.scope.lookup_own(m, name, node)
        if found is not None:
            return found  # type: ignore[no-any-return]  # a value
        return m.submodule(self, name, node) or Unknown(f"module {self.name} has no `{name}`", node)

    def set_attribute(self, m: Machine, name: str, value: Value) -> None:
        m.store.put(self.fields, name, value)

    def truth(self, m: Machine) -> bool | None:
        return True


class ClassValue(Mutable):
    """A class of the project. `fields` are its attributes; `lib_bases` the paths of its library bases."""

    __slots__ = ("bases", "instantiated", "lib_bases", "mro", "name", "node", "special")
    type_name = "a class"

    def __init__(self, name: str, bases: tuple[Value, ...], node: Node, origin: Node = None) -> None:
        super().__init__(origin)
        self.name = name
        self.bases = bases
        self.node = node
        self.instantiated = False
        self.special = ""
        """dataclass, namedtuple or enum."""
        self.mro: tuple[ClassValue, ...] = _linearise(self, bases)
        paths = [base.path for cls in self.mro for base in cls.bases if isinstance(base, LibRef)]
        self.lib_bases: tuple[str, ...] = tuple(dict.fromkeys(paths))

    def __repr__(self) -> str:
        return f"Class({self.name})"

    def find(self, name: str) -> tuple[ClassValue, Value] | None:
        """The attribute along the method resolution order, with the class that has it."""
        for cls in self.mro:
            found = cls.fields.get(name)
            if found is not None:
                return cls, found
        return None

    @property
    def opaque_base(self) -> bool:
        """Some base is neither of the project nor of a library that can be asked."""
        return any(isinstance(base, (Unknown, Choice)) for cls in self.mro for base in cls.bases)

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        return m.class_attribute(self, name, node)

    def set_attribute(self, m: Machine, name: str, value: Value) -> None:
        m.store.put(self.fields, name, value)

    def call(self, m: Machine, call: Call) -> Value:
        return m.instantiate(self, call)

    def iterate(self, m: Machine) -> Items:
        if self.special == "enum":
            return Items(tuple(v for k, v in self.fields.items() if not k.startswith("_") and isinstance(v, Instance)))
        return super().iterate(m)

    def truth(self, m: Machine) -> bool | None:
        return True


def _linearise(cls: ClassValue, bases: tuple[Value, ...]) -> tuple[ClassValue, ...]:
    """A simple method resolution order: depth first, later duplicates win (right for the usual diamonds)."""
    order: list[ClassValue] = [cls]
    for base in bases:
        if isinstance(base, ClassValue):
            order.extend(base.mro)
    return tuple(c for i, c in enumerate(order) if c not in order[i + 1 :])


class Instance(Mutable):
    """An instance of a class of the project. Libraries keep what they know of it in `fields` under `@` names."""

    __slots__ = ("cls",)

    def __init__(self, cls: ClassValue, origin: Node = None) -> None:
        super().__init__(origin)
        self.cls = cls

    @property
    def type_name(self) -> str:  # type: ignore[override]  # the base's class attribute, computed here
        return f"a {self.cls.name}"

    def __repr__(self) -> str:
        return f"Instance({self.cls.name})"

    def apart(self, m: Machine, key: object) -> Value:
        return self if self.cls.lib_bases else Member(self, key)

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        return m.instance_attribute(self, name, node)

    @property
    def inherited(self) -> list[str]:
        """Names of the class that an instance may have of its own."""
        names = {
            name for base in self.cls.mro for name, value in base.fields.items() if not isinstance(value, Function)
        }
        return sorted(name for name in names if not name.startswith(("@", "__")))

    def set_attribute(self, m: Machine, name: str, value: Value) -> None:
        m.store.put(self.fields, name, value)
        if self.cls.lib_bases:
            m.library.attribute_set(m, self, name, value)

    def call(self, m: Machine, call: Call) -> Value:
        return m.call_instance(self, call)

    def forget(self, m: Machine, reason: str) -> None:
        for name in list(self.fields):
            if not name.startswith("@"):
                m.store.put(self.fields, name, Unknown(reason, self.origin))

    def _special(self, m: Machine, name: str, args: list[Value], node: Node) -> Value | None:
        found = self.cls.find(name)
        if found is None or not isinstance(found[1], Function):
            return None
        return m.call_values(BoundMethod(found[1], self), args, node)

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        got = self._special(m, "__getitem__", [index], node)
        return got if got is not None else super().subscript(m, index, node)

    def set_subscript(self, m: Machine, index: Value, value: Value, node: Node) -> None:
        self._special(m, "__setitem__", [index, value], node)

    def iterate(self, m: Machine) -> Items:
        got = self._special(m, "__iter__", [], self.origin)
        if got is not None and got is not self:
            return m.iterate(got)
        got = self._special(m, "__getitem__", [Unknown("any index", self.origin)], self.origin)
        return Items((), got) if got is not None else super().iterate(m)

    def length(self, m: Machine) -> int | None:
        got = self._special(m, "__len__", [], self.origin)
        return got.value if isinstance(got, Const) and isinstance(got.value, int) else None

    def truth(self, m: Machine) -> bool | None:
        return True if self.cls.find("__bool__") is None and self.cls.find("__len__") is None else None

    def binary(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        name = _SPECIAL.get(op)
        if name is None:
            return None
        return self._special(m, f"__{'r' if swapped else ''}{name}__", [other], node)

    def enter(self, m: Machine, node: Node) -> Value:
        return self._special(m, "__enter__", [], node) or self


class Member(Instance):
    """One of many instances, for which one stands: it has the state of that, and what it holds is apart."""

    __slots__ = ("key",)

    def __init__(self, of: Instance, key: object) -> None:
        super().__init__(of.cls, of.origin)
        self.fields = of.fields
        self.key = key

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        return super().attribute(m, name, node).apart(m, self.key)

    def set_attribute(self, m: Machine, name: str, value: Value) -> None:
        old = self.fields.get(name)
        super().set_attribute(m, name, value if old is None else m.blend([value, old]))


_SPECIAL: Final = {"+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "@": "matmul", "%": "mod"}
