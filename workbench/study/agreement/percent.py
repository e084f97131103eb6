"""Percent agreement: how often two raters of an item say the same, whatever chance would give."""

import numpy as np

from workbench.evaluation.statistics.totals import FloatArray
from workbench.study.agreement.formula import Formula, shares
from workbench.study.agreement.matrix import Matrix

NAME = "percent agreement"


def percent() -> Formula:
    """The mean over items of the share of pairs of raters that gave the very same answer.

    Fleiss 1971, Psychological Bulletin 76:378-382, the overall agreement; for missing answers Gwet 2014,
    Handbook of Inter-Rater Reliability, 4th edition, chapter 2: items with one answer say nothing.
    """
    return Formula(NAME, _rows, _number, needs_spread=False)


def agreement_rows(matrix: Matrix, times: FloatArray, near: FloatArray) -> FloatArray:
    """For each item: the weighted share of pairs that agree, and whether it has a pair: (draws, items, 2)."""
    # A missing answer has the code -1, the last level's place; `_pair_rows` leaves its pairs out.
    return _pair_rows(matrix, times, near[matrix.codes[:, :, None], matrix.codes[:, None, :]])


def observed(sums: FloatArray) -> FloatArray:
    """The mean share from the sums of `agreement_rows`; NaN where no item has a pair."""
    return np.asarray(np.where(sums[..., 1] > 0, sums[..., 0] / np.maximum(sums[..., 1], 1), np.nan))


def _rows(matrix: Matrix, times: FloatArray) -> FloatArray:
    """The share of equal pairs; on an open scale the numbers are compared themselves."""
    if matrix.levels:
        return agreement_rows(matrix, times, np.eye(len(matrix.levels)))
    return _pair_rows(matrix, times, (matrix.numbers[:, :, None] == matrix.numbers[:, None, :]) * 1.0)


def _pair_rows(matrix: Matrix, times: FloatArray, near: FloatArray) -> FloatArray:
    """The rows of a nearness of each pair of raters on each item, shape (items, raters, raters)."""
    items, raters = matrix.numbers.shape
    both = (matrix.given[:, :, None] & matrix.given[:, None, :] & ~np.eye(raters, dtype=np.bool_)) * 1.0
    products = (times[:, :, None] * times[:, None, :]).reshape(len(times), raters * raters)
    alike = products @ (near * both).reshape(items, raters * raters).T
    pairs = products @ both.reshape(items, raters * raters).T
    return np.stack([shares(alike, pairs), (pairs > 0).astype(np.float64)], axis=2)


def _number(sums: FloatArray) -> FloatArray:
    """The mean share."""
    return observed(sums)
