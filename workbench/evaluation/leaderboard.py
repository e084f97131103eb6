"""The leaderboard: a project's runs under both protocols, and what others published, in one table."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from workbench.domain.board_columns import OTHERS, USUAL, behind, columns, metric_named, pooled
from workbench.domain.boards import Board, Cell, Column, Row
from workbench.domain.catalogue import BENCHMARK
from workbench.domain.published import Published
from workbench.domain.scores import Interval, Protocol, TaskScore
from workbench.evaluation.misprints import key_of, mean_of, misprints

THIS_PROJECT = "this project"


@dataclass(frozen=True, slots=True)
class RunScores:
    """What a run scored under one protocol."""

    run_id: str
    model: str
    quantization: str
    """Such as "Q4_K_M"; empty where there is none."""
    sha256: str
    """Of the model's file; empty when there is none."""
    protocol: Protocol
    scores: tuple[TaskScore, ...]
    intervals: tuple[tuple[str, Interval], ...] = ()
    """Of means over tasks, by the column's id."""


def board(
    runs: Sequence[RunScores],
    published: Sequence[Published] = (),
    *,
    others: bool = True,
    titles: Mapping[str, str] | None = None,
    further: Sequence[str] = (),
) -> Board:
    """The leaderboard of `runs` and of `published` numbers, those with what speaks against them.

    Tasks that are not the benchmark's, such as the demo tasks, get columns of their own when `others` is
    set; `titles` are their names by id. `further` names metrics beyond the paper's that get columns too,
    see `further_metrics`.
    """
    beyond = _beyond(runs, published, USUAL.union(further)) if others else ()
    all_columns = columns(beyond, titles, further)
    return Board(all_columns, (*_own_rows(runs, all_columns), *_published_rows(published, all_columns)))


def further_metrics(runs: Sequence[RunScores]) -> tuple[str, ...]:
    """The metrics in `runs` that have no column unless they are asked for."""
    known = {
        (part, column.metric): column.category
        for column in columns()
        if column.task_id
        for part in pooled(column.task_id)
    }
    categories = {task: category for (task, _), category in known.items()}
    found: dict[str, None] = {}
    for score in (score for run in runs for score in run.scores):
        metric = metric_named(categories.get(score.task_id, OTHERS), score.metric)
        if (score.task_id, metric) not in known and (score.task_id in categories or metric not in USUAL):
            found.setdefault(metric)
    return tuple(found)


def _beyond(
    runs: Sequence[RunScores], published: Sequence[Published], metrics: Set[str]
) -> tuple[tuple[str, str], ...]:
    """Tasks that are not the benchmark's, with those of their `metrics` that there are, by number."""
    scored = [(score.task_id, metric_named(OTHERS, score.metric)) for run in runs for score in run.scores]
    stated = [(number.task_id, key_of(number)[3]) for number in published if number.task_id]
    found = dict.fromkeys(
        (task, metric)
        for task, metric in (*scored, *stated)
        if metric in metrics and not any(part in BENCHMARK for part in pooled(task))
    )
    order = {task: place for place, task in enumerate(sorted({task for task, _ in found}, key=_number))}
    return tuple(sorted(found, key=lambda pair: order[pair[0]]))


def _number(task_id: str) -> tuple[int, str]:
    digits = task_id.removeprefix("task").partition("-")[0]
    return (int(digits) if digits.isdecimal() else 10**9, task_id)


def _own_rows(runs: Sequence[RunScores], all_columns: Sequence[Column]) -> list[Row]:
    """The rows of a project's runs; those of one run under both protocols stand together."""
    place = {run_id: at for at, run_id in enumerate(dict.fromkeys(run.run_id for run in runs))}
    protocols = list(Protocol)
    ordered = sorted(runs, key=lambda run: (place[run.run_id], protocols.index(run.protocol)))
    return [
        Row(
            run.run_id,
            run.model,
            THIS_PROJECT,
            run.protocol,
            _own_cells(run, all_columns),
            run.quantization,
            run.sha256,
        )
        for run in ordered
    ]


def _own_cells(run: RunScores, all_columns: Sequence[Column]) -> tuple[tuple[str, Cell], ...]:
    scores: dict[tuple[str, str], TaskScore] = {}
    for column in all_columns:
        for score in run.scores:
            named = metric_named(column.category, score.metric)
            scores.setdefault((score.task_id, named), score)
    cells: dict[str, Cell] = {}
    for column in all_columns:
        if column.task_id is not None:
            parts = pooled(column.task_id)
            there = [scores[part, column.metric] for part in parts if (part, column.metric) in scores]
            if there:
                cells[column.id] = _together(there, len(parts))
    for column in all_columns:
        if column.task_id is None:
            over = [cells.get(one.id) for one in behind(column, all_columns)]
            if any(over):
                cells[column.id] = _mean(over, whole=run.protocol is Protocol.PAPER)
    for column_id, interval in run.intervals:
        if column_id in cells and cells[column_id].value is not None:
            cells[column_id] = replace(cells[column_id], interval=interval)
    return tuple((column.id, cells[column.id]) for column in all_columns if column.id in cells)


def _together(scores: Sequence[TaskScore], parts: int) -> Cell:
    """The cell of a task, or of several counted together: every completion weighs the same."""
    valued = [(score.value, score.n) for score in scores if score.value is not None]
    n = sum(count for _, count in valued)
    value = sum(value * count for value, count in valued) / n if n else None
    single = scores[0] if len(scores) == 1 else None
    return Cell(
        single.value if single else value,
        single.n if single else sum(score.n for score in scores),
        _counted(score.missing for score in scores),
        single.interval if single else None,
        single.chance if single else None,
        single.majority if single else None,
        tasks=(len(valued), parts) if parts > 1 else None,
        unread=_counted(score.unread for score in scores),
    )


def _mean(over: Sequence[Cell | None], *, whole: bool) -> Cell:
    """The mean of a category's tasks; upstream's is there only when it is `whole`."""
    there = [cell for cell in over if cell is not None and cell.value is not None]
    values = [cell.value for cell in there if cell.value is not None]
    complete = len(there) == len(over)
    return Cell(
        _added(values) / len(values) if values and (complete or not whole) else None,
        sum(cell.n or 0 for cell in there) or None,
        _counted(cell.missing for cell in over if cell is not None),
        tasks=(len(there), len(over)),
        unread=_counted(cell.unread for cell in there),
    )


def _added(values: Sequence[float]) -> float:
    # Not sum(): from Python 3.12 on it adds more exactly than upstream did, and the last digit counts.
    added = 0.0
    for value in values:
        added += value
    return added


def _counted(several: Iterable[tuple[tuple[str, int], ...]]) -> tuple[tuple[str, int], ...]:
    """Reasons with how often, added up."""
    counts: Counter[str] = Counter()
    for reasons in several:
        counts.update(dict(reasons))
    return tuple(counts.items())


def _published_rows(published: Sequence[Published], all_columns: Sequence[Column]) -> list[Row]:
    """One row for each model of a source; its tables are put together again."""
    doubts: dict[Published, str] = {}
    for misprint in misprints(published):
        before = doubts.get(misprint.number)
        doubts[misprint.number] = f"{before}; {misprint.sentence}" if before else misprint.sentence
    models: dict[tuple[str, str], list[Published]] = {}
    for number in published:
        models.setdefault((number.origin, number.model), []).append(number)
    return [
        Row(f"{origin}/{model}", model, origin, None, _published_cells(numbers, doubts, all_columns))
        for (origin, model), numbers in models.items()
    ]


def _published_cells(
    numbers: Sequence[Published], doubts: Mapping[Published, str], all_columns: Sequence[Column]
) -> tuple[tuple[str, Cell], ...]:
    tasks: dict[tuple[str, str], Published] = {}
    averages: dict[tuple[str, str], Published] = {}
    overviews: dict[tuple[str, str], Published] = {}
    for number in numbers:
        _, category, _, metric = key_of(number)
        if number.overview:
            overviews[category, metric] = number
        elif number.task_id is None:
            averages[category, metric] = number
        else:
            tasks[number.task_id, metric] = number
    cells: dict[str, Cell] = {}
    for column in all_columns:
        if column.task_id is not None:
            stated = tasks.get((column.task_id, column.metric))
            if stated is not None:
                cells[column.id] = Cell(stated.value, doubt=doubts.get(stated, ""))
            continue
        key = (column.category, column.metric)
        over = [tasks.get((one.task_id or "", one.metric)) for one in behind(column, all_columns)]
        mean = _published_mean(averages.get(key), overviews.get(key), over, doubts)
        if mean is not None:
            cells[column.id] = mean
    return tuple(cells.items())


def _published_mean(
    average: Published | None,
    overview: Published | None,
    over: Sequence[Published | None],
    doubts: Mapping[Published, str],
) -> Cell | None:
    """The mean as a source states it; else of its tasks when all are there; else as its overview has it."""
    if average is None and overview is None and not any(over):
        return None
    there = [number for number in over if number is not None]
    mean = mean_of(there) if len(there) == len(over) else None
    stated = average.value if average is not None else None
    values = (stated, mean, overview.value if overview is not None else None)
    shown = next((value for value in values if value is not None), None)
    doubted = [doubts[one] for one in (average, overview) if one is not None and one in doubts]
    cell = Cell(shown, tasks=(sum(one.value is not None for one in there), len(over)))
    return replace(cell, doubt=doubted[0] if doubted else "")
