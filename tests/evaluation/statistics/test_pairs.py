"""Two runs' items side by side."""

import numpy as np
import pytest

from workbench.evaluation.statistics.estimates import (
    ALL_EQUAL,
    NOTHING,
    ONE_CLUSTER,
    UNDEFINED,
    Resampling,
    Total,
)
from workbench.evaluation.statistics.pairs import pairs


def test_documents_are_drawn_for_both_runs_at_once() -> None:
    """A run that is 5 points better in every item is 5 points better in every resample."""
    first = np.random.default_rng(0).uniform(0, 90, 50)
    draws = pairs(Total.MEAN, first, first + 5, None).draws(Resampling(resamples=200))
    assert draws == pytest.approx(np.full(200, 5.0))


def test_numbers_without_each_document() -> None:
    """As when the document had never been there."""
    both = pairs(Total.MICRO_F1, [[1, 1, 0], [2, 0, 0]], [[0, 1, 1], [2, 0, 2]], None)
    assert both.difference == pytest.approx(100 * (4 / 8 - 6 / 7))
    assert both.left_out() == pytest.approx([100 * (4 / 6 - 1), 100 * (0 - 2 / 3)])


def test_why_drawing_would_tell_nothing() -> None:
    """Each reason has its words."""
    assert pairs(Total.MEAN, [], [], None).no_spread == NOTHING
    assert pairs(Total.MEAN, [1, 2], [2, 3], ["a", "a"]).no_spread == ONE_CLUSTER
    assert pairs(Total.MICRO_F1, [[0, 0, 0]] * 2, [[1, 0, 0]] * 2, None).no_spread == UNDEFINED
    assert pairs(Total.MICRO_F1, [[1, 0, 0]] * 2, [[1, 0, 0]] * 2, None).no_spread == ALL_EQUAL
    assert pairs(Total.MEAN, [1, 2], [2, 5], None).no_spread == ""


def test_other_items_are_refused() -> None:
    """Pairs are of the same items."""
    with pytest.raises(ValueError, match="other items"):
        pairs(Total.MEAN, [1.0], [1.0, 2.0], None)
