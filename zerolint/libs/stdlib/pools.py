"""Work that is given to several processes or threads: its results are those of the plain calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from zerolint.interp.builtins import BUILTINS
from zerolint.interp.call import Call
from zerolint.interp.callables import Native
from zerolint.interp.containers import ListValue
from zerolint.interp.dictionaries import DictValue
from zerolint.interp.machine import Machine
from zerolint.interp.values import NONE, Const, Node, TupleValue, Unknown, Value

from ..registry import function


class Pool(Value):
    """`multiprocessing.Pool(4)`, `ThreadPoolExecutor()`."""

    __slots__ = ()
    type_name = "a pool of workers"

    def __init__(self, origin: Node) -> None:
        self.origin = origin

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        handler = METHODS.get(name)
        return Native(f"pool.{name}", handler, node) if handler else Unknown(f"`.{name}` of a pool", node, (self, name))


class Future(Value):
    """A result that a worker will have."""

    __slots__ = ("result",)
    type_name = "a future result"

    def __init__(self, result: Value, origin: Node) -> None:
        self.result = result
        self.origin = origin

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name in ("get", "result"):
            return Native(f"future.{name}", lambda m, call: self.result, node)
        return Unknown(f"`.{name}` of a future result", node, (self, name))


@function(
    "concurrent.futures.ProcessPoolExecutor",
    "concurrent.futures.ThreadPoolExecutor",
    "concurrent.futures.process.ProcessPoolExecutor",
    "concurrent.futures.thread.ThreadPoolExecutor",
    "multiprocessing.Pool",
    "multiprocessing.dummy.Pool",
    "multiprocessing.pool.Pool",
    "multiprocessing.pool.ThreadPool",
)
def pool(call: Call) -> Value:
    """A pool."""
    return Pool(call.node)


class Worker(Value):
    """`threading.Thread(target=load, args=(path,))`: what it does is done where it is started."""

    __slots__ = ("work",)
    type_name = "a worker"

    def __init__(self, work: Call, origin: Node) -> None:
        self.work = work
        self.origin = origin

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        if name in ("run", "start"):
            return Native(f"worker.{name}", self._run, node)
        if name in ("close", "join", "kill", "setDaemon", "terminate"):
            return Native(f"worker.{name}", METHODS["join"], node)
        return Unknown(f"`.{name}` of a worker", node, (self, name))

    def _run(self, m: Machine, call: Call) -> Value:
        target = self.work.get("target", 1)
        args, named = self.work.get("args", 3), self.work.get("kwargs", 4)
        given = m.iterate(args).items if args is not None else ()
        words = named.contents(m).entries if isinstance(named, DictValue) else {}
        if target is not None:
            m.call(target, Call(m, self.work.node, list(given), {str(word): value for word, value in words.items()}))
        return NONE


@function(
    "multiprocessing.Process", "multiprocessing.context.Process", "multiprocessing.process.Process", "threading.Thread"
)
def worker(call: Call) -> Value:
    """A thread or a process."""
    return Worker(call, call.node)


@function("concurrent.futures.as_completed")
def as_completed(call: Call) -> Value:
    """The same futures, in no particular order."""
    items = call.m.iterate(call.args[0]) if call.args else None
    return ListValue(items.items, call.node, items.rest) if items is not None else call.unknown("futures")


@function("joblib.Parallel", "joblib.parallel.Parallel", "sklearn.externals.joblib.Parallel", "sklearn.utils.Parallel")
def parallel(call: Call) -> Value:
    """`Parallel(n_jobs=4)(delayed(load)(path) for path in paths)`: a list of the results."""
    return Native("Parallel", BUILTINS["list"].call, call.node)


@function("joblib.delayed", "joblib.parallel.delayed", "sklearn.externals.joblib.delayed", "sklearn.utils.delayed")
def delayed(call: Call) -> Value:
    """The function itself: when it is called makes no difference."""
    return call.args[0] if call.args else call.unknown("delayed")


def _map(m: Machine, call: Call) -> Value:
    """`pool.map(load, paths, 8)`; executors take several iterables, but no size of chunks there."""
    args = [value for value in call.args if not isinstance(value, Const)]
    return m.call(BUILTINS["map"], Call(m, call.node, args, {}))


def _starmap(m: Machine, call: Call) -> Value:
    """`pool.starmap(add, [(1, 2), (3, 4)])`."""
    if len(call.args) < 2:
        return call.unknown("starmap")
    items = m.iterate(call.args[1])

    def one(args: Value) -> Value:
        return m.call_values(call.args[0], list(m.iterate(args).items), call.node)

    rest = one(items.rest) if items.rest is not None else None
    return ListValue(tuple(one(args) for args in items.items), call.node, rest)


def _submit(m: Machine, call: Call) -> Value:
    """`executor.submit(load, path)`."""
    return Future(m.call(call.args[0], Call(m, call.node, call.args[1:], call.kwargs)), call.node)


def _apply(m: Machine, call: Call) -> Value:
    """`pool.apply(load, (path,))`."""
    given = call.get("args", 1)
    args = m.iterate(given).items if isinstance(given, (ListValue, TupleValue)) else ()
    return m.call_values(call.args[0], list(args), call.node)


Method = Callable[[Machine, Call], Value]
METHODS: Final[dict[str, Method]] = {
    "apply": _apply,
    "apply_async": lambda m, call: Future(_apply(m, call), call.node),
    "close": lambda m, call: NONE,
    "imap": _map,
    "imap_unordered": _map,
    "join": lambda m, call: NONE,
    "map": _map,
    "map_async": lambda m, call: Future(_map(m, call), call.node),
    "shutdown": lambda m, call: NONE,
    "starmap": _starmap,
    "starmap_async": lambda m, call: Future(_starmap(m, call), call.node),
    "submit": _submit,
    "terminate": lambda m, call: NONE,
}
