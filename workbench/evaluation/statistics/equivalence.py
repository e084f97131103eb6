"""Whether two runs are as good as the same: for quantizations, where "no difference shown" is not enough."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from workbench.evaluation.statistics.estimates import Resampling, Total
from workbench.evaluation.statistics.intervals import USUAL
from workbench.evaluation.statistics.paired import NO_DIFFERENCE

if TYPE_CHECKING:
    import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Equivalence:
    """Two one-sided tests of a difference against a margin on both sides."""

    margin: float
    """In points, above 0: differences below it do not matter."""
    difference: float
    """Second less first, in points."""
    low: float
    """Where the 90 % interval of the difference begins, in points."""
    high: float
    """Where it ends."""
    p: float
    """The larger of the two one-sided p-values: small when the margin is shown to hold."""
    n: int
    clusters: int
    method: str

    @property
    def equivalent(self) -> bool:
        """Whether the runs are equivalent at the 5 % level."""
        return self.p < LEVEL


LEVEL = 0.05
"""Each of the two tests' level; the interval that goes with them is of 1 - 2 x 0.05 = 90 %."""


def tost(
    differences: "npt.ArrayLike", margin: float, clusters: Sequence[Hashable] | None = None
) -> Equivalence | None:
    """Two one-sided t-tests of the mean of paired differences, shape (n,), against -margin and margin.

    All in points. Schuirmann 1987, Journal of Pharmacokinetics and Biopharmaceutics 15:657-680.
    The standard error is that of whole source documents (Miller 2024, arXiv 2411.00640, section 2.2, with
    C / (C - 1), as Liang and Zeger 1986), with C - 1 degrees of freedom: the ordinary paired test where each
    item is its own document. Where no item differs, p is the chance that documents which differ were all
    missed, if they were `margin` percent of all (Hanley and Lippman-Hand 1983). None with fewer than two
    documents, or when all differ by the same. Raises ValueError unless the margin is above 0.
    """
    # numpy is not loaded before there is something to compute.
    from workbench.evaluation.statistics.resampling import array_of, cluster_sums  # noqa: PLC0415

    _check(margin)
    given = array_of(differences)
    n = len(given)
    counts = cluster_sums(given[:, None] * 0 + 1, clusters)[:, 0]
    sums = cluster_sums(given[:, None], clusters)[:, 0]
    documents = len(sums)
    if n > 0 and not given.any():
        return _unseen(margin, n, documents)
    if documents < 2:
        return None
    mean = float(sums.sum()) / n
    residuals = sums - counts * mean
    error = sqrt(documents / (documents - 1) * float((residuals**2).sum())) / n
    if error <= 1e-12 * abs(mean):
        return None
    # The t-distribution is scipy's; it is not loaded before it is needed.
    from scipy.special import stdtr, stdtrit  # noqa: PLC0415

    free = documents - 1
    above_low = float(stdtr(free, -(mean + margin) / error))
    below_high = float(stdtr(free, (mean - margin) / error))
    half = float(stdtrit(free, 1 - LEVEL)) * error
    method = "two one-sided t-tests" if documents == n else "two one-sided t-tests by source document"
    return Equivalence(
        margin, mean, mean - half, mean + half, max(above_low, below_high), n, documents, method
    )


def tost_resampled(
    total: Total,
    first: "npt.ArrayLike",
    second: "npt.ArrayLike",
    clusters: Sequence[Hashable] | None = None,
    *,
    margin: float,
    resampling: Resampling = USUAL,
) -> Equivalence | None:
    """The same for numbers that are no means, such as micro-F1: from the paired bootstrap by source document.

    The runs are equivalent when the 90 % percentile interval lies within the margin (Schuirmann 1987; Efron
    and Tibshirani 1993, An Introduction to the Bootstrap, chapter 25); p is the larger share of resamples
    beyond one of its ends, (b + 1) / (m + 1). None where `paired.difference` has no interval.
    """
    # numpy is not loaded before there is something to compute.
    from workbench.evaluation.statistics.pairs import pairs  # noqa: PLC0415
    from workbench.evaluation.statistics.resampling import defined, percentiles, spread  # noqa: PLC0415

    _check(margin)
    both = pairs(total, first, second, clusters)
    value = both.difference
    if value is None or both.no_spread:
        return None
    draws = defined(both.draws(resampling))
    if not spread(draws):
        return None
    beyond = max(int((draws <= -margin).sum()), int((draws >= margin).sum()))
    interval = percentiles(draws, 1 - 2 * LEVEL)
    p = (beyond + 1) / (len(draws) + 1)
    method = "bootstrap by source document, 90 % percentiles"
    return Equivalence(margin, value, interval.low, interval.high, p, both.n, len(both.first), method)


def _unseen(margin: float, n: int, documents: int) -> Equivalence:
    """The verdict where no item differs."""
    most = 100 * (1 - LEVEL ** (1 / documents))
    p = (1 - min(margin, 100) / 100) ** documents
    return Equivalence(margin, 0.0, -most, most, p, n, documents, NO_DIFFERENCE)


def _check(margin: float) -> None:
    """Refuse a margin that nothing can lie within."""
    if not margin > 0:
        raise ValueError(f"a margin of {margin} points is not above 0")
