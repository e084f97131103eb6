"""Drawing whole source documents again and again, and swapping them between two runs. Needs numpy.

Everything is computed from the sums of each cluster's columns: a cluster is what is drawn or swapped, its
items stay together. Results do not depend on the order of the items.
"""

from collections.abc import Hashable, Iterator, Sequence
from math import isfinite
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from workbench.domain.scores import Interval
from workbench.evaluation.statistics.estimates import Resampling, Total
from workbench.evaluation.statistics.totals import FloatArray, number

# Weights that are made at a time: small enough for a processor's cache.
CELLS_AT_ONCE = 1 << 17
# Drawing how often each different row comes costs about this much more than drawing one row.
COST_OF_A_COUNT = 12
# With more clusters than this, swaps are drawn by chance: 2^16 are all computed.
MOST_TO_SWAP_EXACTLY = 16


def cluster_sums(columns: FloatArray, clusters: Sequence[Hashable] | None) -> FloatArray:
    """The sums of each cluster's columns, shape (clusters, k), from items' columns of shape (n, k).

    `clusters` names each item's cluster; None when each item is one of its own. Raises ValueError when
    there are more or fewer names than items.
    """
    if clusters is None:
        return columns
    if len(clusters) != len(columns):
        raise ValueError(f"{len(clusters)} clusters for {len(columns)} items")
    numbers: dict[Hashable, int] = {}
    codes = np.array([numbers.setdefault(cluster, len(numbers)) for cluster in clusters], dtype=np.intp)
    # Summed from the smallest item up: rounding must not tell in which order a file had them.
    order = np.lexsort(columns.T[::-1])
    codes, ordered = codes[order], columns[order]
    sums = [np.bincount(codes, weights=column, minlength=len(numbers)) for column in ordered.T]
    return np.column_stack(sums) if numbers else columns


def in_order(rows: FloatArray) -> FloatArray:
    """The rows, sorted by their values, so that the order of a file decides nothing."""
    return rows[np.lexsort(rows.T[::-1])]


def drawn_sums(rows: FloatArray, resampling: Resampling) -> FloatArray:
    """Column sums of as many clusters as there are, drawn with replacement: shape (resamples, k).

    `rows` are the clusters' sums, shape (clusters, k). The cluster bootstrap of Davison and Hinkley 1997,
    Bootstrap Methods and their Application, section 3.8, strategy 1: whole clusters, nothing within them.
    """
    generator = np.random.default_rng(resampling.seed)
    different, counts = np.unique(rows, axis=0, return_counts=True)
    if len(different) * COST_OF_A_COUNT <= len(rows):
        # How often each different row comes is multinomial: the same distribution, drawn at once.
        shares = counts / len(rows)
        times = generator.multinomial(len(rows), shares, size=resampling.resamples)
        return np.asarray(times @ different, dtype=np.float64)
    ordered = np.repeat(different, counts, axis=0)
    parts = [weights @ ordered for weights in drawn_weights(len(rows), resampling.resamples, generator)]
    return np.concatenate(parts)


def drawn_weights(clusters: int, resamples: int, generator: np.random.Generator) -> Iterator[FloatArray]:
    """How often each cluster comes in each resample, some resamples at a time: shape (some, clusters)."""
    most = max(1, CELLS_AT_ONCE // clusters)
    for start in range(0, resamples, most):
        some = min(most, resamples - start)
        drawn = generator.integers(0, clusters, size=(some, clusters))
        drawn += np.arange(0, some * clusters, clusters)[:, None]
        counted = np.bincount(drawn.reshape(-1), minlength=some * clusters)
        yield counted.reshape(some, clusters).astype(np.float64)


def swapped_sums(rows: FloatArray, resampling: Resampling) -> tuple[FloatArray, bool]:
    """Column sums over subsets of the rows, shape (subsets, k), and whether these are all the subsets.

    All of them for few rows; otherwise each row is in or out by an even chance.
    """
    ordered = in_order(rows)
    if len(ordered) <= MOST_TO_SWAP_EXACTLY:
        sums = np.zeros((1, rows.shape[1]))
        for row in ordered:
            sums = np.concatenate([sums, sums + row])
        return sums, True
    blocks = -(-len(ordered) // 8)
    padded = np.zeros((blocks * 8, rows.shape[1]))
    padded[: len(ordered)] = ordered
    # The sums of all 256 subsets of eight rows are looked up by one random byte.
    bits = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).astype(np.float64)
    generator = np.random.default_rng(resampling.seed)
    chosen = generator.integers(0, 256, size=(blocks, resampling.resamples), dtype=np.uint8)
    sums = np.zeros((resampling.resamples, rows.shape[1]))
    for block in range(blocks):
        sums += (bits @ padded[8 * block : 8 * block + 8])[chosen[block]]
    return sums, False


def percentiles(draws: FloatArray, level: float) -> Interval:
    """The middle `level` of the draws (Efron and Tibshirani 1993, An Introduction to the Bootstrap, 13.3)."""
    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high))


def bias_corrected(draws: FloatArray, estimate: float, left_out: FloatArray, level: float) -> Interval | None:
    """The BCa interval, or None where it is not defined (Efron 1987, Better Bootstrap Confidence Intervals).

    `left_out` are the numbers without each cluster in turn. Efron and Tibshirani 1993, equations 14.9,
    14.10, 14.14 and 14.15; draws that equal the estimate count half.
    """
    if len(left_out) == 0:
        return None
    normal = NormalDist()
    below = float(((draws < estimate).mean() + (draws <= estimate).mean()) / 2)
    deviations = left_out.mean() - left_out
    spread = float((deviations**2).sum())
    if not 0 < below < 1 or not spread > 0 or not isfinite(spread):
        return None
    bias = normal.inv_cdf(below)
    acceleration = float((deviations**3).sum()) / (6 * spread**1.5)
    ends = []
    for share in ((1 - level) / 2, (1 + level) / 2):
        shifted = bias + normal.inv_cdf(share)
        ends.append(normal.cdf(bias + shifted / (1 - acceleration * shifted)))
    low, high = np.quantile(draws, ends)
    return Interval(float(low), float(high))


def without_each(rows: FloatArray) -> FloatArray:
    """Column sums without each row in turn: shape (clusters, k)."""
    return np.asarray(rows.sum(axis=0) - rows, dtype=np.float64)


def interval_of(
    draws: FloatArray, estimate: float, left_out: FloatArray | None, resampling: Resampling
) -> tuple[Interval, str] | None:
    """The interval of draws and the name of how it was made; None where they are all the same.

    Draws that are not defined are left out: in these resamples nothing was to be found.
    """
    known = defined(draws)
    if not spread(known):
        return None
    if resampling.bca and left_out is not None:
        corrected = bias_corrected(known, estimate, defined(left_out), resampling.level)
        if corrected is not None:
            return corrected, "bootstrap by source document, BCa"
    return percentiles(known, resampling.level), "bootstrap by source document, percentiles"


def defined(draws: FloatArray) -> FloatArray:
    """The draws that are numbers."""
    return draws[~np.isnan(draws)]


def spread(draws: FloatArray) -> bool:
    """Whether the draws differ by more than rounding."""
    return float(np.ptp(draws)) > 1e-12 * float(np.abs(draws).max())


def share_as_extreme(apart: FloatArray, observed: float, exact: bool) -> float:
    """The two-sided p-value: the share of differences as far from 0 as the one observed.

    (b + 1) / (m + 1) unless all exchanges are there, which hold the observed one. Phipson and Smyth 2010,
    Permutation p-values should never be zero, SAGMB 9:39.
    """
    # Equal differences are summed in another order: rounding must not part them. What is not defined
    # counts as extreme, so that it never helps.
    slack = 1e-9 * float(np.abs(defined(apart)).max(initial=abs(observed)))
    extreme = int((~(np.abs(apart) < abs(observed) - slack)).sum())
    return extreme / len(apart) if exact else (extreme + 1) / (len(apart) + 1)


def total_of(total: Total, rows: FloatArray) -> float | None:
    """The number of the whole sample, or None where it is not defined."""
    value = float(number(total, rows.sum(axis=0)))
    return value if isfinite(value) else None


def array_of(values: npt.ArrayLike) -> FloatArray:
    """`values` as numbers, shape (n,)."""
    return np.asarray(values, dtype=np.float64)
