"""Text made comparable in place, refusals, negations."""

import pytest

from workbench.evaluation.metrics.corrected.plain import declines, folded, negated, settled


@pytest.mark.parametrize("text", ["Guillain–Barré", "Ｂ：«café»", "ЁЙ", "が", "**x**", "ﬁ", "ß", "İ"])
def test_folding_keeps_every_place(text: str) -> None:
    """A place in the folded text is the same place in the text."""
    assert len(folded(text)) == len(text)


def test_folding_takes_off_accents_and_marks() -> None:
    """Accents, full-width forms, dashes and Markdown do not tell texts apart; Japanese voicing does."""
    assert folded("Guillain–Barré Ｂ **x**") == "Guillain-Barre B   x  "
    assert folded("が") == "が" != folded("か")


def test_thoughts_and_made_up_questions_do_not_count() -> None:
    """What stands in marks of thinking, and what follows a made-up next question, is no answer."""
    text = settled("<think>A?</think>B\n\nQuestion: next\nA")
    assert text.strip() == "B"
    assert text.index("B") == len("<think>A?</think>")
    assert "x" in settled("\nQuestion: x")


@pytest.mark.parametrize(
    "text", ["I'm sorry, but no", "Je ne sais pas", "对不起", "わかりません", "Я не знаю", "No lo se"]
)
def test_refusals_are_known(text: str) -> None:
    """In every language."""
    assert declines(text)
    assert not declines("The answer is B")


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
