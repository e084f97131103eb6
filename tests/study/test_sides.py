"""Sides are balanced, stable, independent of every order, and tell nothing about the arms."""

import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.study.sides import Secret, Side, shown, sides, squares

KEYS = st.binary(min_size=16, max_size=32)
Wanting = Mapping[str, Sequence[str]]
ARMS = st.integers(2, 4).map(lambda size: ("base", "large", "other", "small")[:size])


def _instances(many: int, arms: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {f"i{number}": arms for number in range(many)}


def _one(secret: Secret, instances: Wanting, repeats: Collection[str] = ()) -> dict[tuple[str, int], Side]:
    """The sides of a study with one rater, by (instance, passage)."""
    found = sides(secret, {"r": instances}, {"r": repeats})
    return {(instance, passage): side for (_, instance, passage), side in found.items()}


def _places(found: list[Side], arms: tuple[str, ...]) -> list[list[int]]:
    """For each place how often each arm stands there."""
    counts = [Counter(side.arms[place] for side in found) for place in range(len(arms))]
    return [[count[arm] for arm in arms] for count in counts]


@settings(max_examples=60)
@given(KEYS, ARMS, st.integers(1, 40), st.data())
def test_every_arm_stands_everywhere_equally_often(
    key: bytes, arms: tuple[str, ...], many: int, data: st.DataObject
) -> None:
    """To within one: in the first passage, in the repeats, and for two arms in both together."""
    instances = _instances(many, arms)
    again = data.draw(st.sets(st.sampled_from(sorted(instances))))
    found = _one(Secret(key, "1"), instances, again)
    assert len(found) == many + len(again)
    for passage in (1, 2):
        there = [side for side in found.values() if side.passage == passage]
        assert all(max(counts) - min(counts) <= 1 for counts in _places(there, arms))
    if len(arms) == 2:
        assert all(max(counts) - min(counts) <= 1 for counts in _places(list(found.values()), arms))


@settings(max_examples=40)
@given(KEYS, st.integers(0, 1000), st.integers(1, 30))
def test_pairs_are_balanced_one_by_one(key: bytes, seed: int, many: int) -> None:
    """A study with several pairs: each pair by itself, left as often as right to within one."""
    chance = random.Random(seed)
    pairs = [("a", "b"), ("a", "c"), ("c", "b")]
    instances = {f"i{number}": chance.choice(pairs) for number in range(many)}
    found = _one(Secret(key, "s"), instances)
    for pair in pairs:
        there = [side for side in found.values() if set(side.arms) == set(pair)]
        assert all(max(counts) - min(counts) <= 1 for counts in _places(there, pair)) or not there


@settings(max_examples=40)
@given(KEYS, ARMS, st.integers(1, 30), st.randoms())
def test_no_order_decides_anything(
    key: bytes, arms: tuple[str, ...], many: int, chance: random.Random
) -> None:
    """Instances, their arms and repeats in any order, asked again at any time: the same sides."""
    instances = _instances(many, arms)
    again = list(instances)[: many // 3]
    once = _one(Secret(key, "s"), instances, again)
    names = list(instances)
    chance.shuffle(names)
    turned = dict.fromkeys(names, arms[::-1])
    assert _one(Secret(key, "s"), turned, again[::-1]) == once


def test_repeats_are_swapped() -> None:
    """What stood left stands right the second time."""
    found = _one(Secret(b"k" * 16, "s"), _instances(20, ("a", "b", "c")), ["i3", "i7"])
    for instance in ("i3", "i7"):
        assert found[instance, 2].arms == found[instance, 1].arms[::-1]
    assert sum(passage == 2 for _, passage in found) == 2


def test_raters_seeds_and_keys_have_sides_of_their_own() -> None:
    """Changing one of them changes sides; the same always gives the same."""
    instances = _instances(40, ("a", "b"))
    made = [
        [side.arms for side in sides(secret, {rater: instances}).values()]
        for secret, rater in (
            (Secret(b"k" * 16, "s"), "r"),
            (Secret(b"k" * 16, "s"), "q"),
            (Secret(b"k" * 16, "t"), "r"),
            (Secret(b"l" * 16, "s"), "r"),
        )
    ]
    assert all(one != other for one, other in combinations(made, 2))


@settings(max_examples=80)
@given(KEYS, st.integers(1, 6), st.integers(1, 30), st.data())
def test_raters_of_an_instance_see_it_either_way(
    key: bytes, raters: int, many: int, data: st.DataObject
) -> None:
    """Whoever sees whatever: left and right differ by one at most for each instance and for each rater."""
    names = [f"r{number}" for number in range(raters)]
    wanted = {
        rater: dict.fromkeys(data.draw(st.sets(st.sampled_from([f"i{n}" for n in range(many)]))), ("a", "b"))
        for rater in names
    }
    repeats = {
        rater: data.draw(st.sets(st.sampled_from(sorted(own)))) if own else set()
        for rater, own in wanted.items()
    }
    found = sides(Secret(key, "s"), wanted, repeats)
    first = [side for (_, _, passage), side in found.items() if passage == 1]
    for instance in {side.instance for side in first}:
        assert _uneven([side for side in first if side.instance == instance]) <= 1
    for rater in names:
        own = [side for side in found.values() if side.rater == rater]
        assert _uneven(own) <= 1
        assert _uneven([side for side in own if side.passage == 1]) <= 1
        assert _uneven([side for side in own if side.passage == 2]) <= 1
    turned = {rater: dict(reversed(wanted[rater].items())) for rater in reversed(names)}
    assert sides(Secret(key, "s"), turned, repeats) == found


def _uneven(those: list[Side]) -> int:
    """By how many more one arm stands on the left than the other."""
    return abs(sum(1 if side.arms[0] == "a" else -1 for side in those))


def test_the_public_part_tells_nothing_about_the_arm() -> None:
    """Over many keys: neither the place, nor the first digit, nor the order of identities leans to an arm."""
    left = lower = low_digit = total = 0
    for key in range(400):
        secret = Secret(key.to_bytes(16, "big"), "s")
        for side in _one(secret, _instances(5, ("good", "poor"))).values():
            ids = shown(secret, side)
            good = ids[side.arms.index("good")]
            left += side.arms[0] == "good"
            lower += good == min(ids)
            low_digit += good[0] < "8"
            total += 1
            assert "good" not in "".join(ids)
    # Four standard deviations of 2,000 fair coins; sides are dealt in fives, so that theirs are fewer.
    assert all(abs(count - total / 2) < 4 * (total / 4) ** 0.5 for count in (left, lower, low_digit))


def test_renaming_the_arms_changes_no_identity_pattern() -> None:
    """An identity depends on the arm through the key alone: of two instances of an arm nothing is shared."""
    secret = Secret(b"k" * 16, "s")
    ids = {secret.output_id(f"i{number}", arm) for number in range(200) for arm in ("a", "b")}
    assert len(ids) == 400
    assert {len(one) for one in ids} == {20}
    assert len({one[:4] for one in ids}) > 390


def test_the_secret_is_not_printed() -> None:
    """Not in a log, not in a message."""
    assert "kkkk" not in repr(Secret(b"k" * 16, "s"))
    assert "6b6b" not in repr(Secret(b"k" * 16, "s"))


def test_parts_are_kept_apart() -> None:
    """("a", "bc") is not ("ab", "c")."""
    secret = Secret(b"k" * 16, "s")
    assert secret.number("a", "bc") != secret.number("ab", "c")


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


def test_what_cannot_be_shown_is_refused() -> None:
    """Five arms, an arm twice, a repeat that never came, a key that can be guessed."""
    secret = Secret(b"k" * 16, "s")
    with pytest.raises(ValueError, match="different arms"):
        _one(secret, {"i": ("a", "b", "c", "d", "e")})
    with pytest.raises(ValueError, match="different arms"):
        _one(secret, {"i": ("a", "a")})
    with pytest.raises(ValueError, match="never came"):
        _one(secret, {"i": ("a", "b")}, ["j"])
    with pytest.raises(ValueError, match="guessed"):
        Secret(b"short", "s")


def test_a_single_answer_has_its_place() -> None:
    """A study of single answers has one arm and nothing to balance."""
    assert _one(Secret(b"k" * 16, "s"), {"i": ("a",)})["i", 1].arms == ("a",)
