"""How near two levels are: 1 for the same, 0 for the farthest apart.

Gwet 2014, Handbook of Inter-Rater Reliability, 4th edition, chapter 3, for the weights with a name.
"""

from enum import StrEnum

import numpy as np

from workbench.evaluation.statistics.totals import FloatArray


class Weights(StrEnum):
    """The usual weights."""

    IDENTITY = "unweighted"
    LINEAR = "linear"
    QUADRATIC = "quadratic"
    ORDINAL = "ordinal"
    """By how many pairs of levels lie between; only the order counts."""
    RADICAL = "radical"
    RATIO = "ratio"
    """For numbers above 0."""
    CIRCULAR = "circular"
    """The first level is next to the last one."""
    BIPOLAR = "bipolar"
    """A difference near an end counts for more than one in the middle."""


def weights(kind: Weights, values: FloatArray) -> FloatArray:
    """The agreement of each pair of levels whose values, from the lowest up, are `values`: shape (k, k).

    Raises ValueError for ratio weights of values below 0, or all 0.
    """
    count = len(values)
    if kind is Weights.IDENTITY or count < 2:
        return np.eye(count)
    apart = _apart(kind, values)
    farthest = apart.max()
    return np.asarray(1 - apart / farthest, dtype=np.float64)


def _apart(kind: Weights, values: FloatArray) -> FloatArray:
    """How far apart each pair of levels is, in whatever unit."""
    first, second = values[:, None], values[None, :]
    difference = np.abs(first - second)
    low, high = float(values.min()), float(values.max())
    powers = {Weights.LINEAR: 1.0, Weights.QUADRATIC: 2.0, Weights.RADICAL: 0.5}
    if kind in powers:
        return np.asarray(difference ** powers[kind])
    match kind:
        case Weights.ORDINAL:
            places = np.arange(len(values))
            between = np.abs(places[:, None] - places[None, :]) + 1
            return np.asarray(between * (between - 1) / 2, dtype=np.float64)
        case Weights.RATIO:
            if low < 0 or high <= 0:
                raise ValueError("ratio weights are for numbers above 0")
            return np.asarray(
                np.divide(difference, first + second, where=first + second > 0, out=0 * difference) ** 2
            )
        case Weights.CIRCULAR:
            return np.asarray(np.sin(np.pi * difference / (high - low + 1)) ** 2)
        case _:
            below = (first + second - 2 * low) * (2 * high - first - second)
            return np.asarray(np.divide(difference**2, below, where=below > 0, out=0 * difference))
