"""Expressions: one evaluator per kind of LibCST node, found by the node's class."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import libcst as cst

from . import operators
from .call import Call
from .containers import DEPTH, ListValue, SetValue, extend, times
from .context import LoopContext
from .dictionaries import DictValue
from .functions import make_function
from .plain import from_plain
from .ranges import GeneratorValue, RangeValue, SliceValue
from .scope import Scope
from .values import NONE, Choice, Const, Index, Items, Node, TupleValue, Unknown, Value, label

if TYPE_CHECKING:
    from .machine import Machine

MAX_COMPREHENSION: Final = 64
"""Iterations of a comprehension that are followed one by one."""

BINARY: Final = {
    cst.Add: "+",
    cst.BitAnd: "&",
    cst.BitOr: "|",
    cst.BitXor: "^",
    cst.Divide: "/",
    cst.FloorDivide: "//",
    cst.LeftShift: "<<",
    cst.MatrixMultiply: "@",
    cst.Modulo: "%",
    cst.Multiply: "*",
    cst.Power: "**",
    cst.RightShift: ">>",
    cst.Subtract: "-",
}
UNARY: Final = {cst.BitInvert: "~", cst.Minus: "-", cst.Not: "not", cst.Plus: "+"}
COMPARE: Final = {
    cst.Equal: "==",
    cst.GreaterThan: ">",
    cst.GreaterThanEqual: ">=",
    cst.In: "in",
    cst.Is: "is",
    cst.IsNot: "is not",
    cst.LessThan: "<",
    cst.LessThanEqual: "<=",
    cst.NotEqual: "!=",
    cst.NotIn: "not in",
}


def _name(m: Machine, node: cst.Name) -> Value:
    value = node.value
    if value in _KEYWORDS:
        return m.constants.get(node) or m.constants.setdefault(node, Const(_KEYWORDS[value], node))
    return m.scope.lookup(m, value, node)


_KEYWORDS: Final = {"None": None, "True": True, "False": False}


def _attribute(m: Machine, node: cst.Attribute) -> Value:
    base = m.eval(node.value)
    if type(base) is Choice:
        return m.attribute(base, node.attr.value, node)
    return base.attribute(m, node.attr.value, node)


def _literal(m: Machine, node: Any) -> Value:
    found = m.constants.get(node)
    if found is None:
        try:
            value = _read(node.value)
        except (ValueError, SyntaxError, MemoryError):
            found = Unknown("a literal that Python can't read", node)
        else:
            found = Const(value, node)
        m.constants[node] = found
    return found


def _read(text: str) -> Any:
    """The object of a literal; the usual ones without compiling them."""
    if text.isdecimal() and text.isascii() and (text[0] != "0" or text == "0"):
        return int(text)
    if text[0] in "'\"" and "\\" not in text and text[:3] not in ("'''", '"""'):
        return text[1:-1]
    return ast.literal_eval(text)


def _concatenated(m: Machine, node: cst.ConcatenatedString) -> Value:
    parts: list[Any] = []
    here: Any = node
    while isinstance(here, cst.ConcatenatedString):
        parts.append(here.left)
        here = here.right
    values = [m.plain(m.eval(part)) for part in (*parts, here)]
    if all(isinstance(v, str) for v in values):
        return Const("".join(values), node)
    if all(isinstance(v, bytes) for v in values):
        return Const(b"".join(values), node)
    return Unknown("a formatted string", node)


def _formatted(m: Machine, node: Any) -> Value:
    text: list[str] | None = []
    parts: list[object] = []
    for part in node.parts:
        if isinstance(part, cst.FormattedStringText):
            piece: Value = Const(part.value)
        else:
            piece = m.eval(part.expression)
            _record_format(m, piece, part)
            if parts and isinstance(before := parts[-1], Const):
                label(m, piece, before.value, part)
        parts.append(piece)
        simple = isinstance(piece, Const) and getattr(part, "format_spec", None) is None
        if text is not None and simple and isinstance(piece, Const):
            text.append(str(piece.value))
        else:
            text = None
    if text is not None:
        return Const("".join(text), node)
    return Unknown("a formatted string", node, ("f", tuple(parts)))


def _record_format(m: Machine, piece: Value, part: Any) -> None:
    """A value with a format of its own kind (`{p:d}`) may want to know."""
    spec = getattr(part, "format_spec", None)
    formatted = getattr(piece, "formatted", None)
    if formatted is not None:
        text = "".join(p.value for p in spec if isinstance(p, cst.FormattedStringText)) if spec else ""
        formatted(m, text, part)


def _tuple(m: Machine, node: cst.Tuple) -> Value:
    items = _elements(m, node.elements)
    return TupleValue(items.items, node, rest=items.rest)


def _list(m: Machine, node: cst.List) -> Value:
    items = _elements(m, node.elements)
    made = ListValue(items.items, node, items.rest)
    made.fields[DEPTH] = Const(len(m.loops))
    return made


def _set(m: Machine, node: cst.Set) -> Value:
    items = _elements(m, node.elements)
    return SetValue(items.items, node, items.rest)


def _elements(m: Machine, elements: Any) -> Items:
    found: list[Value] = []
    rest: Value | None = None
    for element in elements:
        value = m.eval(element.value)
        if isinstance(element, cst.StarredElement):
            more = m.iterate(value)
            found.extend(more.items)
            rest = more.rest if more.rest is not None else rest
        elif rest is None:
            found.append(value)
    return Items(tuple(found), rest)


def _dict(m: Machine, node: cst.Dict) -> Value:
    result = DictValue({}, node)
    entries: dict[Any, Value] = {}
    rest: Value | None = None
    for element in node.elements:
        value = m.eval(element.value)
        if isinstance(element, cst.StarredDictElement):
            value = _as_dict(m, value, element.value)
            if isinstance(value, DictValue):
                more = value.contents(m)
                entries.update(more.entries)
                rest = more.rest or rest
            else:
                rest = Unknown("unpacked from something unknown", element)
                entries = {key: Unknown("replaced by something unknown, perhaps", element) for key in entries}
            continue
        key = m.eval(element.key)  # type: ignore[attr-defined]  # the class is known here
        from .dictionaries import NO_KEY, hashable

        known = hashable(m, key)
        if known is NO_KEY:
            rest = value
        else:
            entries[known] = value
    result.fields["entries"] = type(result.fields["entries"])(entries, node, rest)  # type: ignore[call-arg]  # Entries
    return result


def _binary(m: Machine, node: cst.BinaryOperation) -> Value:
    spine: list[Any] = []
    here: Any = node
    while here.__class__ is cst.BinaryOperation:
        spine.append(here)
        here = here.left
    value = m.eval(here)
    for operation in reversed(spine):
        value = operators.binary(m, BINARY[operation.operator.__class__], value, m.eval(operation.right), operation)
    return value


def _unary(m: Machine, node: cst.UnaryOperation) -> Value:
    return operators.unary(m, UNARY[node.operator.__class__], m.eval(node.expression), node)


def _boolean(m: Machine, node: cst.BooleanOperation) -> Value:
    left = m.eval(node.left)
    truth = m.truth(left)
    is_and = isinstance(node.operator, cst.And)
    if truth is not None:
        return m.eval(node.right) if truth is is_and else left
    right = m.eval(node.right)
    right_truth = m.truth(right)
    if right_truth is not None and right_truth is not is_and and type(right) is Const and isinstance(right.value, bool):
        return right
    keys = tuple(v.key if isinstance(v, Unknown) else v for v in (left, right))
    return Unknown("not decided", node, ("and" if is_and else "or", *keys))


def _comparison(m: Machine, node: cst.Comparison) -> Value:
    left = m.eval(node.left)
    result: Value | None = None
    for target in node.comparisons:
        right = m.eval(target.comparator)
        step = operators.compare(m, COMPARE[target.operator.__class__], left, right, node)
        if result is None:
            result = step
        else:
            truths = (m.truth(result), m.truth(step))
            if False in truths:
                result = Const(False, node)
            elif truths != (True, True):
                result = Unknown("not decided", node, ("and", result, step))
        left = right
    return result if result is not None else left


def _subscript(m: Machine, node: cst.Subscript) -> Value:
    return m.subscript(m.eval(node.value), index_value(m, node.slice, node), node)


def index_value(m: Machine, elements: Any, node: Node) -> Value:
    """The value inside the brackets of a subscript."""
    parts = [_index_part(m, element.slice) for element in elements]
    if len(parts) == 1 and elements[0].comma is cst.MaybeSentinel.DEFAULT:
        return parts[0]
    return TupleValue(parts, node)


def _index_part(m: Machine, part: Any) -> Value:
    if isinstance(part, cst.Index):
        return m.eval(part.value)
    bounds = [m.eval(b) if b is not None else None for b in (part.lower, part.upper, part.step)]
    return SliceValue(bounds[0], bounds[1], bounds[2], part)


def _if_expression(m: Machine, node: cst.IfExp) -> Value:
    test = m.eval(node.test)
    truth = m.truth(test)
    if truth is not None:
        return m.eval(node.body if truth else node.orelse)
    condition, holds = m.condition(test, node.test)
    decided = m.path.get(condition)
    if decided is not None:
        return m.eval(node.body if decided is holds else node.orelse)
    return m.fork(
        [(((condition, holds),), lambda: m.eval(node.body)), (((condition, not holds),), lambda: m.eval(node.orelse))],
        node,
    )


def _lambda(m: Machine, node: cst.Lambda) -> Value:
    return make_function(m, node)


def _named(m: Machine, node: cst.NamedExpr) -> Value:
    from .execute import assign

    value = m.eval(node.value)
    assign(m, node.target, value)
    return value


def _yield(m: Machine, node: cst.Yield) -> Value:
    if not m.stack:
        return NONE
    if isinstance(node.value, cst.From):
        items = m.iterate(m.eval(node.value.item))
        values = (*items.items[:8], *([items.rest] if items.rest is not None else []))
        m.stack[-1].add_yields(m, values, one=False)
    else:
        m.stack[-1].add_yields(m, (NONE if node.value is None else m.eval(node.value),), one=True)
    return Unknown("what is sent to a generator", node)


def _await(m: Machine, node: cst.Await) -> Value:
    return m.eval(node.expression)


def _ellipsis(m: Machine, node: cst.Ellipsis) -> Value:
    return Const(..., node)


# -- calls ------------------------------------------------------------------------------------------------------


def _call(m: Machine, node: cst.Call) -> Value:
    callee = m.eval(node.func)
    return m.call(callee, arguments(m, node.args, node))


def arguments(m: Machine, args: Any, node: Node) -> Call:
    """Evaluate the arguments of a call."""
    values: list[Value] = []
    kwargs: dict[str, Value] = {}
    nodes: dict[int | str, Node] = {}
    is_open = False
    star: Value | None = None
    for arg in args:
        value = m.eval(arg.value)
        if arg.keyword is not None:
            nodes[arg.keyword.value] = arg.value
            kwargs[arg.keyword.value] = value
        elif arg.star == "*":
            items = m.iterate(value)
            values.extend(items.items)
            is_open = is_open or not items.exact
            star = items.rest
        elif arg.star == "**":
            is_open = _spread(m, value, kwargs, nodes, arg.value) or is_open
        else:
            nodes[len(values)] = arg.value
            values.append(value)
    call = Call(m, node, values, kwargs, nodes, open_=is_open)
    call.star = star
    return call


def _as_dict(m: Machine, value: Value, node: Node) -> Value:
    """What `**` unpacks, on this path."""
    if type(value) is Choice:
        value = m.narrow(value)
    own = getattr(value, "as_dict", None)
    return own(m, node) if own is not None else value


def _spread(m: Machine, value: Value, kwargs: dict[str, Value], nodes: dict[int | str, Node], node: Node) -> bool:
    """Add `**value`; whether unknown ones may be among them."""
    value = _as_dict(m, value, node)
    if not isinstance(value, DictValue):
        return True
    now = value.contents(m)
    for key, item in now.entries.items():
        if isinstance(key, str):
            kwargs[key] = item
            nodes[key] = item.origin if item.origin is not None else node
    return now.rest is not None


# -- comprehensions ---------------------------------------------------------------------------------------------


def _list_comprehension(m: Machine, node: cst.ListComp) -> Value:
    items = _comprehend(m, node.for_in, lambda: m.eval(node.elt))
    return ListValue(items.items, node, items.rest, items.more)


def _set_comprehension(m: Machine, node: cst.SetComp) -> Value:
    items = _comprehend(m, node.for_in, lambda: m.eval(node.elt))
    return SetValue(items.items, node, items.rest)


def _generator(m: Machine, node: cst.GeneratorExp) -> Value:
    items = _comprehend(m, node.for_in, lambda: m.eval(node.elt))
    return GeneratorValue(items, node, items.length)


def _dict_comprehension(m: Machine, node: cst.DictComp) -> Value:
    items = _comprehend(m, node.for_in, lambda: TupleValue((m.eval(node.key), m.eval(node.value)), node))
    result = DictValue({}, node)
    for pair in items.items:
        if isinstance(pair, TupleValue):
            result.set_subscript(m, pair.items[0], pair.items[1], node)
    if isinstance(items.rest, TupleValue):
        m.record("sorted", items.rest.items[1], node)  # found by its key, not by its place
        result.set_subscript(m, Unknown("a key", node), items.rest.items[1], node)
    return result


def _comprehend(m: Machine, for_in: cst.CompFor, element: Callable[[], Value]) -> Items:
    """Items of a comprehension: in a scope of its own."""
    from .execute import assign
    from .loops import are_candidates, candidate

    value = m.eval(for_in.iter)
    source = m.iterate(value)
    outer, loops = m.scope, m.loops
    candidates = are_candidates(value, source)
    if candidates:
        m.loops = (*loops, LoopContext(for_in, len(source.items), True, True))
    m.scope = Scope("comprehension", outer, outer.unit)
    collected = ListValue()
    unsure = False
    total: int | None = None
    try:
        for item in source.items[:MAX_COMPREHENSION]:
            assign(m, for_in.target, candidate(m, item, for_in) if candidates else item)
            unsure = _one_round(m, for_in, element, collected) or unsure
            if not m.burn():
                unsure = True
                break
        total = m.length(collected)
        count = m.rounds(value)
        repeated = source.rest is not None or len(source.items) > MAX_COMPREHENSION
        if repeated:
            one = (
                Index(for_in, values=value.values) if isinstance(value, RangeValue) else Unknown("one of many", for_in)
            )
            assign(m, for_in.target, source.rest if source.rest is not None else one)
            m.loops = (*loops, LoopContext(for_in, None if source.items else count, False, False))
            unsure = _one_round(m, for_in, element, collected) or unsure
            left = None if count is None else count - len(source.items[:MAX_COMPREHENSION])
            total = times(total, m.length(collected), left)
    finally:
        m.scope, m.loops = outer, loops
    items = collected.iterate(m)
    if items.exact and not unsure and not repeated:
        return items
    values = items.different
    rest = values[0] if values and all(v == values[0] for v in values) else _any_of(values, for_in)
    return Items((), rest, None if unsure else total)


def _any_of(values: list[Value], node: Node) -> Value:
    return values[-1] if values else Unknown("nothing", node)


def _one_round(m: Machine, for_in: cst.CompFor, element: Callable[[], Value], collected: ListValue) -> bool:
    """One iteration: conditions, inner loops, the element. Returns whether the number of items is unsure."""
    unsure = False
    for condition in for_in.ifs:
        truth = m.truth(m.eval(condition.test))
        if truth is False:
            return False
        unsure = unsure or truth is None
    if for_in.inner_for_in is not None:
        more = _comprehend(m, for_in.inner_for_in, element)
        extend(m, collected, more)
        return unsure or more.length is None
    extend(m, collected, Items((element(),)))
    return unsure


def _star(m: Machine, node: cst.StarredElement) -> Value:
    """A star that stands alone: LibCST parses the statement `* x`, Python refuses it."""
    m.eval(node.value)
    return Unknown("a star outside of a list", node)


Evaluator = Callable[["Machine", Any], Value]
EVALUATORS: Final[dict[type, Evaluator]] = {
    cst.Attribute: _attribute,
    cst.Await: _await,
    cst.BinaryOperation: _binary,
    cst.BooleanOperation: _boolean,
    cst.Call: _call,
    cst.Comparison: _comparison,
    cst.ConcatenatedString: _concatenated,
    cst.Dict: _dict,
    cst.DictComp: _dict_comprehension,
    cst.Ellipsis: _ellipsis,
    cst.Float: _literal,
    cst.FormattedString: _formatted,
    cst.GeneratorExp: _generator,
    cst.IfExp: _if_expression,
    cst.Imaginary: _literal,
    cst.Integer: _literal,
    cst.Lambda: _lambda,
    cst.List: _list,
    cst.ListComp: _list_comprehension,
    cst.Name: _name,
    cst.NamedExpr: _named,
    cst.Set: _set,
    cst.SetComp: _set_comprehension,
    cst.SimpleString: _literal,
    cst.StarredElement: _star,
    cst.Subscript: _subscript,
    cst.Tuple: _tuple,
    cst.UnaryOperation: _unary,
    cst.Yield: _yield,
}
for _template in ("TemplatedString",):
    if hasattr(cst, _template):
        EVALUATORS[getattr(cst, _template)] = lambda m, node: Unknown("a template string", node)

__all__ = ["EVALUATORS", "arguments", "from_plain", "index_value"]
