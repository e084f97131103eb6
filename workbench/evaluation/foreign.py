"""Other people's results as runs: a table or a log comes in, and its answers stand beside our own."""

import hashlib
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from workbench.domain.errors import FormatError, WorkbenchError
from workbench.domain.foreign import ForeignRow, ImportedRow
from workbench.domain.runs import IMPORTED, ModelFacts, RunSpec, Sampling
from workbench.domain.tasks import Reported
from workbench.evaluation.matching import Match, Matcher
from workbench.formats.files import open_file
from workbench.formats.foreign_results import open_results
from workbench.store.project import Project

_ROWS_AT_ONCE = 1_000
_CHARACTERS_AT_ONCE = 1 << 22
"""The same for rows that are long: some prompts take megabytes."""
_SHOT_END = "\n\nOutput:\n"
"""Stands in upstream's prompts once for each example."""
_BLOCK = 1 << 20
_MOST_TASKS, _LONGEST_TASK = 1_000, 100
"""What a run's specification lists of the tasks that a file names, whatever stands in that column."""


@dataclass(frozen=True, slots=True)
class ResultsProgress:
    """How far an import is."""

    file: Path
    rows: int
    """Rows of this file so far."""
    done_bytes: int
    """Of this file."""
    total_bytes: int


@dataclass(frozen=True, slots=True)
class FileOfResults:
    """What became of one file. `rows_in` is always `rows_kept` and the reported rows together."""

    file: Path
    rows_in: int
    rows_kept: int
    """Rows that the project now holds, with an instance or without."""
    rows_matched: int
    """Of those kept, the ones that are about an instance of the project."""
    reported: tuple[Reported, ...]
    """Rows that were not kept, and why."""
    unmatched: tuple[Reported, ...]
    """Rows that were kept and are about no instance of the project, and why."""
    odd: tuple[Reported, ...]
    """Rows that are about an instance, and what is odd about them."""


@dataclass(frozen=True, slots=True)
class ResultsImported:
    """A run that came in, from one file or several of the same model."""

    run_id: str
    model: str
    files: tuple[FileOfResults, ...]
    known: bool
    """Whether the project had the run already."""


def import_results(
    project: Path, paths: Sequence[Path], model: str | None = None
) -> Generator[ResultsProgress | ResultsImported]:
    """Add a run for each model among the files; `model` is the one of all, else the files tell.

    The files of one model become one run, as upstream has a file for each category. The same files of
    the same model are the same run, whenever they come in again; rows that match only now, because the
    project has got more tasks since, are matched then. A run comes in whole or not at all. A missing
    project is made.

    Raises:
        FormatError: a file cannot be read, or is none of the kinds we know.
        WorkbenchError: a file does not tell its model, or holds no answer.
    """
    groups: dict[str, list[_File]] = {}
    for path in dict.fromkeys(paths):
        file = _surveyed(path, model)
        held = groups.setdefault(file.model, [])
        if file.sha256 not in {other.sha256 for other in held}:
            held.append(file)
    with Project(project) if project.exists() else Project.create(project) as opened:
        for name, files in groups.items():
            with opened.transaction():
                imported = yield from _import(opened, name, files)
            yield imported


@dataclass(frozen=True, slots=True)
class _File:
    """A file that can be imported."""

    path: Path
    model: str
    sha256: str
    size: int

    @property
    def name(self) -> str:
        """As it can be stored and shown, whatever bytes it is made of."""
        return _spelled(self.path.name)


def _surveyed(path: Path, model: str | None) -> _File:
    """What a file is, before anything is written."""
    with open_results(path) as results:
        told = model or results.model
    if told is None:
        raise WorkbenchError(f"{path.name} does not say which model answered. Say it with --model NAME.")
    digest, size = hashlib.sha256(), 0
    with open_file(path) as file:
        try:
            while block := file.read(_BLOCK):
                digest.update(block)
                size += len(block)
        except OSError as error:
            raise FormatError(path, f"it cannot be read: {error.strerror}") from None
    return _File(path, _spelled(told), digest.hexdigest(), size)


def _spelled(text: str) -> str:
    """`text` without what is no character."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _import(
    project: Project, model: str, files: list[_File]
) -> Generator[ResultsProgress, None, ResultsImported]:
    """Bring in the files of one model, or look which rows of them match by now."""
    sha256 = _together(files)
    run_id = project.foreign.run_with(model, sha256)
    known = run_id is not None
    if run_id is None:
        run_id = project.runs.add(_spec(model, files, sha256), [])
    taking = _Taking(project, run_id, Matcher(project))
    if known:
        taking.pending = {(row.file, row.index) for row in project.foreign.unmatched(run_id)}
    spec = project.runs.spec(run_id)
    numbers = {sha: number for number, (_name, sha) in enumerate(spec.model.metadata)}
    for file in files:
        yield from taking.take(file, numbers[file.sha256])
    if not any(done.rows_kept for done in taking.done):
        reasons = [row.reason for done in taking.done for row in done.reported]
        said = f"its first row {reasons[0]}" if reasons else "it has no rows"
        raise WorkbenchError(f"There is no answer in {_names(files)}: {said}.")
    shots = taking.shots if not known else spec.shots
    tasks = tuple(dict.fromkeys((*spec.tasks, *taking.tasks)))
    protocol = "paper" if shots else spec.protocol
    project.foreign.settle(run_id, replace(spec, tasks=tasks, shots=shots, protocol=protocol))
    return ResultsImported(run_id, model, tuple(taking.done), known)


def _together(files: Sequence[_File]) -> str:
    """One digest for all files, in whatever order they are named."""
    if len(files) == 1:
        return files[0].sha256
    return hashlib.sha256("".join(sorted(file.sha256 for file in files)).encode()).hexdigest()


def _names(files: Sequence[_File]) -> str:
    return ", ".join(file.name for file in files)


def _spec(model: str, files: Sequence[_File], sha256: str) -> RunSpec:
    """What is known of how the answers came about: next to nothing."""
    facts = ModelFacts(
        name=model,
        file=_names(files),
        sha256=sha256,
        size=sum(file.size for file in files),
        metadata=tuple((file.name, file.sha256) for file in files),
    )
    return RunSpec(
        model=facts,
        engine=f"{IMPORTED}{_names(files)}",
        tasks=(),
        shots=0,
        shot_seed=0,
        fixed_shots=False,
        sampling=Sampling(),
        protocol="unknown",
    )


@dataclass(slots=True)
class _Taking:
    """The rows of a run's files on their way in."""

    project: Project
    run_id: str
    matcher: Matcher
    pending: set[tuple[int, int]] | None = None
    """Rows that the project holds without an instance; None while the run is new."""
    shots: int = 0
    tasks: dict[str, None] = field(default_factory=dict)
    answered: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    """Where the first row about each instance stands: which file, which row, the file's name."""
    done: list[FileOfResults] = field(default_factory=list)

    def take(self, file: _File, number: int) -> Iterator[ResultsProgress]:
        """Read a file, match its rows and keep them."""
        notes = _Notes()
        rows_in = 0
        with open_results(file.path) as results:
            if results.columns:
                self.project.foreign.lay_out(self.run_id, number, results.columns)
            for batch in _batches(results.rows):
                rows_in += len(batch)
                notes.reported.extend(row for row in batch if isinstance(row, Reported))
                answers = [row for row in batch if isinstance(row, ForeignRow)]
                matched = [(row, self._match(file, row, notes)) for row in answers]
                self._keep(number, matched)
                yield ResultsProgress(file.path, rows_in, results.bytes_read(), file.size)
        kept = rows_in - len(notes.reported)
        self.done.append(
            FileOfResults(
                file.path,
                rows_in,
                kept,
                kept - len(notes.unmatched),
                tuple(notes.reported),
                tuple(notes.unmatched),
                tuple(notes.odd),
            )
        )

    def _match(self, file: _File, row: ForeignRow, notes: "_Notes") -> Match:
        """The instance of a row; what there is to say about it goes to `notes`."""
        match = self.matcher.match(row)
        if row.inputs[0].count(_SHOT_END):
            self.shots = 3
        task_id = match.task_id or (row.task_id or "").strip()
        if task_id and len(task_id) <= _LONGEST_TASK and len(self.tasks) < _MOST_TASKS:
            self.tasks[task_id] = None
        if match.instance_id is None:
            notes.unmatched.append(Reported(row.index, "input", match.said))
            return match
        place = (len(self.done), row.index, file.name)
        first = self.answered.setdefault(match.instance_id, place)
        if first != place:
            where = f"row {first[1]} of {first[2]}"
            said = f"is about the same instance as {where}, which is the answer that counts"
            notes.odd.append(Reported(row.index, "input", said))
        elif match.said:
            notes.odd.append(Reported(row.index, None, match.said))
        return match

    def _keep(self, number: int, rows: Sequence[tuple[ForeignRow, Match]]) -> None:
        """Write rows, or of a run that is known what matches by now."""
        foreign = self.project.foreign
        made = [_imported(number, row, match) for row, match in rows]
        if self.pending is None:
            foreign.add(self.run_id, made)
            return
        for row in made:
            if row.instance_id is not None and (row.file, row.index) in self.pending:
                foreign.match(self.run_id, row, row.instance_id)


def _batches(rows: Iterator[ForeignRow | Reported]) -> Iterator[list[ForeignRow | Reported]]:
    """The rows, as many at a time as memory can bear."""
    batch: list[ForeignRow | Reported] = []
    characters = 0
    for row in rows:
        batch.append(row)
        characters += sum(map(len, row.inputs)) + len(row.output) if isinstance(row, ForeignRow) else 0
        if len(batch) == _ROWS_AT_ONCE or characters > _CHARACTERS_AT_ONCE:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


@dataclass(slots=True)
class _Notes:
    """What there is to say about the rows of a file."""

    reported: list[Reported] = field(default_factory=list)
    unmatched: list[Reported] = field(default_factory=list)
    odd: list[Reported] = field(default_factory=list)


def _imported(number: int, row: ForeignRow, match: Match) -> ImportedRow:
    """A row as the project keeps it; what was asked only when no instance tells."""
    prompt = row.inputs[0] if match.instance_id is None else None
    return ImportedRow(number, row.index, row.task_id, row.reference, row.output, match.instance_id, prompt)
