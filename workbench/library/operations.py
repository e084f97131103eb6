"""What a person does with tasks: bring files in, look through them, write them out."""

import os
import secrets
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from pathlib import Path

from workbench import paths
from workbench.domain.errors import FormatError, UnknownNameError
from workbench.domain.tasks import Instance, Reported, Task
from workbench.formats.medsins_json import Opened, Profile, open_task_file, write_task_file
from workbench.store.project import Project
from workbench.store.search import Found
from workbench.store.tasks import TaskSummary

ENDINGS = frozenset({".json", ".jsonl"})
"""What is looked at in a folder. A file that is named is tried whatever its ending."""

_ROWS_AT_ONCE = 10_000
"""Rows between two reports: some 300 ms. The index is built for as many at a time, see `store.search`."""
_BYTES_AT_ONCE = 16 << 20
"""The same for rows that are long: two batches are in memory at a time."""
_ROWS_BETWEEN_LOOKS = 250


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far an import is."""

    file: Path
    rows: int
    """Rows of this file read so far; when `indexing`, rows indexed since all files were read."""
    done_bytes: int
    """Of all files of the import."""
    total_bytes: int
    indexing: bool = False
    """Whether every file is read and the full-text index is being brought up to date."""


@dataclass(frozen=True, slots=True)
class FileImported:
    """What became of one file. `rows_in` is always `rows_kept` and the reported rows together."""

    file: Path
    task_id: str | None
    """None when the file was refused."""
    rows_in: int = 0
    rows_kept: int = 0
    """Rows that the project now holds."""
    rows_known: int = 0
    """Of those kept, the ones it held before."""
    reported: tuple[Reported, ...] = ()
    refused: str | None = None
    """Why nothing of the file was taken, with the line where that is known; None when it was read."""
    joined: str | None = None
    """The name of the file that the project had the task from, when the rows were added to another's."""


@dataclass(frozen=True, slots=True)
class FileExported:
    """A file that was written."""

    file: Path
    task_id: str
    rows_in: int
    """Instances that the project holds of the task."""
    rows_out: int
    """Instances in the file."""


def import_paths(project: Path, sources: Sequence[Path]) -> Generator[ImportProgress | FileImported]:
    """Add the task files among `sources`, files or folders, to the project.

    A missing project is made for the first task file: refused files leave nothing behind. Each file is
    taken whole or not at all, and a bad one does not stop the next. Closing the generator leaves the
    files that are finished.
    """
    files = list(_files(sources))
    sizes = [_size(file) for file in files]
    total = sum(sizes)
    with ExitStack() as stack:
        opened = cache(partial(_opened, project, stack))
        if project.exists():
            opened()
        for place, file in enumerate(files):
            yield from _import_file(opened, file, sum(sizes[:place]), total)
        if project.exists():
            indexed = 0
            with closing(opened().tasks.index_steps()) as steps:
                for count in steps:
                    indexed += count
                    yield ImportProgress(files[-1], indexed, total, total, indexing=True)


def _files(sources: Sequence[Path]) -> Iterator[Path]:
    """The files to try, each once, those of a folder in order."""
    seen: set[Path] = set()
    for source in sources:
        for file in _below(source) if _is_folder(source) else [source]:
            real = file.resolve()
            if real not in seen:
                seen.add(real)
                yield file


def _below(folder: Path) -> list[Path]:
    """The files in `folder` that may be task files, or the folder itself when there are none."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        # Hidden ones are other programs': a repository's own, copies of editors, what macOS adds.
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += (
            Path(place, name)
            for name in names
            if Path(name).suffix.lower() in ENDINGS and not name.startswith(".")
        )
    return sorted(found) or [folder]


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # such as a name that is too long; reading the file will say so
        return False


def _size(file: Path) -> int:
    try:
        return file.stat().st_size if file.is_file() else 0
    except OSError:
        return 0


def _opened(project: Path, stack: ExitStack) -> Project:
    """The project, made when it is missing, for as long as `stack` lasts."""
    opened = stack.enter_context(Project(project) if project.exists() else Project.create(project))
    # Stopped or not, what was taken can be searched for. Nothing is left to do when not.
    stack.callback(opened.tasks.index)
    return opened


def _import_file(
    project: Callable[[], Project], file: Path, before: int, total: int
) -> Generator[ImportProgress | FileImported]:
    """Take one file in, or say why not."""
    if _is_folder(file):
        yield FileImported(file, None, refused="the folder holds no .json or .jsonl file")
        return
    try:
        with open_task_file(file) as opened, project().transaction(bulk=True):
            yield (yield from _import_rows(project(), file, opened, before, total))
    except FormatError as error:
        where = f"line {error.line}: " if error.line is not None else ""
        yield FileImported(file, None, refused=where + error.reason)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Rows of a file that are taken in together."""

    instances: tuple[Instance, ...]
    reported: tuple[Reported, ...]
    bytes_read: int
    """How far the file has been read behind them."""
    last: bool


def _import_rows(
    project: Project, file: Path, opened: Opened, before: int, total: int
) -> Generator[ImportProgress, None, FileImported]:
    """Add the rows of an open file, a batch at a time.

    SQLite builds the full-text index without the interpreter, so a second thread reads the next batch
    meanwhile; half of an import's time is the index. Only while that is so: two threads that both need
    the interpreter keep each other waiting at every row. The project stays in this thread, the file's
    rows are read in the other, and what passes from one to the other is frozen.
    """
    joined = _other_name(project, opened.task)
    reported: list[Reported] = []
    kept = known = 0
    # Leaving the block waits for the batch that is being read, and only then is the file closed.
    with ThreadPoolExecutor(1, "import") as reader:
        ahead = reader.submit(_next_batch, opened)
        while True:
            batch = ahead.result()
            # The first call makes the task, even when the file has no instance.
            if batch.instances or not kept:
                known += project.tasks.add(opened.task, batch.instances).known
            kept += len(batch.instances)
            reported += batch.reported
            if batch.last:
                break
            ahead = reader.submit(_next_batch, opened)
            project.tasks.index(opened.task.id)
            yield ImportProgress(file, kept + len(reported), before + batch.bytes_read, total)
    return FileImported(
        file, opened.task.id, kept + len(reported), kept, known, tuple(reported), joined=joined
    )


def _other_name(project: Project, task: Task) -> str | None:
    """The name under which the project has `task`, when that is another."""
    try:
        name = project.tasks.get(task.id).name
    except UnknownNameError:
        return None
    return name if name != task.name else None


def _next_batch(opened: Opened) -> _Batch:
    """The rows that come next."""
    rows: list[Instance | Reported] = []
    start, last = opened.bytes_read(), False
    while not last and len(rows) < _ROWS_AT_ONCE and opened.bytes_read() - start < _BYTES_AT_ONCE:
        wanted = min(_ROWS_BETWEEN_LOOKS, _ROWS_AT_ONCE - len(rows))
        some = list(islice(opened.rows, wanted))
        rows += some
        last = len(some) < wanted
    return _Batch(
        tuple(row for row in rows if isinstance(row, Instance)),
        tuple(row for row in rows if isinstance(row, Reported)),
        opened.bytes_read(),
        last,
    )


def export_tasks(
    project: Path, task_ids: Sequence[str], folder: Path, profile: Profile = Profile.README
) -> Generator[FileExported]:
    """Write each task to a file of its own in `folder`, which is made when missing.

    Raises:
        UnknownNameError: there is no such task; nothing was written.
        FormatError: a file cannot be written; the ones before it were.
    """
    with Project(project) as opened:
        tasks = [opened.tasks.get(task_id) for task_id in dict.fromkeys(task_ids)]
        for task in tasks:
            counted = _Counted(opened.tasks.iterate(task.id))
            file = write_task_file(folder, task, counted, profile)
            yield FileExported(file, task.id, opened.tasks.count(task.id), counted.count)


class _Counted:
    """Instances that are counted as they pass."""

    def __init__(self, instances: Iterable[Instance]) -> None:
        self._instances = instances
        self.count = 0

    def __iter__(self) -> Iterator[Instance]:
        for instance in self._instances:
            self.count += 1
            yield instance


def list_tasks(project: Path) -> tuple[TaskSummary, ...]:
    """Every task with its category, language and number of instances, in the paper's order."""
    with Project(project) as opened:
        return opened.tasks.summaries()


def show_task(
    project: Path, task_id: str, offset: int = 0, limit: int | None = None
) -> tuple[Task, tuple[Instance, ...]]:
    """A task and its instances from `offset` on, `limit` at most.

    Raises:
        UnknownNameError: there is no such task.
    """
    with Project(project) as opened:
        return opened.tasks.get(task_id), opened.tasks.instances(task_id, offset, limit)


def search(project: Path, text: str, *, task_id: str | None = None, limit: int = 200) -> Found:
    """Instances with `text` in their input or references."""
    with Project(project) as opened:
        return opened.tasks.search(text, task_id=task_id, limit=limit)


def open_demo(home: paths.Paths) -> Path:
    """The demo project, made from the shipped tasks when it is not there yet."""
    project = home.projects / "demo.medswb"
    if project.exists():
        return project
    home.projects.mkdir(parents=True, exist_ok=True)
    # Under another name until it is whole: a crash half way leaves no demo without tasks.
    part = home.projects / f".demo-{secrets.token_hex(4)}.medswb"
    try:
        with closing(import_paths(part, [paths.resources() / "demo"])) as events:
            for event in events:
                if isinstance(event, FileImported) and event.refused is not None:
                    raise FormatError(event.file, event.refused)
        if not project.exists():
            part.rename(project)
    finally:
        part.unlink(missing_ok=True)
    return project
