"""The libraries as the interpreter asks them: canonical paths to registered handlers."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.callables import LibRef, Native
from zerolint.interp.machine import Machine
from zerolint.interp.objects import ClassValue, Instance, Mutable
from zerolint.interp.scope import Scope
from zerolint.interp.values import NONE, Node, Unknown, Value
from zerolint.knowledge import names

from . import registry, spellings
from .assigned import assigned, item
from .missing import meant


@functools.cache
def load_handlers() -> None:
    """Import every module of this package, so that all handlers are registered."""
    import zerolint.libs as package

    for found in pkgutil.walk_packages(package.__path__, "zerolint.libs."):
        importlib.import_module(found.name)


class Libraries:
    """Implements `interp.library.Library`."""

    def __init__(self) -> None:
        load_handlers()
        self._canonical: dict[str, str] = {}

    def canonical(self, path: str) -> str:
        """The one name under which a path is known."""
        found = self._canonical.get(path)
        if found is None:
            found = self._canonical[path] = names.canonical(path)
        return found

    def provides(self, path: str) -> bool:
        return names.known(path.partition(".")[0])

    def attribute(self, m: Machine, path: str, name: str, node: Node) -> Value:
        full = f"{path}.{name}"
        spellings.path(m, full, node)
        found = assigned(m).get(self.canonical(full))
        if found is not None:
            return found
        maker = registry.CONSTANTS.get(self.canonical(full))
        if maker is not None:
            return maker(node)
        return LibRef(full, node)

    def set_attribute(self, m: Machine, path: str, name: str, value: Value) -> None:
        """`tf.model = keras.Sequential()`: libraries' modules hold what is put there."""
        m.store.put(assigned(m), self.canonical(f"{path}.{name}"), value)

    def set_subscript(self, m: Machine, path: str, index: Value, value: Value) -> None:
        """`os.environ["NAME"] = "1"`."""
        key = item(self.canonical(path), index)
        if key is not None:
            m.store.put(assigned(m), key, value)

    def call(self, m: Machine, path: str, call: Call) -> Value:
        full = self.canonical(path)
        handler = registry.FUNCTIONS.get(full)
        if handler is not None:
            return handler(call)
        head = full
        while "." in head:
            head = head.rpartition(".")[0]
            general = registry.PREFIXES.get(head)
            if general is not None:
                return general(full, call)
        self.escaped(m, call, f"`{path}` is not modelled")
        return call.unknown(f"`{path}` is not modelled")

    def subscript(self, m: Machine, path: str, index: Value, node: Node) -> Value:
        full = self.canonical(path)
        key = item(full, index)
        if key is not None and key in assigned(m):
            return assigned(m)[key]
        handler = registry.SUBSCRIPTS.get(full)
        return handler(m, index, node) if handler is not None else Unknown(f"an item of `{path}`", node)

    def truth(self, path: str) -> bool | None:
        return None

    def trains(self, kind: str) -> bool:
        return kind in ("compile", "gradient", "prediction", "step", "training")

    def star(self, path: str, name: str) -> bool:
        return name in names.exports(self.canonical(path))

    def missing(self, m: Machine, name: str, node: Node, module: Scope) -> Value | None:
        return meant(m, name, node, module)

    def decorate(self, m: Machine, path: str, decorated: Value, call: Call) -> Value:
        handler = registry.DECORATORS.get(self.canonical(path))
        return handler(decorated, call) if handler is not None else decorated

    def _bases(self, cls: ClassValue) -> list[registry.Base]:
        found = [registry.BASES.get(self.canonical(path)) for path in cls.lib_bases]
        return [base for base in found if base is not None]

    def subclass(self, m: Machine, cls: ClassValue) -> None:
        paths = {self.canonical(path) for path in cls.lib_bases}
        for base, made in registry.SUBCLASSES.items():
            if base in paths:
                made(m, cls)
                return

    def instantiate(self, m: Machine, cls: ClassValue, instance: Instance, call: Call) -> Value | None:
        for base in self._bases(cls):
            made = base.create(m, cls, instance, call)
            if made is not None:
                return made
        return None

    def base_attribute(self, m: Machine, instance: Instance, name: str, node: Node) -> Value:
        for base in self._bases(instance.cls):
            found = base.attribute(m, instance, name, node)
            if found is not None:
                return found
        if name.startswith("__"):
            return Native(name, lambda m, call: NONE, node)
        return Unknown(f"`{name}` is inherited from a library", node, (instance, name))

    def attribute_set(self, m: Machine, instance: Instance, name: str, value: Value) -> None:
        for base in self._bases(instance.cls):
            base.assigned(m, instance, name, value)

    def call_instance(self, m: Machine, instance: Instance, call: Call) -> Value | None:
        for base in self._bases(instance.cls):
            answered = base.called(m, instance, call)
            if answered is not None:
                return answered
        return None

    def call_unknown(self, m: Machine, key: object, name: str, reason: str, call: Call) -> Value | None:
        handler = registry.OF_UNKNOWN.get(name)
        return handler(key, reason, call) if handler is not None else None

    def escaped(self, m: Machine, call: Call, reason: str) -> None:
        """Code that can't be followed got these arguments: what it may have changed in place is no longer known."""
        if not _statement_call(m, call):
            return
        for value in (*call.args, *call.kwargs.values()):
            if isinstance(value, Mutable):
                value.havoc(m, reason)


_HARMLESS: Final = frozenset({"print", "plot", "show", "imshow", "display", "debug", "info", "log", "save", "dump"})


def _statement_call(m: Machine, call: Call) -> bool:
    """Whether the call is a function of unknown code (methods named like output do not change their arguments)."""
    func = getattr(call.node, "func", None)
    name = getattr(getattr(func, "attr", func), "value", "")
    return not (isinstance(name, str) and (name in _HARMLESS or name.startswith(("plot", "print", "show", "save"))))
