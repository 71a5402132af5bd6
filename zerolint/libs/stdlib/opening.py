"""Files that are opened and read by hand: their contents aren't known, but what is made of them comes from there."""

from __future__ import annotations

from zerolint.interp.call import Call
from zerolint.interp.values import Node, Unknown, Value

from ..files import source_of
from ..origins import Place
from ..registry import function


def contents(path: Value | None, node: Node, default: str = "a file") -> Unknown:
    """What stands in a file; whatever is computed from it has the file as its source."""
    key = ("open", node, *([path] if path is not None else []))
    return Unknown("the contents of a file", node, key, Place(source_of(path, node, default), node))


@function(
    "bz2.open",
    "codecs.open",
    "gzip.GzipFile",
    "gzip.open",
    "io.FileIO",
    "io.open",
    "io.open_code",
    "lzma.open",
    "os.open",
    "requests.get",
    "sqlite3.connect",
    "tarfile.TarFile",
    "tarfile.open",
    "tensorflow.io.gfile.GFile",
    "tensorflow.io.read_file",
    "urllib.request.urlopen",
    "urllib.urlopen",
    "urllib2.urlopen",
    "wave.open",
    "zipfile.ZipFile",
)
def opened(call: Call) -> Value:
    """`open("poems.txt")`."""
    return contents(call.first("file", "filename", "name", "path", "url", "database", position=0), call.node)
