"""Krippendorff's α: any number of raters, missing answers, and a distance that suits the scale.

Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, University of Pennsylvania, section D: all
metrics, any number of observers, missing values.
"""

import numpy as np

from workbench.domain.judgements import ScaleKind
from workbench.evaluation.statistics.totals import FloatArray
from workbench.study.agreement.formula import Formula, counts, shares
from workbench.study.agreement.matrix import Matrix

NAMES = {kind: f"Krippendorff's α ({kind.value})" for kind in ScaleKind}


def alpha(kind: ScaleKind, levels: int) -> Formula:
    """α with the nominal, ordinal or interval distance, on a matrix of a scale with so many levels."""
    if kind is ScaleKind.INTERVAL:
        return Formula(NAMES[kind], interval_rows, _interval_number)

    def number(sums: FloatArray) -> FloatArray:
        coincidences, margins = split(sums, levels)
        apart = (1 - np.eye(levels)) if kind is ScaleKind.NOMINAL else ordinal_distance(margins)
        seen = (coincidences * apart).sum(axis=(-2, -1))
        expected = np.einsum(
            "...k,...kl,...l->...", margins, np.broadcast_to(apart, coincidences.shape), margins
        )
        return _one_less(seen, np.asarray(expected), margins.sum(axis=-1))

    return Formula(NAMES[kind], coincidence_rows, number)


def ordinal_distance(margins: FloatArray) -> FloatArray:
    """The squared distance of levels by how many answers lie between: (..., levels) to (..., levels, levels).

    Krippendorff 2011, the ordinal metric: the sum of the margins from one level to the other, both ends by
    half, which is how far the middles of their ranks are apart.
    """
    middles = np.cumsum(margins, axis=-1) - margins / 2
    return np.asarray((middles[..., :, None] - middles[..., None, :]) ** 2)


def interval_rows(matrix: Matrix, times: FloatArray) -> FloatArray:
    """For each item with a pair: disagreement, answers, their sum, their squares' sum: (draws, items, 4)."""
    given = matrix.given
    # Numbers far from 0 would lose their digits in the squares.
    middle = matrix.numbers[given].mean() if given.any() else 0.0
    centred = np.where(given, matrix.numbers - middle, 0.0)
    answers, alone = times @ given.T.astype(np.float64), times**2 @ given.T.astype(np.float64)
    sums, squares = times @ centred.T, times @ (centred**2).T
    pairs = answers**2 - alone
    seen = 2 * (answers * squares - sums**2) * shares(answers, pairs)
    return np.stack([seen, answers, sums, squares], axis=2) * (pairs > 0)[:, :, None]


def coincidence_rows(matrix: Matrix, times: FloatArray) -> FloatArray:
    """Each item's coincidences of levels, then how often it was given each: (draws, items, levels² + levels).

    Coincidences add up to the item's answers; an item without a pair has none, and no answers that count.
    """
    found = counts(matrix, times)
    draws, items, levels = found.levels.shape
    pairs = found.levels[..., :, None] * found.levels[..., None, :]
    places = np.arange(levels)
    pairs[..., places, places] -= found.alone
    pairs *= shares(found.answers, found.pairs)[..., None, None]
    given = found.levels * (found.pairs > 0)[:, :, None]
    return np.concatenate([pairs.reshape(draws, items, levels * levels), given], axis=2)


def split(sums: FloatArray, levels: int) -> tuple[FloatArray, FloatArray]:
    """Coincidences, (..., levels, levels), and margins, (..., levels), from sums of `coincidence_rows`."""
    coincidences = sums[..., : levels * levels]
    return coincidences.reshape(*sums.shape[:-1], levels, levels), sums[..., levels * levels :]


def _interval_number(sums: FloatArray) -> FloatArray:
    """α from the sums of `interval_rows`."""
    answers = sums[..., 1]
    expected = 2 * (answers * sums[..., 3] - sums[..., 2] ** 2)
    # What rounding leaves of equal answers is nothing.
    expected = np.where(expected > 1e-9 * answers * sums[..., 3], expected, 0.0)
    return _one_less(sums[..., 0], expected, answers)


def _one_less(seen: FloatArray, expected: FloatArray, answers: FloatArray) -> FloatArray:
    """1 - observed / expected disagreement, NaN where none is to be expected."""
    defined = expected > 0
    return np.asarray(np.where(defined, 1 - (answers - 1) * seen / np.where(defined, expected, 1), np.nan))
