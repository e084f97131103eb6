"""Named entities, as upstream's NamedEntityRecognition.py reads them: sets of what ", " separates.

All full stops are removed and then the last character is cut off, on both sides; "no entity" is known in
its misspelt form alone.
"""

from collections.abc import Sequence

from workbench.domain.scores import Score
from workbench.evaluation.metrics.paper.rows import PaperMeasure, crashed, described, left_out
from workbench.evaluation.metrics.paper.script import Script, each

METRICS = ("F1",)
"""Counts are true positives, false positives and false negatives."""


def score(task_id: str, reference: object, output: object) -> tuple[Score, ...]:
    """F1 of one answer; nothing expected and nothing given is 0 here and adds nothing to the task's."""
    del task_id
    if not isinstance(output, str):
        return left_out(METRICS, described(output, "answer"))
    if not isinstance(reference, str):
        return crashed(METRICS, AttributeError, described(reference, "reference"))
    expected, given = _entities(reference), _entities(output)
    hits = len(expected & given)
    counts = (hits, len(given) - hits, len(expected) - hits)
    return (Score("F1", 100 * _f1(*counts), counts=counts),)


def total(scores: Sequence[Score]) -> float | None:
    """F1 of the counts added up: micro-averaged; None without any."""
    counts = [score.counts for score in scores if score.value is not None]
    if not counts:
        return None
    hits, extra, missed = (sum(column) for column in zip(*counts, strict=True))
    return 100 * _f1(hits, extra, missed)


def _entities(text: str) -> set[str]:
    text = text.replace(".", "").strip().lower()
    return set() if text == "there is no related enetity" else set(text[:-1].split(", "))


def _f1(hits: int, extra: int, missed: int) -> float:
    precision = hits / (hits + extra) if hits + extra else 0
    recall = hits / (hits + missed) if hits + missed else 0
    return 2 * (precision * recall) / (precision + recall) if precision + recall else 0.0


_TASKS = ("task125", "task126", "task127", "task128")
SCRIPT = Script(
    "NamedEntityRecognition",
    PaperMeasure("NamedEntityRecognition", 1, METRICS, score, total),
    each(*_TASKS),
    _TASKS,
    by_place=True,
)
"""Chemicals, diseases and species."""
