"""Everything about agreement on one axis."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

import numpy as np

from workbench.domain.judgements import Judgement, Missing, Scale, ScaleKind
from workbench.evaluation.statistics.estimates import Resampling
from workbench.study.agreement import gwet, kappa
from workbench.study.agreement.alpha import alpha
from workbench.study.agreement.bootstrap import USUAL, coefficient, draw
from workbench.study.agreement.disagreement import disagreements
from workbench.study.agreement.findings import AxisAgreement, LevelCount, MissingCount
from workbench.study.agreement.formula import Formula
from workbench.study.agreement.icc import icc_mean, icc_single
from workbench.study.agreement.matrix import Matrix, matrix_of
from workbench.study.agreement.percent import percent
from workbench.study.agreement.sentences import sentence
from workbench.study.agreement.weights import Weights

MOST_LEVELS = 20
"""Levels above which a scale of numbers is treated as open: tables of pairs would be mostly empty."""


def axis_agreement(
    axis: str,
    judgements: Sequence[Judgement],
    scale: Scale,
    *,
    resampling: Resampling = USUAL,
    clusters: Mapping[str, Hashable] | None = None,
    over_raters: bool = False,
) -> AxisAgreement:
    """The agreement of raters on one axis, with 95 % intervals unless `resampling` says otherwise.

    `clusters` names what items were drawn with, such as their source document; each is its own when None.
    `over_raters` draws raters too: then the intervals are about raters like these, not only about these.
    ICC's intervals are always so. Raises ValueError as `matrix_of` does.
    """
    matrix = matrix_of(judgements, _closed(scale)).answered()
    draws = draw(matrix, resampling, clusters, over_raters)
    found = {formula.name: coefficient(formula, matrix, draws) for formula in formulas(matrix)}
    coefficients = list(found.values())
    if matrix.numeric:
        coefficients += [icc_single(matrix, resampling.level), icc_mean(matrix, resampling.level)]
    distribution = _distribution(matrix)
    return AxisAgreement(
        axis=axis,
        scale=scale,
        n_items=len(matrix.items),
        n_raters=len(matrix.raters),
        n_answers=int(matrix.given.sum()),
        coefficients=tuple(coefficients),
        distribution=distribution,
        missing=missing_counts(judgements),
        sentence=sentence(
            scale.kind, coefficients[0], found[_beyond(matrix)], found.get(_firm(matrix)), distribution
        ),
        disagreements=disagreements(matrix),
    )


def formulas(matrix: Matrix) -> tuple[Formula, ...]:
    """Every coefficient that applies to the matrix's scale, percent agreement first; without ICC."""
    kind, values, levels = matrix.kind, matrix.values, len(matrix.levels)
    found = [percent(), alpha(kind, levels)]
    if not levels:
        # Chance cannot choose among the levels of an open scale.
        return tuple(found)
    plain = Weights.IDENTITY
    if kind is ScaleKind.NOMINAL:
        weighted, firm = [plain], [gwet.ac1(levels)]
    elif kind is ScaleKind.ORDINAL:
        weighted = [plain, Weights.LINEAR, Weights.QUADRATIC]
        firm = [gwet.ac1(levels), *(gwet.ac2(each, values) for each in (Weights.ORDINAL, *weighted[1:]))]
    else:
        weighted = [plain, Weights.LINEAR, Weights.QUADRATIC]
        firm = [gwet.ac1(levels), *(gwet.ac2(each, values) for each in weighted[1:])]
    for make in (kappa.cohen, kappa.fleiss, kappa.brennan_prediger):
        found += [make(each, values) for each in weighted]
    return (*found, *firm)


def missing_counts(judgements: Sequence[Judgement]) -> tuple[MissingCount, ...]:
    """How often each rater skipped, could not judge, or found a question not applicable, each apart."""
    counted = Counter((each.rater, each.missing) for each in judgements if each.missing is not None)
    order = list(Missing)
    return tuple(
        MissingCount(rater, missing, count)
        for (rater, missing), count in sorted(
            counted.items(), key=lambda pair: (pair[0][0], order.index(pair[0][1]))
        )
    )


def _closed(scale: Scale) -> Scale:
    """The scale as it is counted: an interval with very many levels is an open one."""
    if scale.kind is ScaleKind.INTERVAL and len(scale.levels) > MOST_LEVELS:
        return Scale(scale.kind)
    return scale


def _distribution(matrix: Matrix) -> tuple[LevelCount, ...]:
    """How often each level was given; of an open scale each number that was."""
    total = int(matrix.given.sum())
    if matrix.levels:
        times = np.bincount(matrix.codes[matrix.codes >= 0], minlength=len(matrix.levels)).tolist()
        pairs = list(zip(matrix.levels, times, strict=True))
    else:
        numbers, each = np.unique(matrix.numbers[matrix.given], return_counts=True)
        pairs = list(zip(numbers.tolist(), each.tolist(), strict=True))
    return tuple(LevelCount(level, count, count / total if total else None) for level, count in pairs)


def _beyond(matrix: Matrix) -> str:
    """The coefficient that the sentence is about: κ of labels, α of levels and numbers."""
    if matrix.kind is not ScaleKind.NOMINAL or not matrix.levels:
        return alpha(matrix.kind, len(matrix.levels)).name
    return kappa.COHEN if len(matrix.raters) == 2 else kappa.FLEISS


def _firm(matrix: Matrix) -> str:
    """The coefficient of Gwet's that stands beside it."""
    if matrix.kind is ScaleKind.NOMINAL:
        return gwet.AC1
    return gwet.ac2_name(Weights.ORDINAL if matrix.kind is ScaleKind.ORDINAL else Weights.QUADRATIC)
