"""Intervals of one number, against other implementations and published ones."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from workbench.domain.scores import Interval
from workbench.evaluation.statistics.estimates import (
    ALL_EQUAL,
    NOTHING,
    ONE_CLUSTER,
    UNDEFINED,
    Estimate,
    Resampling,
    Total,
)
from workbench.evaluation.statistics.intervals import estimate, macro_f1, mean, micro_f1, proportion, wilson

FEW = Resampling(resamples=300)
percents = st.floats(0, 100).map(lambda value: round(value, 2))


def _ends(found: Estimate) -> tuple[float, float]:
    """An interval that must be there."""
    assert found.interval is not None, found.reason
    return found.interval.low, found.interval.high


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_is_as_published(right: int, n: int, low: float, high: float) -> None:
    """Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3."""
    found = wilson(right, n)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@given(
    st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(0.5, 0.999)
)
def test_wilson_is_statsmodels(counted: tuple[int, int], level: float) -> None:
    """To 1e-6, at any level; and the share lies inside."""
    right, n = counted
    found = wilson(right, n, level)
    assert found is not None
    expected = proportion_confint(right, n, alpha=1 - level, method="wilson")
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-6)
    assert 0 <= found.low <= right / n <= found.high <= 1


def test_wilson_of_nothing_and_of_nonsense() -> None:
    """Nothing has no interval; more right than there are is an error."""
    assert wilson(0, 0) is None
    assert proportion(0, 0) == Estimate(None, None, 0, 0, reason=NOTHING)
    for right, n in ((3, 2), (-1, 2)):
        with pytest.raises(ValueError, match="no share"):
            wilson(right, n)


def test_right_and_wrong_items_have_wilsons_interval() -> None:
    """Where each item has its own document, a mean of 0 and 100 is a share."""
    assert mean([100, 0, 0, 100, 100]) == proportion(3, 5)
    assert mean([100, 0], ["a", "b"]).method == "Wilson"
    assert "bootstrap" in mean([100, 0, 100], ["a", "a", "b"]).method


def test_all_right_is_not_certain() -> None:
    """Drawing documents that are all right would say 100 to 100: Wilson's interval is of the documents."""
    found = mean([100.0] * 12, list("aaabbbcccddd"))
    expected = wilson(4, 4)
    assert expected is not None
    assert found.interval == Interval(100 * expected.low, 100.0)
    assert (found.n, found.clusters) == (12, 4)


def test_one_item() -> None:
    """A right one may be chance; a graded one says nothing about others."""
    assert _ends(mean([100.0])) == pytest.approx((20.654931, 100), abs=1e-6)
    assert mean([37.5]) == Estimate(37.5, None, 1, 1, reason=ONE_CLUSTER)
    assert mean([30.0, 40.0], ["a", "a"]) == Estimate(35.0, None, 2, 1, reason=ONE_CLUSTER)


def test_what_has_no_number_and_what_has_no_interval() -> None:
    """Each with its reason, never 0."""
    assert mean([]) == micro_f1([]) == Estimate(None, None, 0, 0, reason=NOTHING)
    assert micro_f1([[0, 0, 0]] * 3) == Estimate(None, None, 3, 3, reason=UNDEFINED)
    assert mean([33.5] * 7) == Estimate(33.5, None, 7, 7, reason=ALL_EQUAL)
    assert mean([33.3] * 7).reason == ALL_EQUAL
    assert micro_f1([[2, 0, 0], [1, 0, 0]]) == Estimate(100.0, None, 2, 2, reason=ALL_EQUAL)


def test_resamples_in_which_nothing_was_to_be_found_are_left_out() -> None:
    """Most documents have no entity at all; the interval is of those resamples that have one."""
    low, high = _ends(micro_f1([[0, 0, 0]] * 9 + [[1, 1, 0], [0, 1, 0]]))
    assert (low, high) == pytest.approx((0, 200 / 3))
    assert micro_f1([[0, 0, 0]] * 5 + [[1, 1, 0]]).reason == ALL_EQUAL


def test_the_seed_decides() -> None:
    """The same seed the same interval, to the last digit; another seed another one, close by."""
    values = [float(value) for value in range(80)]
    one, again = mean(values, resampling=Resampling(seed=5)), mean(values, resampling=Resampling(seed=5))
    other = mean(values, resampling=Resampling(seed=6))
    assert one == again != other
    assert _ends(one) == pytest.approx(_ends(other), abs=1)


def test_documents_with_many_items_make_the_interval_wider() -> None:
    """Ten copies of each of twenty answers are not two hundred answers."""
    twenty = [float(value) for value in range(0, 100, 5)]
    copies = [value for value in twenty for _ in range(10)]
    of_copies = [name for name in range(20) for _ in range(10)]
    assert _ends(mean(copies, of_copies)) == pytest.approx(_ends(mean(twenty)), abs=1e-9)
    narrow, wide = _ends(mean(copies)), _ends(mean(copies, of_copies))
    assert wide[1] - wide[0] > 2.5 * (narrow[1] - narrow[0])


def test_bca_moves_towards_the_longer_tail() -> None:
    """Of a skewed sample both its ends lie higher than the percentiles'."""
    values = [1.0] * 30 + [60.0, 70.0, 100.0]
    plain, corrected = mean(values), mean(values, resampling=Resampling(bca=True))
    assert corrected.method.endswith("BCa")
    assert _ends(corrected)[0] > _ends(plain)[0]
    assert _ends(corrected)[1] > _ends(plain)[1]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(percents, st.integers(0, 4)), min_size=2, max_size=30), st.randoms())
def test_the_order_of_items_decides_nothing(items: list[tuple[float, int]], shuffler: random.Random) -> None:
    """Nor do the names of the documents; and the number lies inside its interval."""
    shuffled = list(items)
    shuffler.shuffle(shuffled)
    one = mean([value for value, _ in items], [of for _, of in items], FEW)
    other = mean([value for value, _ in shuffled], [f"document {of}" for _, of in shuffled], FEW)
    assert (one.interval is None) == (other.interval is None)
    if one.interval is not None and other.interval is not None and one.value is not None:
        assert _ends(one) == pytest.approx(_ends(other), abs=1e-6)
        assert one.interval.low - 1e-9 <= one.value <= one.interval.high + 1e-9


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 5)] * 3), min_size=1, max_size=20), st.integers(2, 4))
def test_writing_every_item_of_a_document_more_often_changes_nothing(
    counts: list[tuple[int, int, int]], times: int
) -> None:
    """What counts is the documents: all of them twice as long have the same ratios."""
    once = micro_f1(counts, resampling=FEW)
    names = [name for name in range(len(counts)) for _ in range(times)]
    often = micro_f1([count for count in counts for _ in range(times)], names, FEW)
    assert often.value == pytest.approx(once.value)
    assert (once.interval is None) == (often.interval is None)
    if once.interval is not None:
        assert _ends(often) == pytest.approx(_ends(once), abs=1e-6)


def test_macro_f1_counts_labels_alike() -> None:
    """A rare label weighs as much as a common one: 8 of 9 right, and yet about 47."""
    common, missed = [1, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 1]
    found = macro_f1([common] * 8 + [missed])
    assert found.value == pytest.approx(100 * (16 / 17) / 2)
    low, high = _ends(found)
    assert low <= 50 <= high
    assert estimate(Total.MACRO_F1_ALL, [common] * 8 + [missed]).value == found.value
