"""Facts from values."""

from __future__ import annotations

from typing import Any

import libcst as cst

from zerolint.interp.callables import LibRef
from zerolint.interp.values import Const, Node, Unknown, Value
from zerolint.libs.arrays import Array, Facets
from zerolint.libs.keras.configured import Made
from zerolint.libs.origins import of_unknown, source_in
from zerolint.program.data import NOT_KNOWN, Data
from zerolint.program.fact import UNSEEN, Fact, Given, Site, unknown

from .paths import Resolver


def site(node: Node) -> Site:
    """The handle of a node."""
    return Site(node)


def fact(r: Resolver, value: Value | None, node: Node, default: Any = None) -> Fact[Any]:
    """A fact of a value; of Keras's default where none is given."""
    if value is None:
        return Fact(default, site(node), Given.DEFAULT)
    value = r(value)
    if isinstance(node, (cst.IfExp, cst.BooleanOperation)) and value.origin is not None:
        node = value.origin  # the side that was chosen
    if isinstance(value, Const):
        given = Given.SWEPT if one_of_several(r, value) else Given.CONVENTION if value.usual else Given.WRITTEN
        return Fact(value.value, site(node), given)
    if isinstance(value, Unknown):
        return unknown(value.reason, site(node))
    if isinstance(value, Made):
        return Fact(value.leaf, site(node), Given.SWEPT if one_of_several(r, value) else Given.WRITTEN)
    if isinstance(value, LibRef):
        given = Given.SWEPT if one_of_several(r, value) else Given.WRITTEN
        return Fact(value.path.rpartition(".")[2], site(node), given)
    if isinstance(value, Array) and (single := value.exact(r.m)) is not None:
        return Fact(single, site(node), Given.CONVENTION if value.by_convention(r.m) else Given.WRITTEN)
    known = r.plain(value)
    return Fact(known, site(node)) if known is not None else unknown(f"{value.type_name}", site(node))


def one_of_several(r: Resolver, value: Value | None) -> bool:
    """Whether it is a candidate of a loop that builds the model anew for each."""
    if not r.made_in or value is None:
        return False
    loop = value.loop if isinstance(value, (Const, LibRef)) else None
    if loop is None:
        _, loop = r.m.candidates.get(id(getattr(value, "identity", value)), (None, None))
    tried = loop is not None and id(loop) in r.made_in
    r.swept = r.swept or tried
    return tried


def number(found: Fact[Any]) -> Fact[Any]:
    """The fact if it is a number."""
    value = found.value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return found
    return found if isinstance(value, type(UNSEEN.value)) else unknown("not a number", found.site)


def whole(found: Fact[Any]) -> Fact[Any]:
    """The fact if it is a whole number (`1e3` counts)."""
    value = found.value
    if value is None:
        return found
    if isinstance(value, float) and value.is_integer():
        return Fact(int(value), found.site, found.given)
    if isinstance(value, int) and not isinstance(value, bool):
        return found
    return found if isinstance(value, type(UNSEEN.value)) else unknown("not a whole number", found.site)


def data_of(r: Resolver, value: Value | None) -> Data:
    """The facets of an array on this path."""
    value = r(value)
    if isinstance(value, Array):
        facets = r(value.fields["data"])
        return _with_rows(facets.data) if isinstance(facets, Facets) else NOT_KNOWN
    if isinstance(value, Unknown):
        return of_unknown(r.m, value)
    if value is None:
        return NOT_KNOWN
    from zerolint.libs.arrays import as_array

    made = as_array(r.m, value)
    if made is None:
        return Data(source=source_in(r.m, value), why=f"{value.type_name}")
    return _with_rows(made.data(r.m))


def _with_rows(data: Data) -> Data:
    """Nobody trains on no rows: what put some there wasn't understood, and no more is known of them."""
    return Data(source=data.source, why="rows are put there, nobody knows which") if data.rows == 0 else data
