"""Intervals of one number: of a share by Wilson, of anything that is counted by the bootstrap."""

from collections.abc import Hashable, Sequence
from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

from workbench.domain.scores import Interval
from workbench.evaluation.statistics.estimates import (
    ALL_EQUAL,
    NOTHING,
    ONE_CLUSTER,
    UNDEFINED,
    Estimate,
    Resampling,
    Total,
    check_level,
)

if TYPE_CHECKING:
    import numpy.typing as npt

    from workbench.evaluation.statistics.totals import FloatArray

USUAL = Resampling()
"""10,000 resamples, 95 %."""


def wilson(right: int, n: int, level: float = 0.95) -> Interval | None:
    """The interval of the share `right` / `n`, from 0 to 1; None for n = 0.

    Wilson 1927, Probable inference, the law of succession, and statistical inference, JASA 22:209-212, as in
    Brown, Cai and DasGupta 2001, Statistical Science 16:101-133, equation 4. Raises ValueError when `right`
    is not between 0 and `n`.
    """
    check_level(level)
    if not 0 <= right <= n:
        raise ValueError(f"{right} of {n} is no share")
    if n == 0:
        return None
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = right / n
    whole = 1 + z * z / n
    middle = (share + z * z / (2 * n)) / whole
    half = z / whole * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # Rounding must not put the end of "all" or "none" beside the share itself.
    low = 0.0 if right == 0 else min(share, middle - half)
    high = 1.0 if right == n else max(share, middle + half)
    return Interval(low, high)


def proportion(right: int, n: int, level: float = 0.95) -> Estimate:
    """A share of independent items in percent with its Wilson interval, such as an accuracy."""
    found = wilson(right, n, level)
    if found is None:
        return Estimate(None, None, 0, 0, reason=NOTHING)
    return Estimate(100 * right / n, _in_percent(found), n, n, "Wilson")


def mean(
    values: "npt.ArrayLike", clusters: Sequence[Hashable] | None = None, resampling: Resampling = USUAL
) -> Estimate:
    """The mean of the items' values in percent, shape (n,), with its interval: see `estimate`."""
    return estimate(Total.MEAN, values, clusters, resampling)


def micro_f1(
    counts: "npt.ArrayLike", clusters: Sequence[Hashable] | None = None, resampling: Resampling = USUAL
) -> Estimate:
    """Micro-F1 in percent from each item's true positives, false positives and false negatives: (n, 3)."""
    return estimate(Total.MICRO_F1, counts, clusters, resampling)


def macro_f1(
    counts: "npt.ArrayLike", clusters: Sequence[Hashable] | None = None, resampling: Resampling = USUAL
) -> Estimate:
    """Macro-F1 in percent over labels that references have, from each label's (tp, fp, fn): (n, 3 labels)."""
    return estimate(Total.MACRO_F1, counts, clusters, resampling)


def estimate(
    total: Total,
    items: "npt.ArrayLike",
    clusters: Sequence[Hashable] | None = None,
    resampling: Resampling = USUAL,
) -> Estimate:
    """A task's number in percent with its interval.

    `items` is as `totals.item_columns` says; `clusters` names the source document of each item, None when
    each item has its own. Means of values that are all 0 or 100 have Wilson's interval where each item has a
    source document of its own, and where all are right or all are wrong (then with the number of documents
    for n, the cautious bound). Everything else: a bootstrap of whole documents (Davison and Hinkley 1997,
    section 3.8; for evaluations Miller 2024, arXiv 2411.00640, section 2.2, on why clusters).
    """
    # numpy is not loaded before there is something to compute.
    from workbench.evaluation.statistics.resampling import (  # noqa: PLC0415
        cluster_sums,
        drawn_sums,
        interval_of,
        total_of,
        without_each,
    )
    from workbench.evaluation.statistics.totals import item_columns, number  # noqa: PLC0415

    columns = item_columns(total, items)
    rows = cluster_sums(columns, clusters)
    n, documents = len(columns), len(rows)
    if n == 0:
        return Estimate(None, None, 0, 0, reason=NOTHING)
    value = total_of(total, rows)
    if value is None:
        return Estimate(None, None, n, documents, reason=UNDEFINED)
    if total is Total.MEAN and _is_share(columns, rows, value):
        found = wilson(round(value / 100 * documents), documents, resampling.level)
        return Estimate(value, found and _in_percent(found), n, documents, "Wilson")
    if documents == 1:
        return Estimate(value, None, n, documents, reason=ONE_CLUSTER)
    draws = number(total, drawn_sums(rows, resampling))
    left_out = number(total, without_each(rows)) if resampling.bca else None
    drawn = interval_of(draws, value, left_out, resampling)
    if drawn is None:
        return Estimate(value, None, n, documents, reason=ALL_EQUAL)
    interval, method = drawn
    return Estimate(value, interval, n, documents, method)


def _is_share(columns: "FloatArray", rows: "FloatArray", value: float) -> bool:
    """Whether Wilson's interval is the right one: each item right or wrong, and independent or all alike."""
    values = columns[:, 0]
    if not ((values == 0) | (values == 100)).all():
        return False
    return len(rows) == len(columns) or value in (0.0, 100.0)


def _in_percent(share: Interval) -> Interval:
    """An interval of a share as one of percent."""
    return Interval(100 * share.low, 100 * share.high)
