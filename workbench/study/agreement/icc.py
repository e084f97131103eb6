"""Intraclass correlations: absolute agreement of raters who are a sample of all raters.

Shrout and Fleiss 1979, Psychological Bulletin 86:420-428, ICC(2,1) and ICC(2,k); the interval is theirs,
for ICC(2,k) in the form of McGraw and Wong 1996, Psychological Methods 1:30-46, table 7.
"""

from dataclasses import dataclass

from scipy.special import fdtri

from workbench.domain.scores import Interval
from workbench.study.agreement.findings import ALL_EQUAL, BY_F, Coefficient
from workbench.study.agreement.matrix import Matrix

SINGLE = "ICC(2,1)"
MEAN = "ICC(2,k)"
TOO_FEW = "it takes two items and two raters"
NO_NOISE = "raters never differ, so that nothing tells how sure this is"
NO_ITEMS = "items do not differ at all, so that nothing tells how sure this is"
UNBOUNDED = "items differ too little beside the raters' noise"


@dataclass(frozen=True, slots=True)
class MeanSquares:
    """The two-way analysis of variance of a complete matrix, one answer a cell."""

    items: float
    raters: float
    error: float
    n: int
    k: int


def icc_single(matrix: Matrix, level: float = 0.95) -> Coefficient:
    """ICC(2,1): how far one rater's score can stand for any rater's. Refused for incomplete data.

    Shrout and Fleiss 1979, ICC(2,1).
    """
    found = _refused(SINGLE, matrix)
    return found or _single(mean_squares(matrix), level)


def icc_mean(matrix: Matrix, level: float = 0.95) -> Coefficient:
    """ICC(2,k): how far the mean of these raters can stand for the mean of as many others.

    Shrout and Fleiss 1979, ICC(2,k). Refused for incomplete data.
    """
    found = _refused(MEAN, matrix)
    return found or _mean(mean_squares(matrix), level)


def mean_squares(matrix: Matrix) -> MeanSquares:
    """Mean squares between items, between raters, and of what is left; the matrix is complete."""
    n, k = matrix.numbers.shape
    # Numbers far from 0 would lose their digits in the squares.
    scores = matrix.numbers - matrix.numbers.mean()
    by_item, by_rater = scores.mean(axis=1), scores.mean(axis=0)
    left = scores - by_item[:, None] - by_rater[None, :] + scores.mean()
    size = float((scores**2).sum())
    squares = [float((part**2).sum()) for part in (by_item - scores.mean(), by_rater - scores.mean(), left)]
    # What rounding leaves of nothing is nothing.
    items, raters, error = (square if square > 1e-20 * size else 0.0 for square in squares)
    return MeanSquares(k * items / (n - 1), n * raters / (k - 1), error / ((n - 1) * (k - 1)), n, k)


def _refused(name: str, matrix: Matrix) -> Coefficient | None:
    """The coefficient without a value where there can be none."""
    n, k = matrix.numbers.shape
    gaps = int((~matrix.given).any(axis=1).sum())
    if n < 2 or k < 2:
        reason = TOO_FEW
    elif gaps:
        reason = f"{gaps:,} of {n:,} items lack a rater's answer, and it is for complete data"
    elif (matrix.numbers == matrix.numbers[0, 0]).all():
        reason = ALL_EQUAL
    else:
        return None
    return Coefficient(name, None, None, n, k, reason=reason)


def _single(squares: MeanSquares, level: float) -> Coefficient:
    """ICC(2,1) with its interval."""
    n, k = squares.n, squares.k
    value = _single_value(squares)
    if value is None:
        return Coefficient(SINGLE, None, None, n, k, reason=UNBOUNDED)
    quantiles = _quantiles(squares, value, level)
    if isinstance(quantiles, str):
        return Coefficient(SINGLE, value, None, n, k, reason=quantiles)
    upper, lower = quantiles
    rest = k * squares.raters + (k * n - k - n) * squares.error
    low = n * (squares.items - upper * squares.error) / (upper * rest + n * squares.items)
    high = n * (lower * squares.items - squares.error) / (rest + n * lower * squares.items)
    return Coefficient(SINGLE, value, Interval(low, high), n, k, BY_F)


def _mean(squares: MeanSquares, level: float) -> Coefficient:
    """ICC(2,k) with its interval."""
    n, k = squares.n, squares.k
    nothing = 1e-9 * (squares.items + squares.raters + squares.error)
    whole = squares.items + (squares.raters - squares.error) / n
    single = _single_value(squares)
    if whole <= nothing or single is None:
        return Coefficient(MEAN, None, None, n, k, reason=UNBOUNDED)
    value = (squares.items - squares.error) / whole
    quantiles = _quantiles(squares, single, level)
    if isinstance(quantiles, str):
        return Coefficient(MEAN, value, None, n, k, reason=quantiles)
    upper, lower = quantiles
    apart = squares.raters - squares.error
    below, above = upper * apart + n * squares.items, apart + n * lower * squares.items
    if below <= nothing or above <= nothing:
        return Coefficient(MEAN, value, None, n, k, reason=UNBOUNDED)
    low = n * (squares.items - upper * squares.error) / below
    high = n * (lower * squares.items - squares.error) / above
    return Coefficient(MEAN, value, Interval(low, high), n, k, BY_F)


def _single_value(squares: MeanSquares) -> float | None:
    """ICC(2,1) of the mean squares; None where items and raters differ by nothing but noise."""
    n, k = squares.n, squares.k
    whole = squares.items + (k - 1) * squares.error + k * (squares.raters - squares.error) / n
    return None if whole <= 0 else (squares.items - squares.error) / whole


def _quantiles(squares: MeanSquares, value: float, level: float) -> tuple[float, float] | str:
    """F quantiles with (n - 1, v) and (v, n - 1) degrees of freedom, or why there is no interval."""
    n, k = squares.n, squares.k
    if squares.error == 0 and squares.raters == 0:
        return NO_NOISE
    if squares.items == 0:
        return NO_ITEMS
    if squares.error == 0:
        # The limit of ever smaller error.
        freedom = float(k - 1)
    else:
        ratio = squares.raters / squares.error
        part = n * (1 + (k - 1) * value) - k * value
        above = (k - 1) * (n - 1) * (k * value * ratio + part) ** 2
        freedom = above / ((n - 1) * (k * value * ratio) ** 2 + part**2)
    share = (1 + level) / 2
    upper, lower = float(fdtri(n - 1, freedom, share)), float(fdtri(freedom, n - 1, share))
    # With hardly a degree of freedom quantiles are beyond what can be multiplied.
    return (upper, lower) if upper < 1e100 and lower < 1e100 else UNBOUNDED
