"""How sure a number of some of the items can be, before anything is asked."""

from math import ceil, sqrt
from statistics import NormalDist

from workbench.evaluation.statistics.estimates import check_level

DEVIATION_AT_MOST = 50.0
"""The standard deviation of values that are 0 or 100, half of them each: scores in percent have no larger."""


def half_width(
    n: int, population: int | None = None, *, deviation: float = DEVIATION_AT_MOST, level: float = 0.95
) -> float | None:
    """Half the expected width, in points, of the interval of a mean of `n` of `population` items.

    `deviation` is the items' standard deviation in points. Cochran 1977, Sampling Techniques, 3rd edition,
    section 3.2, the variance of a share: z S sqrt((N - n) / (N - 1)) / sqrt(n). Without a population it is
    endless. None for n = 0. Raises ValueError when there are more items than the population has.
    """
    check_level(level)
    if n < 0 or deviation < 0 or (population is not None and n > population):
        raise ValueError(f"{n} of {population} items, deviation {deviation}: that cannot be")
    if n == 0:
        return None
    z = NormalDist().inv_cdf((1 + level) / 2)
    whole = z * deviation / sqrt(n)
    if population is None:
        return whole
    return whole * sqrt((population - n) / (population - 1)) if population > 1 else 0.0


def items_for(
    wanted: float, population: int | None = None, *, deviation: float = DEVIATION_AT_MOST, level: float = 0.95
) -> int:
    """How many items give a half width of at most `wanted` points.

    Cochran 1977, sections 4.1 and 4.4: `half_width` solved for n with (N - n) / (N - 1). Raises
    ValueError unless `wanted` is above 0.
    """
    check_level(level)
    if wanted <= 0:
        raise ValueError(f"a half width of {wanted} points cannot be reached")
    z = NormalDist().inv_cdf((1 + level) / 2)
    without_bounds = (z * deviation / wanted) ** 2
    if population is None:
        return max(1, ceil(without_bounds - 1e-9))
    if population <= 1:
        return population
    needed = without_bounds * population / (population - 1 + without_bounds)
    return min(population, max(1, ceil(needed - 1e-9)))


def subset_note(n: int, population: int, *, deviation: float = DEVIATION_AT_MOST) -> str:
    """One sentence on what a subset is worth: "100 of 1,273 items: ±9 points; 400 would give ±4"."""
    if n == 0:
        return f"None of {population:,} items"
    if n == population:
        return f"All {population:,} items"
    more = 4 * n
    rest = f"all {population:,} would leave nothing to chance"
    if more < population:
        rest = f"{more:,} would give ±{_points(more, population, deviation)}"
    return f"{n:,} of {population:,} items: ±{_points(n, population, deviation)} points; {rest}"


def _points(n: int, population: int, deviation: float) -> str:
    """A half width as a person says it: whole points, tenths below 2."""
    width = half_width(n, population, deviation=deviation) or 0.0
    return f"{width:.0f}" if width >= 1.95 else f"{width:.1f}"
