"""Two runs on the same items: how far apart they are, and whether chance alone explains it.

Differences are always second less first: above 0, the second run did better.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

from workbench.domain.scores import Interval
from workbench.evaluation.statistics.estimates import ALL_EQUAL, Estimate, Resampling, Total
from workbench.evaluation.statistics.intervals import USUAL

if TYPE_CHECKING:
    import numpy.typing as npt

NO_DIFFERENCE = "no difference in any item"
"""The method of what is said about two runs that have the same score everywhere."""


@dataclass(frozen=True, slots=True)
class McNemar:
    """Right and wrong answers of two runs about the same questions."""

    first_only: int
    """Questions that only the first run got right."""
    second_only: int
    """Questions that only the second run got right."""
    exact: float
    """The exact conditional p-value, two-sided: never too small."""
    mid_p: float
    """The mid-p-value, two-sided: less cautious, closer to the level that it is read at."""


@dataclass(frozen=True, slots=True)
class Permutation:
    """How a difference compares with those that chance makes when the runs are the same."""

    difference: float
    """As observed: second less first, in points."""
    p: float
    """Two-sided."""
    permutations: int
    """How many exchanges of the two runs were looked at."""
    exact: bool
    """Whether these are all there are."""


def mcnemar(first_only: int, second_only: int) -> McNemar:
    """McNemar's test from the pairs that differ, exact and mid-p.

    McNemar 1947, Psychometrika 12:153-157; exact and mid-p as in Fagerland, Lydersen and Laake 2013, BMC
    Medical Research Methodology 13:91, "The McNemar exact conditional test" and "mid-p test": twice the
    smaller tail of a binomial of one half; the mid-p-value counts what is as extreme as observed by half.
    Without a pair that differs both are 1. Raises ValueError for a number below 0.
    """
    if first_only < 0 or second_only < 0:
        raise ValueError("a number of pairs is below 0")
    # Counts that numpy made would overflow; Python's whole numbers do not.
    first_only, second_only = int(first_only), int(second_only)
    pairs, fewer = first_only + second_only, min(first_only, second_only)
    if pairs == 0:
        return McNemar(0, 0, 1.0, 1.0)
    # Whole numbers to the end: floats overflow from a thousand pairs on.
    ways = 2**pairs
    tail, point = _binomial_ways(pairs, fewer)
    exact = min(ways, 2 * tail) / ways
    middle = (2 * ways - point) / (2 * ways) if first_only == second_only else (2 * tail - point) / ways
    return McNemar(first_only, second_only, exact, middle)


def _binomial_ways(pairs: int, fewer: int) -> tuple[int, int]:
    """In how many ways up to `fewer` of the pairs, and just so many, fall to one side."""
    tail = ways = 1
    for count in range(1, fewer + 1):
        ways = ways * (pairs - count + 1) // count
        tail += ways
    return tail, comb(pairs, fewer)


def difference(
    total: Total,
    first: "npt.ArrayLike",
    second: "npt.ArrayLike",
    clusters: Sequence[Hashable] | None = None,
    resampling: Resampling = USUAL,
) -> Estimate:
    """Second less first, in points, with its interval from drawing source documents for both runs at once.

    `first` and `second` are about the same items in the same order, as `totals.item_columns` says. The paired
    bootstrap of Koehn 2004, Statistical significance tests for machine translation evaluation, EMNLP, section
    4, by whole documents (Davison and Hinkley 1997, section 3.8). Where no item differs
    at all, a mean's interval is what may have been missed: see `unseen`. Raises ValueError when the runs do
    not have the same number of items.
    """
    # numpy is not loaded before there is something to compute.
    from workbench.evaluation.statistics.pairs import pairs  # noqa: PLC0415
    from workbench.evaluation.statistics.resampling import interval_of  # noqa: PLC0415

    both = pairs(total, first, second, clusters)
    value, n, documents = both.difference, both.n, len(both.first)
    if value is not None and total is Total.MEAN and both.same:
        return Estimate(value, unseen(documents, resampling.level), n, documents, NO_DIFFERENCE)
    if value is None or both.no_spread:
        return Estimate(value, None, n, documents, reason=both.no_spread)
    left_out = both.left_out() if resampling.bca else None
    found = interval_of(both.draws(resampling), value, left_out, resampling)
    if found is None:
        return Estimate(value, None, n, documents, reason=ALL_EQUAL)
    interval, method = found
    return Estimate(value, interval, n, documents, method)


def unseen(documents: int, level: float = 0.95) -> Interval:
    """How far apart two means in percent may be when none of so many independent items differs.

    If a larger share of all differed, all of them would have been missed by less than half of 1 - level:
    Hanley and Lippman-Hand 1983, If nothing goes wrong, is everything all right?, JAMA 249:1743-1745.
    """
    most = 100 * (1 - ((1 - level) / 2) ** (1 / documents))
    return Interval(-most, most)


def sign_flips(
    differences: "npt.ArrayLike",
    clusters: Sequence[Hashable] | None = None,
    resampling: Resampling = USUAL,
) -> Permutation | None:
    """Whether the mean of paired differences, shape (n,), is 0: signs flipped, a whole document's together.

    Fisher 1935, The Design of Experiments, section 21. All flips where at most 16 documents differ; otherwise
    `resamples` flips by chance and (b + 1) / (m + 1): Phipson and Smyth 2010, Permutation p-values should
    never be zero, SAGMB 9:39. None without an item.
    """
    # numpy is not loaded before there is something to compute.
    from workbench.evaluation.statistics.resampling import (  # noqa: PLC0415
        array_of,
        cluster_sums,
        share_as_extreme,
        swapped_sums,
    )

    given = array_of(differences)
    if len(given) == 0:
        return None
    rows = cluster_sums(given[:, None], clusters)
    whole = float(rows.sum())
    differing = rows[(rows != 0).any(axis=1)]
    subsets, exact = swapped_sums(differing, resampling)
    p = share_as_extreme(whole - 2 * subsets[:, 0], whole, exact)
    return Permutation(whole / len(given), p, len(subsets), exact)


def swaps(
    total: Total,
    first: "npt.ArrayLike",
    second: "npt.ArrayLike",
    clusters: Sequence[Hashable] | None = None,
    resampling: Resampling = USUAL,
) -> Permutation | None:
    """Whether two runs' numbers differ, such as their micro-F1: documents' answers swapped between the runs.

    Approximate randomisation of Yeh 2000, More accurate tests for the statistical significance of result
    differences, COLING, after Noreen 1989, Computer-Intensive Methods for Testing Hypotheses, chapter 2. All
    swaps where at most 16 documents differ, otherwise by chance, as in `sign_flips`, which it equals for
    means. None where a number is not defined.
    """
    # numpy is not loaded before there is something to compute.
    from workbench.evaluation.statistics.pairs import pairs  # noqa: PLC0415
    from workbench.evaluation.statistics.resampling import share_as_extreme, swapped_sums  # noqa: PLC0415
    from workbench.evaluation.statistics.totals import number  # noqa: PLC0415

    both = pairs(total, first, second, clusters)
    observed = both.difference
    if observed is None:
        return None
    exchanged = both.second - both.first
    exchanged = exchanged[(exchanged != 0).any(axis=1)]
    subsets, exact = swapped_sums(exchanged, resampling)
    before, after = both.first.sum(axis=0), both.second.sum(axis=0)
    apart = number(total, after - subsets) - number(total, before + subsets)
    return Permutation(observed, share_as_extreme(apart, observed, exact), len(subsets), exact)
