"""Paths, environment, time, and modules that neither make nor change data."""

from __future__ import annotations

import posixpath
from typing import Final

from zerolint.interp.call import Call
from zerolint.interp.callables import Native
from zerolint.interp.containers import ListValue
from zerolint.interp.machine import Machine
from zerolint.interp.modules import import_module
from zerolint.interp.values import NONE, Const, Items, Node, TupleValue, Unknown, Value, root
from zerolint.knowledge import datasets

from ..files import read_content, source_of, spelled
from ..origins import LISTED, Place
from ..registry import SUBSCRIPTS, function, prefix
from .opening import WORKING_FOLDER, contents, opened, written


class Harmless(Value):
    """An object whose calls change nothing that matters here: a figure, a logger, a timer."""

    __slots__ = ()
    type_name = "an object that only shows or logs"

    def __init__(self, origin: Node) -> None:
        self.origin = origin

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        return Harmless(node)

    def call(self, m: Machine, call: Call) -> Value:
        return Harmless(call.node)

    def subscript(self, m: Machine, index: Value, node: Node) -> Value:
        return self

    def iterate(self, m: Machine) -> Items:
        return Items((), self)


@prefix(
    "matplotlib",
    "plotly",
    "bokeh",
    "logging",
    "IPython",
    "pprint",
    "tabulate",
    "prettytable",
    "rich",
    "seaborn",
    "yellowbrick",
    "mlxtend",
    "graphviz",
    "pydot",
    "loguru",
    "livelossplot",
    "altair",
    "folium",
    "wordcloud",
    "termcolor",
    "colorama",
)
def shows(path: str, call: Call) -> Value:
    """Plots and logs."""
    return Harmless(call.node)


@prefix(
    "collections",
    "contextlib",
    "copy",
    "csv",
    "datetime",
    "functools",
    "gc",
    "getpass",
    "glob",
    "gzip",
    "hashlib",
    "inspect",
    "io",
    "itertools",
    "json",
    "math",
    "multiprocessing",
    "operator",
    "os",
    "pathlib",
    "pickle",
    "platform",
    "queue",
    "random",
    "re",
    "requests",
    "shutil",
    "signal",
    "socket",
    "statistics",
    "string",
    "struct",
    "subprocess",
    "sys",
    "tarfile",
    "tempfile",
    "threading",
    "time",
    "timeit",
    "traceback",
    "typing",
    "unicodedata",
    "urllib",
    "uuid",
    "warnings",
    "yaml",
    "zipfile",
    "psutil",
    "google.colab",
    "wget",
    "gdown",
    "kaggle",
    "dotenv",
    "toml",
    "tomllib",
    "configparser",
    "six",
    "sqlite3",
    "sqlalchemy",
    "boto3",
    "wandb",
    "mlflow",
    "comet_ml",
    "neptune",
    "joblib",
    "dill",
    "h5py",
)
def no_data(path: str, call: Call) -> Value:
    """Calls that don't change the arrays they get; their results aren't followed."""
    return call.unknown(f"`{path}` is not followed", (path, call.node))


@function("importlib.import_module")
def imported(call: Call) -> Value:
    """`importlib.import_module("models.mlp")`."""
    name = call.const("name", 0)
    if isinstance(name, str) and not name.startswith("."):
        return import_module(call.m, name, call.node, dotted=True)
    return call.unknown("a module")


@function("os.path.join", "posixpath.join")
def join(call: Call) -> Value:
    """`os.path.join(a, b)`; the last part stays known even where the first isn't."""
    parts = [call.m.plain(value) for value in call.args]
    if parts and all(isinstance(p, str) for p in parts):
        return Const(posixpath.join(*parts), call.node)
    return call.unknown("a path", ("join", tuple(_key(v) for v in call.args)))


def _key(value: Value) -> object:
    if isinstance(value, Unknown):
        return value.key
    return value.text if isinstance(value, PathValue) else value


@function(
    "os.path.basename",
    "os.path.dirname",
    "os.path.abspath",
    "os.path.normpath",
    "os.path.expanduser",
    "os.path.realpath",
    "os.fspath",
)
def part_of_path(call: Call) -> Value:
    """Parts of paths."""
    func = getattr(call.node, "func", None)
    word = str(getattr(getattr(func, "attr", func), "value", ""))
    text = call.m.plain(call.args[0]) if call.args else None
    if not isinstance(text, str):
        return call.args[0] if call.args and word not in ("basename", "dirname") else call.unknown("a part of a path")
    known = {"basename": posixpath.basename(text), "dirname": posixpath.dirname(text)}
    return Const(known.get(word, text), call.node)


class Listing(ListValue):
    """The names in a folder that usually has so many, as long as none is taken out or put in."""

    __slots__ = ("count", "first")

    def __init__(self, count: int, item: Value, origin: Node) -> None:
        super().__init__((), origin, item)
        self.count = count
        self.first = self.fields["items"]

    def length(self, m: Machine) -> int | None:
        return self.count if self.fields["items"] is self.first else super().length(m)

    def by_convention(self, m: Machine) -> bool:
        return True

    def as_sorted(self, m: Machine, call: Call) -> Value | None:
        """`sorted(os.listdir(path))`."""
        now = m.iterate(self)
        return Listing(self.count, now.rest, call.node) if self.length(m) is not None and now.rest else None


def name_of_file(call: Call, path: Value | None, by: str, folder: Value) -> Unknown:
    """One of the names that a call lists; those of a folder that is listed again and again belong to something else."""
    key: tuple[object, ...] = (LISTED, call.node, spelled(path), by)
    return Unknown("the name of a file", call.node, key if not call.m.loops else (LISTED, call.node), folder)


@function("os.listdir", "glob.glob", "glob.iglob", "os.walk", "os.scandir")
def listing(call: Call) -> Value:
    """Names of files in no particular order."""
    folder = Place(source_of(call.first("top", "path", "pathname", position=0), call.node, "a folder"), call.node)
    func = getattr(call.node, "func", None)
    word = str(getattr(getattr(func, "attr", func), "value", ""))
    item = name_of_file(call, call.first("top", "path", "pathname", position=0), word, folder)
    if word == "walk":
        names = ListValue((), call.node, item)
        return ListValue((), call.node, TupleValue((item, names, names), call.node))
    text = spelled(call.args[0]) if call.args else "?"
    known = datasets.folder(text.removesuffix("/*"))
    return Listing(known.classes, item, call.node) if known is not None else ListValue((), call.node, item)


@function(
    "os.cpu_count",
    "os.path.exists",
    "os.path.isfile",
    "os.path.isdir",
    "os.getenv",
    "os.environ.get",
    "time.time",
    "time.perf_counter",
    "datetime.datetime.now",
    "datetime.now",
    "sys.getsizeof",
    "uuid.uuid4",
)
def asked_of_the_machine(call: Call) -> Value:
    """What only the machine knows."""
    func = getattr(call.node, "func", None)
    word = str(getattr(getattr(func, "attr", func), "value", ""))
    return Unknown(f"`{word}` is known when the program runs", call.node, (word, *map(_key, call.args), call.node))


@function("os.getcwd")
def getcwd(call: Call) -> Value:
    """The folder that relative paths start in."""
    return Unknown("`getcwd` is known when the program runs", call.node, (WORKING_FOLDER,))


SUBSCRIPTS["os.environ"] = lambda m, index, node: Unknown("an environment variable", node, ("environ", index))
SUBSCRIPTS["sys.argv"] = lambda m, index, node: Unknown("the command line", node, ("argv", index))


@function(
    "os.makedirs",
    "os.mkdir",
    "os.chdir",
    "os.remove",
    "os.system",
    "sys.exit",
    "time.sleep",
    "gc.collect",
    "warnings.filterwarnings",
    "warnings.simplefilter",
    "shutil.rmtree",
    "json.dump",
    "pickle.dump",
    "joblib.dump",
    "os.environ.setdefault",
    "os.environ.update",
)
def nothing(call: Call) -> Value:
    """Statements."""
    return NONE


@function(
    "pickle.load",
    "pickle.loads",
    "cPickle.load",
    "_pickle.load",
    "joblib.load",
    "dill.load",
    "h5py.File",
    "scipy.io.loadmat",
    "torch.load",
    "pickle5.load",
    "sklearn.externals.joblib.load",
    "hdf5storage.loadmat",
    "scipy.sparse.load_npz",
    "deepdish.io.load",
)
def content(call: Call) -> Value:
    """Stored objects: their content isn't known, their source is."""
    return read_content(call)


class PathValue(Value):
    """`pathlib.Path(...)`."""

    __slots__ = ("text",)
    type_name = "a path"

    def __init__(self, text: Value, origin: Node) -> None:
        self.text = text
        self.origin = origin

    def __eq__(self, other: object) -> bool:
        return type(other) is PathValue and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def binary(self, m: Machine, op: str, other: Value, node: Node, *, swapped: bool) -> Value | None:
        if op != "/":
            return None
        second = other.text if isinstance(other, PathValue) else other
        first, last = (second, self.text) if swapped else (self.text, second)
        return PathValue(join(Call(m, node, [first, last], {})), node)

    def attribute(self, m: Machine, name: str, node: Node) -> Value:
        text = self.text.value if isinstance(self.text, Const) else None
        if name in ("joinpath", "__truediv__"):
            return Native(name, lambda m, call: PathValue(join(Call(m, node, [self.text, *call.args], {})), node), node)
        if name in ("glob", "iterdir", "rglob"):
            folder = Place(source_of(self.text, node, "a folder"), node)
            item = PathValue(name_of_file(Call(m, node, [], {}), self.text, name, folder), node)
            return Native(name, lambda m, call: ListValue((), node, item), node)
        if name in ("absolute", "resolve", "expanduser", "as_posix"):
            return Native(name, lambda m, call: self.text if name == "as_posix" else self, node)
        if name == "with_suffix":
            return Native(name, lambda m, call: self.with_suffix(call), node)
        if name == "parent":
            return PathValue(Const(posixpath.dirname(text), node) if isinstance(text, str) else self.text, node)
        if name in ("name", "stem", "suffix") and isinstance(text, str):
            base, ending = posixpath.splitext(posixpath.basename(text))
            return Const({"name": base + ending, "stem": base, "suffix": ending}[name], node)
        if name in ("read_bytes", "read_text"):
            made = contents(self.text, node)
            return Native(name, lambda m, call: made, node)
        if name == "open":
            return Native(name, lambda m, call: opened(Call(m, node, [self.text, *call.args], call.kwargs)), node)
        if name in ("write_bytes", "write_text"):
            return Native(name, lambda m, call: written(m, self.text), node)
        if name == "parents" and isinstance(text, str):
            return TupleValue(_above(text, node), node)
        return Unknown(f"`.{name}` of a path", node, (self, name), root(self.text))

    def with_suffix(self, call: Call) -> Value:
        """`path.with_suffix("")`."""
        text, ending = call.m.plain(self.text), call.const("suffix", 0)
        if isinstance(text, str) and isinstance(ending, str):
            return PathValue(Const(posixpath.splitext(text)[0] + ending, call.node), call.node)
        if ending == "":
            return PathValue(Unknown("a path", call.node, ("without ending", _key(self.text))), call.node)
        return call.unknown("a path with another ending")

    def converted(self, m: Machine, kind: str, call: Call) -> Value:
        """`str(path)`."""
        return self.text

    def truth(self, m: Machine) -> bool | None:
        return True


def _above(path: str, node: Node) -> list[Value]:
    """The folders around a path, nearest first."""
    found: list[Value] = []
    while posixpath.dirname(path) not in ("", path):
        path = posixpath.dirname(path)
        found.append(PathValue(Const(path, node), node))
    return found


@function("pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath")
def path_(call: Call) -> Value:
    """`Path("data", "train.csv")`."""
    if not call.args:
        return PathValue(Const(".", call.node), call.node)
    parts = [a.text if isinstance(a, PathValue) else a for a in call.args]
    return PathValue(parts[0] if len(parts) == 1 else join(Call(call.m, call.node, parts, {})), call.node)


@function("pathlib.Path.cwd")
def working_folder(call: Call) -> Value:
    """`Path.cwd()`."""
    return PathValue(Unknown("a folder", call.node, (WORKING_FOLDER,)), call.node)


@function("pathlib.Path.home")
def home(call: Call) -> Value:
    """A folder of the machine."""
    return PathValue(Unknown("a folder", call.node, ("folder", call.node)), call.node)


PROGRESS: Final = (
    "tqdm.tqdm",
    "tqdm.notebook.tqdm",
    "tqdm.auto.tqdm",
    "tqdm.tqdm_notebook",
    "tqdm.std.tqdm",
    "tqdm.asyncio.tqdm",
    "fastprogress.progress_bar",
    "fastprogress.master_bar",
    "alive_progress.alive_it",
    "rich.progress.track",
)


@function(*PROGRESS)
def progress(call: Call) -> Value:
    """`tqdm(items)` gives the items."""
    found = call.first("iterable", "gen", position=0)
    return found if found is not None else Harmless(call.node)


@function("tqdm.trange", "tqdm.notebook.trange", "tqdm.auto.trange")
def trange(call: Call) -> Value:
    """`trange(n)`."""
    from zerolint.interp.builtins import BUILTINS

    return call.m.call(BUILTINS["range"], Call(call.m, call.node, call.args, {}))
