"""F1 of several labels, against values worked out by hand."""

import pytest

from workbench.domain.scores import Answer, Score
from workbench.evaluation.metrics.corrected.accuracy import NO_REFERENCE
from workbench.evaluation.metrics.corrected.label_f1 import LABEL_F1
from workbench.evaluation.metrics.corrected.labels import NO_LABELS

LABELS = ("Appointment", "Prescription", "Symptom", "Billing")


def scores(output: str, *references: str) -> tuple[Score, Score]:
    """The item under both names."""
    macro, micro = LABEL_F1.score(Answer("task9009", references, output, labels=LABELS))
    return macro, micro


def test_an_item_by_hand() -> None:
    """One right, one too many, one missing: 2/(2+1+1)."""
    macro, micro = scores("Appointment, Symptom", "Appointment, Prescription")
    assert macro.value == micro.value == 50
    assert macro.counts == (3, 1, 2, 0)
    assert macro.reading is not None
    assert macro.reading.text == "Appointment; Symptom"


def test_totals_by_hand() -> None:
    """A label that nothing has is left out of the macro mean: here of (100, 0, 2/3, -)."""
    items = [
        scores("Appointment, Symptom", "Appointment, Prescription, Symptom"),
        scores("Symptom", "Appointment"),
        scores("Appointment", "Appointment"),
    ]
    # Appointment 2/0/1 -> 4/5; Prescription 0/0/1 -> 0; Symptom 1/1/0 -> 2/3; Billing never
    macro = LABEL_F1.total([one[0] for one in items])
    micro = LABEL_F1.total([one[1] for one in items])
    assert macro == pytest.approx(100 * (4 / 5 + 0 + 2 / 3) / 3)
    assert micro == pytest.approx(100 * 6 / (6 + 1 + 2))


def test_what_cannot_be_scored() -> None:
    """No labels, no reference; an unread answer is wrong and says why."""
    assert LABEL_F1.score(Answer("task900", ("a",), "a"))[0] == Score("macro-F1", None, NO_LABELS.reason)
    assert scores("Symptom", "x")[0] == Score("macro-F1", None, NO_REFERENCE)
    empty = scores("", "Symptom")[0]
    assert (empty.value, empty.reason, empty.counts) == (0, "the answer is empty", (0, 0, 1, 0))


def test_the_reference_that_fits_best_counts() -> None:
    """Any of several is right."""
    assert scores("Billing", "Symptom", "Billing")[0].value == 100


def test_totals_of_nothing() -> None:
    """None, never 0."""
    assert LABEL_F1.total(()) is None
    assert LABEL_F1.total([Score("macro-F1", None, "x")]) is None
    assert LABEL_F1.total([Score("micro-F1", None, "x")]) is None
