"""Models and files: saving, loading, checkpoints, hubs."""

from __future__ import annotations

import posixpath

from zerolint.interp.call import Call
from zerolint.interp.machine import Machine
from zerolint.interp.modules import run_writer
from zerolint.interp.objects import Instance
from zerolint.interp.values import NONE, Const, Node, Value
from zerolint.knowledge.strangers import OTHER_MODELS
from zerolint.libs.files import spelled
from zerolint.libs.registry import function, prefix

from .models import (
    ModelLike,
    ModelValue,
    copied,
    method,
)
from .tensors import Tensor


@method("save")
def _save(call: Call, model: ModelLike) -> Value:
    call.m.record("used", (model, "save"), call.node)
    saved(call.m, model, call.first("filepath", "path", position=0))
    return NONE


@function("keras.models.save_model", "keras.saving.save_model")
def save_model(call: Call) -> Value:
    """`save_model(model, "model.keras")`."""
    model = call.first("model", position=0)
    if isinstance(model, (ModelValue, Instance)):
        saved(call.m, model, call.first("filepath", "path", position=1))
    return NONE


@method("save_weights")
def _save_weights(call: Call, model: ModelLike) -> Value:
    call.m.record("used", (model, "save_weights"), call.node)
    saved(call.m, model, call.first("filepath", position=0), "saved weights")
    return NONE


def saved(m: Machine, model: ModelLike, path: Value | None, where: str = "saved") -> None:
    """Remember which model a file holds, or its weights; of a file that two are saved to, that isn't known."""
    files: dict[str, ModelLike | None] = m.state.setdefault(where, {})
    name = _file(path)
    if name:
        files[name] = model if files.get(name, model) is model else None


def _file(path: Value | None) -> str:
    """A path in one spelling, if all of it is known."""
    text = spelled(path) if path is not None else "?"
    return "" if "?" in text or "{" in text else posixpath.normpath(text)


@method("load_weights", "set_weights", "load")
def _load_weights(call: Call, model: ModelLike) -> Value:
    call.m.record("loaded", model, call.node)
    if call.args:
        copied(call, model, call.args[0])
        _same(call.m, model, _held(call.m, _file(call.args[0]), "saved weights"))
    call.m.store.put(model.fields, "@loaded", Const(True, call.node))
    return NONE


@function("tensorflow.train.Checkpoint", "tensorflow.train.CheckpointManager")
def checkpoint(call: Call) -> Value:
    """It may give the models that it gets their weights."""
    for value in (*call.args, *call.kwargs.values()):
        if isinstance(value, ModelValue):
            value.havoc(call.m, "a checkpoint")
    return call.unknown("a checkpoint")


@function(
    "keras.models.load_model", "keras.saving.load_model", "keras.models.model_from_json",
    "keras.models.model_from_yaml",
    "keras.models.model_from_config", "tensorflow.saved_model.load", "keras.layers.TFSMLayer",
)  # fmt: skip
def load_model(call: Call) -> Value:
    """A model from a file: the one that the program saved there, else one of which nothing is known.

    The program may be a script of the same folder that was run before.
    """
    found = _held(call.m, _file(call.first("filepath", "path", position=0)))
    if not isinstance(found, ModelValue) or found.loaded or found.backbone is not None:
        unseen = opaque_model(call.node, "load_model", call.m)
        _same(call.m, unseen, found)
        return unseen
    made = ModelValue(found.kind, call.node, call.m.loops)
    made.pretrained, made.name = True, found.name
    _same(call.m, made, found)
    forgotten = ("compiled", "optimizer") if call.const("compile") is False else ()
    made.fields.update({name: value for name, value in found.fields.items() if name not in forgotten})
    return made


def _held(m: Machine, name: str, where: str = "saved") -> ModelLike | None:
    """The model that a file holds, or whose weights it holds, as far as it is known.

    A script that was run before may have been run in another folder.
    """
    files: dict[str, ModelLike | None] = m.state.setdefault(where, {})
    if not name or name in files or not run_writer(m, posixpath.basename(name)):
        return files.get(name)
    alike = [path for path in files if posixpath.basename(path) == posixpath.basename(name)]
    return files.get(name if name in files or len(alike) != 1 else alike[0])


def _same(m: Machine, model: ModelLike, source: ModelLike | None) -> None:
    """Remember that a model has the weights of another one."""
    if source is not None and source is not model:
        m.state.setdefault("weights of", {})[id(model)] = source


@prefix("keras_cv", "keras_hub", "keras_nlp", "transformers")
def of_a_hub(path: str, call: Call) -> Value:
    """`keras_hub.models.CausalLM.from_preset(…)`: a model with its weights; not so tokenizers and the like."""
    owner, _, name = path.rpartition(".")
    owner = owner.rpartition(".")[2]
    if name not in ("from_preset", "from_pretrained") or owner.endswith(_BESIDE):
        return call.unknown(f"`{path}` is not modelled")
    library = path.partition(".")[0]
    return opaque_model(call.node, library if library in OTHER_MODELS else name, call.m)


_BESIDE = ("Config", "Converter", "FeatureExtractor", "Preprocessor", "Processor", "Tokenizer", "TokenizerFast")


def opaque_model(node: Node, why: str, m: Machine) -> ModelValue:
    """A model of which nothing is known."""
    model = ModelValue("functional", node, m.loops)
    model.loaded = why
    source = Tensor(None, (), node, None)
    model.fields["inputs"] = source
    model.fields["outputs"] = Tensor(model, (source,), node, None, opaque=why)
    return model
