"""What a subset is worth."""

from math import sqrt
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import samplesize_confint_proportion

from workbench.evaluation.statistics.sample_size import half_width, items_for, subset_note


def test_cochrans_islanders() -> None:
    """Cochran 1977, sections 4.1 and 4.4: 5 points, two standard errors, 400 people; 356 of 3,200."""
    level = 2 * NormalDist().cdf(2) - 1
    assert items_for(5, level=level) == 400
    assert items_for(5, 3200, level=level) == 356


def test_widths_worked_out_by_hand() -> None:
    """1.96 x 50 / 10, and that times the root of 1173 / 1272."""
    assert half_width(100) == pytest.approx(9.79982, abs=1e-5)
    assert half_width(100, 1273) == pytest.approx(9.799820 * sqrt(1173 / 1272), abs=1e-6)
    assert half_width(100, deviation=30) == pytest.approx(0.6 * 9.799820, abs=1e-6)
    assert half_width(0, 10) is None
    assert half_width(10, 10) == half_width(1, 1) == 0


@pytest.mark.parametrize(
    ("n", "population", "note"),
    [
        (100, 1273, "100 of 1,273 items: ±9 points; 400 would give ±4"),
        (500, 1273, "500 of 1,273 items: ±3 points; all 1,273 would leave nothing to chance"),
        (4000, 100_000, "4,000 of 100,000 items: ±1.5 points; 16,000 would give ±0.7"),
        (12, 12, "All 12 items"),
        (0, 12, "None of 12 items"),
    ],
)
def test_notes(n: int, population: int, note: str) -> None:
    """One sentence that a person can act on."""
    assert subset_note(n, population) == note


@given(st.floats(0.3, 40))
def test_without_bounds_it_is_statsmodels(wanted: float) -> None:
    """The number of items for a half width, rounded up."""
    expected = samplesize_confint_proportion(0.5, wanted / 100)
    assert items_for(wanted) == pytest.approx(expected, abs=1)
    assert items_for(wanted) >= expected - 1e-6


@given(st.floats(0.5, 40), st.integers(1, 20_000))
def test_as_many_items_as_asked_for_are_enough_and_one_less_is_not(wanted: float, population: int) -> None:
    """The two functions are each other's opposite."""
    n = items_for(wanted, population)
    enough = half_width(n, population)
    assert enough is not None
    assert enough <= wanted + 1e-6
    less = half_width(n - 1, population)
    assert less is None or less > wanted - 1e-6


def test_nonsense_is_refused() -> None:
    """More items than there are, a width of nothing, a level that is no share."""
    with pytest.raises(ValueError, match="cannot be"):
        half_width(11, 10)
    with pytest.raises(ValueError, match="cannot be reached"):
        items_for(0)
    with pytest.raises(ValueError, match="level"):
        half_width(10, level=95)
