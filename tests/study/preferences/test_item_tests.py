"""Paired tests of each axis, against scipy and by hand."""

from itertools import product

import pytest
from scipy import stats

from workbench.study.preferences.item_tests import axis_differences, axis_tests

MAIZE = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
"""Darwin's differences between crossed and self-fertilised maize, in eighths of an inch."""


def _axis(values: list[float]) -> dict[str, float]:
    return {str(place): value for place, value in enumerate(values)}


def test_darwins_maize_is_as_published() -> None:
    """Fisher 1935, section 21: 863 x 2 of 2^15 sign flips are as extreme, p = 0.0527; Wilcoxon p = 0.041."""
    (found,) = axis_tests({"height": _axis([float(value) for value in MAIZE])})
    assert found.permutation == pytest.approx(2 * 863 / 2**15, abs=1e-9)
    assert found.wilcoxon == pytest.approx(0.04126, abs=1e-5)
    assert found.sign == pytest.approx(stats.binomtest(2, 15).pvalue, abs=1e-9)
    assert (found.n, found.above, found.below) == (15, 13, 2)


def test_wilcoxon_is_counted_by_hand() -> None:
    """All signs of the ranks of eight differences, of which one is 0."""
    values = [1.0, -2.0, 3.0, 4.0, 5.0, 6.0, -7.5, 0.0]
    ranks = [1, 2, 3, 4, 5, 6, 7]
    sums = [sum(rank for rank, up in zip(ranks, ups, strict=True) if up) for ups in product([0, 1], repeat=7)]
    extreme = sum(abs(one - 14) >= abs(19 - 14) for one in sums) / len(sums)
    (found,) = axis_tests({"a": _axis(values)})
    assert found.wilcoxon == pytest.approx(extreme, abs=1e-9)


def test_axes_are_adjusted_together() -> None:
    """Holm: the smallest p of three is taken three times; an axis without items does not count."""
    strong, weak, none = _axis([1.0] * 12), _axis([1.0, -1.0] * 6), _axis([])
    first, second, third, empty = axis_tests({"a": strong, "b": weak, "c": strong, "d": none})
    assert first.sign == pytest.approx(2 / 2**12)
    assert first.sign_adjusted == third.sign_adjusted == pytest.approx(6 / 2**12)
    assert second.sign_adjusted == 1.0
    assert (empty.n, empty.mean, empty.sign, empty.wilcoxon_adjusted) == (0, None, None, None)


def test_nothing_differs() -> None:
    """All p-values are 1 when every item is equal."""
    (found,) = axis_tests({"a": _axis([0.0, 0.0])})
    assert (found.sign, found.wilcoxon, found.permutation, found.mean) == (1.0, 1.0, 1.0, 0.0)


def test_only_items_that_both_have_are_compared() -> None:
    """Second less first, axis by axis."""
    first = {"a": {"1": 3.0, "2": 4.0}, "only": {"1": 1.0}}
    assert axis_differences(first, {"a": {"1": 5.0, "9": 1.0}}) == {"a": {"1": 2.0}}
