"""From a run's rows to what has to be computed under a protocol, and how that is computed."""

from collections.abc import Sequence

from workbench.domain.scores import Answer, Protocol, Score
from workbench.evaluation.answered import AnsweredRow, Tasks
from workbench.evaluation.applying import Step
from workbench.evaluation.metrics.corrected.accuracy import Reads
from workbench.evaluation.metrics.corrected.measures import (
    MEASURES,
    measures_of,
    measures_of_task,
    reads_of,
)
from workbench.evaluation.metrics.measure import Measure
from workbench.evaluation.metrics.paper.rows import PaperMeasure
from workbench.evaluation.metrics.paper.scripts import script_named
from workbench.evaluation.metrics.paper.table import TableRow
from workbench.evaluation.paper_files import PaperRow

_CORRECTED = {measure.name: measure for measure in MEASURES}
_OVERLAP = "BLEU-1"
"""Texts are taken into words for it, which takes a millisecond and more; all else takes microseconds."""


def apply(step: Step) -> tuple[Score, ...]:
    """Do a step, in whatever process."""
    if isinstance(step.seen, Answer):
        return _CORRECTED[step.measure].score(step.seen)
    assert isinstance(step.seen, TableRow)
    cells = step.seen
    return script_named(step.measure).measure.score(cells.task_id, cells.reference, cells.output)


def paper_steps(row: PaperRow) -> tuple[Step, ...]:
    """What upstream's script computes for a row; nothing where it has none, or there is a reason not to."""
    if row.script is None or row.reason or row.row.lacks:
        return ()
    return (_step(Protocol.PAPER, row.script.name, row.script.measure, row.cells),)


class Corrected:
    """What the corrected protocol computes for the rows of a run."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._measures: dict[str, tuple[Measure, ...]] = {}
        self._reads: dict[str, Reads | None] = {}

    def measures(self, task_id: str) -> tuple[Measure, ...]:
        """The measures for a task."""
        if task_id not in self._measures:
            task = self._tasks.get(task_id)
            self._measures[task_id] = measures_of_task(task) if task is not None else measures_of(task_id)
        return self._measures[task_id]

    def reads(self, task_id: str) -> Reads | None:
        """How the answers of a task are read for accuracy; None for a task that has none."""
        if task_id not in self._reads:
            task = self._tasks.get(task_id)
            category = next(iter(task.categories), None) if task is not None else None
            self._reads[task_id] = reads_of(task_id, category, self._tasks.labels(task_id))
        return self._reads[task_id]

    def steps(self, row: AnsweredRow, measures: Sequence[Measure] | None = None) -> tuple[Step, ...]:
        """What is to be computed for a row, or by some `measures`; nothing for one that lacks something."""
        if row.lacks:
            return ()
        answer = self._tasks.answer(row)
        wanted = self.measures(row.task_id) if measures is None else measures
        return tuple(_corrected_step(measure, answer) for measure in wanted)


def _corrected_step(measure: Measure, answer: Answer) -> Step:
    if _OVERLAP in measure.metrics:
        # It looks at nothing else, and what is kept serves other questions with these texts as well.
        answer = Answer("", answer.references, answer.output, language=answer.language)
    return _step(Protocol.CORRECTED, measure.name, measure, answer)


def _step(protocol: Protocol, name: str, measure: Measure | PaperMeasure, seen: object) -> Step:
    return Step(protocol, name, measure.version, measure.metrics, _OVERLAP in measure.metrics, seen)
