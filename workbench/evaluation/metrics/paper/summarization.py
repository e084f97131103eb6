"""Summaries, as upstream's TextSummarization.py scores them; CT and MRI are pooled over regions."""

from workbench.domain.scores import Score
from workbench.evaluation.metrics.paper import overlap
from workbench.evaluation.metrics.paper.rows import PaperMeasure
from workbench.evaluation.metrics.paper.script import Script, each


def score(task_id: str, reference: object, output: object) -> tuple[Score, ...]:
    """BLEU-1 and ROUGE-L of the texts as they are."""
    del task_id
    return overlap.compared(reference, output)


_TASKS = ("task78", "task114", "task112", "task110")
SCRIPT = Script(
    "TextSummarization",
    PaperMeasure("TextSummarization", 1, overlap.METRICS, score, overlap.total),
    each(*_TASKS)
    | {
        "CT": ("task83", "task84", "task85", "task86", "task87", "task88"),
        "MRI": ("task89", "task90", "task91", "task92", "task93", "task94"),
    },
    _TASKS,
    stand_in=-1.0,
)
"""A column without rows is printed as -1, and enters the average as that; CT and MRI do not enter it."""
