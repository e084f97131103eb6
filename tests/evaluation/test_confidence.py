"""Probabilities from logarithms."""

from math import log

import pytest

from workbench.domain.runs import OptionChance, TokenChance
from workbench.evaluation.confidence import mean_probability, share_of, shares


def test_mean_is_of_probabilities_not_of_logarithms() -> None:
    """One doubtful token among sure ones lowers the mean by its part, no more."""
    chances = [TokenChance(3, log(0.9)), TokenChance(0, log(0.1)), TokenChance(1, log(0.5))]
    assert mean_probability(chances) == pytest.approx(0.5)


@pytest.mark.parametrize("chances", [None, ()])
def test_what_is_not_known_has_no_mean(chances: tuple[TokenChance, ...] | None) -> None:
    """Neither 0 nor 1."""
    assert mean_probability(chances) is None


def test_shares_add_up_to_one_however_unlikely_all_are() -> None:
    """0.02 and 0.06 are a quarter and three quarters; so they are e^-1000 times that."""
    for far in (0.0, -1000.0):
        options = [OptionChance("A", 1, log(0.02) + far), OptionChance("B", 1, log(0.06) + far)]
        assert shares(options) == pytest.approx((0.25, 0.75))
        assert share_of(options, "B") == pytest.approx(0.75)
    assert shares(()) == ()


def test_a_text_that_is_no_option_has_no_share() -> None:
    """Nor has an answer that was written freely."""
    assert share_of((OptionChance("A", 1, -1.0),), "B") is None
    assert share_of(None, "B") is None
