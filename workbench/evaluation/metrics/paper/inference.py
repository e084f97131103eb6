"""MedNLI, as upstream's NatureLanguageInference.py scores it: labels and written hypotheses."""

from workbench.domain.scores import Score
from workbench.evaluation.metrics.paper import accuracy, overlap
from workbench.evaluation.metrics.paper.rows import PaperMeasure
from workbench.evaluation.metrics.paper.script import Script, each


def score_label(task_id: str, reference: object, output: object) -> tuple[Score, ...]:
    """The label anywhere in the answer; an empty cell reads "nan", which "pregnancy" contains."""
    del task_id
    expected = str(reference).replace(".", "").strip().lower()
    return accuracy.right(expected in str(output).lower().strip())


def score_text(task_id: str, reference: object, output: object) -> tuple[Score, ...]:
    """BLEU-1 and ROUGE-L of the texts as they are."""
    del task_id
    return overlap.compared(reference, output)


CLASSIFICATION = Script(
    "NatureLanguageInference labels",
    PaperMeasure("NatureLanguageInference labels", 1, accuracy.METRICS, score_label, accuracy.total),
    each("task41"),
    ("task41",),
)
"""Entailment, contradiction or neutral."""
GENERATION = Script(
    "NatureLanguageInference texts",
    PaperMeasure("NatureLanguageInference texts", 1, overlap.METRICS, score_text, overlap.total),
    each("task42"),
    ("task42",),
)
"""A hypothesis that follows."""
