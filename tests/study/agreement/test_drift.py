"""Drift is the rolling mean of a rater's distance from the others, with intervals over instances."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.judgements import Judgement, Missing
from workbench.evaluation.statistics.estimates import Resampling
from workbench.study.agreement.drift import LEAST_WINDOW, drift

FEW = Resampling(resamples=200)


def _two(values: list[int], other: int = 3) -> list[Judgement]:
    """What one rater says about many items, and another always the same."""
    return [
        Judgement(f"i{place}", rater, value if rater == "a" else other, when=float(place))
        for place, value in enumerate(values, start=1)
        for rater in ("b", "a")
    ]


@given(st.lists(st.integers(1, 5), min_size=1, max_size=30))
def test_the_mean_is_of_the_latest_answers(values: list[int]) -> None:
    """The plain mean of the last ten less what the other said, from where there are five."""
    found = drift(_two(values), FEW)["a"]
    assert [point.when for point in found] == list(range(LEAST_WINDOW // 2, len(values) + 1))
    for point in found:
        latest = values[max(0, int(point.when) - LEAST_WINDOW) : int(point.when)]
        assert point.mean == pytest.approx(np.mean(latest) - 3)
        assert point.n == len(latest)
        if point.interval is not None:
            assert point.interval.low - 1e-9 <= point.mean <= point.interval.high + 1e-9
        assert (point.interval is None) == (len(set(latest)) == 1)


def test_intervals_hold_what_they_should() -> None:
    """Of draws around 0, some 19 of 20 middle points have 0 in their interval (a window of 40 answers)."""
    inside = total = 0
    for seed in range(60):
        generator = np.random.default_rng(seed)
        values = [int(one) for one in generator.integers(1, 6, size=200)]
        point = drift(_two(values), Resampling(resamples=400))["a"][100]
        assert point.n == 40
        assert point.interval is not None
        inside += point.interval.low <= 0 <= point.interval.high
        total += 1
    assert 0.85 <= inside / total <= 1


def test_answers_of_one_instance_are_drawn_together() -> None:
    """The same answer ten times over tells no more than once, and of one instance alone nothing."""
    values = [1, 5] * 20
    each = drift(_two(values), FEW)["a"][-1]
    pairs = drift(_two(values), FEW, {f"i{place}": place % 2 for place in range(1, 41)})["a"][-1]
    assert each.interval is not None
    assert pairs.interval is not None
    assert (pairs.interval.low, pairs.interval.high) == (-2.0, 2.0)
    assert each.interval.high - each.interval.low < 4
    one = drift(_two(values), FEW, {f"i{place}": 0 for place in range(1, 41)})["a"][-1]
    assert one.interval is None


def test_two_answers_at_one_time_are_one_point() -> None:
    """A presentation with two answers."""
    given_ = [Judgement(f"{one.item_id}{side}", *_rest(one)) for side in "lr" for one in _two([1, 5, 2] * 4)]
    found = drift(given_, FEW)["a"]
    assert [point.when for point in found] == list(range(3, 13))


def test_what_nobody_else_judged_has_no_distance() -> None:
    """Nor has what is missing or is a label; without a time there is no drift."""
    alone = [Judgement("i", "a", 3, when=1.0), Judgement("j", "a", None, Missing.SKIPPED, when=2.0)]
    assert drift(alone, FEW) == {}
    assert drift([], FEW) == {}
    assert drift(_two([1, 2]), FEW) == {"a": (), "b": ()}
    with pytest.raises(ValueError, match="has no time"):
        drift([Judgement("i", "a", 3), Judgement("i", "b", 3)], FEW)


def _rest(one: Judgement) -> tuple[str, int, None, float]:
    assert isinstance(one.value, int)
    assert one.when is not None
    return one.rater, one.value, None, one.when
