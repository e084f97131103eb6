"""What a person can do with scores: score runs, see the leaderboard and what is behind it, compare runs."""

from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.domain.board_columns import metric_named, pooled
from workbench.domain.boards import Board
from workbench.domain.errors import UnknownNameError
from workbench.domain.runs import Completion, RunSpec
from workbench.domain.scores import Protocol, Score
from workbench.domain.steps import Steps
from workbench.evaluation.confidence import mean_probability, share_of
from workbench.evaluation.faults import Fault, faults_of, own_shots
from workbench.evaluation.leaderboard import RunScores, board
from workbench.evaluation.run_comparison import ItemScore, RunComparison, Scored, differences
from workbench.evaluation.run_totals import RunTotals, content_of, totals_of
from workbench.evaluation.scoring import (
    FROM_COUNTS,
    RESAMPLES,
    ItemScores,
    RunScored,
    ScoringProgress,
    score_items,
    score_run,
)
from workbench.evaluation.statistics.calibration import Calibration, calibration
from workbench.evaluation.statistics.estimates import Resampling
from workbench.formats import published_csv
from workbench.store.project import Project

_QUANTIZATION = "quantization"
_BEST = 100.0


@dataclass(frozen=True, slots=True)
class PublishedAdded:
    """What became of a file of published numbers."""

    file: Path
    rows_in: int
    rows_kept: int
    new: int
    """Of those kept, the ones that the project did not have."""
    reported: tuple[published_csv.Reported, ...]


def score_runs(
    project: Path,
    run_ids: Sequence[str] = (),
    protocols: Sequence[Protocol] = tuple(Protocol),
    *,
    resamples: int = RESAMPLES,
) -> Generator[ScoringProgress | RunScored]:
    """Score runs, all unless some are named, under each protocol; one result for each of both.

    Raises:
        UnknownNameError: the project has no such run.
        WorkbenchError: the paper's tokenizers are not installed.
    """
    with Project(project) as opened:
        chosen = tuple(run_ids) or tuple(run.id for run in reversed(opened.runs.summaries()))
        for run_id in chosen:
            opened.runs.summary(run_id)
        for run_id in chosen:
            for protocol in protocols:
                yield (yield from score_run(opened, run_id, protocol, resamples=resamples))


def leaderboard(
    project: Path, protocols: Sequence[Protocol] = tuple(Protocol), *, resamples: int = RESAMPLES
) -> Generator[ScoringProgress, None, Board]:
    """The leaderboard of all runs and of the published numbers is returned.

    Scored is only what changed since the last time; nothing happens on the way when nothing did.
    """
    with Project(project) as opened:
        found = []
        for summary in reversed(opened.runs.summaries()):
            spec, content = opened.runs.spec(summary.id), content_of(opened, summary.id)
            for protocol in protocols:
                total = yield from totals_of(opened, summary.id, protocol, content, resamples=resamples)
                found.append(_as_row(spec, total))
        titles = {task.id: task.dataset or task.name for task in opened.tasks.summaries()}
        made = board(found, opened.published.list(), titles=titles)
        said = _sentences(_faults(opened, dict.fromkeys(one.task_id or "" for one in made.columns)))
        columns = (replace(one, fault=said.get(one.task_id or "", "")) for one in made.columns)
        return replace(made, columns=tuple(columns))


def data_faults(project: Path, run_ids: Sequence[str] = ()) -> tuple[Fault, ...]:
    """What is wrong with the data of the tasks that runs are about, all runs unless some are named.

    Raises:
        UnknownNameError: the project has no such run.
    """
    with Project(project) as opened:
        chosen = tuple(run_ids) or tuple(run.id for run in opened.runs.summaries())
        tasks = {task_id: None for run_id in chosen for task_id in opened.runs.spec(run_id).tasks}
        return (*_faults(opened, tasks), *(one for run in chosen for one in _own_shots(opened, run)))


def items_behind(
    project: Path, run_id: str, task_ids: Sequence[str], metric: str, protocol: Protocol
) -> tuple[ItemScores, ...]:
    """The completions behind a number, wrong and unscored ones first.

    `task_ids` may name tasks that are counted together, such as "task83-88".
    """
    tasks = {task for name in task_ids for task in pooled(name)}
    with Project(project) as opened:
        found = [
            replace(item, scores=chosen)
            for item in score_items(opened, run_id, protocol, tasks)
            if (chosen := _named(item.scores, metric)) or item.reason
        ]
    return tuple(sorted(found, key=_worst_first))


def compare_scores(
    project: Path,
    first: str,
    second: str,
    protocol: Protocol,
    *,
    margin: float | None = None,
    resamples: int = RESAMPLES,
) -> Generator[ScoringProgress, None, RunComparison]:
    """Two runs on the items that both answered, each task by its first metric, so that Holm's is over tasks.

    Args:
        margin: points within which they count as equivalent; None when that is not asked.
    """
    with Project(project) as opened:
        scored = []
        for run_id in (first, second):
            opened.runs.summary(run_id)
        for run_id in (first, second):
            scored.append((yield from score_run(opened, run_id, protocol, resamples=1)))
    steps = Steps(
        differences(
            *(_by_first_metric(run.items) for run in scored),
            totals=FROM_COUNTS,
            margin=margin,
            resampling=Resampling(resamples),
        )
    )
    for _step in steps:
        yield ScoringProgress(second, protocol, 0)
    return steps.result


def confidence_of(
    project: Path, run_id: str, task_ids: Sequence[str], metric: str, protocol: Protocol
) -> Calibration:
    """Whether a model was as often right as it was sure, in tasks whose answers are right or wrong."""
    behind = items_behind(project, run_id, task_ids, metric, protocol)
    answers = []
    with Project(project) as opened:
        for item in behind:
            value = item.scores[0].value if item.scores else None
            if item.row.instance_id is None or value not in {0.0, 100.0}:
                continue
            completion = opened.runs.completion(run_id, item.row.instance_id)
            sure = None if completion is None else _sure(completion)
            if sure is not None:
                answers.append((sure, value == 100.0))
    return calibration(answers)


def add_published(project: Path, file: Path) -> PublishedAdded:
    """Keep the published numbers of a CSV file in the project; a missing project is made.

    Raises:
        FormatError: the file is not one of published numbers.
    """
    read = published_csv.read(file)
    with Project(project) if project.exists() else Project.create(project) as opened:
        new = opened.published.add(read.numbers)
    return PublishedAdded(file, read.rows_in, len(read.numbers), new, read.reported)


def _faults(project: Project, task_ids: Iterable[str]) -> tuple[Fault, ...]:
    there = {task.id for task in project.tasks.summaries()}
    return tuple(
        fault
        for task_id in task_ids
        if task_id in there
        for fault in faults_of(project.tasks.iterate(task_id))
    )


def _own_shots(project: Project, run_id: str) -> tuple[Fault, ...]:
    """Instances of a run that were shown their own answer."""
    shown = [(row.instance_id, row.shot_ids) for row in project.scores.asked(run_id) if row.shot_ids]
    instances = {}
    for instance_id in {one for asked, shots in shown for one in (asked, *shots)}:
        with suppress(UnknownNameError):
            instances[instance_id] = project.tasks.instance(instance_id)
    return own_shots(instances, [pair for pair in shown if pair[0] in instances])


def _sentences(faults: Sequence[Fault]) -> dict[str, str]:
    """What is wrong with each task, by its id."""
    found: dict[str, str] = {}
    for fault in faults:
        before = found.get(fault.task_id)
        found[fault.task_id] = f"{before} {fault.sentence}" if before else fault.sentence
    return found


def _as_row(spec: RunSpec, total: RunTotals) -> RunScores:
    quantization = dict(spec.model.metadata).get(_QUANTIZATION, "")
    return RunScores(
        total.run_id,
        spec.model.name,
        quantization,
        spec.model.sha256,
        total.protocol,
        total.tasks,
        total.intervals,
    )


def _named(scores: Sequence[Score], metric: str) -> tuple[Score, ...]:
    """The scores under a column's metric: the corrected "F1 exact" stands in the column "F1"."""
    exact = tuple(score for score in scores if score.metric == metric)
    return exact or tuple(score for score in scores if metric_named("", score.metric) == metric)


def _by_first_metric(items: Scored) -> Mapping[str, Mapping[str, Sequence[ItemScore]]]:
    """Each task with the metric that stands first, which is the one it is known by."""
    return {task_id: dict(list(metrics.items())[:1]) for task_id, metrics in items.items() if metrics}


def _worst_first(item: ItemScores) -> tuple[int, float]:
    value = item.scores[0].value if item.scores else None
    return (1, 0.0) if value is None else (0 if value < _BEST else 2, value)


def _sure(completion: Completion) -> float | None:
    """How sure a model was of what it answered: among the options, else of its tokens on average."""
    if completion.options:
        return share_of(completion.options, completion.text)
    return mean_probability(completion.chances)
