"""What each rater is like: the same answer again, a liking for one side, everything answered alike."""

from collections.abc import Sequence
from dataclasses import replace

from workbench.domain.judgements import Choice, Repeat, Scale, ScaleKind, Sheet, Side, is_number
from workbench.evaluation.statistics.estimates import Resampling
from workbench.evaluation.statistics.intervals import wilson
from workbench.study.agreement.bootstrap import USUAL, coefficient, draw
from workbench.study.agreement.findings import (
    Coefficient,
    Reversals,
    SelfAgreement,
    Share,
    SideBias,
    StraightLining,
)
from workbench.study.agreement.icc import icc_single
from workbench.study.agreement.kappa import COHEN, cohen
from workbench.study.agreement.matrix import Matrix, matrix_of_pairs
from workbench.study.agreement.weights import Weights

FEWEST_AXES = 3
"""Answered axes from which on it means something that all answers are the same."""
OPEN_SCALE = "it is for scales with levels"
BETWEEN = "\N{SYMBOL FOR NULL}"
"""What stands between the names of an item and a rater where they are one name."""


def self_agreement(
    repeats: Sequence[Repeat], scale: Scale, resampling: Resampling = USUAL
) -> tuple[SelfAgreement, ...]:
    """How far raters say the same again about items that came back in hiding: all, then each by name.

    Agreement between raters cannot be expected to be higher. For all together an item's repeats by different
    raters are drawn together. Raises ValueError when a rater repeated an item twice, and for an answer that
    the scale does not have.
    """
    raters = sorted({repeat.rater for repeat in repeats})
    every = _self_agreement(None, repeats, scale, resampling, len(raters))
    each = (
        _self_agreement(rater, [repeat for repeat in repeats if repeat.rater == rater], scale, resampling, 1)
        for rater in raters
    )
    return (every, *each)


def reversals(repeats: Sequence[Repeat]) -> tuple[Reversals, ...]:
    """How often repeated preferences turned round: all raters together, then each by name.

    Preferences are numbers, above 0 for one answer, below 0 for the other one, wherever these stood. Reversed
    more often with swapped sides than with kept ones is a liking for a side; reversed as often is noise.
    Raises ValueError for a preference that is no number.
    """
    raters = sorted({repeat.rater for repeat in repeats})
    every = _reversals(None, repeats)
    return (
        every,
        *(_reversals(rater, [each for each in repeats if each.rater == rater]) for rater in raters),
    )


def side_bias(choices: Sequence[Choice]) -> tuple[SideBias, ...]:
    """How often the left side was chosen: all together, then each by name; neither is no side.

    Intervals take choices as independent, also those of two raters about one pair.
    """
    raters = sorted({choice.rater for choice in choices})
    every = _side_bias(None, choices)
    return (
        every,
        *(_side_bias(rater, [each for each in choices if each.rater == rater]) for rater in raters),
    )


def straight_lining(sheets: Sequence[Sheet]) -> tuple[StraightLining, ...]:
    """Whether raters answer everything alike, each by name; sheets are in the order of filling in."""
    raters = sorted({sheet.rater for sheet in sheets})
    return tuple(
        _straight_lining(rater, [each for each in sheets if each.rater == rater]) for rater in raters
    )


def share(count: int, n: int) -> Share:
    """A share with its Wilson interval; no value of nothing."""
    return Share(count, n, count / n if n else None, wilson(count, n))


def _self_agreement(
    rater: str | None, repeats: Sequence[Repeat], scale: Scale, resampling: Resampling, raters: int
) -> SelfAgreement:
    """The self-agreement in these repeats."""
    names = {f"{repeat.item_id}{BETWEEN}{repeat.rater}": repeat for repeat in repeats}
    if len(names) < len(repeats):
        raise ValueError("an item was repeated twice by the same rater")
    matrix = matrix_of_pairs({name: (each.first, each.second) for name, each in names.items()}, scale)
    clusters = {name: each.item_id for name, each in names.items()}
    same = sum(repeat.first == repeat.second for repeat in repeats)
    kappa = _kappa_of(matrix, clusters, scale, resampling)
    icc = icc_single(matrix, resampling.level) if matrix.numeric else None
    return SelfAgreement(
        rater,
        len(repeats),
        share(same, len(repeats)),
        replace(kappa, n_raters=raters),
        icc and replace(icc, n_raters=raters),
    )


def _kappa_of(matrix: Matrix, clusters: dict[str, str], scale: Scale, resampling: Resampling) -> Coefficient:
    """Cohen's κ of the first answers and the second ones, weighted where levels have an order."""
    if not matrix.levels and scale.kind is ScaleKind.INTERVAL:
        return Coefficient(COHEN, None, None, len(matrix.items), 0, reason=OPEN_SCALE)
    weights = Weights.IDENTITY if scale.kind is ScaleKind.NOMINAL else Weights.QUADRATIC
    return coefficient(cohen(weights, matrix.values), matrix, draw(matrix, resampling, clusters))


def _reversals(rater: str | None, repeats: Sequence[Repeat]) -> Reversals:
    """The reversals in these repeats."""
    signs = [(_sign(repeat.first), _sign(repeat.second), repeat.swapped) for repeat in repeats]
    decided = [(first != second, swapped) for first, second, swapped in signs if first and second]
    kept = [turned for turned, swapped in decided if not swapped]
    turned_round = [turned for turned, swapped in decided if swapped]
    return Reversals(
        rater,
        share(sum(turned for turned, _ in decided), len(decided)),
        share(sum(turned_round), len(turned_round)),
        share(sum(kept), len(kept)),
        sum((first == 0) != (second == 0) for first, second, _ in signs),
    )


def _sign(preference: object) -> int:
    """1 for the one answer, -1 for the other one, 0 for a tie."""
    if not isinstance(preference, int | float) or not is_number(preference):
        raise ValueError(f"{preference!r} is no preference: they are numbers around 0")
    return (preference > 0) - (preference < 0)


def _side_bias(rater: str | None, choices: Sequence[Choice]) -> SideBias:
    """The side bias in these choices."""
    sides = [choice.side for choice in choices if choice.side is not None]
    return SideBias(rater, share(sides.count(Side.LEFT), len(sides)), len(choices) - len(sides))


def _straight_lining(rater: str, sheets: Sequence[Sheet]) -> StraightLining:
    """The straight-lining in one rater's sheets."""
    answered = [[value for value in sheet.values if value is not None] for sheet in sheets]
    full = [values for values in answered if len(values) >= FEWEST_AXES]
    alike = sum(len(set(values)) == 1 for values in full)
    longest = run = 0
    before: tuple[object, ...] | None = None
    for sheet in sheets:
        run = run + 1 if sheet.values == before else 1
        # A sheet without any answer says nothing about how it was filled in.
        before = sheet.values if any(value is not None for value in sheet.values) else None
        longest = max(longest, run if before is not None else 0)
    return StraightLining(rater, share(alike, len(full)), longest)
