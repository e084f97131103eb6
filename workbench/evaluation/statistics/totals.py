"""A task's number from sums over its items, for one sample or for thousands at once. Needs numpy."""

import numpy as np
import numpy.typing as npt

from workbench.evaluation.statistics.estimates import Total

FloatArray = npt.NDArray[np.float64]


def item_columns(total: Total, items: npt.ArrayLike) -> FloatArray:
    """What is summed for `total`, one row for each item: shape (n, k).

    `items` has the values in percent, shape (n,), for a mean; true positives, false positives and false
    negatives, shape (n, 3), for entities; those three for each label, shape (n, 3 labels), for macro-F1.
    Raises ValueError for another shape and for values that are not finite or counts below 0.
    """
    given = np.asarray(items, dtype=np.float64)
    if not np.isfinite(given).all():
        raise ValueError("a value is not a finite number: leave out what has no score")
    if total is Total.MEAN:
        if given.ndim != 1:
            raise ValueError(f"a mean is of values in one row, not of shape {given.shape}")
        return np.column_stack([given, np.ones(len(given))])
    if given.size == 0:
        return np.zeros((0, 3))
    by_label = total in (Total.MACRO_F1, Total.MACRO_F1_ALL)
    if given.ndim != 2 or given.shape[1] % 3 or not (by_label or given.shape[1] == 3):
        raise ValueError(f"{total} is of counts in threes (tp, fp, fn), not of shape {given.shape}")
    if (given < 0).any():
        raise ValueError("a count is below 0")
    return given


def number(total: Total, sums: npt.ArrayLike) -> FloatArray:
    """The number, in percent, from column sums of shape (..., k): shape (...); NaN where it is not defined.

    Micro-F1, precision and recall: van Rijsbergen 1979, Information Retrieval, chapter 7, pooled over items;
    macro-F1 is the mean of the labels' F1 (the "averaged F1" of Opitz and Burst 2019, arXiv 1911.03347).
    """
    given = np.asarray(sums, dtype=np.float64)
    if total is Total.MEAN:
        return _ratio(given[..., 0], given[..., 1])
    right, wrong, missed = given[..., 0::3], given[..., 1::3], given[..., 2::3]
    if total is Total.PRECISION:
        return 100 * _ratio(right, right + wrong)[..., 0]
    if total is Total.RECALL:
        return 100 * _ratio(right, right + missed)[..., 0]
    both = _ratio(2 * right, 2 * right + wrong + missed)
    if total is Total.MICRO_F1:
        return 100 * both[..., 0]
    counted = np.ones(right.shape, dtype=bool) if total is Total.MACRO_F1_ALL else right + missed > 0
    known = np.where(counted & ~np.isnan(both), both, 0.0)
    return 100 * _ratio(known.sum(axis=-1), counted.sum(axis=-1).astype(np.float64))


def _ratio(above: FloatArray, below: FloatArray) -> FloatArray:
    """`above` / `below`; NaN where `below` is 0."""
    unknown: FloatArray = np.full(np.shape(above), np.nan)
    np.divide(above, below, out=unknown, where=below > 0)
    return unknown
