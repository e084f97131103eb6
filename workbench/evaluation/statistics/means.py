"""How sure a mean over tasks is: resamples of each task, put together."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import sqrt
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


@dataclass(frozen=True, slots=True)
class Entry:
    """A task's number as it enters a mean."""

    value: float
    draws: Draws | None
    """The number in each resample, drawn independently of other tasks' and as often."""
    interval: Interval | None
    """The task's own."""
    weight: float = 1.0


def interval_of_mean(tasks: Sequence[Entry], level: float = 0.95) -> Interval | None:
    """The interval of the weighted mean of several tasks' numbers; of one task its own.

    A bootstrap stratified by task (Davison and Hinkley 1997, Bootstrap Methods and their Application,
    section 3.2): in each resample every task's source documents are drawn again within the task, its number
    is made of them, and the mean is taken over the numbers; percentiles. Where drawing a task again always
    gives the same number, as where every answer is right, the distance to the ends of its own interval is
    put beside that of the others: the root of the sum of their squares (Zou and Donner 2008, Construction
    of confidence limits about effect measures, Statistics in Medicine 27:1693-1702, equation 5).

    It covers which questions a task happens to have. It does not cover which tasks there are: they and
    their weights are taken as given, so it says nothing about other tasks, nor about answering once more,
    and documents that two tasks share count as different ones. None where a task has neither resamples that
    differ nor an interval: nothing is known of how far its number may be off.
    """
    # numpy is not loaded before there is something to compute.
    from workbench.evaluation.statistics.resampling import (  # noqa: PLC0415
        array_of,
        defined,
        percentiles,
        spread,
    )

    check_level(level)
    if len(tasks) == 1:
        return tasks[0].interval
    whole = sum(task.weight for task in tasks)
    value = sum(task.value * task.weight for task in tasks) / whole
    drawn, below, above, together = False, 0.0, 0.0, array_of(0.0)
    for task in tasks:
        draws = array_of(task.draws or ())
        if len(draws) and len(defined(draws)) and spread(defined(draws)):
            drawn, together = True, together + (draws - task.value) * task.weight / whole
        elif task.interval is None:
            return None
        else:
            below += ((task.value - task.interval.low) * task.weight / whole) ** 2
            above += ((task.interval.high - task.value) * task.weight / whole) ** 2
    ends = percentiles(defined(together), level) if drawn else Interval(0.0, 0.0)
    return Interval(value - sqrt(ends.low**2 + below), value + sqrt(ends.high**2 + above))
