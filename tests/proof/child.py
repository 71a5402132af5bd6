"""The warm process: reads one path a line, runs the program there, and answers what it saw.

Each program runs in a folder and a world of its own, with downloads replaced and Keras
watched; statement by statement, so that it goes on after one that raises on purpose (`# raises: …`).
"""

from __future__ import annotations

import ast
import gc
import sys
import tempfile
import time
import traceback
import types
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .script import CHECK, Script, written
from .warm import serve

if TYPE_CHECKING:
    from .watching import Watch


def prepare() -> None:
    """What is the same for all programs."""
    import tensorflow as tf

    tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": True})  # it costs more than it saves here
    from . import absent

    absent.install()
    from . import downloads, watching, world  # noqa: F401 (they are slow to import)

    gc.freeze()  # what is there now isn't looked at each time that garbage is collected


def run(path: Path) -> dict[str, Any]:
    """What happened when the fixture at this path was run."""
    from . import files
    from .downloads import replaced
    from .watching import Watch
    from .world import its_own, time_limit

    raised: list[dict[str, Any]] = []
    shown: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home).resolve() / "program"
        script = written(path, folder)
        files.make(folder)
        watch = Watch(str(folder))
        started = time.process_time()
        with (
            its_own(folder) as printed,
            replaced(),
            watch.watching(),
            warnings.catch_warnings(record=True) as caught,
        ):
            warnings.simplefilter("always")
            with time_limit():
                _run(script, folder, raised, shown, watch)
        seconds = time.process_time() - started
    return {
        "raised": raised,
        "shown": shown,
        "warned": sorted({_text(one) for one in caught if _of_library(one)}),
        "compiles": watch.compiles,
        "fits": watch.fits,
        "evaluations": watch.evaluations,
        "predictions": watch.predictions,
        "steps": watch.steps,
        "printed": printed.getvalue()[-1500:],
        "seconds": round(seconds, 1),
    }


def _run(script: Script, folder: Path, raised: list[dict[str, Any]], shown: list[dict[str, Any]], watch: Watch) -> None:
    """The program's statements, one after the other, as `__main__`."""
    program = types.ModuleType("__main__")
    program.__file__ = str(script.path)
    sys.modules["__main__"] = program
    vars(program)[CHECK] = lambda line, check: shown.append({"line": line, "holds": _holds(check)})
    import builtins

    setattr(builtins, CHECK, vars(program)[CHECK])
    sys.argv = ["program", *script.arguments]
    tree = ast.parse(script.path.read_text(encoding="utf-8"))
    for statement in tree.body:
        try:
            single = ast.Module([statement], type_ignores=[])
            exec(compile(single, str(script.path), "exec", dont_inherit=True), vars(program))
        except SystemExit as error:
            if error.code not in (None, 0):
                raised.append({**_raised(error, folder, script), "before": watch.counts()})
            return
        except BaseException as error:
            one = _raised(error, folder, script)
            if raised and not one["meant"] and _follows(error, raised[0]):
                return
            raised.append({**one, "before": watch.counts()})
            if not one["meant"]:
                return


def _follows(error: BaseException, first: dict[str, Any]) -> bool:
    """Something is missing that was to be made by the statement that raised, or the program is of an older Keras."""
    old = first["type"] in ("ImportError", "ModuleNotFoundError")
    again = _ends(str(error)) == first["message"]
    return old or again or isinstance(error, (NameError, AttributeError)) or "compile" in str(error)


def _holds(check: Any) -> object:
    try:
        return bool(check())
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:200]


def _raised(error: BaseException, folder: Path, script: Script) -> dict[str, Any]:
    """With the program's own lines that were being executed, from the first to the last of each call."""
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(str(folder))]
    places = [(one.filename, one.lineno or 0, getattr(one, "end_lineno", None) or one.lineno or 0) for one in own]
    met = [line for name, line in script.raising if any(name == file and a <= line <= b for file, a, b in places)]
    return {
        "type": type(error).__name__,
        "message": _ends(str(error)),
        "lines": [[file[len(str(folder)) :].lstrip("/"), first, last] for file, first, last in places],
        "meant": bool(met),
    }


def _ends(message: str) -> str:
    """Without the middle, where TensorFlow writes the call stack of an operation."""
    return message if len(message) < 2400 else f"{message[:400]} … {message[-2000:]}"


def _of_library(one: Any) -> bool:
    library = any(f"/{name}/" in str(one.filename) for name in ("keras", "numpy", "tensorflow"))
    return library and issubclass(one.category, (UserWarning, SyntaxWarning, RuntimeWarning))


def _text(one: Any) -> str:
    return " ".join(str(one.message).split())[:160]


if __name__ == "__main__":
    serve(prepare, lambda path: run(Path(path)))
