"""Commands about scores: bringing in other people's results."""

from collections.abc import Mapping, Sequence

from workbench.cli.call import DONE, PROBLEMS, Call, Command
from workbench.domain.tasks import Reported
from workbench.evaluation.foreign import FileOfResults, ResultsImported, ResultsProgress, import_results

_NOTES_SHOWN = 5
"""Rows of a file told on standard error for each kind of thing to say; --json tells all."""


def import_foreign(call: Call) -> int:
    """`import-results`: add other people's results to the project as runs."""
    output = call.output
    runs: list[ResultsImported] = []
    for event in import_results(call.project, call.args.files, call.args.model):
        if isinstance(event, ResultsProgress):
            share = f"{event.done_bytes / event.total_bytes:.0%}  " if event.total_bytes else ""
            output.progress(f"{share}{event.file.name}: {event.rows} rows")
        else:
            runs.append(event)
            _tell(call, event)
    output.clear()
    if output.as_json:
        output.document(_document(runs))
    else:
        _table(call, runs)
    return PROBLEMS if any(file.reported for file in _files(runs)) else DONE


def _files(runs: Sequence[ResultsImported]) -> list[FileOfResults]:
    return [file for run in runs for file in run.files]


def _tell(call: Call, run: ResultsImported) -> None:
    """What there is to say about rows, on standard error."""
    if run.known:
        call.output.note(f"{run.run_id}: the project had these results of {run.model} already.")
    for file in run.files:
        _tell_rows(call, file, "not kept", file.reported)
        _tell_rows(call, file, "kept without an instance", file.unmatched)
        _tell_rows(call, file, "kept", file.odd)


def _tell_rows(call: Call, file: FileOfResults, what: str, rows: Sequence[Reported]) -> None:
    """The first of the rows, and how many more there are."""
    for row in rows[:_NOTES_SHOWN]:
        field = f", {row.field}" if row.field else ""
        call.output.note(f"{file.file}: row {row.index}{field}: {what}: {row.reason}")
    if len(rows) > _NOTES_SHOWN:
        call.output.note(f"{file.file}: {len(rows) - _NOTES_SHOWN} more rows {what} (--json lists them)")


def _document(runs: Sequence[ResultsImported]) -> Mapping[str, object]:
    """The result for JSON. With several models, and so several runs, `run` is null."""
    files = _files(runs)
    return {
        "run": runs[0].run_id if len(runs) == 1 else None,
        **_counts(files),
        "reported": _rows(files, "reported"),
        "unmatched": _rows(files, "unmatched"),
        "odd": _rows(files, "odd"),
        "runs": [
            {
                "run": run.run_id,
                "model": run.model,
                "known": run.known,
                "files": [str(file.file) for file in run.files],
                **_counts(run.files),
            }
            for run in runs
        ],
    }


def _counts(files: Sequence[FileOfResults]) -> Mapping[str, int]:
    """Rows of all the files together."""
    return {
        "rows_in": sum(file.rows_in for file in files),
        "rows_kept": sum(file.rows_kept for file in files),
        "rows_reported": sum(len(file.reported) for file in files),
        "rows_matched": sum(file.rows_matched for file in files),
        "rows_unmatched": sum(len(file.unmatched) for file in files),
    }


def _rows(files: Sequence[FileOfResults], kind: str) -> list[Mapping[str, object]]:
    """One list of all the files' rows of a kind."""
    return [
        {"file": str(file.file), "index": row.index, "field": row.field, "reason": row.reason}
        for file in files
        for row in getattr(file, kind)
    ]


def _table(call: Call, runs: Sequence[ResultsImported]) -> None:
    """The result for people."""
    rows = [
        (
            run.run_id,
            run.model,
            file.rows_in,
            file.rows_matched,
            len(file.unmatched) or "",
            len(file.reported) or "",
            file.file.name,
        )
        for run in runs
        for file in run.files
    ]
    headers = ("run", "model", "rows in", "matched", "without instance", "reported", "file")
    call.output.table(headers, rows, right=headers[2:6])
    counts = _counts(_files(runs))
    call.output.say()
    call.output.say(
        f"{counts['rows_in']} rows in = {counts['rows_kept']} kept "
        f"({counts['rows_unmatched']} of them without an instance) + {counts['rows_reported']} reported"
    )


COMMANDS: dict[str, Command] = {"import-results": import_foreign}
