"""DDXPlus, as upstream's Diagnosis.py reads answers: the reference, cleaned, anywhere in the answer."""

from workbench.domain.scores import Score
from workbench.evaluation.metrics.paper import accuracy
from workbench.evaluation.metrics.paper.rows import PaperMeasure, crashed, described
from workbench.evaluation.metrics.paper.script import Script


def score(task_id: str, reference: object, output: object) -> tuple[Score, ...]:
    """Dots leave the reference alone, so one with a dot is never found."""
    del task_id
    if not isinstance(reference, str):
        return crashed(accuracy.METRICS, AttributeError, described(reference, "reference"))
    if not isinstance(output, str):
        return crashed(accuracy.METRICS, AttributeError, described(output, "answer"))
    expected = reference.replace(".", "").replace("The diagnosis result is", "").strip().lower()
    return accuracy.right(expected in output.lower())


SCRIPT = Script(
    "Diagnosis",
    PaperMeasure("Diagnosis", 1, accuracy.METRICS, score, accuracy.total),
    {"Diagnosis": ("task130",)},
    by_place=True,
    every_row=True,
)
"""Counts every row of the file, whatever its task."""
