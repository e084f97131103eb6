"""Scores a run: every completion under a protocol, then each task with its interval and its baselines."""

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from workbench.domain.scores import Answer, Protocol, Score, TaskScore
from workbench.evaluation.answered import AnsweredRow, Tasks, rows_of
from workbench.evaluation.applying import Step, applied
from workbench.evaluation.baselines import NO_BASELINES, Baselines, baselines
from workbench.evaluation.metrics.corrected.accuracy import LETTERS, Reads
from workbench.evaluation.metrics.corrected.accuracy import METRIC as ACCURACY
from workbench.evaluation.metrics.paper.script import Totals
from workbench.evaluation.metrics.paper.scripts import SCRIPTS, script_of
from workbench.evaluation.run_comparison import ItemScore, Scored, estimate_of
from workbench.evaluation.statistics.estimates import Resampling, Total
from workbench.evaluation.steps import (
    apply,
    corrected_steps,
    measures_for,
    metrics_of,
    paper_steps,
    reads_for,
)
from workbench.store.project import Project

RESAMPLES = 2_000
"""Of each interval, unless more are asked for."""
_LABEL_F1 = frozenset({"macro-F1", "micro-F1"})
FROM_COUNTS = {
    "F1": Total.MICRO_F1,
    "F1 exact": Total.MICRO_F1,
    "F1 relaxed": Total.MICRO_F1,
    "macro-F1": Total.MACRO_F1,
    "micro-F1": Total.MICRO_F1,
}
"""The metrics whose numbers are no means of items."""
_NO_INTERVAL = frozenset({"macro-precision", "macro-recall"})


@dataclass(frozen=True, slots=True)
class ScoringProgress:
    """How far the scoring of a run is."""

    run_id: str
    protocol: Protocol
    done: int
    """Rows scored so far."""


@dataclass(frozen=True, slots=True)
class ItemScores:
    """One completion with its scores."""

    row: AnsweredRow
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class RunScored:
    """What a run scored under a protocol."""

    run_id: str
    protocol: Protocol
    tasks: tuple[TaskScore, ...]
    items: Scored
    """By task and metric: what two runs are compared by."""
    printed: tuple[tuple[str, Totals], ...] = ()
    """What each of upstream's scripts prints, by its name; empty for the corrected protocol."""


def score_items(
    project: Project, run_id: str, protocol: Protocol, task_id: str | None = None
) -> Generator[ItemScores]:
    """Every row of a run with its scores, or every one of a task; what is new is computed and kept.

    Rows that the protocol has no metric for are left out. Under `paper` they come script by script.

    Raises:
        UnknownNameError: the project has no such run.
        WorkbenchError: the paper's tokenizers are not installed.
    """
    rows = (row for row in rows_of(project, run_id) if task_id in {None, row.task_id})
    if protocol is Protocol.CORRECTED:
        tasks = Tasks(project)
        yield from _scored(project, rows, lambda held: corrected_steps(tasks, held))
        return
    by_script: dict[str, list[AnsweredRow]] = {name: [] for name in SCRIPTS}
    for row in rows:
        script = script_of(row.task_id)
        if script is not None:
            by_script[script.name].append(row)
    for name, held in by_script.items():
        yield from _scored(project, held, partial(_paper_steps, name))


def score_run(
    project: Project, run_id: str, protocol: Protocol, *, resamples: int = RESAMPLES
) -> Generator[ScoringProgress, None, RunScored]:
    """Score all of a run; what every task comes to is returned at the end. Stop iterating to cancel.

    Raises:
        UnknownNameError: the project has no such run.
        WorkbenchError: the paper's tokenizers are not installed.
    """
    tasks: dict[str, _Task] = {}
    for done, item in enumerate(score_items(project, run_id, protocol), 1):
        tasks.setdefault(item.row.task_id, _Task()).add(item)
        if done % 500 == 0:
            yield ScoringProgress(run_id, protocol, done)
    known = Tasks(project)
    beside = _baselines(known, rows_of(project, run_id))
    found: list[TaskScore] = []
    for task_id in sorted(tasks, key=_number):
        totals = tasks[task_id].totals(task_id, _total_of(protocol, known, task_id), resamples)
        found += (_beside(score, beside.get(task_id, NO_BASELINES)) for score in totals)
        yield ScoringProgress(run_id, protocol, sum(len(task.ids) for task in tasks.values()))
    items = {task_id: task.items() for task_id, task in tasks.items()}
    printed = _printed(tasks) if protocol is Protocol.PAPER else ()
    return RunScored(run_id, protocol, tuple(found), items, printed)


def _baselines(tasks: Tasks, rows: Iterable[AnsweredRow]) -> dict[str, Baselines]:
    """What can be had without reading the questions, for the tasks that have an accuracy."""
    reads: dict[str, Reads | None] = {}
    answers: dict[str, list[Answer]] = {}
    for row in rows:
        if row.task_id not in reads:
            reads[row.task_id] = reads_for(tasks, row.task_id)
        if reads[row.task_id] is None or row.lacks:
            continue
        # Only letters are read beside the options in the input; whole inputs of other tasks are not kept.
        text = row.input if reads[row.task_id] is LETTERS else ""
        answers.setdefault(row.task_id, []).append(tasks.answer(replace(row, input=text, output="")))
    return {task_id: baselines(held, read) for task_id, held in answers.items() if (read := reads[task_id])}


def _beside(score: TaskScore, known: Baselines) -> TaskScore:
    if score.metric != ACCURACY:
        return score
    return replace(score, chance=known.chance, majority=known.majority)


def _paper_steps(script: str, rows: Iterator[tuple[int, AnsweredRow]]) -> Iterator[Step]:
    # pandas decides over whole columns what a cell is.
    return paper_steps(SCRIPTS[script], tuple(rows))


def _scored(
    project: Project,
    rows: Iterator[AnsweredRow] | Sequence[AnsweredRow],
    steps_of: Callable[[Iterator[tuple[int, AnsweredRow]]], Iterator[Step]],
) -> Generator[ItemScores]:
    """Rows with the scores of their steps; those that lack something have a reason instead of each."""
    pending: dict[int, AnsweredRow] = {}

    def scorable() -> Iterator[tuple[int, AnsweredRow]]:
        for place, row in enumerate(rows):
            pending[place] = row
            if not row.lacks:
                yield place, row

    found: dict[int, tuple[Score, ...]] = {}
    for batch in applied(project.scores, steps_of(scorable()), apply):
        for step, scores in batch:
            named = _named(step, scores)
            found[step.place] = (*found.get(step.place, ()), *named)
        # The last one may have further measures in the next batch.
        yield from _complete(pending, found, batch[-1][0].place)
    yield from _complete(pending, found, max(pending, default=0) + 1)


def _complete(
    pending: dict[int, AnsweredRow], found: dict[int, tuple[Score, ...]], up_to: int
) -> Iterator[ItemScores]:
    for place in [place for place in pending if place < up_to]:
        row = pending.pop(place)
        yield ItemScores(row, found.pop(place, ()))


def _named(step: Step, scores: tuple[Score, ...]) -> tuple[Score, ...]:
    return tuple(replace(score, metric=name) for score, name in zip(scores, metrics_of(step), strict=True))


@dataclass(slots=True)
class _Task:
    """The rows of a task, without their texts."""

    ids: list[str] = field(default_factory=list)
    clusters: list[str] = field(default_factory=list)
    scores: dict[str, dict[int, Score]] = field(default_factory=dict)
    """By metric, then by place among the task's rows."""
    reasons: dict[str, Counter[str]] = field(default_factory=dict)
    unread: dict[str, Counter[str]] = field(default_factory=dict)
    lacks: Counter[str] = field(default_factory=Counter)
    rows: list[tuple[str, tuple[Score, ...] | None]] = field(default_factory=list)

    def add(self, item: ItemScores) -> None:
        """Take one more row."""
        place = len(self.ids)
        self.ids.append(item.row.id)
        self.clusters.append(item.row.cluster)
        if item.row.lacks:
            self.lacks[item.row.lacks] += 1
            return
        bare = tuple(replace(score, reading=None) for score in item.scores)
        self.rows.append((item.row.task_id, bare))
        for score, with_reading in zip(bare, item.scores, strict=True):
            self.scores.setdefault(score.metric, {})[place] = score
            if score.value is None:
                self.reasons.setdefault(score.metric, Counter())[score.reason] += 1
            elif score.reason and with_reading.reading is None:
                self.unread.setdefault(score.metric, Counter())[score.reason] += 1

    def items(self) -> dict[str, list[ItemScore]]:
        """What two runs are compared by."""
        return {
            metric: [
                ItemScore(self.ids[place], score.value, self.clusters[place], _counts(score))
                for place, score in scores.items()
            ]
            for metric, scores in self.scores.items()
        }

    def totals(
        self, task_id: str, total: Callable[[Sequence[Score]], float | None], resamples: int
    ) -> list[TaskScore]:
        """The task's number under each metric."""
        found = []
        for metric, items in self.items().items():
            valued = [score for score in self.scores[metric].values() if score.value is not None]
            missing = self.reasons.get(metric, Counter()) + self.lacks
            unread = self.unread.get(metric, Counter())
            value = total(valued) if valued else None
            interval = None
            if value is not None and metric not in _NO_INTERVAL:
                interval = estimate_of(items, kind_of(metric), Resampling(resamples)).interval
            counted = (tuple(missing.items()), tuple(unread.items()))
            found.append(TaskScore(task_id, metric, value, len(valued), *counted, interval))
        return found


def kind_of(metric: str) -> Total:
    """How the number of a metric is made from its items."""
    return FROM_COUNTS.get(metric, Total.MEAN)


def _counts(score: Score) -> tuple[int, ...]:
    """Counts as statistics take them: for labels threes of true and false positives and false negatives."""
    if score.metric not in _LABEL_F1:
        return score.counts if score.metric in FROM_COUNTS else ()
    # 1 where the reference has the label, and 2 more where the answer has it.
    threes = [(int(mark == 3), int(mark == 2), int(mark == 1)) for mark in score.counts]
    if score.metric == "micro-F1":
        return tuple(map(sum, zip(*threes, strict=True)))
    return tuple(count for three in threes for count in three)


def _total_of(protocol: Protocol, tasks: Tasks, task_id: str) -> Callable[[Sequence[Score]], float | None]:
    """How a protocol makes a task's number from the scores under one metric."""
    if protocol is Protocol.PAPER:
        script = script_of(task_id)
        assert script is not None
        return script.measure.total
    totals = {name: measure.total for measure in measures_for(tasks, task_id) for name in measure.metrics}
    return lambda scores: totals[scores[0].metric](scores)


def _printed(tasks: dict[str, _Task]) -> tuple[tuple[str, Totals], ...]:
    """What upstream's scripts would print of the tasks that there are."""
    found = []
    for name, script in SCRIPTS.items():
        rows = [row for task_id in script.tasks if task_id in tasks for row in tasks[task_id].rows]
        if rows:
            found.append((name, script.totals(rows)))
    return tuple(found)


def _number(task_id: str) -> tuple[int, str]:
    digits = task_id.removeprefix("task")
    return (int(digits) if digits.isdecimal() else 1 << 30, task_id)
