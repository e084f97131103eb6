"""How sure a mean over tasks is: resamples of each task, put together."""

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from workbench.domain.scores import Interval
from workbench.evaluation.statistics.estimates import Draws, Resampling, Total, check_level

if TYPE_CHECKING:
    import numpy.typing as npt


def drawn(
    total: Total, items: "npt.ArrayLike", clusters: Sequence[Hashable] | None, resampling: Resampling
) -> Draws | None:
    """A task's number in percent in each resample of its source documents; None for fewer than two of them.

    `items` and `clusters` are as for `intervals.estimate`.
    """
    # numpy is not loaded before there is something to compute.
    from workbench.evaluation.statistics.resampling import cluster_sums, drawn_sums  # noqa: PLC0415
    from workbench.evaluation.statistics.totals import item_columns, number  # noqa: PLC0415

    rows = cluster_sums(item_columns(total, items), clusters)
    if len(rows) < 2:
        return None
    return tuple(number(total, drawn_sums(rows, resampling)).tolist())


def averaged(tasks: Sequence[Draws], weights: Sequence[float] | None = None) -> Draws:
    """The mean of several tasks' numbers in each resample; all weigh the same unless `weights` are given."""
    # numpy is not loaded before there is something to compute.
    import numpy as np  # noqa: PLC0415

    return tuple(np.average(np.array(tasks, dtype=np.float64), axis=0, weights=weights).tolist())


def interval_of_mean(draws: Draws, level: float = 0.95) -> Interval | None:
    """The interval of a mean over tasks, from what `averaged` gives.

    A bootstrap stratified by task (Davison and Hinkley 1997, Bootstrap Methods and their Application,
    section 3.2): in each resample every task's source documents are drawn again within the task, its number
    is made of them, and the mean is taken over the numbers; percentiles.

    It covers which questions a task happens to have. It does not cover which tasks there are: they and
    their weights are taken as given, so it says nothing about other tasks, nor about answering once more.
    Documents that two tasks share count as different ones, and a task in which every answer is equally
    good adds no width, however few answers it has. None when drawing again always gives the same mean.
    """
    # numpy is not loaded before there is something to compute.
    from workbench.evaluation.statistics.resampling import (  # noqa: PLC0415
        array_of,
        defined,
        percentiles,
        spread,
    )

    check_level(level)
    means = defined(array_of(draws))
    return percentiles(means, level) if len(means) and spread(means) else None
