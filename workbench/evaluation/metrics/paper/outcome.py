"""MIMIC4ED, as upstream's ClinicalOutcomePrediction.py reads answers: exactly one of "true" and "false"."""

from workbench.domain.scores import Score
from workbench.evaluation.metrics.paper import accuracy
from workbench.evaluation.metrics.paper.rows import PaperMeasure
from workbench.evaluation.metrics.paper.script import Script, each


def score(task_id: str, reference: object, output: object) -> tuple[Score, ...]:
    """The reference's word without the other, anywhere in the answer; any other reference is never met."""
    del task_id
    given = str(output).lower().strip()
    expected = str(reference).lower().strip()
    said = {word for word in ("true", "false") if word in given}
    return accuracy.right(said == {expected})


_TASKS = ("task117", "task118", "task119")
SCRIPT = Script(
    "ClinicalOutcomePrediction",
    PaperMeasure("ClinicalOutcomePrediction", 1, accuracy.METRICS, score, accuracy.total),
    each(*_TASKS),
    _TASKS,
)
"""Hospital stay, return within 72 hours, critical triage."""
