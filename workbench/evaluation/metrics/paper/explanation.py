"""Concepts explained, as upstream's ConceptExplanation.py scores them: BLEU-1 and ROUGE-L of texts."""

from workbench.domain.scores import Score
from workbench.evaluation.metrics.paper import overlap
from workbench.evaluation.metrics.paper.rows import PaperMeasure, described, left_out
from workbench.evaluation.metrics.paper.script import Script, each


def score(task_id: str, reference: object, output: object) -> tuple[Score, ...]:
    """Cells that are no text are passed over."""
    del task_id
    if not isinstance(output, str):
        return left_out(overlap.METRICS, described(output, "answer"))
    if not isinstance(reference, str):
        return left_out(overlap.METRICS, described(reference, "reference"))
    return overlap.compared(reference, output)


_TASKS = ("task18", "task46", "task50")
SCRIPT = Script(
    "ConceptExplanation",
    PaperMeasure("ConceptExplanation", 1, overlap.METRICS, score, overlap.total),
    each(*_TASKS),
    _TASKS,
)
"""Health claims, diseases and concepts."""
