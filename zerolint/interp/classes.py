"""Classes of the project: definition, attributes, instances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import libcst as cst

from .call import Call
from .callables import BoundMethod, Function, Native
from .objects import ClassValue, Instance
from .scope import Scope
from .values import Choice, Const, Node, Unknown, Value

if TYPE_CHECKING:
    from .machine import Machine


def define(m: Machine, node: Any) -> ClassValue:
    """Execute a class statement."""
    from .execute import exec_block

    bases = tuple(m.eval(arg.value) for arg in node.bases if arg.keyword is None and not arg.star)
    cls = ClassValue(node.name.value, bases, node, node)
    scope = Scope("class", m.scope, m.scope.unit)
    scope.names = cls.fields
    outer, m.scope = m.scope, scope
    try:
        exec_block(m, node.body.body)
    finally:
        m.scope = outer
    for value in cls.fields.values():
        if isinstance(value, Function) and value.owner is None:
            value.owner = cls
    if any(getattr(base, "special", "") == "enum" for base in bases) or any(
        p.startswith("enum.") for p in cls.lib_bases
    ):
        _make_enum(m, cls)
    for base in bases:
        special = getattr(base, "special", "")
        if special:
            cls.special = special
    if "typing.NamedTuple" in cls.lib_bases:
        cls.special = "dataclass"
    if cls.lib_bases:
        m.library.subclass(m, cls)
    m.classes.append(cls)
    return cls


def _make_enum(m: Machine, cls: ClassValue) -> None:
    cls.special = "enum"
    for name, value in list(cls.fields.items()):
        if not name.startswith("_") and not isinstance(value, Function):
            member = Instance(cls, value.origin)
            member.fields = {"name": Const(name, value.origin), "value": value}
            cls.fields[name] = member


def class_attribute(m: Machine, cls: ClassValue, name: str, node: Node) -> Value:
    """`Class.name`."""
    found = cls.find(name)
    if found is not None:
        value = found[1]
        if isinstance(value, Function) and value.wraps == "classmethod":
            return BoundMethod(value, cls, node)
        return value
    if name == "__name__":
        return Const(cls.name, node)
    return Unknown(f"class {cls.name} has no `{name}` of its own", node, (cls, name))


def instance_attribute(m: Machine, instance: Instance, name: str, node: Node) -> Value:
    """`instance.name`: own, then the class's (bound), then the library bases'."""
    own = instance.fields.get(name)
    if own is not None:
        return m.narrow(own) if m.path and type(own) is Choice else own
    if name == "__class__":
        return instance.cls
    if name == "__dict__":
        from .dictionaries import Attributes

        return Attributes(instance, node)
    found = instance.cls.find(name)
    if found is not None:
        return _bind(m, instance, found[1], node)
    if instance.cls.lib_bases:
        return m.library.base_attribute(m, instance, name, node)
    getter = instance.cls.find("__getattr__")
    if getter is not None and isinstance(getter[1], Function):
        return m.call_values(BoundMethod(getter[1], instance, node), [Const(name, node)], node)
    return Unknown(f"a {instance.cls.name} has no known `{name}`", node, (instance, name))


def _bind(m: Machine, instance: Instance, value: Value, node: Node) -> Value:
    if not isinstance(value, Function):
        return value
    if value.wraps == "property":
        return m.call_function(value, Call(m, node, [], {}), instance)
    return value if value.wraps == "staticmethod" else BoundMethod(value, instance, node)


def instantiate(m: Machine, cls: ClassValue, call: Call) -> Value:
    """`Class(...)`."""
    cls.instantiated = True
    if cls.special == "enum":
        return _enum_member(m, cls, call)
    instance = Instance(cls, call.node)
    if cls.lib_bases:
        replaced = m.library.instantiate(m, cls, instance, call)
        if replaced is not None:
            return replaced
    init = cls.find("__init__")
    if init is not None and isinstance(init[1], Function):
        m.call_function(init[1], call, instance)
    elif cls.special == "dataclass":
        _fill_dataclass(m, cls, instance, call)
    if cls.find("__post_init__") is not None:
        m.call_values(m.instance_attribute(instance, "__post_init__", call.node), [], call.node)
    return instance


def _enum_member(m: Machine, cls: ClassValue, call: Call) -> Value:
    for member in m.iterate(cls).items:
        if isinstance(member, Instance) and call.args and member.fields.get("value") == call.args[0]:
            return member
    return call.unknown("which member of an enum")


def _fill_dataclass(m: Machine, cls: ClassValue, instance: Instance, call: Call) -> None:
    """Annotated names of the class bodies, base first, are the parameters."""
    names = list(annotated(cls))
    given = call.bind(*names)
    for name in names:
        value = given.get(name)
        if value is None:
            found = cls.find(name)
            value = found[1] if found is not None else Unknown(f"field `{name}` is not known", call.node)
            if isinstance(value, Native) and value.name == "default_factory":
                value = value.call(m, Call(m, call.node, [], {}))
        m.store.put(instance.fields, name, value)


def annotated(cls: ClassValue) -> dict[str, Node]:
    """What the class bodies annotate, base first."""
    return {name: node for base in reversed(cls.mro) for name, node in _annotated(base.node).items()}


def _annotated(node: Any) -> dict[str, Node]:
    """What a class body annotates."""
    found: dict[str, Node] = {}
    for statement in node.body.body:
        if isinstance(statement, cst.SimpleStatementLine):
            for small in statement.body:
                if isinstance(small, cst.AnnAssign) and isinstance(small.target, cst.Name):
                    found[small.target.value] = small.annotation.annotation
    return found


def call_instance(m: Machine, instance: Instance, call: Call) -> Value:
    """`instance(...)`: its `__call__`, else the library base's."""
    found = instance.cls.find("__call__")
    if found is not None and isinstance(found[1], Function):
        return m.call_function(found[1], call, instance)
    if instance.cls.lib_bases:
        answered = m.library.call_instance(m, instance, call)
        if answered is not None:
            return answered
    return call.unknown(f"calling a {instance.cls.name} is not followed")
