"""What one of upstream's scripts makes of a table: rows to scores, scores to the numbers it prints."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workbench.domain.scores import Score
from workbench.evaluation.metrics.paper.rows import PaperMeasure, exception_of


@dataclass(frozen=True, slots=True)
class Printed:
    """One column that a script prints for a model: of a task, or of several pooled ones."""

    name: str
    """The task's id, or "CT", "MRI", "Diagnosis"."""
    values: tuple[float | None, ...]
    """One for each metric, in percent; None when there are rows and none can be scored."""
    n: int
    """Rows that the values are about."""
    missing: tuple[tuple[str, int], ...] = ()
    """Rows without a value: reasons and how often."""
    stand_in: bool = False
    """The values are what upstream prints where it has no row: 0, or -1 in summarization."""


@dataclass(frozen=True, slots=True)
class Totals:
    """All that a script prints for a model."""

    printed: tuple[Printed, ...]
    averages: tuple[float | None, ...] = ()
    """Upstream's "Avg.", one for each metric; empty where the script has none. Stand-ins enter it."""
    stopped_by: str = ""
    """The reason of the first row at which upstream stops and prints nothing; "" when it runs through."""


@dataclass(frozen=True, slots=True)
class Script:
    """One of upstream's scripts, or a half of one that scores two kinds of tasks."""

    name: str
    """Upstream's file without its ending, such as "MCQA"; halves have a word behind it."""
    measure: PaperMeasure
    groups: Mapping[str, tuple[str, ...]]
    """Columns that are printed, each with its tasks in the order in which upstream adds them up."""
    averaged: tuple[str, ...] = ()
    """The columns that "Avg." is about; empty where there is none."""
    stand_in: float | None = 0.0
    """What upstream prints for a column without rows; None where it stops."""
    by_place: bool = False
    """Columns of the table are taken by their place, not by their names."""
    every_row: bool = False
    """Rows of all tasks are scored, whatever their task's id says."""
    tasks: tuple[str, ...] = field(init=False)
    """The ids of its tasks."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "tasks", tuple(task for tasks in self.groups.values() for task in tasks))

    def scores(self, task_id: str, reference: object, output: object) -> tuple[Score, ...] | None:
        """The scores of one row; None when the script does not look at rows of this task."""
        if not self.every_row and task_id not in self.tasks:
            return None
        return self.measure.score(task_id, reference, output)

    def totals(self, rows: Sequence[tuple[str, tuple[Score, ...] | None]]) -> Totals:
        """What the script prints for rows in their order: pairs of a task's id and its scores."""
        by_task: dict[str, list[tuple[Score, ...]]] = {}
        for task_id, scores in rows:
            if scores is not None:
                by_task.setdefault("" if self.every_row else task_id, []).append(scores)
        printed = []
        stopped_by = ""
        for name, tasks in self.groups.items():
            of_column = [
                scores for task in (("",) if self.every_row else tasks) for scores in by_task.get(task, ())
            ]
            stopped_by = stopped_by or next((s[0].reason for s in of_column if exception_of(s[0])), "")
            printed.append(self._column(name, of_column))
        return Totals(tuple(printed), self._averages(printed), stopped_by)

    def _column(self, name: str, rows: Sequence[tuple[Score, ...]]) -> Printed:
        missing = Counter(scores[0].reason for scores in rows if scores[0].value is None)
        n = len(rows) - missing.total()
        if not n and not any(exception_of(scores[0]) for scores in rows):
            values = (self.stand_in,) * len(self.measure.metrics)
            return Printed(name, values, 0, tuple(missing.items()), stand_in=True)
        totals = tuple(self.measure.total(scores) for scores in zip(*rows, strict=True))
        return Printed(name, totals, n, tuple(missing.items()))

    def _averages(self, printed: Sequence[Printed]) -> tuple[float | None, ...]:
        chosen = [column.values for column in printed if column.name in self.averaged]
        return tuple(_average(values) for values in zip(*chosen, strict=True))


def each(*tasks: str) -> dict[str, tuple[str, ...]]:
    """Every task as a column of its own."""
    return {task: (task,) for task in tasks}


def _average(values: Sequence[float | None]) -> float | None:
    # Not sum(): from Python 3.12 on it adds floats more exactly than upstream's did.
    added = 0.0
    for value in values:
        if value is None:
            return None
        added += value
    return added / len(values)
