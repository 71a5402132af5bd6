"""Laws of joins and of the store, on generated values."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zerolint.interp.store import MAX_ARMS, Store, choice, join, meet
from zerolint.interp.values import Choice, Condition, Const, TupleValue, Unknown, Value

constants = st.one_of(st.none(), st.booleans(), st.integers(-3, 3), st.text("ab", max_size=2)).map(Const)
values = st.one_of(constants, st.lists(constants, max_size=3).map(TupleValue))
conditions = st.sampled_from("pqr").map(Condition)


@st.composite
def nested(draw: st.DrawFn) -> Value:
    value: Value = draw(values)
    for _ in range(draw(st.integers(0, 3))):
        value = join(draw(conditions), value, draw(values))
    return value


@given(conditions, nested())
def test_a_value_joined_with_itself_is_itself(condition: Condition, value: Value) -> None:
    assert join(condition, value, value) == value


@given(conditions, nested(), nested())
def test_a_join_keeps_each_side_under_its_condition(condition: Condition, yes: Value, no: Value) -> None:
    joined = join(condition, yes, no)
    if not isinstance(joined, Choice) or isinstance(yes, Choice) or isinstance(no, Choice):
        return
    under = {dict(path).get(condition): value for path, value in joined.arms}
    assert under == {True: yes, False: no}


@given(conditions, nested(), nested())
def test_alternatives_are_bounded(condition: Condition, yes: Value, no: Value) -> None:
    joined = join(condition, yes, no)
    assert isinstance(joined, Unknown) or not isinstance(joined, Choice) or len(joined.arms) <= MAX_ARMS


@given(
    st.lists(st.tuples(conditions, st.booleans()), max_size=3),
    st.lists(st.tuples(conditions, st.booleans()), max_size=3),
)
def test_paths_meet_the_same_way_from_both_sides(
    first: list[tuple[Condition, bool]], second: list[tuple[Condition, bool]]
) -> None:
    one = tuple(dict(first).items())
    other = tuple(dict(second).items())
    left, right = meet(one, other), meet(other, one)
    assert (left is None) == (right is None)
    assert left is None or right is None or dict(left) == dict(right)


@given(values, values)
def test_equal_alternatives_are_one_value(first: Value, second: Value) -> None:
    p = Condition("p")
    made = choice([(((p, True),), first), (((p, False),), second)])
    assert (made == first) == (first == second) or isinstance(made, Choice)


@given(st.lists(st.tuples(st.sampled_from("xyz"), values), max_size=6))
def test_an_ended_arm_leaves_no_trace(writes: list[tuple[str, Value]]) -> None:
    store = Store()
    fields: dict[str, Value] = {"x": Const(0)}
    before = dict(fields)
    outer = store.begin()
    for key, value in writes:
        store.put(fields, key, value)
    after = dict(fields)
    written = store.end(outer)
    assert fields == before
    store.apply(written)
    assert fields == after
