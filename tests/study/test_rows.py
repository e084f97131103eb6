"""Rows are even from the beginning of every cycle, and go to instances as evenly as they can."""

import random
from collections import Counter
from itertools import combinations, permutations

import pytest

from workbench.study.rows import Cycle, Load, Row, cycles, dealt, squares


@pytest.mark.parametrize("size", [2, 3, 4])
def test_squares_are_latin_and_balanced(size: int) -> None:
    """Each arm once in each row and column; each arm follows each other equally often."""
    arms = "abcd"[:size]
    found = squares(arms)
    for square in found:
        assert all(set(row) == set(arms) for row in square)
        assert all({row[place] for row in square} == set(arms) for place in range(size))
    follows = Counter(
        (row[place], row[place + 1]) for square in found for row in square for place in range(size - 1)
    )
    assert len(follows) == size * (size - 1)
    assert len(set(follows.values())) == 1


@pytest.mark.parametrize("size", [3, 4])
def test_every_beginning_of_a_cycle_is_as_even_as_can_be(size: int) -> None:
    """No choice of as many orders that is even at all places is more even in its pairs."""
    arms = "abcd"[:size]
    every = list(permutations(arms))
    for one in cycles(arms):
        assert (one[:1][0], len(set(one))) == (one[0], len(one))
        for many in range(1, len(one) + 1):
            uneven, before = _uneven(one[:many])
            assert uneven == (1 if many % size else 0)
            # All choices of up to four of the 6 or 24 orders.
            best = min(_uneven(rows) for rows in combinations(every, min(many, 4)))
            assert many > 4 or (uneven, before) == best


def test_a_single_arm_has_one_row() -> None:
    """There is nothing to choose."""
    load = Load(["i"], ["j"], cycles(("a",)))
    assert dealt({"r": load}) == {("r", "i"): ("a",), ("r", "j"): ("a",)}


def test_nobody_and_nothing_are_dealt_nothing() -> None:
    """A study without raters, a rater without instances."""
    assert dealt({}) == {}
    assert dealt({"r": Load([], [], cycles("abc"))}) == {}


def test_rows_go_to_the_instances_that_need_them() -> None:
    """No other way to give a second rater the same rows is more even; all ways are tried."""
    for number in range(20):
        chance = random.Random(number)
        instances = [f"i{place}" for place in range(5)]
        tried = list(cycles("abc"))
        chance.shuffle(tried)
        loads = {rater: Load([], instances, tried[:1]) for rater in ("q", "r")}
        found = dealt(loads)
        first = {one: found["q", one] for one in instances}
        mine = sum(_squared([first[one], found["r", one]]) for one in instances)
        rows = [found["r", one] for one in instances]
        least = min(
            sum(_squared([first[one], row]) for one, row in zip(instances, other, strict=True))
            for other in permutations(rows)
        )
        assert mine == least


def _uneven(rows: Cycle) -> tuple[int, int]:
    """By how much arms differ at a place, and two of them in standing first: the most of each."""
    arms = sorted(rows[0])
    places = [[sum(row[place] == arm for row in rows) for arm in arms] for place in range(len(arms))]
    before = (
        abs(sum(1 if row.index(one) < row.index(other) else -1 for row in rows))
        for one, other in combinations(arms, 2)
    )
    return max(max(counts) - min(counts) for counts in places), max(before)


def _squared(rows: list[Row]) -> int:
    """The sums of squares that are made small, a place before any number of pairs."""
    places = Counter(told for row in rows for told in enumerate(row))
    before = Counter(told for row in rows for told in combinations(row, 2))
    pairs = sum((count - before[pair[::-1]]) ** 2 for pair, count in before.items())
    return 1000 * sum(count**2 for count in places.values()) + pairs
