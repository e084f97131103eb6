"""Facts verified, as upstream's FactVerification.py scores them: first lines, and justifications."""

from workbench.domain.scores import Score
from workbench.evaluation.metrics.paper import accuracy, overlap
from workbench.evaluation.metrics.paper.rows import PaperMeasure, crashed, described
from workbench.evaluation.metrics.paper.script import Script, each


def score_label(task_id: str, reference: object, output: object) -> tuple[Score, ...]:
    """The label anywhere in the answer's first line, which is taken before white space is cut off."""
    del task_id
    if not isinstance(reference, str):
        return crashed(accuracy.METRICS, AttributeError, described(reference, "reference"))
    if not isinstance(output, str):
        return crashed(accuracy.METRICS, AttributeError, described(output, "answer"))
    expected = reference.replace(".", "").strip().lower()
    return accuracy.right(expected in output.split("\n")[0].strip().lower())


def score_text(task_id: str, reference: object, output: object) -> tuple[Score, ...]:
    """BLEU-1 and ROUGE-L in lower case, the reference without dots; a blank answer counts as 0."""
    del task_id
    if not isinstance(reference, str):
        return crashed(overlap.METRICS, AttributeError, described(reference, "reference"))
    if not isinstance(output, str):
        return crashed(overlap.METRICS, AttributeError, described(output, "answer"))
    expected = reference.replace(".", "").strip().lower()
    given = output.strip().lower()
    return overlap.compared(expected, given) if given else overlap.nothing_shared()


LABELS = Script(
    "FactVerification labels",
    PaperMeasure("FactVerification labels", 1, accuracy.METRICS, score_label, accuracy.total),
    each("task12", "task16"),
    by_place=True,
)
"""Yes, no or maybe; true, false and what lies between."""
TEXTS = Script(
    "FactVerification texts",
    PaperMeasure("FactVerification texts", 1, overlap.METRICS, score_text, overlap.total),
    each("task100"),
    by_place=True,
)
"""Why it is so."""
