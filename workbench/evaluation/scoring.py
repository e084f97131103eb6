"""Scores a run: every completion under a protocol, then each task with its interval and its baselines."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from zlib import crc32

from workbench.domain.scores import Protocol, Score, TaskScore
from workbench.evaluation.answered import AnsweredRow, Tasks, rows_of
from workbench.evaluation.applying import Step, applied
from workbench.evaluation.baselines import Known, baselines_of, known_of
from workbench.evaluation.metrics.corrected.accuracy import METRIC as ACCURACY
from workbench.evaluation.metrics.corrected.accuracy import Reads
from workbench.evaluation.metrics.paper.script import Totals
from workbench.evaluation.metrics.paper.scripts import SCRIPTS, script_of
from workbench.evaluation.paper_files import read_as_upstream
from workbench.evaluation.paper_tables import tables_of
from workbench.evaluation.run_comparison import ItemScore, Scored, draws_of, estimate_of
from workbench.evaluation.statistics.estimates import Draws, Resampling, Total
from workbench.evaluation.steps import Corrected, apply, paper_steps
from workbench.store.project import Project

RESAMPLES = 2_000
"""Of each interval, unless more are asked for."""
_TOLD = 50
"""Rows between two words on how far it is."""
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
    task_id: str | None
    """The task whose number it enters: the row's own, but under `paper` where a script counts every row of
    its file. None when the protocol has no metric for it."""
    scores: tuple[Score, ...]
    reason: str = ""
    """Why there are no scores; empty when there are."""


@dataclass(frozen=True, slots=True)
class Part:
    """A task's number with what decides how sure a mean is that it enters."""

    measure: str
    """The name of the measure that it is from."""
    score: TaskScore
    draws: Draws | None = None
    """The number in each resample; None where drawing again tells nothing."""


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
    parts: tuple[Part, ...] = ()
    """`tasks`, each with its measure and its resamples."""


def score_items(
    project: Project,
    run_id: str,
    protocol: Protocol,
    task_ids: Collection[str] = (),
    measures: Collection[str] | None = None,
) -> Generator[ItemScores]:
    """Every row of a run in order with its scores, or those of some tasks; what is slow is kept.

    With `measures` it is only the rows that these, by their names, are applied to.

    Raises:
        UnknownNameError: the project has no such run.
        WorkbenchError: the paper's tokenizers are not installed.
    """
    of_protocol = _paper if protocol is Protocol.PAPER else _corrected
    for (row, counted, reason), found in applied(
        project.scores, of_protocol(project, run_id, task_ids, measures), apply
    ):
        yield ItemScores(row, counted, found[0] if len(found) == 1 else tuple(chain(*found)), reason)


Wanted = tuple[tuple[AnsweredRow, str | None, str], Sequence[Step]]
"""A row, its task and why it has no scores, as in `ItemScores`; and what has to be done for them."""


def _paper(
    project: Project, run_id: str, task_ids: Collection[str], measures: Collection[str] | None
) -> Iterator[Wanted]:
    tables = tables_of(project, run_id)
    for read in read_as_upstream(rows_of(project, run_id), rows_of(project, run_id), tables):
        if read.script is None:
            if not task_ids and measures is None:
                yield (read.row, None, read.reason), ()
        elif (not task_ids or read.task_id in task_ids) and _asked_for(measures, read.script.name):
            yield (read.row, read.task_id, read.reason), paper_steps(read)


def _corrected(
    project: Project, run_id: str, task_ids: Collection[str], measures: Collection[str] | None
) -> Iterator[Wanted]:
    corrected = Corrected(Tasks(project))
    for row in rows_of(project, run_id):
        wanted = [one for one in corrected.measures(row.task_id) if _asked_for(measures, one.name)]
        if wanted and (not task_ids or row.task_id in task_ids):
            yield (row, row.task_id, row.lacks), corrected.steps(row, wanted)


def _asked_for(measures: Collection[str] | None, name: str) -> bool:
    return measures is None or name in measures


def score_run(
    project: Project,
    run_id: str,
    protocol: Protocol,
    *,
    resamples: int = RESAMPLES,
    measures: Collection[str] | None = None,
) -> Generator[ScoringProgress, None, RunScored]:
    """Score all of a run, or what some measures are about; what every task comes to is returned at the end.

    Stop iterating to cancel.

    Raises:
        UnknownNameError: the project has no such run.
        WorkbenchError: the paper's tokenizers are not installed.
    """
    known = Tasks(project)
    corrected = Corrected(known)
    tasks: dict[str, _Task] = {}
    done = 0
    for done, item in enumerate(score_items(project, run_id, protocol, measures=measures), 1):
        if item.task_id is not None:
            if item.task_id not in tasks:
                tasks[item.task_id] = _Task(_metrics(protocol, corrected, item.task_id, measures))
            tasks[item.task_id].add(item, known, corrected.reads(item.task_id))
        if done % _TOLD == 0:
            yield ScoringProgress(run_id, protocol, done)
    found: list[Part] = []
    for task_id in sorted(tasks, key=_number):
        found += tasks[task_id].totals(task_id, resamples)
        yield ScoringProgress(run_id, protocol, done)
    items = {task_id: task.items() for task_id, task in tasks.items()}
    printed = _printed(tasks) if protocol is Protocol.PAPER else ()
    return RunScored(run_id, protocol, tuple(part.score for part in found), items, printed, tuple(found))


TotalOf = Callable[[Sequence[Score]], float | None]
"""A task's number from the scores under one metric."""


def _metrics(
    protocol: Protocol, corrected: Corrected, task_id: str, measures: Collection[str] | None
) -> dict[str, tuple[str, TotalOf]]:
    """The metrics of a task, in order, each with its measure and how its number is made from the scores."""
    if protocol is Protocol.PAPER:
        script = script_of(task_id)
        assert script is not None
        return dict.fromkeys(script.measure.metrics, (script.name, script.measure.total))
    return {
        name: (measure.name, measure.total)
        for measure in corrected.measures(task_id)
        if _asked_for(measures, measure.name)
        for name in measure.metrics
    }


@dataclass(slots=True)
class _Task:
    """The rows of a task, without their texts."""

    metrics: dict[str, tuple[str, TotalOf]]
    rows: list[tuple[Score, ...]] = field(default_factory=list)
    """Of each row that could be scored, one for each metric, without what was read."""
    ids: list[str] = field(default_factory=list)
    clusters: list[str] = field(default_factory=list)
    unread: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """Of each metric: why nothing could be read, and how often."""
    lacks: Counter[str] = field(default_factory=Counter)
    known: Counter[Known] = field(default_factory=Counter)

    def add(self, item: ItemScores, tasks: Tasks, reads: Reads | None) -> None:
        """Take one more row."""
        if item.reason:
            self.lacks[item.reason] += 1
            return
        self.ids.append(item.row.id)
        self.clusters.append(item.row.cluster)
        for score in item.scores:
            if score.value is not None and score.reason and score.reading is None:
                self.unread[score.metric][score.reason] += 1
        read = any(score.reading is not None for score in item.scores)
        self.rows.append(tuple(map(_bare, item.scores)) if read else item.scores)
        if reads is not None:
            known = known_of(tasks.answer(item.row), reads)
            if known is not None:
                self.known[known] += 1

    def items(self) -> dict[str, list[ItemScore]]:
        """What two runs are compared by: of several answers to an instance, the first."""
        firsts = {name: place for place, name in reversed(list(enumerate(self.ids)))}
        places = sorted(firsts.values())
        return {metric: self._items(which, places) for which, metric in enumerate(self.metrics)}

    def _items(self, which: int, places: Iterable[int]) -> list[ItemScore]:
        return [
            ItemScore(self.ids[place], score.value, self.clusters[place], _counts(score))
            for place in places
            for score in [self.rows[place][which]]
        ]

    def totals(self, task_id: str, resamples: int) -> list[Part]:
        """The task's number under each metric."""
        beside = baselines_of(list(self.known.elements()))
        found = []
        for which, (metric, (measure, total)) in enumerate(self.metrics.items()):
            scores = [row[which] for row in self.rows]
            valued = [score for score in scores if score.value is not None]
            missing = Counter(score.reason for score in scores if score.value is None) + self.lacks
            value = total(valued) if valued else None
            interval = draws = None
            if value is not None and metric not in _NO_INTERVAL:
                items, kind = self._items(which, range(len(self.rows))), kind_of(metric)
                interval = estimate_of(items, kind, Resampling(resamples)).interval
                # Of its own for each task: equal draws would make tasks rise and fall together.
                draws = draws_of(items, kind, Resampling(resamples, seed=crc32(task_id.encode())))
            counted = (tuple(missing.items()), tuple(self.unread[metric].items()))
            guessed = (beside.chance, beside.majority) if metric == ACCURACY else (None, None)
            made = TaskScore(task_id, metric, value, len(valued), *counted, interval, *guessed)
            found.append(Part(measure, made, draws))
        return found


def _bare(score: Score) -> Score:
    """A score without what was read."""
    return _score(score.metric, score.value, score.reason, score.counts)


_score = lru_cache(maxsize=256, typed=True)(Score)
"""One for all rows that are scored alike: most are just right or wrong."""


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


def _printed(tasks: dict[str, _Task]) -> tuple[tuple[str, Totals], ...]:
    """What upstream's scripts would print of the tasks that there are."""
    found = []
    for name, script in SCRIPTS.items():
        rows = [(task_id, row) for task_id in script.tasks if task_id in tasks for row in tasks[task_id].rows]
        if rows:
            found.append((name, script.totals(rows)))
    return tuple(found)


def task_number(score: TaskScore) -> tuple[int, str]:
    """What tasks are ordered by."""
    return _number(score.task_id)


def _number(task_id: str) -> tuple[int, str]:
    digits = task_id.removeprefix("task")
    return (int(digits) if digits.isdecimal() else 1 << 30, task_id)
