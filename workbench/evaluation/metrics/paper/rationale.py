"""Rationales in six languages, as upstream's Rationale.py scores them: BLEU-1 and ROUGE-L by language."""

from workbench.domain.scores import Score
from workbench.evaluation.metrics.paper import overlap
from workbench.evaluation.metrics.paper.rows import PaperMeasure, crashed, described, left_out
from workbench.evaluation.metrics.paper.script import Script, each

LANGUAGES = {"task51": "zh", "task52": "en", "task53": "fr", "task54": "ja", "task55": "ru", "task56": "es"}
"""A task's language; fr, ru and es are taken apart as English, which is upstream's way."""


def score(task_id: str, reference: object, output: object) -> tuple[Score, ...]:
    """White space around the texts is cut off; blank ones are passed over."""
    if not isinstance(output, str):
        return crashed(overlap.METRICS, AttributeError, described(output, "answer"))
    if not isinstance(reference, str):
        return crashed(overlap.METRICS, AttributeError, described(reference, "reference"))
    given, expected = output.strip(), reference.strip()
    if not given:
        return left_out(overlap.METRICS, "a blank answer")
    if not expected:
        return left_out(overlap.METRICS, "a blank reference")
    language = LANGUAGES[task_id]
    return overlap.compared(expected, given, language if language in {"zh", "ja"} else "en")


SCRIPT = Script(
    "Rationale",
    PaperMeasure("Rationale", 1, overlap.METRICS, score, overlap.total),
    each(*LANGUAGES),
    tuple(LANGUAGES),
)
"""Why the right option is right."""
