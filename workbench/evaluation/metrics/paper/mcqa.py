"""Multiple choice, as upstream's MCQA.py reads answers: the first character decides."""

from workbench.domain.scores import Score
from workbench.evaluation.metrics.paper import accuracy
from workbench.evaluation.metrics.paper.rows import PaperMeasure, crashed
from workbench.evaluation.metrics.paper.script import Script, each


def score(task_id: str, reference: object, output: object) -> tuple[Score, ...]:
    """Equal first letters, of a to d, or of y and n for PubMedQA; an empty cell reads "nan": "no"."""
    letters = "yn" if task_id == "task123" else "abcd"
    given, expected = _cleaned(output), _cleaned(reference)
    if not given:
        return crashed(accuracy.METRICS, IndexError, "a blank answer")
    if given[0] not in letters:
        return accuracy.right(False)
    if not expected:
        return crashed(accuracy.METRICS, IndexError, "a blank reference")
    return accuracy.right(expected[0] in letters and given[0] == expected[0])


def _cleaned(value: object) -> str:
    return str(value).lower().replace("the right answer is", "").strip()


SCRIPT = Script(
    "MCQA",
    PaperMeasure("MCQA", 1, accuracy.METRICS, score, accuracy.total),
    each(
        "task4", "task5", "task6", "task8", "task9", "task57", "task58", "task59", "task60", "task61",
        "task122", "task123", "task129",
    ),
)  # fmt: skip
"""Upstream's cannot start (it imports what is nowhere); this is what its evaluation returns."""
