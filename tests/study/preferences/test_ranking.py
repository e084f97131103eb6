"""The ranking recovers what is known, and says why when it cannot."""

import time
from math import exp

import numpy as np
import pytest

from workbench.evaluation.statistics.estimates import NOTHING, Resampling
from workbench.study.preferences.crossed import Over
from workbench.study.preferences.ranking import (
    APART,
    INFINITE,
    NO_LENGTHS,
    SAME_LENGTHS,
    SAME_SIDES,
    fit,
    rank,
    raw_and_adjusted,
)
from workbench.study.preferences.votes import Vote

FEW = Resampling(resamples=300)


def _votes(
    strengths: dict[str, float], items: int = 150, *, side: float = 0.0, length: float = 0.0, seed: int = 1
) -> list[Vote]:
    """Three raters' votes on pairs, of known strengths, side bias and liking for length; nu is 0.5."""
    chance = np.random.default_rng(seed)
    names = sorted(strengths)
    votes = []
    for item in range(items):
        long = {arm: int(chance.integers(100, 1000)) for arm in names}
        for rater in "xyz":
            left, right = (str(arm) for arm in chance.permutation(names)[:2])
            lean = strengths[left] - strengths[right] + side + length * np.log(long[left] / long[right])
            odds = np.array([exp(lean / 2), exp(-lean / 2), 0.5])
            told = chance.choice(3, p=odds / odds.sum())
            best = [(left,), (right,), (left, right)][told]
            votes.append(Vote(str(item), rater, (left, right), best, lengths=(long[left], long[right])))
    return votes


def test_known_strengths_are_recovered() -> None:
    """Strengths, side and ties lie in their intervals; the order and the best arm are right."""
    known = {"a": 0.9, "b": 0.3, "c": -0.2, "d": -1.0}
    found = rank(_votes(known, 300, side=0.4), resampling=FEW)
    assert [row.strength.arm for row in found.rows] == ["a", "b", "c", "d"]
    assert [row.rank for row in found.rows] == [1, 2, 3, 4]
    for row in found.rows:
        interval = row.strength.term.interval
        assert interval is not None
        assert interval.low < known[row.strength.arm] < interval.high
        assert row.ranks is not None
        assert row.ranks[0] <= row.rank <= row.ranks[1]
    assert found.rows[0].best is not None
    assert found.rows[0].best > 0.95
    assert sum(row.best or 0 for row in found.rows) == pytest.approx(1)
    assert found.fit.side is not None
    assert found.fit.side.interval is not None
    assert found.fit.side.interval.low < 0.4 < found.fit.side.interval.high
    ((shown, tied, tie),) = found.fit.ties
    assert (shown, tied) == (2, 2)
    assert tie.value == pytest.approx(np.log(0.5), abs=0.25)
    assert found.fit.chance("a", "d") == pytest.approx(1 / (1 + exp(-1.9)), abs=0.06)
    assert found.fit.chance("a", "nobody") is None
    assert "items x raters" in found.method


def test_length_is_told_apart_from_quality() -> None:
    """Arms of equal quality of which one is longer: preferred as voted, equal when adjusted."""
    chance = np.random.default_rng(2)
    votes = []
    for item in range(400):
        long = {"a": int(chance.integers(300, 1200)), "b": int(chance.integers(150, 600))}
        left, right = ("a", "b") if item % 2 else ("b", "a")
        lean = np.log(long[left] / long[right])
        best = (left,) if chance.random() < 1 / (1 + exp(-lean)) else (right,)
        votes.append(Vote(str(item), "x", (left, right), best, lengths=(long[left], long[right])))
    both = raw_and_adjusted(votes, resampling=FEW)
    assert both.adjusted is not None
    raw, adjusted = both.raw.fit.strengths[0].term, both.adjusted.fit.strengths[0].term
    assert raw.interval is not None
    assert adjusted.interval is not None
    assert raw.interval.low > 0
    assert adjusted.interval.low < 0 < adjusted.interval.high
    assert both.adjusted.fit.length is not None
    assert both.adjusted.fit.length.value > 0.4


def test_why_there_is_no_adjustment_is_said() -> None:
    """Unknown lengths, lengths that are all the same, and lengths that only tell the arm."""
    unknown = [Vote("1", "x", ("a", "b"), ("a",)), Vote("2", "x", ("b", "a"), ("b",))]
    assert raw_and_adjusted(unknown, resampling=FEW).reason == NO_LENGTHS
    same = [Vote(str(n), "x", ("a", "b"), (("a", "b")[n % 2],), lengths=(5, 5)) for n in range(6)]
    assert raw_and_adjusted(same, resampling=FEW).reason == SAME_LENGTHS
    arms = [("a", "b"), ("b", "a")]
    told = [
        Vote(str(n), "x", arms[n % 2], (("a", "b")[n % 3 > 0],), lengths=((9, 4), (4, 9))[n % 2])
        for n in range(12)
    ]
    assert raw_and_adjusted(told, resampling=FEW).reason == SAME_LENGTHS


def test_arms_that_never_met_are_not_ranked() -> None:
    """Two pairs that share no arm have no common scale."""
    votes = [
        Vote(str(n), "x", pair, (pair[n % 2],))
        for n in range(8)
        for pair in [(("a", "b"), ("c", "d"))[n // 4]]
    ]
    found = rank(votes, resampling=FEW)
    assert (found.rows, found.fit.reasons, found.fit.log_likelihood) == ((), (APART,), None)


def test_an_arm_that_always_wins_is_held() -> None:
    """With a ridge and the reason; it is the best in every resample."""
    votes = [Vote(str(n), "x", (("a", "b"), ("b", "a"))[n % 2], ("a",)) for n in range(20)]
    found = rank(votes, resampling=FEW)
    assert found.fit.reasons == (INFINITE,)
    assert found.rows[0].strength.arm == "a"
    assert found.rows[0].best == 1.0
    assert 1 < found.fit.strengths[0].term.value < 10


def test_a_side_that_never_changed_is_left_out() -> None:
    """With the reason; strengths are fitted all the same."""
    votes = [Vote(str(n), "x", ("a", "b"), (("a", "b")[n % 3 > 0],)) for n in range(30)]
    found = fit(votes)
    assert found.side is None
    assert found.reasons == (SAME_SIDES,)
    assert found.chance("b", "a") == pytest.approx(2 / 3)


def test_no_preference_is_no_ranking() -> None:
    """All unacceptable leaves nothing to fit, unless they count as ties."""
    votes = [Vote("1", "x", ("a", "b"), ())]
    assert rank(votes).fit.reasons == (NOTHING,)
    assert fit(votes).left_out == 1
    assert fit([], side=False).n == 0


def test_equal_arms_share_the_best_rank() -> None:
    """Both are first; neither interval of ranks excludes the other."""
    votes = [Vote(str(n), "x", (("a", "b"), ("b", "a"))[n // 2 % 2], (("a", "b")[n % 2],)) for n in range(40)]
    found = rank(votes, resampling=FEW)
    assert [row.rank for row in found.rows] == [1, 1]
    assert [row.ranks for row in found.rows] == [(1, 2), (1, 2)]


def test_votes_in_another_order_rank_the_same() -> None:
    """The order of a file decides nothing."""
    votes = _votes({"a": 0.5, "b": 0.0, "c": -0.5}, 40)
    once, again = rank(votes, resampling=FEW), rank(votes[::-1], resampling=FEW)
    for one, other in zip(once.rows, again.rows, strict=True):
        assert one.strength.term.value == pytest.approx(other.strength.term.value, abs=1e-9)
        assert one.best == other.best


def test_intervals_hold_the_truth() -> None:
    """In about 95 of 100 studies, over items; three raters who are all alike."""
    held = 0
    for seed in range(60):
        found = rank(
            _votes({"a": 0.25, "b": -0.25}, 60, seed=seed),
            over=Over.ITEMS,
            resampling=Resampling(resamples=300),
        )
        interval = found.fit.strengths[0].term.interval
        assert interval is not None
        held += interval.low < 0.25 < interval.high
    assert 51 <= held <= 60


def test_a_study_is_ranked_in_seconds() -> None:
    """200 items, 3 raters, 4 arms, 1,000 resamples; generous for a busy machine."""
    votes = _votes({"a": 0.5, "b": 0.2, "c": 0.0, "d": -0.7}, 200)
    started = time.process_time()
    rank(votes)
    assert time.process_time() - started < 5
