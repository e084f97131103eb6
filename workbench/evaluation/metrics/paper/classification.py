"""Hallmarks of Cancer, as upstream's TextClassification.py scores them: macro averages over ten fixed labels.

Precision, recall and F1 of a label are scikit-learn's with `zero_division=0`: a label that neither side
ever has counts as 0 and lowers the mean.
"""

from collections.abc import Sequence

from workbench.domain.scores import Score
from workbench.evaluation.metrics.paper.rows import PaperMeasure
from workbench.evaluation.metrics.paper.script import Script, each

METRICS = ("macro-precision", "macro-recall", "macro-F1")
"""Counts hold one number for each of `LABELS`: 1 when the reference has it, plus 2 when the answer has it."""

LABELS = (
    "sustaining proliferative signaling",
    "evading growth suppressors",
    "resisting cell death",
    "enabling replicative immortality",
    "inducing angiogenesis",
    "activating invasion and metastasis",
    "genomic instability and mutation",
    "tumor promoting inflammation",
    "cellular energetics",
    "avoiding immune destruction",
)
"""In upstream's order; each is looked for as it is, anywhere in the text."""


def score(task_id: str, reference: object, output: object) -> tuple[Score, ...]:
    """The macro averages of one answer."""
    del task_id
    expected, given = str(reference).lower().strip(), str(output).lower().strip()
    counts = tuple((label in expected) + 2 * (label in given) for label in LABELS)
    return tuple(Score(metric, _macro(metric, [counts]), counts=counts) for metric in METRICS)


def total(scores: Sequence[Score]) -> float | None:
    """The macro average over all answers; None without any."""
    return _macro(scores[0].metric, [score.counts for score in scores]) if scores else None


def _macro(metric: str, rows: Sequence[tuple[int, ...]]) -> float:
    values = []
    for column in zip(*rows, strict=True):
        hits = column.count(3)
        expected, given = hits + column.count(1), hits + column.count(2)
        if metric == "macro-F1":
            values.append(2 * hits / (expected + given) if hits else 0.0)
        else:
            whole = given if metric == "macro-precision" else expected
            values.append(hits / whole if hits else 0.0)
    return 100 * _mean_of_ten(values)


def _mean_of_ten(values: Sequence[float]) -> float:
    """As numpy adds ten numbers: the first eight in pairs of pairs, the last two after them."""
    a, b, c, d, e, f, g, h, i, j = values
    return ((((a + b) + (c + d)) + ((e + f) + (g + h))) + i + j) / 10


SCRIPT = Script(
    "TextClassification",
    PaperMeasure("TextClassification", 1, METRICS, score, total),
    each("task106"),
    stand_in=None,
)
"""Hallmarks of cancer in abstracts; without rows of its task upstream stops."""
