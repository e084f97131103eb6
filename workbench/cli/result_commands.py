"""Commands about numbers: scores, the leaderboard, two runs compared."""

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

from workbench.cli.call import DONE, PROBLEMS, Call, Command
from workbench.domain.boards import Board, Row
from workbench.domain.scores import Protocol, TaskScore
from workbench.domain.steps import Steps
from workbench.evaluation.board_files import write_board, write_manifests, write_submissions
from workbench.evaluation.results import (
    add_published,
    compare_scores,
    data_faults,
    leaderboard,
    score_runs,
)
from workbench.evaluation.run_comparison import RunComparison, TaskDifference
from workbench.evaluation.scoring import RunScored, ScoringProgress, score_items
from workbench.store.project import Project

T = TypeVar("T")


def score(call: Call) -> int:
    """`score`: score runs under both protocols."""
    output, args = call.output, call.args
    found: list[RunScored] = []
    for event in score_runs(call.project, args.runs, _protocols(args.protocol), resamples=args.resamples):
        if isinstance(event, ScoringProgress):
            output.progress(_progress(event))
        else:
            found.append(event)
    output.clear()
    if output.as_json:
        output.document(
            {
                "runs": [_run_document(call, run) for run in found],
                "faults": [asdict(fault) for fault in data_faults(call.project, args.runs)],
            }
        )
    else:
        _score_tables(call, found)
        for fault in data_faults(call.project, args.runs):
            output.note(f"{fault.task_id}: {fault.sentence}")
    return PROBLEMS if any(task.missing for run in found for task in run.tasks) else DONE


def board(call: Call) -> int:
    """`leaderboard`: models, categories and tasks, with published numbers beside ours."""
    output, args = call.output, call.args
    problems = False
    for file in args.published:
        added = add_published(call.project, file)
        output.note(
            f"{file}: {added.rows_in} rows in = {added.rows_kept} kept + {len(added.reported)} reported"
        )
        for row in added.reported:
            output.note(f"{file}: row {row.row}{f', {row.field}' if row.field else ''}: {row.reason}")
        problems = problems or bool(added.reported)
    made = _ended(call, leaderboard(call.project, _protocols(args.protocol), resamples=args.resamples))
    written: list[Path] = []
    for wanted in (args.html, args.csv, args.markdown, args.latex):
        if wanted is not None:
            write_board(made, wanted)
            written.append(wanted)
    if args.submission is not None:
        written += write_submissions(call.project, args.submission)
    if args.manifests is not None:
        written += write_manifests(call.project, args.manifests)
    if output.as_json:
        output.document({"files": [str(file) for file in written], **_board_document(made)})
    elif written:
        for file in written:
            output.say(str(file))
    else:
        _board_table(call, made)
    return PROBLEMS if problems else DONE


def compare(call: Call) -> int:
    """`compare-runs`: two runs with their tests."""
    output, args = call.output, call.args
    first, second = args.runs
    documents = []
    for protocol in _protocols(args.protocol):
        compared = _ended(
            call,
            compare_scores(
                call.project, first, second, protocol, margin=args.margin, resamples=args.resamples
            ),
        )
        documents.append(_comparison(protocol, compared))
        if not output.as_json:
            output.say(f"{protocol.value}: {second} against {first}")
            output.table(
                ("task", "metric", "n", "first", "second", "what may be said"),
                [_difference_row(task) for task in compared.tasks],
                right=("n", "first", "second"),
            )
            output.say()
    if output.as_json:
        output.document({"runs": args.runs, "protocols": documents})
    return DONE


def _protocols(name: str) -> tuple[Protocol, ...]:
    return tuple(Protocol) if name == "both" else (Protocol(name),)


def _progress(event: ScoringProgress) -> str:
    return f"{event.run_id}, {event.protocol.value}: {event.done} scored"


def _ended(call: Call, work: Generator[ScoringProgress, None, T]) -> T:
    """What `work` returns, telling meanwhile how far it is."""
    with closing(work):
        steps = Steps(work)
        for event in steps:
            call.output.progress(_progress(event))
    call.output.clear()
    return steps.result


def _run_document(call: Call, run: RunScored) -> dict[str, object]:
    with Project(call.project) as opened:
        model = opened.runs.summary(run.run_id).model
        items = list(_items(opened, run)) if call.args.items else None
    document: dict[str, object] = {
        "run": run.run_id,
        "model": model,
        "protocol": run.protocol.value,
        "tasks": [_task_document(task) for task in run.tasks],
    }
    if run.printed:
        document["printed"] = [
            {
                "script": name,
                "columns": {column.name: column.values for column in totals.printed if not column.stand_in},
                "stand_ins": {column.name: column.values for column in totals.printed if column.stand_in},
                "averages": totals.averages,
                "stopped_by": totals.stopped_by or None,
            }
            for name, totals in run.printed
        ]
    if items is not None:
        document["items"] = items
    return document


def _items(project: Project, run: RunScored) -> Generator[dict[str, object]]:
    for item in score_items(project, run.run_id, run.protocol):
        row = item.row
        known = {"row": row.number, "task_id": row.task_id, "instance_id": row.instance_id}
        if item.reason:
            yield {**known, "metric": None, "value": None, "reason": item.reason}
        for one in item.scores:
            read = None if one.reading is None else one.reading.text
            yield {
                **known,
                "metric": one.metric,
                "value": one.value,
                "reason": one.reason or None,
                "read": read,
                "sure": None if one.reading is None else one.reading.sure,
            }


def _task_document(task: TaskScore) -> dict[str, object]:
    return {
        "task_id": task.task_id,
        "metric": task.metric,
        "value": task.value,
        "n": task.n,
        "missing": sum(count for _reason, count in task.missing),
        "low": None if task.interval is None else task.interval.low,
        "high": None if task.interval is None else task.interval.high,
        "reasons": dict(task.missing),
        "unread": dict(task.unread),
        "chance": task.chance,
        "majority": task.majority,
    }


def _score_tables(call: Call, runs: Sequence[RunScored]) -> None:
    output = call.output
    if not runs:
        output.say(f"No runs yet. Start one: {call.line('run', '--model', 'NAME', '--tasks', 'ID')}")
    for run in runs:
        output.say(f"{run.run_id}, {run.protocol.value}")
        rows = [
            (
                task.task_id,
                task.metric,
                _number(task.value),
                "" if task.interval is None else f"{task.interval.low:.2f} to {task.interval.high:.2f}",
                task.n,
                sum(count for _reason, count in task.missing) or "",
                sum(count for _reason, count in task.unread) or "",
                _number(task.chance),
                _number(task.majority),
            )
            for task in run.tasks
        ]
        headers = ("task", "metric", "value", "95 % interval", "n", "missing", "unread", "chance", "majority")
        output.table(headers, rows, right=headers[2:])
        for reason, count in _reasons(run):
            output.note(f"{count} without a score: {reason}")
        output.say()


def _reasons(run: RunScored) -> list[tuple[str, int]]:
    """Reasons with how often, of each task's first metric."""
    found: dict[str, int] = {}
    for task_id in dict.fromkeys(task.task_id for task in run.tasks):
        first = next(task for task in run.tasks if task.task_id == task_id)
        for reason, count in first.missing:
            found[reason] = found.get(reason, 0) + count
    return list(found.items())


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _board_document(made: Board) -> dict[str, object]:
    return {"columns": [asdict(column) for column in made.columns], "rows": [_row(row) for row in made.rows]}


def _row(row: Row) -> dict[str, object]:
    return {**asdict(row), "cells": {column: asdict(cell) for column, cell in row.cells}}


def _board_table(call: Call, made: Board) -> None:
    """The means of the categories, and of what has only tasks the tasks."""
    output = call.output
    if not made.rows:
        output.say(
            f"Nothing to show yet. Start a run: {call.line('run', '--model', 'NAME', '--tasks', 'ID')}"
        )
        return
    means = [column for column in made.columns if column.task_id is None]
    shown = [column for column in means if any(column.id in dict(row.cells) for row in made.rows)]
    for row in made.rows:
        cells = dict(row.cells)
        protocol = "published" if row.protocol is None else row.protocol.value
        output.say(f"{row.model}  ({row.source}, {protocol})")
        for column in shown:
            cell = cells.get(column.id)
            if cell is not None and cell.value is not None:
                doubt = f"  doubtful: {cell.doubt}" if cell.doubt else ""
                output.say(f"  {column.category} {column.metric}: {cell.value:.2f}{doubt}")
        output.say()


def _comparison(protocol: Protocol, compared: RunComparison) -> dict[str, object]:
    return {
        "protocol": protocol.value,
        "tasks": [_difference(task) for task in compared.tasks],
        "only_first": compared.only_first,
        "only_second": compared.only_second,
    }


def _difference(task: TaskDifference) -> dict[str, object]:
    within = task.equivalence
    return {
        **asdict(task),
        "equivalence": None if within is None else {**asdict(within), "equivalent": within.equivalent},
        "verdict": task.verdict.value,
        "sentence": task.sentence,
    }


def _difference_row(task: TaskDifference) -> tuple[object, ...]:
    return (
        task.task_id,
        task.metric,
        task.common,
        _number(task.first.value),
        _number(task.second.value),
        task.sentence,
    )


COMMANDS: dict[str, Command] = {"score": score, "leaderboard": board, "compare-runs": compare}
