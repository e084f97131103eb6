"""SEER, as upstream's TreatmentPlanning.py reads answers: the reference, cleaned, anywhere in the answer."""

from workbench.domain.scores import Score
from workbench.evaluation.metrics.paper import accuracy
from workbench.evaluation.metrics.paper.rows import PaperMeasure, crashed, described
from workbench.evaluation.metrics.paper.script import Script, each


def score(task_id: str, reference: object, output: object) -> tuple[Score, ...]:
    """Dots leave the reference alone; its introduction is cut off only as it is written in the data."""
    del task_id
    if not isinstance(output, str):
        return crashed(accuracy.METRICS, AttributeError, described(output, "answer"))
    if not isinstance(reference, str):
        return crashed(accuracy.METRICS, AttributeError, described(reference, "reference"))
    expected = reference.replace(".", "").replace("The treatment planning is:", "").strip().lower()
    return accuracy.right(expected in output.lower())


SCRIPT = Script(
    "TreatmentPlanning",
    PaperMeasure("TreatmentPlanning", 1, accuracy.METRICS, score, accuracy.total),
    each("task131"),
    ("task131",),
)
"""Treatment planning."""
