"""How sure the leaderboard's means are: those of categories, and of tasks that are counted together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from workbench.domain.board_columns import OTHERS, behind, columns, metric_named, pooled
from workbench.domain.catalogue import BENCHMARK
from workbench.domain.scores import Interval, TaskScore
from workbench.evaluation.statistics.estimates import Draws
from workbench.evaluation.statistics.means import Entry, interval_of_mean


def intervals_of_means(
    scores: Sequence[TaskScore], draws: Mapping[tuple[str, str], Draws]
) -> dict[str, Interval]:
    """Intervals by the column's id, of those of a run's means that have one; see `interval_of_mean`.

    `draws` are the tasks' numbers in each resample, by task and metric. Tasks that are counted together
    weigh by their completions, and enter no further mean.
    """
    others = [
        (one.task_id, metric_named(OTHERS, one.metric)) for one in scores if one.task_id not in BENCHMARK
    ]
    all_columns = columns(others)
    there: dict[tuple[str, str], TaskScore] = {}
    for category in dict.fromkeys(column.category for column in all_columns):
        for one in scores:
            there.setdefault((one.task_id, metric_named(category, one.metric)), one)
    numbers: dict[str, Entry] = {}
    found: dict[str, Interval | None] = {}
    for column in all_columns:
        if column.task_id is not None:
            names = pooled(column.task_id)
            parts = [there[task, column.metric] for task in names if (task, column.metric) in there]
            entries = [entry for part in parts if (entry := _entry(part, draws)) is not None]
            if len(names) > 1 and entries:
                found[column.id] = interval_of_mean(entries)
            elif entries:
                numbers[column.id] = replace(entries[0], weight=1.0)
    for column in all_columns:
        if column.task_id is None:
            over = [numbers[one.id] for one in behind(column, all_columns) if one.id in numbers]
            found[column.id] = interval_of_mean(over) if over else None
    return {column_id: interval for column_id, interval in found.items() if interval is not None}


def _entry(score: TaskScore, draws: Mapping[tuple[str, str], Draws]) -> Entry | None:
    """A task's number as it enters a mean; None where it has none."""
    if score.value is None:
        return None
    return Entry(score.value, draws.get((score.task_id, score.metric)), score.interval, score.n)
