"""What a run's completions are scored from: each beside its instance, our own and other people's alike."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.domain.catalogue import BENCHMARK, benchmark_folder
from workbench.domain.errors import UnknownNameError
from workbench.domain.foreign import ImportedRow
from workbench.domain.scores import Answer
from workbench.domain.tasks import Instance, Task
from workbench.evaluation.options import labels_of
from workbench.store.project import Project
from workbench.store.scores import AskedRow

NOT_ANSWERED = "not answered"
NO_INSTANCE = "its instance is no longer in the project"
NO_REFERENCE = "the file does not say what is right"
_USUAL_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """One row of a run's results."""

    number: int
    """Zero-based place among what the run asks, or in the file that an imported run is from."""
    task_id: str
    instance_id: str | None
    """None for a row of somebody else's file that matched no instance."""
    input: str
    references: tuple[str, ...]
    output: str | None
    """None when there is no answer."""
    language: str
    lacks: str = ""
    """Why it cannot be scored at all; empty when it can."""
    file: str = ""
    """Which of the run's files it is from, or would be written to: upstream reads results file by file."""
    cells: tuple[str, str, str] = ("", "", "")
    """What that file says: task_id, GT and output."""

    @property
    def id(self) -> str:
        """What two runs' answers are matched by: the instance, or what was asked where there is none."""
        return self.instance_id or f"{self.task_id} {_digest(self.input) if self.input else self._place}"

    @property
    def cluster(self) -> str:
        """The source document: instances with equal inputs depend on each other."""
        return _digest(self.input) if self.input else self._place

    @property
    def _place(self) -> str:
        return f"row {self.file}.{self.number}"


class Tasks:
    """What scoring asks about tasks, remembered for a run."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._tasks: dict[str, Task | None] = {}
        self._labels: dict[str, tuple[str, ...]] = {}

    def get(self, task_id: str) -> Task | None:
        """The task, or None when the project does not have it."""
        if task_id not in self._tasks:
            try:
                self._tasks[task_id] = self._project.tasks.get(task_id)
            except UnknownNameError:
                self._tasks[task_id] = None
        return self._tasks[task_id]

    def labels(self, task_id: str) -> tuple[str, ...]:
        """The labels that a task's answers are made of; () where it has none."""
        if task_id not in self._labels:
            self._labels[task_id] = labels_of(self.get(task_id) or Task(task_id, task_id))
        return self._labels[task_id]

    def answer(self, row: AnsweredRow) -> Answer:
        """A row that has an output, as metrics see it."""
        assert row.output is not None
        return Answer(
            row.task_id, row.references, row.output, row.input, row.language, self.labels(row.task_id)
        )


def rows_of(project: Project, run_id: str) -> Iterator[AnsweredRow]:
    """A run's rows in order, one by one.

    Raises:
        UnknownNameError: the project has no such run.
    """
    if project.foreign.counts(run_id).rows:
        for row, instance in project.foreign.answers(run_id):
            yield _imported(row, instance)
        return
    for number, asked in enumerate(project.scores.asked(run_id)):
        yield _asked(number, asked)


def _asked(number: int, row: AskedRow) -> AnsweredRow:
    lacks = NOT_ANSWERED if row.output is None else NO_INSTANCE if row.input is None else ""
    reference = row.references[0] if row.references else ""
    return AnsweredRow(
        number,
        row.task_id,
        row.instance_id,
        row.input or "",
        row.references,
        row.output,
        _language(row.task_id, row.language),
        lacks,
        benchmark_folder(row.task_id) or row.task_id,
        (row.task_id, reference, row.output or ""),
    )


def _imported(row: ImportedRow, instance: Instance | None) -> AnsweredRow:
    task_id = instance.task_id if instance is not None else (row.task_id or "").strip()
    # Upstream scores against what the file says; an instance may accept more.
    own = () if row.reference is None else (row.reference,)
    references = own if instance is None else tuple(dict.fromkeys((*own, *instance.references)))
    return AnsweredRow(
        row.index,
        task_id,
        row.instance_id,
        instance.input if instance is not None else row.prompt or "",
        references,
        row.output,
        _language(task_id, instance.language if instance is not None else None),
        "" if references else NO_REFERENCE,
        f"file {row.file}",
        (task_id if row.task_id is None else row.task_id, references[0] if references else "", row.output),
    )


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _language(task_id: str, own: str | None) -> str:
    known = BENCHMARK.get(task_id)
    return known.language if known is not None else own or _USUAL_LANGUAGE
