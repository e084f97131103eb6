"""Loads are even, gaps are kept, and every order can be made again."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.study.assignment import GAP, Order, Part, Turn, Wishes, assigned, order_of, orders
from workbench.study.sides import Secret

SECRET = Secret(b"k" * 16, "s")
KEYS = st.binary(min_size=16, max_size=32)


def _names(many: int, letter: str = "i") -> list[str]:
    return [f"{letter}{number}" for number in range(many)]


@settings(max_examples=60)
@given(KEYS, st.integers(0, 60), st.integers(1, 6), st.data())
def test_loads_differ_by_one_at_most(key: bytes, many: int, raters: int, data: st.DataObject) -> None:
    """Each instance goes to as many different raters as asked for."""
    overlap = data.draw(st.integers(1, raters))
    found = assigned(Secret(key, "s"), _names(many), _names(raters, "r"), overlap)
    loads = [len(members) for members in found.values()]
    assert max(loads) - min(loads) <= 1
    assert all(len(set(members)) == len(members) for members in found.values())
    seen = Counter(one for members in found.values() for one in members)
    assert set(seen.values()) <= {overlap}
    assert len(seen) == many


def test_any_two_raters_share_instances() -> None:
    """With two of four raters for each of 60 instances, each pair of raters shares about ten."""
    found = assigned(SECRET, _names(60), _names(4, "r"), 2)
    shared = [len(set(found[one]) & set(found[other])) for one, other in combinations(found, 2)]
    assert min(shared) >= 8
    assert sum(shared) == 60


@settings(max_examples=40)
@given(KEYS, st.integers(0, 60), st.randoms())
def test_no_order_decides_anything(key: bytes, many: int, chance: object) -> None:
    """The same instances and raters, given otherwise, are assigned and ordered the same."""
    secret, names, raters = Secret(key, "s"), _names(many), _names(3, "r")
    wishes = Wishes(anchors=("a1", "a2"), every=5)
    once = orders(secret, names, raters, 2, wishes)
    assert orders(secret, names[::-1], raters[::-1], 2, wishes) == once
    assert order_of(secret, "r1", [turn.instance for turn in once["r1"].turns], wishes) == once["r1"]


@settings(max_examples=60)
@given(KEYS, st.integers(0, 90), st.floats(0, 1), st.integers(1, 12))
def test_an_order_has_all_and_keeps_the_gap(key: bytes, many: int, share: float, every: int) -> None:
    """Each instance once, repeats after 25 places or more, training first, an anchor after every so many."""
    wishes = Wishes(training=("t1", "t2"), anchors=tuple(_names(4, "a")), every=every, repeats=share)
    turns = order_of(Secret(key, "s"), "r", _names(many), wishes).turns
    by_part: dict[Part, list[Turn]] = {part: [turn for turn in turns if turn.part is part] for part in Part}
    assert [turn.instance for turn in turns[:2]] == ["t1", "t2"]
    assert sorted(turn.instance for turn in by_part[Part.STUDY]) == sorted(_names(many))
    assert len({turn.instance for turn in by_part[Part.REPEAT]}) == len(by_part[Part.REPEAT])
    for turn in by_part[Part.REPEAT]:
        assert turns.index(turn) - turns.index(Turn(turn.instance, Part.STUDY)) >= GAP
        assert turn.passage == 2
    places = [place for place, turn in enumerate(turns[2:], start=1) if turn.part is Part.ANCHOR]
    assert places == [(every + 1) * (number + 1) for number in range(len(places))]


def test_enough_instances_have_all_repeats_and_anchors() -> None:
    """100 instances: 15 repeats and 10 anchors, no reason to complain; raters have orders of their own."""
    wishes = Wishes(anchors=tuple(_names(10, "a")))
    found = orders(SECRET, _names(100), ["x", "y"], 2, wishes)
    for order in found.values():
        parts = Counter(turn.part for turn in order.turns)
        assert parts == {Part.STUDY: 100, Part.REPEAT: 15, Part.ANCHOR: 10}
        assert order.reasons == ()
    assert found["x"].turns != found["y"].turns
    assert {turn for turn in found["x"].turns if turn.part is Part.ANCHOR} == {
        turn for turn in found["y"].turns if turn.part is Part.ANCHOR
    }


def test_too_few_instances_are_told() -> None:
    """20 instances leave no gap of 25 for repeats and room for two anchors."""
    order = order_of(SECRET, "r", _names(20), Wishes(anchors=tuple(_names(5, "a"))))
    assert len(order.turns) == 22
    assert order.reasons[0].startswith("0 of 3 repeats")
    assert order.reasons[1].startswith("2 of 5 anchors")
    assert isinstance(order, Order)


def test_what_cannot_be_assigned_is_refused() -> None:
    """More raters than there are, a rater twice, training that is counted, wishes that are none."""
    with pytest.raises(ValueError, match="cannot be chosen"):
        assigned(SECRET, _names(3), ["x"], 2)
    with pytest.raises(ValueError, match="cannot be chosen"):
        assigned(SECRET, _names(3), ["x", "x"], 1)
    with pytest.raises(ValueError, match="for training"):
        order_of(SECRET, "r", ["i"], Wishes(training=("i",)))
    with pytest.raises(ValueError, match="anchors come"):
        Wishes(every=0)
