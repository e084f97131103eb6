"""What the Results screen does, bound to a project."""

from collections.abc import Generator, Sequence
from functools import partial
from pathlib import Path

from workbench.domain.boards import Board, Column
from workbench.domain.scores import Protocol
from workbench.domain.steps import Steps, ended
from workbench.evaluation import results
from workbench.evaluation.board_files import write_board, write_manifests, write_submissions
from workbench.evaluation.foreign import ResultsImported, import_results
from workbench.evaluation.run_comparison import TaskDifference, Verdict
from workbench.evaluation.scoring import ItemScores
from workbench.evaluation.statistics.calibration import Calibration
from workbench.gui.presenters.results_values import (
    BoardLoaded,
    ExportKind,
    ItemRow,
    Reliability,
    ReliabilityBin,
    ResultsOperations,
    ScoringProgress,
    TaskTest,
)

_START = 400
"""Characters of an input that a list of items needs."""


class _Operations:
    """The operations, and the board that they are about once it is loaded."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self._board = Board((), ())

    def load(self) -> Generator[ScoringProgress | BoardLoaded]:
        """Score what is not scored yet, then give the board."""
        steps = Steps(results.leaderboard(self._project))
        for event in steps:
            yield ScoringProgress(event.done, 0, f"{event.run_id}, {event.protocol.value}")
        self._board = steps.result
        yield BoardLoaded(self._board)

    def items(self, row_id: str, column_id: str, protocol: Protocol) -> Sequence[ItemRow]:
        """The completions behind a cell."""
        column = self._column(column_id)
        behind = results.items_behind(self._project, row_id, self._tasks(column), column.metric, protocol)
        return tuple(map(_item, behind))

    def compare(self, first: str, second: str, protocol: Protocol) -> Sequence[TaskTest]:
        """Two rows with their tests."""
        compared = ended(results.compare_scores(self._project, first, second, protocol))
        titles = {column.task_id: column.title for column in self._board.columns if column.task_id}
        return tuple(_test(task, titles.get(task.task_id, task.task_id)) for task in compared.tasks)

    def confidence(self, row_id: str, column_id: str, protocol: Protocol) -> Reliability:
        """Whether the row's model was as often right as it was sure."""
        column = self._column(column_id)
        return _reliability(
            results.confidence_of(self._project, row_id, self._tasks(column), column.metric, protocol)
        )

    def export(self, kind: ExportKind, path: Path) -> None:
        """Write the board, or what upstream takes, or what repeats the runs."""
        if kind is ExportKind.SUBMISSION:
            write_submissions(self._project, path)
        elif kind is ExportKind.MANIFEST:
            write_manifests(self._project, path)
        else:
            write_board(self._board, path)

    def _column(self, column_id: str) -> Column:
        return next(column for column in self._board.columns if column.id == column_id)

    def _tasks(self, column: Column) -> tuple[str, ...]:
        """The tasks of a column: its own, or those that the mean of a category is about."""
        if column.task_id is not None:
            return (column.task_id,)
        among = (one for one in self._board.columns if one.category == column.category)
        return tuple(one.task_id for one in among if one.task_id is not None and one.metric == column.metric)


def results_operations(project: Path) -> ResultsOperations:
    """What the Results screen does, bound to `project`."""
    do = _Operations(project)
    return ResultsOperations(
        do.load,
        do.items,
        do.compare,
        do.confidence,
        do.export,
        partial(_add_published, project),
        partial(_import_results, project),
    )


def _add_published(project: Path, file: Path) -> str:
    added = results.add_published(project, file)
    said = f"{file.name}: {added.rows_in} rows in = {added.rows_kept} kept + {len(added.reported)} reported."
    if added.reported:
        first = added.reported[0]
        said += f" The first: row {first.row}{f', {first.field}' if first.field else ''}: {first.reason}."
    return said


def _import_results(project: Path, paths: Sequence[Path]) -> str:
    runs = [event for event in import_results(project, paths) if isinstance(event, ResultsImported)]
    files = [file for run in runs for file in run.files]
    rows, kept = sum(file.rows_in for file in files), sum(file.rows_kept for file in files)
    matched = sum(file.rows_matched for file in files)
    reported = sum(len(file.reported) for file in files)
    return (
        f"{', '.join(run.model for run in runs)}: {rows} rows in = {kept} kept + {reported} reported; "
        f"{matched} of those kept are about instances of this project."
    )


def _item(item: ItemScores) -> ItemRow:
    row = item.row
    score = item.scores[0] if item.scores else None
    reading = score.reading if score is not None else None
    return ItemRow(
        row.id,
        row.task_id,
        row.input[:_START],
        row.references,
        row.output or "",
        score.value if score is not None else None,
        item.reason or (score.reason if score is not None else ""),
        reading.text if reading is not None else None,
        reading.spans if reading is not None else (),
        reading.sure if reading is not None else None,
    )


def _test(task: TaskDifference, title: str) -> TaskTest:
    return TaskTest(
        task.task_id,
        title,
        task.metric,
        task.common,
        task.first.value,
        task.second.value,
        task.first.interval,
        task.second.interval,
        task.difference.value,
        task.difference.interval,
        task.test,
        task.p,
        task.adjusted_p,
        task.sentence,
        task.verdict in {Verdict.BETTER, Verdict.WORSE},
    )


def _reliability(found: Calibration) -> Reliability:
    bins = tuple(
        ReliabilityBin(one.low, one.high, one.n, one.confidence, one.right, one.interval)
        for one in found.bins
    )
    return Reliability(bins, found.n, found.error, found.reason)
