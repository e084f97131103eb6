"""Words for rows that cannot be scored."""

import pytest

from workbench.evaluation.metrics.paper.rows import crashed, described, exception_of, left_out


def test_the_exception_can_be_told_from_the_reason() -> None:
    """And rows that are passed over have none."""
    (crash,) = crashed(("accuracy",), AttributeError, "an empty answer")
    assert crash.value is None
    assert crash.reason == "upstream cannot score an empty answer: AttributeError"
    assert exception_of(crash) == "AttributeError"
    assert exception_of(left_out(("F1",), "an empty answer")[0]) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (float("nan"), "an empty answer"),
        ("  ", "a blank answer"),
        ("x", "an answer"),
        (5, "an answer that pandas reads as a number"),
    ],
)
def test_cells_are_described(value: object, words: str) -> None:
    """As a clinician would say it."""
    assert described(value, "answer") == words
