"""Finds, before the training run, why a Keras model will predict zero, one constant, or never learn.

`zerolint.lint(paths)` is the command `zerolint` as a function.
"""

TYPE_CHECKING = False  # as type checkers know it; `typing` itself would cost more than the rest of a start
if TYPE_CHECKING:
    from zerolint.session import lint as lint

__all__ = ["__version__", "lint"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    # Late, so that `zerolint --version` loads next to nothing.
    if name == "lint":
        from zerolint.session import lint

        return lint
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
