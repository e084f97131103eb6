"""What formulas are made of."""

import numpy as np
import pytest

from tests.study.agreement.examples import LABELS, matrix
from workbench.study.agreement.formula import beyond_chance, counts, once, shares

ROWS = matrix([[1, 1, 2], [3, None, None]], LABELS)


def test_counts_with_every_rater_once() -> None:
    """Two answers 1 and one answer 2 make six ordered pairs; one answer makes none."""
    found = counts(ROWS, once(ROWS))
    assert found.levels[0].tolist() == [[2, 1, 0, 0, 0], [0, 0, 1, 0, 0]]
    assert found.answers[0].tolist() == [3, 1]
    assert found.pairs[0].tolist() == [6, 0]


def test_a_rater_who_counts_twice_makes_no_pair_with_itself() -> None:
    """Rater a twice and rater c once: two pairs each way."""
    found = counts(ROWS, np.array([[2.0, 0.0, 1.0]]))
    assert found.answers[0].tolist() == [3, 2]
    assert found.pairs[0].tolist() == [4, 0]


def test_shares_of_nothing_are_0() -> None:
    """They stand for items that are counted as having no share."""
    assert shares(np.array([1.0, 0.0]), np.array([4.0, 0.0])).tolist() == [0.25, 0]


def test_beyond_chance() -> None:
    """Not defined where chance always agrees."""
    found = beyond_chance(np.array([0.9, 1.0]), np.array([0.5, 1.0]))
    assert found[0] == pytest.approx(0.8)
    assert np.isnan(found[1])
