"""Two runs on the same items, against other implementations and published examples."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar as statsmodels_mcnemar

from workbench.evaluation.statistics.estimates import ALL_EQUAL, NOTHING, Estimate, Resampling, Total
from workbench.evaluation.statistics.paired import (
    NO_DIFFERENCE,
    McNemar,
    difference,
    mcnemar,
    sign_flips,
    swaps,
    unseen,
)

RANDOM = np.random.default_rng(7)
FEW = Resampling(resamples=300)
MAIZE = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
"""Darwin's differences between crossed and self-fertilised maize, in eighths of an inch."""


def test_mcnemar_is_as_published() -> None:
    """Fagerland, Lydersen and Laake 2013, table 1 and results: 1 and 7 pairs differ, 0.0703 and 0.0391."""
    found = mcnemar(1, 7)
    assert found.exact == pytest.approx(0.0703, abs=5e-5)
    assert found.mid_p == pytest.approx(0.0391, abs=5e-5)


@given(st.integers(0, 400), st.integers(0, 400))
def test_mcnemar_is_statsmodels(first_only: int, second_only: int) -> None:
    """To 1e-6; the mid-p-value against scipy's binomial, and never above the exact one."""
    found = mcnemar(first_only, second_only)
    table = [[5, first_only], [second_only, 5]]
    if first_only + second_only:
        expected = statsmodels_mcnemar(table, exact=True).pvalue
        assert found.exact == pytest.approx(expected, abs=1e-6)
        pairs = stats.binom(first_only + second_only, 0.5)
        ways = pairs.pmf(range(first_only + second_only + 1))
        own = pairs.pmf(first_only)
        alike = np.isclose(ways, own, rtol=1e-9)
        middle = ways[(ways < own) & ~alike].sum() + ways[alike].sum() / 2
        assert found.mid_p == pytest.approx(middle, abs=1e-6)
    assert found.mid_p <= found.exact
    assert mcnemar(second_only, first_only).exact == found.exact


def test_mcnemar_of_no_pair_of_many_and_of_nonsense() -> None:
    """No pair that differs speaks against nothing; a hundred thousand pairs overflow nothing."""
    assert mcnemar(0, 0) == McNemar(0, 0, 1.0, 1.0)
    assert mcnemar(5000, 5000).exact == 1
    assert 0 < mcnemar(4800, 5200).exact < 1e-4
    counted = np.array([48, 52]) * 100  # numpy's own numbers overflow nothing either
    assert mcnemar(counted[0], counted[1]) == mcnemar(4800, 5200)
    with pytest.raises(ValueError, match="below 0"):
        mcnemar(-1, 2)


def test_flips_of_darwins_maize() -> None:
    """Fisher 1935, The Design of Experiments, section 21: 1,726 of 32,768 sums are as large, 5.267 %."""
    found = sign_flips(MAIZE)
    assert found is not None
    assert found.exact
    assert found.p == pytest.approx(1726 / 32768)
    assert found.difference == pytest.approx(314 / 15)
    assert found.permutations == 32768


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=2, max_size=9))
def test_exact_flips_are_scipys(scores: list[tuple[int, int]]) -> None:
    """To 1e-6: all exchanges of paired samples."""
    first, second = [float(one) for one, _ in scores], [float(other) for _, other in scores]
    found = sign_flips([other - one for one, other in zip(first, second, strict=True)])
    expected = stats.permutation_test(
        (second, first),
        lambda x, y, axis: np.mean(x, axis=axis) - np.mean(y, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=np.inf,
    )
    assert found is not None
    assert found.exact
    assert found.p == pytest.approx(expected.pvalue, abs=1e-6)


def test_flips_by_chance_come_close_to_all_flips() -> None:
    """Two samples of 16 and 17 documents that say the same: one exact, one by chance."""
    exact = sign_flips([*MAIZE, 12])
    chance = sign_flips([*MAIZE, 11.5, 0.5], resampling=Resampling(resamples=40_000))
    assert exact is not None
    assert chance is not None
    assert exact.exact
    assert not chance.exact
    assert chance.p == pytest.approx(exact.p, abs=0.006)


def test_a_chance_p_value_is_never_zero() -> None:
    """(0 + 1) / (10,000 + 1) for forty items that all say the same."""
    found = sign_flips([5.0] * 40)
    assert found is not None
    assert found.p == pytest.approx(1 / 10_001)


def test_documents_are_flipped_whole() -> None:
    """Ten items of two documents are two signs: p cannot be below one half."""
    found = sign_flips([3.0] * 10, [0] * 5 + [1] * 5)
    assert found is not None
    assert (found.p, found.permutations) == (0.5, 4)


def test_items_that_do_not_differ_decide_nothing() -> None:
    """However many there are, the test stays exact."""
    many = sign_flips([*MAIZE, *[0.0] * 500])
    assert many is not None
    assert many.p == pytest.approx(1726 / 32768)
    nothing = sign_flips([0.0, 0.0])
    assert nothing is not None
    assert nothing.p == 1
    assert sign_flips([]) is None


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 4)] * 6), min_size=1, max_size=7))
def test_swaps_of_entities_are_the_obvious_ones(items: list[tuple[int, ...]]) -> None:
    """Every exchange written out, the F1 of both sides computed item by item."""
    first, second = [item[:3] for item in items], [item[3:] for item in items]

    def f1(counts: list[tuple[int, ...]]) -> float | None:
        right, wrong, missed = (sum(column) for column in zip(*counts, strict=True))
        below = 2 * right + wrong + missed
        return 200 * right / below if below else None

    def apart(swapped: int) -> float | None:
        one = [second[i] if swapped >> i & 1 else first[i] for i in range(len(items))]
        other = [first[i] if swapped >> i & 1 else second[i] for i in range(len(items))]
        before, after = f1(one), f1(other)
        return None if before is None or after is None else after - before

    found = swaps(Total.MICRO_F1, first, second)
    observed = apart(0)
    if observed is None:
        assert found is None
        return
    assert found is not None
    everything = [apart(swapped) for swapped in range(2 ** len(items))]
    extreme = [one for one in everything if one is None or abs(one) >= abs(observed) - 1e-9]
    assert found.p == pytest.approx(len(extreme) / len(everything), abs=1e-6)
    assert found.difference == pytest.approx(observed, abs=1e-9)


def test_swaps_of_means_are_flips() -> None:
    """The same exchanges, counted another way; also of whole documents and by chance."""
    first, second = RANDOM.uniform(0, 100, 12), RANDOM.uniform(0, 100, 12)
    by_swaps, by_flips = swaps(Total.MEAN, first, second), sign_flips(second - first)
    assert by_swaps is not None
    assert by_flips is not None
    assert by_swaps.p == pytest.approx(by_flips.p)
    many, others = RANDOM.integers(0, 5, (40, 3)), RANDOM.integers(0, 5, (40, 3))
    found = swaps(Total.MICRO_F1, many, others, [name // 2 for name in range(40)])
    assert found is not None
    assert not found.exact
    assert swaps(Total.MICRO_F1, [], []) is None


def test_the_paired_interval_is_that_of_the_differences() -> None:
    """Of a mean with one item for each document: the interval of the mean difference, as scipy draws it."""
    first = RANDOM.uniform(20, 60, 120)
    second = first + RANDOM.normal(3, 6, 120)
    found = difference(Total.MEAN, first, second)
    expected = stats.bootstrap((second - first,), np.mean, n_resamples=10_000, method="percentile", rng=1)
    assert found.value == pytest.approx((second - first).mean())
    assert found.interval is not None
    ends = (found.interval.low, found.interval.high)
    assert ends == pytest.approx(tuple(expected.confidence_interval), abs=0.1 * expected.standard_error)


def test_bca_is_there_for_differences_too() -> None:
    """Also of ratios."""
    first, second = RANDOM.integers(0, 5, (50, 3)), RANDOM.integers(0, 5, (50, 3))
    found = difference(Total.MICRO_F1, first, second, resampling=Resampling(bca=True))
    assert found.method.endswith("BCa")
    assert found.interval is not None
    assert found.value is not None
    assert found.interval.low < found.value < found.interval.high


def test_runs_that_never_differ_may_still_differ_elsewhere() -> None:
    """Hanley and Lippman-Hand 1983: none of 100 differs, so at most 3.6 % do (97.5 %, one-sided)."""
    found = difference(Total.MEAN, [100, 0] * 50, [100, 0] * 50)
    assert found.method == NO_DIFFERENCE
    assert found.interval == unseen(100)
    upper = stats.beta.ppf(0.975, 1, 100)
    assert unseen(100).high == pytest.approx(100 * upper, abs=1e-6) == -unseen(100).low


def test_differences_without_an_interval() -> None:
    """Each with its reason."""
    assert difference(Total.MEAN, [], []) == Estimate(None, None, 0, 0, reason=NOTHING)
    assert difference(Total.MEAN, [1, 2], [3, 4]) == Estimate(2.0, None, 2, 2, reason=ALL_EQUAL)
    assert difference(Total.MICRO_F1, [[1, 0, 1]] * 3, [[1, 0, 1]] * 3).reason == ALL_EQUAL


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(*[st.floats(0, 100).map(lambda x: round(x, 1))] * 2, st.integers(0, 5)),
        min_size=1,
        max_size=25,
    ),
    st.randoms(),
)
def test_order_decides_nothing_and_sides_only_the_sign(
    items: list[tuple[float, float, int]], shuffler: random.Random
) -> None:
    """Shuffled items give the same; exchanged runs give the mirrored difference and the same p-value."""
    shuffled = list(items)
    shuffler.shuffle(shuffled)

    def of(rows: list[tuple[float, float, int]]) -> tuple[Estimate, float]:
        first, second, clusters = (list(column) for column in zip(*rows, strict=True))
        flipped = sign_flips(np.subtract(second, first), clusters, FEW)
        assert flipped is not None
        return difference(Total.MEAN, first, second, clusters, FEW), flipped.p

    one, p = of(items)
    other, again = of(shuffled)
    mirrored, back = of([(second, first, name) for first, second, name in items])
    assert p == pytest.approx(again)
    assert p == pytest.approx(back, abs=0.25 if len(items) > 16 else 1e-9)
    assert one.value == pytest.approx(other.value, abs=1e-9)
    assert one.value is not None
    assert mirrored.value == pytest.approx(-one.value, abs=1e-9)
    if one.interval is not None and other.interval is not None:
        assert one.interval.low == pytest.approx(other.interval.low, abs=1e-6)
        assert one.interval.low - 1e-9 <= one.value <= one.interval.high + 1e-9
