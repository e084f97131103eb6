"""Many tests at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from workbench.evaluation.statistics.multiple import holm

probabilities = st.floats(0, 1)


def test_worked_by_hand() -> None:
    """0.005 x 4, 0.01 x 3, 0.03 x 2, and 0.04, which may not be below the one before."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02))


@pytest.mark.parametrize("tests", [1, 2, 7, 52])
def test_holm_is_statsmodels(tests: int) -> None:
    """To 1e-6; squared, so that some are small, and with ties."""
    p_values = np.random.default_rng(tests).uniform(0, 1, tests).round(2) ** 2
    expected = multipletests(p_values, method="holm")[1]
    assert list(holm(p_values.tolist())) == pytest.approx(list(expected), abs=1e-6)


@given(st.lists(probabilities, max_size=30))
def test_adjusted_values_keep_the_order_and_never_fall(p_values: list[float]) -> None:
    """What was smaller stays smaller or equal, nothing becomes smaller than it was, nothing exceeds 1."""
    adjusted = holm(p_values)
    pairs = sorted(zip(p_values, adjusted, strict=True), key=lambda pair: (pair[0], pair[1] or 0))
    values = [after for _, after in pairs if after is not None]
    assert values == sorted(values)
    assert all(after is not None and before <= after <= 1 for before, after in pairs)


def test_tests_that_were_not_done_do_not_count() -> None:
    """They stay without a value and cost the others nothing."""
    assert holm([None, 0.02, None, 0.03]) == pytest.approx((None, 0.04, None, 0.04))
    assert holm([]) == ()


@pytest.mark.parametrize("p", [-0.1, 1.1, float("nan")])
def test_what_is_no_probability_is_refused(p: float) -> None:
    """Also what is not a number at all."""
    with pytest.raises(ValueError, match="p-value"):
        holm([0.5, p])
