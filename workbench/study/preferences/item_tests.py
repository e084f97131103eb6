"""Whether two arms differ, item by item, on each axis of an instrument."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from workbench.evaluation.statistics.estimates import Resampling
from workbench.evaluation.statistics.intervals import USUAL
from workbench.evaluation.statistics.multiple import holm
from workbench.evaluation.statistics.paired import mcnemar, sign_flips


@dataclass(frozen=True, slots=True)
class TestedAxis:
    """One axis: second arm less first, from item to item."""

    axis: str
    n: int
    """Items."""
    above: int
    """Items on which the second arm did better."""
    below: int
    """Items on which the first did."""
    mean: float | None
    """The mean of the differences; None without an item."""
    sign: float | None
    """The exact sign test's p-value, two-sided; None without an item."""
    wilcoxon: float | None
    """Wilcoxon's signed-rank test's; None without an item."""
    permutation: float | None
    """Of the mean, by flipping signs; None without an item."""
    sign_adjusted: float | None = None
    """After Holm's adjustment over the axes, as the two below."""
    wilcoxon_adjusted: float | None = None
    permutation_adjusted: float | None = None


def axis_differences(
    first: Mapping[str, Mapping[str, float]], second: Mapping[str, Mapping[str, float]]
) -> dict[str, dict[str, float]]:
    """Second less first for each axis and item that both have, from {axis: {item: mean over the raters}}."""
    return {
        axis: {item: second[axis][item] - value for item, value in values.items() if item in second[axis]}
        for axis, values in first.items()
        if axis in second
    }


def axis_tests(
    differences: Mapping[str, Mapping[str, float]], resampling: Resampling = USUAL
) -> tuple[TestedAxis, ...]:
    """Three paired tests for each axis, from {axis: {item: difference}}, each adjusted over the axes by Holm.

    One number for each item, so that several raters of an item do not count as several items. The sign
    test: Dixon and Mood 1946, JASA 41:557-566, without items that are equal. Wilcoxon 1945, Biometrics
    Bulletin 1:80-83, likewise: exact up to 50 items without ties (as scipy decides), else with the normal
    distribution corrected for ties. The permutation test is `paired.sign_flips`. Name the one that counts
    before the study.
    """
    tested = [_tested(axis, values, resampling) for axis, values in differences.items()]
    signs = holm([one.sign for one in tested])
    ranks = holm([one.wilcoxon for one in tested])
    flips = holm([one.permutation for one in tested])
    return tuple(
        replace(one, sign_adjusted=sign, wilcoxon_adjusted=rank, permutation_adjusted=flip)
        for one, sign, rank, flip in zip(tested, signs, ranks, flips, strict=True)
    )


def _tested(axis: str, values: Mapping[str, float], resampling: Resampling) -> TestedAxis:
    """One axis, before any adjustment."""
    found = [values[item] for item in sorted(values)]
    above, below = sum(value > 0 for value in found), sum(value < 0 for value in found)
    if not found:
        return TestedAxis(axis, 0, 0, 0, None, None, None, None)
    flips = sign_flips(found, resampling=resampling)
    return TestedAxis(
        axis=axis,
        n=len(found),
        above=above,
        below=below,
        mean=sum(found) / len(found),
        sign=mcnemar(below, above).exact,
        wilcoxon=_wilcoxon([value for value in found if value != 0]),
        permutation=flips.p if flips is not None else None,
    )


def _wilcoxon(values: list[float]) -> float:
    """The p-value of differences that are not 0; 1 when none is left."""
    if not values:
        return 1.0
    # scipy is not loaded before there is something to compute.
    from scipy.stats import wilcoxon  # noqa: PLC0415

    return float(wilcoxon(values, method="auto").pvalue)
