"""Equivalence, against statsmodels."""

import numpy as np
import pytest
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.weightstats import DescrStatsW, ttost_paired

from workbench.evaluation.statistics.equivalence import tost, tost_resampled
from workbench.evaluation.statistics.estimates import Resampling, Total

RANDOM = np.random.default_rng(2)


@pytest.mark.parametrize("shift", [-1.5, 0.0, 0.4, 3.0])
@pytest.mark.parametrize("n", [2, 12, 400])
def test_tost_is_statsmodels(shift: float, n: int) -> None:
    """p-value and 90 % interval to 1e-6; equivalent exactly when the interval lies within the margin."""
    first = RANDOM.uniform(0, 100, n)
    second = first + RANDOM.normal(shift, 4, n)
    found = tost(second - first, 2.0)
    assert found is not None
    expected = ttost_paired(second, first, -2.0, 2.0)
    assert found.p == pytest.approx(expected[0], abs=1e-6)
    low, high = DescrStatsW(second - first).tconfint_mean(alpha=0.1)
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-6)
    assert found.equivalent == (low > -2 and high < 2)


def test_errors_of_documents_are_statsmodels() -> None:
    """A regression on a constant with clustered errors has the same interval, to 1e-6."""
    clusters = RANDOM.integers(0, 25, 150)
    differences = RANDOM.normal(0.3, 3, 150) + RANDOM.normal(0, 2, 25)[clusters]
    found = tost(differences, 3.0, clusters.tolist())
    fitted = OLS(differences, np.ones(150)).fit(cov_type="cluster", cov_kwds={"groups": clusters}, use_t=True)
    assert found is not None
    assert (found.low, found.high) == pytest.approx(tuple(fitted.conf_int(0.1)[0]), abs=1e-6)
    alone = tost(differences, 3.0)
    assert alone is not None
    assert alone.high - alone.low < found.high - found.low
    assert (found.n, found.clusters, found.method) == (150, 25, "two one-sided t-tests by source document")


def test_runs_that_never_differ_are_equivalent_when_there_are_enough_items() -> None:
    """Within 5 points: 0.95^n falls below 5 % from 59 items on."""
    few, enough = tost([0.0] * 58, 5.0), tost([0.0] * 59, 5.0)
    assert few is not None
    assert enough is not None
    assert not few.equivalent
    assert enough.equivalent
    assert few.high > 5 > enough.high


def test_what_cannot_be_tested() -> None:
    """One item, none, or differences that are all the same: no verdict; a margin of 0: an error."""
    assert tost([1.0], 5.0) is None
    assert tost([], 5.0) is None
    assert tost([2.0] * 9, 5.0) is None
    assert tost_resampled(Total.MICRO_F1, [[1, 0, 0]] * 4, [[1, 0, 0]] * 4, margin=1) is None
    assert tost_resampled(Total.MICRO_F1, [[0, 0, 1]] * 4, [[0, 1, 1]] * 4, margin=1) is None
    for margin in (0.0, -1.0, float("nan")):
        with pytest.raises(ValueError, match="margin"):
            tost([1.0, 2.0], margin)


def test_resampling_agrees_with_t_tests_about_means() -> None:
    """Three hundred items: interval and p-value are nearly the same."""
    first = RANDOM.uniform(0, 90, 300)
    second = first + RANDOM.normal(0.2, 4, 300)
    by_t = tost(second - first, 0.6)
    by_draws = tost_resampled(Total.MEAN, first, second, margin=0.6, resampling=Resampling(resamples=20_000))
    assert by_t is not None
    assert by_draws is not None
    assert (by_draws.low, by_draws.high) == pytest.approx((by_t.low, by_t.high), abs=0.03)
    assert by_draws.p == pytest.approx(by_t.p, abs=0.02)


def test_entities_of_two_runs() -> None:
    """One wrong entity more among two thousand: equivalent within a point, not within a hundredth."""
    first = RANDOM.integers(0, 6, (500, 3))
    second = first.copy()
    second[7] += (0, 1, 0)
    second[9] += (1, 0, 0)
    wide = tost_resampled(Total.MICRO_F1, first, second, margin=1)
    narrow = tost_resampled(Total.MICRO_F1, first, second, margin=0.01)
    assert wide is not None
    assert narrow is not None
    assert wide.equivalent
    assert wide.p == pytest.approx(1 / 10_001)
    assert not narrow.equivalent
