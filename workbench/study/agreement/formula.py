"""A coefficient as a formula over sums of items: thousands of resamples are one product of matrices."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from workbench.evaluation.statistics.totals import FloatArray
from workbench.study.agreement.matrix import Matrix

Rows = Callable[[Matrix, FloatArray], FloatArray]
"""What is summed over items, for each way of counting the raters: (draws, raters) to (draws, items, columns).

A rater that counts twice makes no pair with itself: agreement of a rater with itself is not what is asked.
With every rater counted once these are the published formulas."""

Number = Callable[[FloatArray], FloatArray]
"""The coefficient from sums over items: (..., columns) to (...); NaN where it is undefined."""


@dataclass(frozen=True, slots=True)
class Formula:
    """One coefficient: what is summed, and what is made of the sums."""

    name: str
    rows: Rows
    number: Number
    for_two: bool = False
    """Whether it is for two raters only, of whom none can be drawn."""
    needs_spread: bool = True
    """Whether it is undefined when all ratings are equal."""


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """How often each level was given to each item, and how many pairs that makes."""

    levels: FloatArray
    """Shape (draws, items, levels)."""
    answers: FloatArray
    """Shape (draws, items)."""
    alone: FloatArray
    """What each rater would make with itself, by level: shape (draws, items, levels)."""
    pairs: FloatArray
    """Ordered pairs of answers of different raters: shape (draws, items)."""


def counts(matrix: Matrix, times: FloatArray) -> Counts:
    """The counts of a matrix whose raters count `times`, shape (draws, raters)."""
    levels, alone = level_counts(matrix, times), level_counts(matrix, times**2)
    answers = levels.sum(axis=2)
    return Counts(levels, answers, alone, answers**2 - alone.sum(axis=2))


def level_counts(matrix: Matrix, times: FloatArray) -> FloatArray:
    """How often each level was given to each item: (draws, items, levels)."""
    items, raters = matrix.numbers.shape
    hot = matrix.one_hot.transpose(1, 0, 2).reshape(raters, items * len(matrix.levels))
    return np.asarray(times @ hot).reshape(len(times), items, len(matrix.levels))


def shares(part: FloatArray, whole: FloatArray) -> FloatArray:
    """`part` / `whole`, and 0 where the whole is nothing."""
    return np.asarray(
        np.divide(part, whole, out=np.zeros(np.broadcast_shapes(part.shape, whole.shape)), where=whole > 0)
    )


def beyond_chance(observed: FloatArray, expected: FloatArray) -> FloatArray:
    """(observed - expected) / (1 - expected), NaN where chance always agrees (Cohen 1960, equation 1)."""
    left = 1 - expected
    defined = left > 1e-12
    return np.asarray(np.where(defined, (observed - expected) / np.where(defined, left, 1), np.nan))


def once(matrix: Matrix) -> FloatArray:
    """Every rater counted once: shape (1, raters)."""
    return np.ones((1, len(matrix.raters)))
