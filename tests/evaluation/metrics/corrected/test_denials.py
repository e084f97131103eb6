"""Denials before and after what an answer names."""

import pytest

from workbench.evaluation.metrics.corrected.denials import denied_after, denied_before, negated


@pytest.mark.parametrize(
    "text",
    [
        "it is not X",
        "neither X nor Y",
        "X is wrong",
        "X is not it",
        "ce n'est pas X",
        "no es X",
        "это не X",
        "不是X",
        "Xではなく",
        "rather than X",
        "X is unlikely",
    ],
)
def test_what_is_denied_is_known(text: str) -> None:
    """Before or after the denied word."""
    place = text.index("X")
    assert negated(text, place, place + 1)


@pytest.mark.parametrize(
    "text", ["not Y but X", "It is not Y. X", "pas Y mais X", "不是Y，而是X", "X", "Not Y, X"]
)
def test_a_denial_ends_with_its_clause(text: str) -> None:
    """What is said instead is not denied."""
    place = text.index("X")
    assert not negated(text, place, place + 1)


@pytest.mark.parametrize(
    "text",
    [
        "X has no role here",
        "X should be avoided",
        "la X ne convient pas",
        "la X no produce calcitonina",
        "X可能性较小",
        "Xは認められない",
        "no sign of a bleeding (X)",
        "the other options, X",
        "Incorrect options: X",
    ],
)
def test_what_is_set_aside_is_denied(text: str) -> None:
    """By what is said of it, in brackets after a denial, or among the others."""
    place = text.index("X")
    assert negated(text, place, place + 1)


@pytest.mark.parametrize("text", ["X. No other fits", "X\nIncorrect: Y", "Xで間違いない"])
def test_the_next_sentence_denies_nothing(text: str) -> None:
    """What follows a full stop or on the next line is about something else."""
    assert not denied_after(text, 1)


def test_the_others_are_denied_only_where_that_is_asked() -> None:
    """A question for the exception has "the others" right."""
    text = "the others, X"
    assert denied_before(text, text.index("X"))
    assert not denied_before(text, text.index("X"), others=False)
