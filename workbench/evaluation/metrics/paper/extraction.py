"""As upstream's InformationExtraction.py reads answers: the reference anywhere in them."""

from workbench.domain.scores import Score
from workbench.evaluation.metrics.paper import accuracy
from workbench.evaluation.metrics.paper.rows import PaperMeasure
from workbench.evaluation.metrics.paper.script import Script, each


def score(task_id: str, reference: object, output: object) -> tuple[Score, ...]:
    """Quotes and line breaks are deleted on both sides; an empty cell reads "nan"."""
    del task_id
    return accuracy.right(_cleaned(reference) in _cleaned(output))


def _cleaned(value: object) -> str:
    return str(value).lower().strip().replace('"', "").replace("'", "").replace("\n", "")


_TASKS = ("task1", "task2", "task3", "task29", "task74")
SCRIPT = Script(
    "InformationExtraction",
    PaperMeasure("InformationExtraction", 1, accuracy.METRICS, score, accuracy.total),
    each(*_TASKS),
    _TASKS,
)
"""Participants, interventions, outcomes, doses, age and gender."""
