"""Labels of closed tasks in answers."""

from workbench.domain.scores import Answer, Reading
from workbench.evaluation.metrics.corrected.labels import (
    ALL,
    DENIED,
    NO_LABELS,
    SEVERAL,
    UNNAMED,
    labels_in,
    read_label,
    read_labels,
)
from workbench.evaluation.metrics.corrected.plain import DECLINED, EMPTY

LABELS = ("Appointment", "Prescription", "Test result")


def answer(output: str, labels: tuple[str, ...] = LABELS) -> Answer:
    """An answer to a task with `labels`."""
    return Answer("task900", ("Appointment",), output, labels=labels)


def test_one_label_is_found_where_it_stands() -> None:
    """Alone it is sure; within a sentence less so; the place is told."""
    assert read_label(answer("appointment.")) == Reading("Appointment", 1.0, ((0, 12),))
    assert read_label(answer("I see a test-result")) == Reading("Test result", 0.8, ((8, 19),))
    assert read_label(answer("The label is test result, not an appointment")) == Reading(
        "Test result", 0.95, ((13, 24),)
    )


def test_why_nothing_is_read() -> None:
    """The reasons differ."""
    assert read_label(answer("Appointment", ())) == NO_LABELS
    assert read_label(answer(" ")) == EMPTY
    assert read_label(answer("Appointment or prescription")) == SEVERAL
    assert read_label(answer("The answer is appointment or prescription")) == SEVERAL
    assert read_label(answer("appointment, prescription, test result")) == ALL
    assert read_label(answer("It is no appointment")) == DENIED
    assert read_label(answer("I cannot answer that")) == DECLINED
    assert read_label(answer("Billing")) == UNNAMED


def test_several_labels_are_read_in_the_tasks_order() -> None:
    """By name or by number; denied ones do not count."""
    assert labels_in(answer("Test result, Appointment")) == ("Appointment", "Test result")
    assert labels_in(answer("1, 3")) == ("Appointment", "Test result")
    assert labels_in(answer("Prescription; it is not an appointment")) == ("Prescription",)
    found = read_labels(answer("Test result, Appointment"))
    assert isinstance(found, Reading)
    assert found.text == "Appointment; Test result"
    assert found.spans == ((0, 11), (13, 24))
    assert read_labels(answer("2")) == Reading("Prescription", 0.7)


def test_why_no_labels_are_read() -> None:
    """The reasons differ here too."""
    assert read_labels(answer("x", ())) == NO_LABELS
    assert read_labels(answer("")) == EMPTY
    assert read_labels(answer("Billing")) == UNNAMED
    assert read_labels(answer("I am sorry, I cannot help")) == DECLINED
