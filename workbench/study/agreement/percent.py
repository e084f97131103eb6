"""Percent agreement: how often two raters of an item say the same, whatever chance would give."""

import numpy as np

from workbench.evaluation.statistics.totals import FloatArray
from workbench.study.agreement.formula import Formula, counts, shares
from workbench.study.agreement.matrix import Matrix

NAME = "percent agreement"


def percent() -> Formula:
    """The mean over items of the share of pairs of raters that gave the very same answer.

    Fleiss 1971, Psychological Bulletin 76:378-382, equation 3; for missing answers Gwet 2014, Handbook of
    Inter-Rater Reliability, 4th edition, equation 2.10: items with one answer say nothing.
    """
    return Formula(NAME, _rows, _number, needs_spread=False)


def agreement_rows(matrix: Matrix, times: FloatArray, near: FloatArray) -> FloatArray:
    """For each item: the weighted share of pairs that agree, and whether it has a pair: (draws, items, 2)."""
    found = counts(matrix, times)
    alike = np.einsum("dik,kl,dil->di", found.levels, near, found.levels, optimize=True)
    alike -= found.alone @ np.diag(near)
    return np.stack([shares(alike, found.pairs), (found.pairs > 0).astype(np.float64)], axis=2)


def observed(sums: FloatArray) -> FloatArray:
    """The mean share from the sums of `agreement_rows`; NaN where no item has a pair."""
    return np.asarray(np.where(sums[..., 1] > 0, sums[..., 0] / np.maximum(sums[..., 1], 1), np.nan))


def _rows(matrix: Matrix, times: FloatArray) -> FloatArray:
    """The share of equal pairs; on an open scale the numbers are compared themselves."""
    if matrix.levels:
        return agreement_rows(matrix, times, np.eye(len(matrix.levels)))
    same = (matrix.numbers[:, :, None] == matrix.numbers[:, None, :]).astype(np.float64)
    both = (matrix.given[:, :, None] & matrix.given[:, None, :]).astype(np.float64)
    places = np.arange(len(matrix.raters))
    same[:, places, places] = both[:, places, places] = 0
    alike = np.einsum("dj,ijl,dl->di", times, same, times, optimize=True)
    pairs = np.einsum("dj,ijl,dl->di", times, both, times, optimize=True)
    return np.stack([shares(alike, pairs), (pairs > 0).astype(np.float64)], axis=2)


def _number(sums: FloatArray) -> FloatArray:
    """The mean share."""
    return observed(sums)
