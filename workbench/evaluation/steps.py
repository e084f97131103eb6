"""From a run's rows to what has to be computed under a protocol, and how that is computed."""

from collections.abc import Iterable, Iterator, Sequence

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
from workbench.evaluation.metrics.paper.script import Script
from workbench.evaluation.metrics.paper.scripts import script_named
from workbench.evaluation.metrics.paper.table import table_of

_CORRECTED = {measure.name: measure for measure in MEASURES}
_OVERLAP = "BLEU-1"


def apply(step: Step) -> tuple[Score, ...]:
    """Do a step, in whatever process."""
    if step.protocol is Protocol.PAPER:
        task_id, reference, output = step.seen
        return script_named(step.measure).measure.score(str(task_id), reference, output)
    task_id, references, output, text, language, labels = step.seen
    assert isinstance(references, tuple)
    assert isinstance(labels, tuple)
    answer = Answer(str(task_id), references, str(output), str(text), str(language), labels)
    return _CORRECTED[step.measure].score(answer)


def metrics_of(step: Step) -> tuple[str, ...]:
    """The names of the scores that come out of a step."""
    if step.protocol is Protocol.PAPER:
        return script_named(step.measure).measure.metrics
    return _CORRECTED[step.measure].metrics


def measures_for(tasks: Tasks, task_id: str) -> tuple[Measure, ...]:
    """The measures of the corrected protocol for a task."""
    task = tasks.get(task_id)
    return measures_of_task(task) if task is not None else measures_of(task_id)


def reads_for(tasks: Tasks, task_id: str) -> Reads | None:
    """How the answers of a task are read for accuracy; None for a task that has none."""
    task = tasks.get(task_id)
    category = next(iter(task.categories), None) if task is not None else None
    return reads_of(task_id, category, tasks.labels(task_id))


def corrected_steps(tasks: Tasks, rows: Iterable[tuple[int, AnsweredRow]]) -> Iterator[Step]:
    """What the corrected protocol computes for rows that can be scored, each with its place."""
    measures: dict[str, tuple[Measure, ...]] = {}
    for place, row in rows:
        if row.task_id not in measures:
            measures[row.task_id] = measures_for(tasks, row.task_id)
        answer = tasks.answer(row)
        # What a reader of options needs of the input is in it; other metrics do not look at it.
        seen = (
            answer.task_id,
            answer.references,
            answer.output,
            answer.input,
            answer.language,
            answer.labels,
        )
        for measure in measures[row.task_id]:
            yield Step(
                place,
                Protocol.CORRECTED,
                measure.name,
                measure.version,
                _OVERLAP in measure.metrics,
                seen,
            )


def paper_steps(script: Script, rows: Sequence[tuple[int, AnsweredRow]]) -> Iterator[Step]:
    """What one of upstream's scripts computes, from the cells as pandas would read them in a file."""
    cells = [(row.task_id, "", row.references[0], row.output or "") for _place, row in rows]
    measure = script.measure
    for (place, _row), cell in zip(rows, table_of(cells).by_name, strict=True):
        yield Step(
            place,
            Protocol.PAPER,
            script.name,
            measure.version,
            _OVERLAP in measure.metrics,
            (cell.task_id, cell.reference, cell.output),
        )
