"""F1 of answers that may have several labels (HoC): macro over the labels that occur, and micro beside it.

Macro F1 is the mean of the labels' own F1 (Opitz and Burst, "Macro F1 and Macro F1", arXiv 1911.03347,
equation 3: averaged F1). A label that neither a reference nor an answer has is left out of the mean; upstream
counts it as 0.
"""

from collections.abc import Sequence

from workbench.domain.scores import Answer, Score
from workbench.evaluation.metrics.corrected.accuracy import NO_REFERENCE, mean
from workbench.evaluation.metrics.corrected.entity_f1 import f1
from workbench.evaluation.metrics.corrected.labels import NO_LABELS, labels_in, read_labels
from workbench.evaluation.metrics.corrected.plain import Unread
from workbench.evaluation.metrics.measure import Measure

MACRO = "macro-F1"
MICRO = "micro-F1"

RIGHT, GIVEN = 1, 2
"""What the counts of a score are made of: one number for each label of the task in its order, the sum of
RIGHT when the reference has it and GIVEN when the answer has it."""


def score(answer: Answer) -> tuple[Score, ...]:
    """The item's own F1 under both names, and what both totals are counted from."""
    if not answer.labels:
        return _both(None, NO_LABELS.reason)
    rights = [labels_in(Answer(answer.task_id, (), one, labels=answer.labels)) for one in answer.references]
    rights = [right for right in rights if right]
    if not rights:
        return _both(None, NO_REFERENCE)
    found = read_labels(answer)
    given = () if isinstance(found, Unread) else labels_in(answer)
    value, counts = max((_against(answer.labels, right, given) for right in rights), key=lambda one: one[0])
    if isinstance(found, Unread):
        return _both(value, found.reason, counts)
    return tuple(Score(metric, value, "", counts, found) for metric in (MACRO, MICRO))


def _both(value: float | None, reason: str, counts: tuple[int, ...] = ()) -> tuple[Score, ...]:
    """The same score under both names, without a reading."""
    return tuple(Score(metric, value, reason, counts) for metric in (MACRO, MICRO))


def _against(
    labels: tuple[str, ...], right: tuple[str, ...], given: tuple[str, ...]
) -> tuple[float, tuple[int, ...]]:
    """An item's F1 against one reference, and its counts."""
    counts = tuple(RIGHT * (label in right) + GIVEN * (label in given) for label in labels)
    return f1(_sums(counts)) or 0.0, counts


def _sums(marks: Sequence[int]) -> tuple[int, int, int]:
    """True positives, false positives and false negatives of some marks."""
    marks = list(marks)
    return marks.count(RIGHT + GIVEN), marks.count(GIVEN), marks.count(RIGHT)


def macro(scores: Sequence[Score]) -> float | None:
    """The mean of the labels' F1 over the labels that a reference or an answer has, in percent."""
    columns = zip(
        *(score.counts for score in scores if score.value is not None and score.counts), strict=True
    )
    values = [value for column in columns if (value := f1(_sums(column))) is not None]
    return sum(values) / len(values) if values else mean(scores)


def micro(scores: Sequence[Score]) -> float | None:
    """F1 from the sums over all labels and items, in percent."""
    marks = [mark for score in scores if score.value is not None for mark in score.counts]
    value = f1(_sums(marks))
    return mean(scores) if value is None else value


def total(scores: Sequence[Score]) -> float | None:
    """`macro` of scores under that name, `micro` of those under the other."""
    return micro(scores) if scores and scores[0].metric == MICRO else macro(scores)


LABEL_F1 = Measure("label F1", 2, (MACRO, MICRO), score, total)
"""Macro and micro F1 of labels."""
