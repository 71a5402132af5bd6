"""Canonical names: the many places where one and the same thing has stood.

`canonical("tensorflow.python.keras.layers.core.Dense")` is `"keras.layers.Dense"`. What a reader must know:

- Everything of Keras lies under `keras.<area>.<Name>`; `keras.Model`, `keras.Sequential`, `keras.Input` and
  `keras.Layer` are `keras.models.Model`, `keras.models.Sequential`, `keras.layers.Input`, `keras.layers.Layer`.
- What moved from `keras.preprocessing` to `keras.utils` (`load_img`, `pad_sequences`, …) is under `keras.utils`.
- Models are `keras.applications.VGG16`, their helpers keep the family: `keras.applications.vgg16.preprocess_input`.
- `KerasClassifier` is `keras.wrappers.scikit_learn.KerasClassifier` or `scikeras.wrappers.KerasClassifier`.
- TensorFlow 1 optimizers stay `tensorflow.train.AdamOptimizer`; activations are `tensorflow.nn.sigmoid`.
- What isn't known comes back as it was. Callers cache.
"""

from __future__ import annotations

from collections.abc import Callable

from zerolint.knowledge import renames

__all__ = ["canonical", "exports", "known"]


def canonical(path: str) -> str:
    """The one name that the tables use for what stands at this dotted path."""
    root = path.partition(".")[0]
    rewrite = _ROOTS.get(root)
    return rewrite(path.split(".")) if rewrite else path


def known(root: str) -> bool:
    """Whether this top-level package is a library that is known here."""
    return root in _ROOTS


def exports(module: str) -> frozenset[str]:
    """What `from module import *` brings in, for the modules that people do that with; else nothing."""
    from zerolint.knowledge import exports as stars  # Star imports are rare, the lists long.

    return stars.of(canonical(module))


# --- Keras ---------------------------------------------------------------------------------------------------


def _keras(parts: list[str]) -> str:
    rest = parts[1:]
    while rest and rest[0] in renames.KERAS_SHELLS:
        rest = rest[1:]
    if not rest:
        return "keras"
    area = renames.KERAS_AREAS.get(rest[0], rest[0])
    if area in renames.KERAS_TOP:
        return ".".join(["keras", renames.KERAS_TOP[area], *rest[1:]])
    if len(rest) == 1:
        return "keras." + area
    return "keras." + _AREA_RULES.get(area, _plain)(area, rest[1:])


def _plain(area: str, rest: list[str]) -> str:
    """Without the modules between the area and the name: `layers`, `core`, `Dense` → `layers.Dense`."""
    start = _first_class(rest)
    if start is None:
        if rest[-1] in renames.KERAS_MODULES.get(area, ()):
            return area
        start = len(rest) - 1
    name = renames.KERAS_NAMES.get(area, {}).get(rest[start], rest[start])
    return ".".join([area, name, *rest[start + 1 :]])


def _nested(area: str, rest: list[str]) -> str:
    return ".".join([area, *rest])


def _engine(_area: str, rest: list[str]) -> str:
    start = _first_class(rest)
    if start is None:
        return "layers.merge" if rest[-1] == "merge" else ".".join(["engine", *rest])
    area, name = ("models", rest[start]) if rest[start] in renames.KERAS_MODELS else ("layers", rest[start])
    if area == "models" and name != "Sequential":
        name = "Model"  # Network, Container, Functional: earlier and inner names of Model.
    return ".".join([area, name, *rest[start + 1 :]])


def _ops(area: str, rest: list[str]) -> str:
    kept = rest if rest[0] in {"image", "linalg"} else rest[-1:]  # Public sub-modules with names of their own.
    return _nested(area, kept)


def _optimizers(area: str, rest: list[str]) -> str:
    if "schedules" not in rest:
        return _plain(area, rest)
    tail = rest[rest.index("schedules") + 1 :]
    start = _first_class(tail)
    return ".".join(["optimizers", "schedules", *(tail if start is None else tail[start:])])


def _experimental(_area: str, rest: list[str]) -> str:
    if rest[-1].endswith(("Decay", "DecayRestarts")):
        return "optimizers.schedules." + rest[-1]
    return _nested("experimental", rest)


def _applications(area: str, rest: list[str]) -> str:
    if _first_class(rest) is not None:
        return _plain(area, rest)
    family = renames.APPLICATION_FAMILIES.get(rest[0], rest[0])
    return ".".join([area, family, *rest[1:]])


def _preprocessing(area: str, rest: list[str]) -> str:
    if rest[-1] in renames.MOVED_TO_UTILS:
        return "utils." + rest[-1]
    start = _first_class(rest)
    return ".".join([area, rest[0], *rest[1 if start is None or start < 2 else start :]])


def _utils(area: str, rest: list[str]) -> str:
    if rest[-1] in renames.MOVED_TO_SAVING:
        return "saving." + rest[-1]
    return _plain(area, rest)


def _wrappers(area: str, rest: list[str]) -> str:
    if rest[-1].startswith("SKLearn"):
        return f"{area}.{rest[-1]}"
    return ".".join([area, *rest])


def _saving(area: str, rest: list[str]) -> str:
    if rest[-1] in renames.MODEL_FILES:
        return "models." + rest[-1]
    return f"{area}.{rest[-1]}"


def _mixed_precision(area: str, rest: list[str]) -> str:
    name = rest[-1]
    return f"{area}.{'set_global_policy' if name == 'set_policy' else name}"


def _first_class(parts: list[str]) -> int | None:
    return next((i for i, part in enumerate(parts) if part[:1].isupper()), None)


_AREA_RULES: dict[str, Callable[[str, list[str]], str]] = {
    "applications": _applications,
    "datasets": _nested,
    "engine": _engine,
    "experimental": _experimental,
    "mixed_precision": _mixed_precision,
    "ops": _ops,
    "optimizers": _optimizers,
    "preprocessing": _preprocessing,
    "saving": _saving,
    "utils": _utils,
    "wrappers": _wrappers,
}


# --- the others ----------------------------------------------------------------------------------------------


def _tensorflow(parts: list[str]) -> str:
    if "keras" in parts:
        last = len(parts) - 1 - parts[::-1].index("keras")
        return _keras(parts[last:])
    tail = parts[1:]
    first = tail[:2] == ["compat", "v1"]
    while len(tail) > 1 and tail[0] == "compat":
        tail = tail[2:]
    if not tail:
        return "tensorflow"
    if tail[0] in renames.TF_KERAS_AREAS and not first and tail[-1] not in renames.TF1_ONLY:
        return _keras(["keras", *tail])
    path = ".".join(tail)
    if path in renames.INITIALIZERS:
        return f"keras.initializers.{renames.INITIALIZERS[path]}"
    return "tensorflow." + renames.TENSORFLOW.get(path, path)


def _addons(parts: list[str]) -> str:
    start = _first_class(parts)
    return ".".join(parts if start is None or start < 2 else [*parts[:2], *parts[start:]])


def _apart(package: str) -> Callable[[list[str]], str]:
    """`keras_applications` and `keras_preprocessing` were packages of their own for a while."""
    return lambda parts: _keras(["keras", package, *parts[1:]])


def _sklearn(parts: list[str]) -> str:
    if parts[1:2] == ["externals"]:
        return ".".join(parts[2:]) or "sklearn"
    tail = [part for part in parts[1:] if not part.startswith("_")]
    if not tail:
        return "sklearn"
    area = renames.SKLEARN_AREAS.get(tail[0], tail[0])
    inner = renames.SKLEARN_MODULES.get(area, frozenset())
    return ".".join(["sklearn", area, *(part for part in tail[1:] if part not in inner)])


def _numpy(parts: list[str]) -> str:
    tail = [part for part in parts[1:] if part not in renames.NUMPY_SHELLS]
    path = ".".join(tail)
    path = renames.NUMPY.get(path, path)
    return f"numpy.{path}" if path else "numpy"


def _pandas(parts: list[str]) -> str:
    if len(parts) > 2 and parts[1] in renames.PANDAS_SHELLS:
        start = _first_class(parts)
        return ".".join(["pandas", *(parts[start:] if start else parts[-1:])])
    return ".".join(parts)


_ROOTS: dict[str, Callable[[list[str]], str]] = {
    "keras": _keras,
    "keras_applications": _apart("applications"),
    "keras_core": _keras,
    "keras_preprocessing": _apart("preprocessing"),
    "numpy": _numpy,
    "pandas": _pandas,
    "sklearn": _sklearn,
    "tensorflow": _tensorflow,
    "tensorflow_addons": _addons,
    "tensorflow_core": _tensorflow,
    "tf": _tensorflow,
    "tf_keras": _keras,
}
