"""Records: dataclasses, attrs, pydantic, named tuples, namespaces, configuration objects."""

from __future__ import annotations

from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.callables import LibRef, Native
from zerolint.interp.classes import annotated
from zerolint.interp.dictionaries import DictValue, Entries
from zerolint.interp.machine import Machine
from zerolint.interp.objects import ClassValue, Instance
from zerolint.interp.values import Const, Node, TupleValue, Unknown, Value

from ..bags import Bag, nested
from ..registry import Base, base, decorator, function

CONFIG: Final = "a configuration"


@decorator(
    "dataclasses.dataclass",
    "attr.s",
    "attr.attrs",
    "attrs.define",
    "attrs.frozen",
    "attr.define",
    "attr.dataclass",
    "pydantic.dataclasses.dataclass",
    "flax.struct.dataclass",
    "chex.dataclass",
    "tyro.conf.configure",
)
def dataclass(decorated: Value, call: Call) -> Value:
    """`@dataclass`: annotated names are the parameters."""
    if isinstance(decorated, ClassValue):
        decorated.special = "dataclass"
    return decorated


@function("dataclasses.field", "attr.ib", "attrs.field", "attr.field", "pydantic.Field", "flax.struct.field")
def field(call: Call) -> Value:
    """`field(default=…)` or `field(default_factory=…)`."""
    factory = call.first("default_factory", "factory")
    if factory is not None:
        return Native("default_factory", lambda m, made: m.call_values(factory, [], call.node), call.node)
    given = call.get("default", 0)
    if given is None or (isinstance(given, Const) and given.value is ...):
        return call.unknown("a field without a default")
    return given


@function("dataclasses.asdict", "attr.asdict", "attrs.asdict", "dataclasses.astuple")
def asdict(call: Call) -> Value:
    """`asdict(config)`."""
    value = call.args[0] if call.args else None
    if isinstance(value, Instance):
        fields = {k: v for k, v in value.fields.items() if not k.startswith("@")}
        return DictValue(dict(fields), call.node)
    return call.unknown("fields of a record")


@function("dataclasses.replace", "attr.evolve", "attrs.evolve")
def replace(call: Call) -> Value:
    """`replace(config, lr=0.1)`."""
    value = call.args[0] if call.args else None
    if not isinstance(value, Instance):
        return call.unknown("a changed record")
    made = Instance(value.cls, call.node)
    made.fields = {**value.fields, **call.kwargs}
    return made


@base("pydantic.BaseModel", "pydantic.BaseSettings", "pydantic_settings.BaseSettings")
class Model(Base):
    """Pydantic's models are filled like dataclasses; dictionaries become the models that are annotated."""

    def create(self, m: Machine, cls: ClassValue, instance: Instance, call: Call) -> Value | None:
        cls.special = "dataclass"
        for name, annotation in annotated(cls).items():
            given = call.kwargs.get(name)
            inner = m.eval(annotation) if isinstance(given, DictValue) else None
            if isinstance(inner, ClassValue) and isinstance(given, DictValue):
                entries = given.contents(m)
                known = {key: value for key, value in entries.entries.items() if isinstance(key, str)}
                call.kwargs[name] = m.instantiate(inner, Call(m, call.node, [], known, open_=entries.rest is not None))
        return None

    def attribute(self, m: Machine, instance: Instance, name: str, node: Node) -> Value | None:
        if name in ("dict", "model_dump"):
            return Native(name, lambda m, call: DictValue(dict(instance.fields), node), node)
        return None


@function("collections.namedtuple")
def namedtuple(call: Call) -> Value:
    """`Point = namedtuple("Point", "x y")`."""
    fields = call.m.plain(call.get("field_names", 1))
    names = tuple(fields.replace(",", " ").split()) if isinstance(fields, str) else tuple(fields or ())
    defaults = call.m.plain(call.get("defaults")) or ()

    def make(m: Machine, made: Call) -> Value:
        given = made.bind(*names)
        fallback = {n: Const(v) for n, v in zip(names[len(names) - len(defaults) :], defaults, strict=False)}
        items = [given.get(n) or fallback.get(n) or Unknown(f"field `{n}`", made.node) for n in names]
        return TupleValue(items, made.node, names)

    return Native("namedtuple", make, call.node)


@function("types.SimpleNamespace")
def simple_namespace(call: Call) -> Value:
    """`SimpleNamespace(lr=0.1)`."""
    entries = dict(call.kwargs)
    for value in call.args[:1]:
        if isinstance(value, DictValue):
            entries.update(_entries(call.m, value))
    return Bag("a namespace", entries, call.node, open_=call.open)


@function(
    "ml_collections.ConfigDict",
    "ml_collections.config_dict.ConfigDict",
    "ml_collections.config_dict.create",
    "easydict.EasyDict",
    "box.Box",
    "box.ConfigBox",
    "munch.Munch",
    "munch.munchify",
    "addict.Dict",
    "dotmap.DotMap",
    "omegaconf.OmegaConf.create",
    "omegaconf.OmegaConf.structured",
    "omegaconf.DictConfig",
    "yacs.config.CfgNode",
    "bunch.Bunch",
    "attrdict.AttrDict",
    "sklearn.utils.Bunch",
    "ml_collections.FrozenConfigDict",
)
def configuration(call: Call) -> Value:
    """`ConfigDict({"lr": 0.1})`: entries are attributes too, dictionaries inside are configurations."""
    entries: dict[str, Value] = {}
    open_ = call.open
    for value in call.args[:1]:
        if isinstance(value, DictValue):
            entries.update(_entries(call.m, value))
            open_ = open_ or value.contents(call.m).rest is not None
        elif isinstance(value, (Bag, Instance)):
            entries.update({k: v for k, v in value.fields.items() if not k.startswith("@")})
        elif isinstance(value, Unknown):
            open_ = True
    entries.update(call.kwargs)
    return Bag(CONFIG, {k: nested(v) for k, v in entries.items()}, call.node, open_=open_)


def _entries(m: Machine, value: DictValue) -> dict[str, Value]:
    found: Entries = value.contents(m)
    return {k: v for k, v in found.entries.items() if isinstance(k, str)}


@function(
    "ml_collections.config_dict.FieldReference",
    "ml_collections.FieldReference",
    "ml_collections.config_dict.placeholder",
)
def reference(call: Call) -> Value:
    """A field that others may refer to."""
    return (
        call.args[0] if call.args and not isinstance(call.args[0], (Native, LibRef)) else call.unknown("a placeholder")
    )


@function("omegaconf.OmegaConf.to_container", "omegaconf.OmegaConf.merge")
def containers(call: Call) -> Value:
    """Merged or plain configurations."""
    bags = [value for value in call.args if isinstance(value, Bag)]
    if not bags:
        return call.unknown("a configuration")
    merged = Bag(CONFIG, {}, call.node, open_=len(bags) < len(call.args))
    for bag in bags:
        merged.fields.update(bag.fields)
    return merged


@base("ml_collections.ConfigDict", "easydict.EasyDict", "argparse.Namespace", "types.SimpleNamespace")
class BagClass(Base):
    """Subclasses of attribute bags: their own attributes are all there is."""


@function("simple_parsing.parse", "tyro.cli")
def parsed_record(call: Call) -> Value:
    """Command lines read into a dataclass: its defaults."""
    value = call.args[0] if call.args else None
    return call.m.call_values(value, [], call.node) if isinstance(value, ClassValue) else call.unknown("a record")
