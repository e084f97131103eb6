"""Items and raters are drawn again, both at once."""

import numpy as np
import pytest

from workbench.evaluation.statistics.estimates import Resampling
from workbench.study.preferences.crossed import CELLS_AT_ONCE, Over, crossed_weights, method_of

ITEMS = [str(item) for item in range(30) for _ in range(4)]
RATERS = [rater for _ in range(30) for rater in "wxyz"]


def _drawn(over: Over, resamples: int = 4000) -> np.ndarray:
    return np.concatenate(list(crossed_weights(ITEMS, RATERS, Resampling(resamples=resamples), over)))


def test_a_vote_comes_as_often_as_its_item_times_its_rater() -> None:
    """Each row is an outer product of whole numbers that sum to the items and the raters."""
    weights = _drawn(Over.BOTH, 50).reshape(50, 30, 4)
    assert (weights == weights.round()).all()
    assert weights.sum(axis=(1, 2)).tolist() == [120.0] * 50
    assert all(np.linalg.matrix_rank(one) == 1 for one in weights)


def test_only_items_are_drawn_when_asked() -> None:
    """Every rater of an item comes as often as the others."""
    weights = _drawn(Over.ITEMS, 50).reshape(50, 30, 4)
    assert (weights == weights[:, :, :1]).all()
    assert method_of(RATERS, Over.ITEMS) == method_of(["x"], Over.BOTH) == "bootstrap over items, percentiles"
    assert "raters" in method_of(RATERS, Over.BOTH)


def test_a_mean_spreads_as_the_pigeonhole_bootstrap_does() -> None:
    """For values that are a sum of an item's and a rater's part: the variances of both means, added."""
    of_items = np.random.default_rng(3).normal(size=30)
    of_raters = np.array([0.0, 1.0, 2.0, 5.0])
    values = (of_items[:, None] + of_raters).reshape(-1)
    drawn = _drawn(Over.BOTH) @ values / 120
    expected = of_items.var() / 30 + of_raters.var() / 4
    assert drawn.var() == pytest.approx(expected, rel=0.08)


def test_how_many_are_held_decides_nothing() -> None:
    """Resamples come in parts, always the same for the same seed."""
    many = CELLS_AT_ONCE // len(ITEMS) + 10
    parts = list(crossed_weights(ITEMS, RATERS, Resampling(resamples=many)))
    assert [len(part) for part in parts] == [many - 10, 10]
    again = np.concatenate(list(crossed_weights(ITEMS, RATERS, Resampling(resamples=many))))
    assert (np.concatenate(parts) == again).all()
