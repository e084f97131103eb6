"""Commands about tasks and instances: bringing them in, looking at them, writing them out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from workbench.cli.call import DONE, PROBLEMS, REFUSED, USAGE, Call, Command
from workbench.domain.errors import WorkbenchError
from workbench.domain.tasks import Instance, Task
from workbench.evaluation.operations import export_leaderboard_csv
from workbench.formats.medsins_json import Profile
from workbench.library.operations import FileImported, ImportProgress, export_tasks, import_paths
from workbench.paths import resources
from workbench.store.project import Project

_PAGE = 500
_ROWS_SHOWN = 20


def import_files(call: Call) -> int:
    """`import`: add task files to the project."""
    args, output = call.args, call.output
    sources = [*args.paths, *([resources() / "demo"] if args.demo else [])]
    if not sources:
        output.note("meds-workbench import: name files or folders, or say --demo.")
        return USAGE
    files: list[FileImported] = []
    for event in import_paths(call.project, sources):
        if isinstance(event, ImportProgress):
            output.progress(_progress(event))
        else:
            files.append(event)
            _tell_problems(call, event)
    output.clear()
    if output.as_json:
        output.document(_imported(files))
    else:
        _imported_table(call, files)
    if all(file.refused for file in files):
        return REFUSED
    return PROBLEMS if any(file.refused or file.reported for file in files) else DONE


def _progress(event: ImportProgress) -> str:
    """How far an import is."""
    if event.indexing:
        return "making the texts searchable"
    share = f"{event.done_bytes / event.total_bytes:.0%}  " if event.total_bytes else ""
    return f"{share}{event.file.name}: {event.rows} rows"


def _tell_problems(call: Call, file: FileImported) -> None:
    """Each row that was not kept, and why, on standard error."""
    if file.refused:
        call.output.note(f"{file.file}: not imported: {file.refused}")
    if file.joined:
        call.output.note(
            f"{file.file}: {file.task_id} is in the project already, from {file.joined}; the rows were added "
            "to it. Use another project to keep them apart."
        )
    for row in file.reported:
        place = f"instance {row.index}" if row.index is not None else "file"
        field = f", {row.field}" if row.field else ""
        call.output.note(f"{file.file}: {place}{field}: {row.reason}")


def _imported(files: Sequence[FileImported]) -> Mapping[str, object]:
    """The result of an import for JSON."""
    return {
        "rows_in": sum(file.rows_in for file in files),
        "rows_kept": sum(file.rows_kept for file in files),
        "rows_known": sum(file.rows_known for file in files),
        "rows_reported": sum(file.rows_in - file.rows_kept for file in files),
        "files": [
            {
                "file": str(file.file),
                "task_id": file.task_id,
                "rows_in": file.rows_in,
                "rows_kept": file.rows_kept,
                "rows_known": file.rows_known,
                "reported": [
                    {"index": row.index, "field": row.field, "reason": row.reason} for row in file.reported
                ]
                + ([{"index": None, "field": None, "reason": file.refused}] if file.refused else []),
            }
            for file in files
        ],
    }


def _imported_table(call: Call, files: Sequence[FileImported]) -> None:
    """The result of an import for people."""
    rows = [
        (
            file.task_id or "refused",
            file.rows_in,
            file.rows_kept,
            file.rows_known or "",
            file.rows_in - file.rows_kept or "",
            file.file.name,
        )
        for file in files
    ]
    headers = ("task", "rows in", "kept", "known", "reported", "file")
    call.output.table(headers, rows, right=headers[1:5])
    rows_in, kept = sum(file.rows_in for file in files), sum(file.rows_kept for file in files)
    known = sum(file.rows_known for file in files)
    call.output.say()
    call.output.say(
        f"{rows_in} rows in = {kept} kept ({known} of them known before) + {rows_in - kept} reported"
    )


def tasks(call: Call) -> int:
    """`tasks`: list the tasks."""
    output = call.output
    with Project(call.project) as project:
        summaries = project.tasks.summaries()
    if output.as_json:
        output.listing(
            {
                "task_id": task.id,
                "name": task.name,
                "category": task.category,
                "language": task.language,
                "dataset": task.dataset,
                "instances": task.instances,
            }
            for task in summaries
        )
        return DONE
    if not summaries:
        output.say(f"No tasks yet. Begin with: {call.line('import', '--demo')}")
        return DONE
    rows: list[tuple[object, ...]] = []
    for category, group in groupby(summaries, key=lambda task: task.category):
        rows.append((category, None, None, None))
        rows.extend(
            (f"· {task.id}", task.dataset or task.name, task.language, task.instances) for task in group
        )
    output.table(("task", "dataset", "language", "instances"), rows, right=("instances",))
    return DONE


def show(call: Call) -> int:
    """`show`: the instances of a task."""
    args, output = call.args, call.output
    with Project(call.project) as project:
        task = project.tasks.get(args.task)
        count = project.tasks.count(task.id)
        if output.as_json:
            limit = count if args.limit is None else min(args.limit, count)
            output.listing(_instance(instance) for instance in _instances(project, task.id, limit))
            return DONE
        limit = min(args.limit or _ROWS_SHOWN, count)
        _show_head(call, task, count)
        if args.full:
            _show_full(call, _instances(project, task.id, limit))
        else:
            _show_rows(call, _instances(project, task.id, limit))
        if limit < count:
            output.say(f"… {count - limit} more (--limit N)")
    return DONE


def _instances(project: Project, task_id: str, limit: int) -> Iterator[Instance]:
    """The first instances of a task, a page at a time."""
    for offset in range(0, limit, _PAGE):
        yield from project.tasks.instances(task_id, offset, min(_PAGE, limit - offset))


def _show_head(call: Call, task: Task, count: int) -> None:
    """What a task is, for people."""
    say = call.output.say
    say(f"{task.id}  {task.name}")
    say(", ".join(task.categories))
    say(task.instruction)
    say(f"{count} instances")
    say()


def _show_rows(call: Call, instances: Iterator[Instance]) -> None:
    """Instances as a table."""
    rows = [
        (number, instance.id, instance.input, next(iter(instance.references), None), instance.language)
        for number, instance in enumerate(instances, 1)
    ]
    call.output.table(("#", "instance", "input", "reference", "language"), rows, right=("#",))


def _show_full(call: Call, instances: Iterator[Instance]) -> None:
    """Instances with their whole texts."""
    say = call.output.say
    for number, instance in enumerate(instances, 1):
        say(f"── {number}  {instance.id}  {instance.language or ''}")
        say(instance.input)
        for reference in instance.references:
            say("→ " + reference)
        say()


def search(call: Call) -> int:
    """`search`: find instances by words."""
    args, output = call.args, call.output
    with Project(call.project) as project:
        found = project.tasks.search(args.text, task_id=args.task, limit=args.limit)
        if output.as_json:
            output.listing(_instance(project.tasks.instance(hit.instance.id)) for hit in found.rows)
            return DONE
    output.table(
        ("task", "instance", "text"), [(hit.task_id, hit.instance.id, hit.excerpt) for hit in found.rows]
    )
    total = "many" if found.total is None else found.total
    output.say()
    output.say(f"{len(found.rows)} of {total} instances with “{args.text}”")
    return DONE


def export(call: Call) -> int:
    """`export`: write tasks as MedS-Ins files, or a run as leaderboard CSV."""
    args, output = call.args, call.output
    if bool(args.tasks) == bool(args.run):
        output.note("meds-workbench export: name tasks, or a run with --run.")
        return USAGE
    if args.to.is_file():
        raise WorkbenchError(f"{args.to} is a file. Name a folder to write to.")
    if args.run:
        written = [
            _Written(file.file, None, file.rows_in, file.rows_out)
            for file in export_leaderboard_csv(call.project, args.run, args.to)
        ]
    else:
        written = []
        for file in export_tasks(call.project, args.tasks, args.to, Profile(args.profile)):
            written.append(_Written(file.file, file.task_id, file.rows_in, file.rows_out))
            output.progress(f"{file.file.name}: {file.rows_out} rows")
        output.clear()
    rows_in, rows_out = sum(file.rows_in for file in written), sum(file.rows_out for file in written)
    if output.as_json:
        files = [_exported(file) for file in written]
        output.document({"rows_in": rows_in, "rows_out": rows_out, "files": files})
    else:
        output.table(
            ("rows in", "rows out", "file"),
            [(file.rows_in, file.rows_out, file.file) for file in written],
            right=("rows in", "rows out"),
        )
    return DONE if rows_in == rows_out else PROBLEMS


@dataclass(frozen=True, slots=True)
class _Written:
    """A file that `export` wrote."""

    file: Path
    task_id: str | None
    """None for a run's file."""
    rows_in: int
    rows_out: int


def _exported(file: _Written) -> Mapping[str, object]:
    """A written file for JSON."""
    task = {"task_id": file.task_id} if file.task_id is not None else {}
    return {"file": str(file.file), **task, "rows_in": file.rows_in, "rows_out": file.rows_out}


def _instance(instance: Instance) -> Mapping[str, object]:
    """An instance for JSON."""
    return {
        "task_id": instance.task_id,
        "instance_id": instance.id,
        "input": instance.input,
        "references": instance.references,
        "language": instance.language,
    }


COMMANDS: dict[str, Command] = {
    "import": import_files,
    "tasks": tasks,
    "show": show,
    "search": search,
    "export": export,
}
