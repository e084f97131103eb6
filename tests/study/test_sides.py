"""Sides are balanced, stable, independent of every order, and tell nothing about the arms."""

import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.study.assignment import assigned
from workbench.study.sides import Secret, Side, shown, sides

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


@settings(max_examples=60)
@given(KEYS, st.integers(3, 4), st.integers(1, 5), st.integers(1, 24), st.data())
def test_raters_of_three_arms_and_more_see_them_evenly(
    key: bytes, size: int, raters: int, many: int, data: st.DataObject
) -> None:
    """Whoever sees whatever: each rater every arm everywhere to within one, in repeats too.

    Of each two arms one stands before the other as often as after it: to within one where a rater has an odd
    number, within none where four arms come an even number of times, within two where three arms do (two or
    four rows of three arms that are even at all places are never even in all pairs).
    """
    arms = ("base", "large", "other", "small")[:size]
    names = [f"r{number}" for number in range(raters)]
    wanted = {
        rater: dict.fromkeys(data.draw(st.sets(st.sampled_from([f"i{n}" for n in range(many)]))), arms)
        for rater in names
    }
    repeats = {
        rater: data.draw(st.sets(st.sampled_from(sorted(own)))) if own else set()
        for rater, own in wanted.items()
    }
    found = sides(Secret(key, "s"), wanted, repeats)
    for rater in names:
        for passage in (1, 2):
            own = [side for side in found.values() if (side.rater, side.passage) == (rater, passage)]
            assert all(max(counts) - min(counts) <= 1 for counts in _places(own, arms))
            even = 0 if size == 4 or len(own) % 6 == 0 else 2
            assert _before(own, arms) <= (1 if len(own) % 2 else even)
    turned = {rater: dict(reversed(wanted[rater].items())) for rater in reversed(names)}
    assert sides(Secret(key, "s"), turned, repeats) == found


@settings(max_examples=60)
@given(KEYS, st.integers(3, 4), st.integers(1, 4), st.integers(1, 40))
def test_raters_of_one_instance_see_its_arms_evenly(key: bytes, size: int, raters: int, many: int) -> None:
    """Where up to four raters see all instances: the same bounds hold for each instance as for each rater."""
    arms = ("base", "large", "other", "small")[:size]
    instances = _instances(many, arms)
    found = sides(Secret(key, "s"), {f"r{number}": instances for number in range(raters)})
    for instance in instances:
        own = [side for side in found.values() if side.instance == instance]
        assert all(max(counts) - min(counts) <= 1 for counts in _places(own, arms))
        assert _before(own, arms) <= (1 if raters % 2 else 0 if size == 4 else 2)


@pytest.mark.parametrize("size", [3, 4])
@pytest.mark.parametrize(("raters", "overlap"), [(4, 3), (6, 3), (5, 2), (5, 5), (12, 4)])
def test_instances_are_even_when_raters_see_only_some(size: int, raters: int, overlap: int) -> None:
    """With each rater's own repeats: at least nine of ten instances are even to within one at every place."""
    arms = ("base", "large", "other", "small")[:size]
    secret = Secret(b"k" * 16, f"{raters} {overlap}")
    given_out = assigned(secret, [f"i{n}" for n in range(100)], [f"r{n}" for n in range(raters)], overlap)
    repeats = {rater: own[: len(own) // 7] for rater, own in given_out.items()}
    found = sides(secret, {rater: dict.fromkeys(own, arms) for rater, own in given_out.items()}, repeats)
    first = [side for side in found.values() if side.passage == 1]
    uneven = []
    for number in range(100):
        own = [side for side in first if side.instance == f"i{number}"]
        uneven.append(max(max(counts) - min(counts) for counts in _places(own, arms)))
    assert sum(one <= 1 for one in uneven) >= 90
    assert max(uneven) <= 2


def _before(those: list[Side], arms: tuple[str, ...]) -> int:
    """By how many more one arm stands before another than after it: the most of all two."""
    return max(
        abs(sum(1 if side.arms.index(one) < side.arms.index(other) else -1 for side in those))
        for one, other in combinations(arms, 2)
    )


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
