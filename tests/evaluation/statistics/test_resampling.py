"""Drawing documents: what comes out is what a slow and obvious drawing gives."""

from time import perf_counter
from types import SimpleNamespace

import numpy as np
import pytest
from scipy import stats

from workbench.evaluation.statistics.estimates import Resampling, Total
from workbench.evaluation.statistics.intervals import estimate, mean
from workbench.evaluation.statistics.paired import difference, sign_flips
from workbench.evaluation.statistics.resampling import (
    bias_corrected,
    cluster_sums,
    drawn_sums,
    drawn_weights,
    interval_of,
    percentiles,
    share_as_extreme,
    swapped_sums,
    without_each,
)

RANDOM = np.random.default_rng(4)


def test_sums_are_of_clusters_in_the_order_of_their_first_item() -> None:
    """Items of one document are summed wherever they stand."""
    columns = np.array([[1.0, 1.0], [10.0, 1.0], [100.0, 1.0]])
    assert cluster_sums(columns, ["a", "b", "a"]).tolist() == [[101, 2], [10, 1]]
    assert cluster_sums(columns, None) is columns
    with pytest.raises(ValueError, match="2 clusters for 3 items"):
        cluster_sums(columns, ["a", "b"])


def test_the_same_resamples_give_the_same_interval_the_slow_way() -> None:
    """Documents written out as often as they are drawn, and their items averaged one by one."""
    values = RANDOM.uniform(0, 100, 90).round(3).tolist()
    clusters = RANDOM.integers(0, 30, 90).tolist()
    resampling = Resampling(resamples=400, seed=11)
    documents = sorted(
        ([value for value, of in zip(values, clusters, strict=True) if of == name] for name in set(clusters)),
        key=lambda items: (sum(items), len(items)),
    )
    means = []
    for weights in drawn_weights(len(documents), 400, np.random.default_rng(11)):
        for row in weights:
            drawn = [
                value
                for items, times in zip(documents, row, strict=True)
                for _ in range(int(times))
                for value in items
            ]
            means.append(sum(drawn) / len(drawn))
    low, high = np.quantile(means, [0.025, 0.975])
    found = mean(values, clusters, resampling).interval
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-6)


def test_intervals_of_draws_are_scipys() -> None:
    """Percentile and BCa from the very same draws, to 1e-6; two columns, so that the ratio is skewed."""
    rows = np.column_stack([RANDOM.exponential(20, 40), RANDOM.integers(1, 4, 40)])
    sums = drawn_sums(rows, Resampling(seed=3))
    draws = sums[:, 0] / sums[:, 1]
    left = without_each(rows)
    value = rows[:, 0].sum() / rows[:, 1].sum()

    def ratio(above: np.ndarray, below: np.ndarray, axis: int) -> np.ndarray:
        return np.asarray(above.sum(axis=axis) / below.sum(axis=axis))

    for method in ("percentile", "BCa"):
        expected = stats.bootstrap(
            (rows[:, 0], rows[:, 1]),
            ratio,
            paired=True,
            n_resamples=0,
            method=method,
            bootstrap_result=SimpleNamespace(bootstrap_distribution=draws),
        ).confidence_interval
        found = (
            percentiles(draws, 0.95)
            if method == "percentile"
            else bias_corrected(draws, value, left[:, 0] / left[:, 1], 0.95)
        )
        assert found is not None
        assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-6)


@pytest.mark.parametrize("kinds", [3, 200])
def test_draws_are_distributed_as_scipys(kinds: int) -> None:
    """Whether few different documents are counted or many are drawn one by one: the same means and spread."""
    values = RANDOM.integers(0, kinds, 200) * 7.0 if kinds == 3 else RANDOM.gamma(2, 10, 200)
    rows = np.column_stack([values, np.ones(200)])
    draws = drawn_sums(rows, Resampling(resamples=20_000, seed=1))
    assert (draws[:, 1] == 200).all()
    expected = stats.bootstrap((values,), np.mean, n_resamples=20_000, method="percentile", rng=2)
    means = draws[:, 0] / 200
    assert means.std() == pytest.approx(values.std() / np.sqrt(200), rel=0.03)
    found = percentiles(means, 0.95)
    tolerance = 0.15 * expected.standard_error
    assert found.low == pytest.approx(expected.confidence_interval.low, abs=tolerance)
    assert found.high == pytest.approx(expected.confidence_interval.high, abs=tolerance)


def test_the_standard_error_of_the_mouse_data() -> None:
    """Efron and Tibshirani 1993, table 2.1 and page 13: 7 mice, the ideal bootstrap error is 23.36."""
    mice = np.array([94.0, 197, 16, 38, 99, 141, 23])
    draws = drawn_sums(mice[:, None], Resampling(resamples=40_000))[:, 0] / 7
    assert draws.mean() == pytest.approx(86.86, abs=0.5)
    assert draws.std() == pytest.approx(23.36, rel=0.02)


def test_bca_is_not_defined_where_all_draws_lie_on_one_side() -> None:
    """Then percentiles are what there is."""
    draws = np.array([1.0, 2.0, 3.0])
    assert bias_corrected(draws, 4.0, np.array([1.0, 2.0]), 0.95) is None
    assert bias_corrected(draws, 2.0, np.array([2.0, 2.0]), 0.95) is None
    assert bias_corrected(draws, 2.0, np.array([]), 0.95) is None
    found = interval_of(draws, 4.0, np.array([1.0, 2.0]), Resampling(bca=True))
    assert found == (percentiles(draws, 0.95), "bootstrap by source document, percentiles")


def test_few_rows_are_swapped_in_all_ways() -> None:
    """Three rows have eight subsets."""
    sums, exact = swapped_sums(np.array([[1.0], [2.0], [4.0]]), Resampling())
    assert exact
    assert sorted(sums[:, 0]) == [0, 1, 2, 3, 4, 5, 6, 7]


def test_many_rows_are_swapped_by_an_even_chance() -> None:
    """Each of 19 rows, also those in the last bytes, is in half of the subsets, independently of others."""
    rows = np.eye(19)
    sums, exact = swapped_sums(rows, Resampling(resamples=20_000))
    assert not exact
    assert set(np.unique(sums)) == {0.0, 1.0}
    assert np.abs(sums.mean(axis=0) - 0.5).max() < 0.02
    assert np.abs(np.corrcoef(sums.T) - np.eye(19)).max() < 0.04


def test_what_is_not_defined_counts_as_extreme() -> None:
    """It never makes a difference look surer; b + 1 of m + 1 where not all exchanges are there."""
    apart = np.array([0.0, 5.0, np.nan, -5.0])
    assert share_as_extreme(apart, 5.0, exact=True) == pytest.approx(0.75)
    assert share_as_extreme(apart, 5.0, exact=False) == pytest.approx(0.8)
    assert share_as_extreme(np.array([np.nan]), 0.0, exact=True) == 1


def _seconds(total: Total, items: np.ndarray, clusters: list[int] | None) -> float:
    """The best of three times of an interval with 10,000 resamples."""
    best = float("inf")
    for _ in range(3):
        start = perf_counter()
        assert estimate(total, items, clusters).interval is not None
        best = min(best, perf_counter() - start)
    return best


def test_ten_thousand_resamples_of_five_thousand_items_take_less_than_a_second() -> None:
    """With and without clusters, of means and of entities, each under 1 s; the figures are printed."""
    graded = RANDOM.uniform(0, 100, 5000)
    right = RANDOM.integers(0, 2, 5000) * 100.0
    entities = RANDOM.integers(0, 9, (5000, 3))
    ten_labels = np.zeros((5000, 30))
    ten_labels[np.arange(5000), RANDOM.integers(0, 30, 5000)] = 1
    clusters = RANDOM.integers(0, 1500, 5000).tolist()
    taken = {
        "graded": _seconds(Total.MEAN, graded, None),
        "graded, 1,500 documents": _seconds(Total.MEAN, graded, clusters),
        "right or wrong, 1,500 documents": _seconds(Total.MEAN, right, clusters),
        "micro-F1": _seconds(Total.MICRO_F1, entities, None),
        "micro-F1, 1,500 documents": _seconds(Total.MICRO_F1, entities, clusters),
        "macro-F1 of ten labels": _seconds(Total.MACRO_F1, ten_labels, None),
    }
    print({what: round(seconds, 3) for what, seconds in taken.items()})  # noqa: T201 - the figures are the point
    assert max(taken.values()) < 1


def test_two_runs_of_five_thousand_items_take_less_than_a_second() -> None:
    """The paired interval, and 10,000 flips."""
    first, second = RANDOM.uniform(0, 100, 5000), RANDOM.uniform(0, 100, 5000)
    start = perf_counter()
    difference(Total.MEAN, first, second)
    middle = perf_counter()
    sign_flips(second - first)
    end = perf_counter()
    print({"paired interval": round(middle - start, 3), "sign flips": round(end - middle, 3)})  # noqa: T201 - too
    assert max(middle - start, end - middle) < 1
