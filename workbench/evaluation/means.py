"""How sure the leaderboard's means are: those of categories, and of tasks that are counted together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.domain.board_columns import OTHERS, behind, columns, metric_named, pooled
from workbench.domain.catalogue import BENCHMARK
from workbench.domain.scores import Interval, TaskScore
from workbench.evaluation.statistics.estimates import Draws
from workbench.evaluation.statistics.means import averaged, interval_of_mean


@dataclass(frozen=True, slots=True)
class _Number:
    """A number of the board that means may be taken over."""

    draws: Draws | None
    interval: Interval | None


def intervals_of_means(
    scores: Sequence[TaskScore], draws: Mapping[tuple[str, str], Draws]
) -> dict[str, Interval]:
    """Intervals by the column's id, of those of a run's means that have one; see `interval_of_mean`.

    `draws` are the tasks' numbers in each resample, by task and metric. A mean of one task has the task's
    own interval; one over a task that has no resamples has none.
    """
    others = [
        (one.task_id, metric_named(OTHERS, one.metric)) for one in scores if one.task_id not in BENCHMARK
    ]
    all_columns = columns(others)
    there: dict[tuple[str, str], TaskScore] = {}
    for category in dict.fromkeys(column.category for column in all_columns):
        for one in scores:
            there.setdefault((one.task_id, metric_named(category, one.metric)), one)
    numbers: dict[str, _Number] = {}
    found = {}
    for column in all_columns:
        if column.task_id is not None:
            parts = [there.get((task, column.metric)) for task in pooled(column.task_id)]
            valued = [one for one in parts if one is not None and one.value is not None]
            if valued:
                numbers[column.id] = number = _together(valued, draws)
                if len(pooled(column.task_id)) > 1 and number.interval is not None:
                    found[column.id] = number.interval
    for column in all_columns:
        if column.task_id is None:
            over = [numbers[one.id] for one in behind(column, all_columns) if one.id in numbers]
            interval = _mean(over)
            if interval is not None:
                found[column.id] = interval
    return found


def _together(parts: Sequence[TaskScore], draws: Mapping[tuple[str, str], Draws]) -> _Number:
    """A task's number, or that of tasks counted together: there every completion weighs the same."""
    drawn = [draws.get((one.task_id, one.metric)) for one in parts]
    known = [one for one in drawn if one is not None]
    if len(parts) == 1:
        return _Number(drawn[0], parts[0].interval)
    if len(known) < len(parts):
        return _Number(None, None)
    whole = averaged(known, [one.n for one in parts])
    return _Number(whole, interval_of_mean(whole))


def _mean(over: Sequence[_Number]) -> Interval | None:
    if len(over) == 1:
        return over[0].interval
    drawn = [one.draws for one in over if one.draws is not None]
    return interval_of_mean(averaged(drawn)) if drawn and len(drawn) == len(over) else None
