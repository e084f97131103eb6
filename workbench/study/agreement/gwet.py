"""Gwet's AC1 and AC2, which stand firm where nearly all answers are alike.

Gwet 2008, British Journal of Mathematical and Statistical Psychology 61:29-48 (AC1); Gwet 2014, Handbook of
Inter-Rater Reliability, 4th edition, chapters 3 and 4 (AC2, and missing answers).
"""

import numpy as np

from workbench.evaluation.statistics.totals import FloatArray
from workbench.study.agreement.formula import Formula, beyond_chance, level_counts
from workbench.study.agreement.matrix import Matrix
from workbench.study.agreement.percent import agreement_rows, observed
from workbench.study.agreement.weights import Weights, weights

AC1 = "Gwet's AC1"


def ac1(levels: int) -> Formula:
    """AC1 on a scale of so many levels: chance agreement is that of ratings made at random (Gwet 2008)."""
    return _ac(AC1, np.eye(levels))


def ac2(kind: Weights, values: FloatArray) -> Formula:
    """AC2 with weights of levels whose values, from the lowest up, are `values` (Gwet 2014, chapter 4)."""
    return _ac(ac2_name(kind), weights(kind, values))


def ac2_name(kind: Weights) -> str:
    """As it is printed: "Gwet's AC2 (ordinal)"."""
    return f"Gwet's AC2 ({kind.value})"


def pooled_rows(matrix: Matrix, times: FloatArray, near: FloatArray) -> FloatArray:
    """What coefficients with one distribution for all raters need: (draws, items, 2 + levels + 1).

    `agreement_rows`, then each level's share of the item's answers, then whether it has an answer.
    """
    levels = level_counts(matrix, times)
    answers = times @ matrix.given.T.astype(np.float64)
    levels /= np.where(answers > 0, answers, 1)[:, :, None]
    has_answer = (answers > 0).astype(np.float64)[:, :, None]
    return np.concatenate([agreement_rows(matrix, times, near), levels, has_answer], axis=2)


def prevalence(sums: FloatArray) -> FloatArray:
    """The mean share of each level over items, from the sums of `pooled_rows`: (..., levels)."""
    return np.asarray(sums[..., 2:-1] / np.maximum(sums[..., -1:], 1))


def _ac(name: str, near: FloatArray) -> Formula:
    """The coefficient with the given weights."""
    levels = len(near)

    def rows(matrix: Matrix, times: FloatArray) -> FloatArray:
        return pooled_rows(matrix, times, near)

    def number(sums: FloatArray) -> FloatArray:
        share = prevalence(sums)
        spread = (share * (1 - share)).sum(axis=-1)
        return beyond_chance(observed(sums), near.sum() / (levels * (levels - 1)) * spread)

    return Formula(name, rows, number)
