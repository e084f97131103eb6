"""Intraclass correlations."""

from math import isclose

import pytest
from hypothesis import assume, given, settings
from scipy import stats

from tests.study.agreement import slow
from tests.study.agreement.drawn import answers
from tests.study.agreement.examples import POINTS, SHROUT_FLEISS, matrix
from workbench.domain.judgements import Scale, ScaleKind
from workbench.domain.scores import Interval
from workbench.study.agreement.findings import ALL_EQUAL, BY_F
from workbench.study.agreement.icc import (
    NO_ITEMS,
    NO_NOISE,
    TOO_FEW,
    UNBOUNDED,
    icc_mean,
    icc_single,
    mean_squares,
)

OPEN = Scale(ScaleKind.INTERVAL)


def _ends(found: Interval | None) -> tuple[float, float]:
    """The ends of an interval that is there."""
    assert found is not None
    return found.low, found.high


def test_shrout_and_fleiss_1979() -> None:
    """0.29 and 0.62 from mean squares 11.24, 32.49 and 1.02; intervals as R's psych has them."""
    found = matrix(SHROUT_FLEISS, OPEN)
    squares = mean_squares(found)
    assert (squares.items, squares.raters, squares.error) == pytest.approx((11.24, 32.49, 1.02), abs=5e-3)
    single, mean = icc_single(found), icc_mean(found)
    assert single.value == pytest.approx(0.2897638, abs=5e-8)
    assert mean.value == pytest.approx(0.6200505, abs=5e-8)
    assert _ends(single.interval) == pytest.approx((0.02, 0.76), abs=5e-3)
    assert _ends(mean.interval) == pytest.approx((0.07, 0.93), abs=5e-3)
    assert (single.n_items, single.n_raters, single.method) == (6, 4, BY_F)


@settings(max_examples=80, deadline=None)
@given(answers(gaps=False))
def test_it_is_the_slow_one(rows: list[list[int]]) -> None:
    """Shrout and Fleiss' formulas term by term, with scipy's F; ICC(2,k)'s interval by Spearman and Brown."""
    found = matrix(rows, POINTS)
    items, raters, error = slow.mean_squares(rows)
    assume(error > 1e-9 and len({value for row in rows for value in row}) > 1)
    n, k = len(rows), len(rows[0])
    assume(items > 1e-9)
    value = (items - error) / (items + (k - 1) * error + k * (raters - error) / n)
    single = icc_single(found)
    assert single.value == pytest.approx(value, abs=1e-9)
    f = raters / error
    above = (k - 1) * (n - 1) * (k * value * f + n * (1 + (k - 1) * value) - k * value) ** 2
    v = above / ((n - 1) * k**2 * value**2 * f**2 + (n * (1 + (k - 1) * value) - k * value) ** 2)
    assume(v > 0.05)
    upper, lower = stats.f.ppf(0.975, n - 1, v), stats.f.ppf(0.975, v, n - 1)
    rest = k * raters + (k * n - k - n) * error
    low = n * (items - upper * error) / (upper * rest + n * items)
    high = n * (lower * items - error) / (rest + n * lower * items)
    assert _ends(single.interval) == pytest.approx((low, high), rel=1e-6, abs=1e-6)
    mean = icc_mean(found)
    if mean.value is not None and abs(mean.value) < 1e3:
        assert mean.value == pytest.approx(k * value / (1 + (k - 1) * value), rel=1e-6, abs=1e-6)
    if mean.interval is not None and abs(mean.interval.low) < 1e3:
        stepped = [k * end / (1 + (k - 1) * end) for end in (low, high)]
        assert _ends(mean.interval) == pytest.approx(stepped, rel=1e-5, abs=1e-6)


def test_incomplete_data_are_refused() -> None:
    """The reason says how much is missing."""
    found = icc_single(matrix([[1, 2], [3, None], [4, 5]], POINTS))
    assert (found.value, found.interval) == (None, None)
    assert found.reason == "1 of 3 items lack a rater's answer, and it is for complete data"
    assert icc_mean(matrix([[1, 2]], POINTS)).reason == TOO_FEW
    assert icc_mean(matrix([[2, 2], [2, 2]], POINTS)).reason == ALL_EQUAL


def test_raters_who_never_differ() -> None:
    """They agree entirely, and nothing tells how sure that is."""
    found = icc_single(matrix([[1, 1], [2, 2], [5, 5]], POINTS))
    assert (found.value, found.interval, found.reason) == (1.0, None, NO_NOISE)
    assert icc_mean(matrix([[1, 1], [2, 2], [5, 5]], POINTS)).reason == NO_NOISE


def test_raters_who_differ_by_the_same_always() -> None:
    """Without error the interval is the limit of ever smaller error."""
    constant = [[1.0, 2.0], [2.0, 3.0], [4.0, 5.0], [3.0, 4.0]]
    nearly = [[1.0, 2.0], [2.0, 3.0], [4.0, 5.0], [3.0, 4 + 1e-7]]
    for icc in (icc_single, icc_mean):
        found, close = icc(matrix(constant, OPEN)), icc(matrix(nearly, OPEN))
        assert found.value == pytest.approx(close.value, abs=1e-5)
        assert _ends(found.interval) == pytest.approx(_ends(close.interval), abs=1e-4)


def test_items_that_do_not_differ() -> None:
    """Nothing tells how sure that is; the mean of raters may have no value, or no end."""
    only_raters = icc_single(matrix([[1, 2], [1, 2], [1, 2]], POINTS))
    assert only_raters.value is not None
    assert isclose(only_raters.value, 0, abs_tol=1e-12)
    assert (only_raters.interval, only_raters.reason) == (None, NO_ITEMS)
    crossed = icc_mean(matrix([[1, 5], [5, 1], [1, 5], [5, 1]], POINTS))
    assert (crossed.value, crossed.reason) == (None, UNBOUNDED)
    assert icc_single(matrix([[1, 2], [2, 1]], POINTS)).reason == UNBOUNDED
    nearly = icc_mean(matrix([[1, 2, 3], [2, 3, 1], [3, 1, 3]], POINTS))
    assert nearly.interval is None
    assert nearly.reason == UNBOUNDED
