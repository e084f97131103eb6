"""Whether confidences tell what is right."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss

from workbench.evaluation.statistics.calibration import calibration
from workbench.evaluation.statistics.estimates import NOTHING
from workbench.evaluation.statistics.intervals import wilson

answers = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


def test_worked_out_by_hand() -> None:
    """Four at 0.9 with three right, one at 0.3 that is wrong: 4/5 x 0.15 + 1/5 x 0.3 = 0.18."""
    found = calibration([(0.9, True), (0.9, True), (0.9, False), (0.9, True), (0.3, False)])
    assert found.error == pytest.approx(0.18)
    assert found.brier == pytest.approx((3 * 0.01 + 0.81 + 0.09) / 5)
    ninth = found.bins[8]
    assert (ninth.n, ninth.right) == (4, 0.75)
    assert ninth.confidence == pytest.approx(0.9)
    assert ninth.interval == wilson(3, 4)
    empty = found.bins[0]
    assert (empty.n, empty.confidence, empty.right, empty.interval) == (0, None, None, None)


@given(answers, st.integers(1, 25))
def test_the_error_is_that_of_a_second_implementation(pairs: list[tuple[float, bool]], bins: int) -> None:
    """As published with Guo et al. 2017: masks of bins that are open below and closed above."""
    confidences = np.array([confidence for confidence, _ in pairs])
    rights = np.array([right for _, right in pairs], dtype=float)
    error = 0.0
    for place in range(bins):
        low, high = place / bins, (place + 1) / bins
        inside = (confidences > low) & (confidences <= high)
        if place == 0:
            inside |= confidences == 0
        if inside.any():
            error += inside.mean() * abs(rights[inside].mean() - confidences[inside].mean())
    found = calibration(pairs, bins)
    assert found.error == pytest.approx(error, abs=1e-6)
    assert sum(part.n for part in found.bins) == found.n == len(pairs)
    assert found.brier == pytest.approx(
        brier_score_loss(rights, confidences, labels=[0, 1], pos_label=1), abs=1e-6
    )


@given(answers)
def test_one_bin_compares_only_the_means(pairs: list[tuple[float, bool]]) -> None:
    """More bins never show less error: they cannot cancel each other."""
    whole, parts = calibration(pairs, 1).error, calibration(pairs, 10).error
    assert whole is not None
    assert parts is not None
    assert whole <= parts + 1e-9


def test_ends_belong_to_the_bin_below() -> None:
    """Also where a product would round over the end; 0 is in the first bin and 1 in the last."""
    for bins in (3, 7, 10, 15, 100):
        for place in range(1, bins + 1):
            found = calibration([(place / bins, True)], bins)
            assert found.bins[place - 1].n == 1
    assert calibration([(0.0, True)]).bins[0].n == 1


def test_nothing_and_nonsense() -> None:
    """Without answers no numbers, with the reason; a percentage is no confidence."""
    found = calibration([])
    assert (found.n, found.error, found.brier, found.reason) == (0, None, None, NOTHING)
    assert len(found.bins) == 10
    with pytest.raises(ValueError, match="confidence"):
        calibration([(80, True)])
    with pytest.raises(ValueError, match="bins"):
        calibration([], 0)
