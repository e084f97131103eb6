"""What a rater's file holds is in order, balanced, and says nothing about the arms."""

import json
from collections import Counter
from dataclasses import asdict

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.study.assignment import Part, Wishes, orders
from workbench.study.presentations import Presented, presented
from workbench.study.sides import Secret

ARMS = ("base-f16", "base-q4")
WISHES = Wishes(training=("t1", "t2", "t3"), anchors=("a1", "a2", "a3"), every=10)


def _all(secret: Secret, many: int = 60) -> dict[str, tuple[Presented, ...]]:
    instances = [f"i{number}" for number in range(many)]
    arms = dict.fromkeys([*instances, *WISHES.training, *WISHES.anchors], ARMS)
    return presented(secret, orders(secret, instances, ["x", "y", "z"], 2, WISHES), arms)


@settings(max_examples=30)
@given(st.binary(min_size=16, max_size=20), st.integers(5, 60))
def test_what_is_counted_is_balanced(key: bytes, many: int) -> None:
    """Each arm as often left as right to within one: of what is counted, and of training."""
    for made in _all(Secret(key, "s"), many).values():
        for training in (True, False):
            left = Counter(one.side.arms[0] for one in made if one.shown.training == training)
            assert abs(left[ARMS[0]] - left[ARMS[1]]) <= 1


def test_places_and_identities_are_each_ones_own() -> None:
    """In order from 1; a repeat has another identity than the first time, and swapped sides."""
    made = _all(Secret(b"k" * 16, "s"))["x"]
    assert [one.shown.place for one in made] == list(range(1, len(made) + 1))
    assert len({one.shown.id for one in made}) == len(made)
    first = {one.turn.instance: one for one in made if one.turn.passage == 1}
    again = [one for one in made if one.turn.part is Part.REPEAT]
    assert len(again) == 6
    for one in again:
        assert one.shown.outputs == first[one.turn.instance].shown.outputs[::-1]


def test_a_raters_file_tells_no_arm() -> None:
    """No name of an arm, no word for anchors or repeats; another naming of the arms shares no identity."""
    secret = Secret(b"k" * 16, "s")
    text = json.dumps([asdict(one.shown) for made in _all(secret).values() for one in made])
    assert not any(word in text for word in (*ARMS, "base", "q4", "anchor", "repeat", "study"))
    other = {secret.output_id("i1", arm) for arm in ("other", "names")}
    assert not any(one in text for one in other)


def test_who_knows_a_few_arms_cannot_tell_the_rest() -> None:
    """Knowing every other presentation's arms, the best guess from sides and digits is as good as a coin.

    Guesses: the side that was right most often, and the order of identities that was; over 200 studies.
    """
    right_side = right_order = total = 0
    for number in range(200):
        made = _all(Secret(number.to_bytes(16, "big"), "s"), 30)["x"]
        known, unknown = made[::2], made[1::2]
        mostly_left = sum(one.side.arms[0] == ARMS[0] for one in known) * 2 > len(known)
        lower = sum(_lower(one) == ARMS[0] for one in known) * 2 > len(known)
        for one in unknown:
            right_side += (one.side.arms[0] == ARMS[0]) == mostly_left
            right_order += (_lower(one) == ARMS[0]) == lower
            total += 1
    # Balance makes the side a little worse than a coin, and no use to anybody.
    assert right_side / total < 0.53
    assert abs(right_order / total - 0.5) < 0.04


def _lower(one: Presented) -> str:
    """The arm whose answer has the lower identity."""
    return one.side.arms[one.shown.outputs.index(min(one.shown.outputs))]
