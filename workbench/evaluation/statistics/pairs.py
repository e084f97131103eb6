"""Two runs' items side by side, and drawing their source documents for both at once. Needs numpy."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.evaluation.statistics.estimates import (
    ALL_EQUAL,
    NOTHING,
    ONE_CLUSTER,
    UNDEFINED,
    Resampling,
    Total,
)
from workbench.evaluation.statistics.resampling import cluster_sums, drawn_sums, without_each
from workbench.evaluation.statistics.totals import FloatArray, item_columns, number


@dataclass(frozen=True, slots=True)
class Pairs:
    """The sums of each source document in two runs, in the same order."""

    total: Total
    first: FloatArray
    """Shape (documents, k): see `totals.item_columns`."""
    second: FloatArray
    n: int
    """Items."""

    @property
    def difference(self) -> float | None:
        """Second less first, in points; None where one of the two is not defined."""
        if self.n == 0:
            return None
        value = float(
            number(self.total, self.second.sum(axis=0)) - number(self.total, self.first.sum(axis=0))
        )
        return None if np.isnan(value) else value

    @property
    def same(self) -> bool:
        """Whether no document differs between the runs."""
        return not (self.first != self.second).any()

    @property
    def no_spread(self) -> str:
        """Why drawing the documents again would tell nothing; empty when it tells something."""
        if self.n == 0:
            return NOTHING
        if self.difference is None:
            return UNDEFINED
        if len(self.first) == 1:
            return ONE_CLUSTER
        return ALL_EQUAL if self.same else ""

    def draws(self, resampling: Resampling) -> FloatArray:
        """The differences of resampled documents, shape (resamples,); NaN where not defined."""
        return self._apart(drawn_sums(np.concatenate([self.first, self.second], axis=1), resampling))

    def left_out(self) -> FloatArray:
        """The differences without each document in turn, shape (documents,)."""
        return self._apart(without_each(np.concatenate([self.first, self.second], axis=1)))

    def _apart(self, sums: FloatArray) -> FloatArray:
        """Second less first of sums over both runs' columns."""
        width = self.first.shape[1]
        return number(self.total, sums[..., width:]) - number(self.total, sums[..., :width])


def pairs(
    total: Total, first: npt.ArrayLike, second: npt.ArrayLike, clusters: Sequence[Hashable] | None
) -> Pairs:
    """Both runs' items, as `totals.item_columns` says, in the same order.

    Raises ValueError when they are not of the same shape.
    """
    one, other = item_columns(total, first), item_columns(total, second)
    if one.shape != other.shape:
        raise ValueError(f"the runs have other items: shapes {one.shape} and {other.shape}")
    return Pairs(total, cluster_sums(one, clusters), cluster_sums(other, clusters), len(one))
