"""Text made comparable in place, refusals, corrections."""

import re

import pytest

from workbench.evaluation.metrics.corrected.plain import (
    declines,
    either_spelling,
    folded,
    in_latin,
    latest_first,
    settled,
)


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


def test_an_unfinished_thought_is_no_answer() -> None:
    """A thought without an end hides all that follows; one without a beginning all before its end."""
    assert settled("<think>A, no, B").strip() == ""
    assert settled("A, no</think>B").strip() == "B"


def test_what_follows_a_correction_comes_first() -> None:
    """The text without what was corrected, then the whole; without a correction only the whole."""
    assert [text.strip() for text in latest_first("A. Wait, B")] == [", B", "A. Wait, B"]
    assert list(latest_first("A")) == ["A"]
    assert list(latest_first("A. Wait.")) == ["A. Wait."]


def test_single_letters_of_other_alphabets_are_ours() -> None:
    """Look-alikes and the places of the Russian list; letters within words stay."""
    assert in_latin("В, Г") == "B, D"
    assert in_latin("Вариант") == "Вариант"


def test_both_spellings_are_found() -> None:
    """American wordings find British ones."""
    assert re.fullmatch(either_spelling("anemia"), "anaemia")
    assert re.fullmatch(either_spelling("edema"), "oedema")
    assert not re.fullmatch(either_spelling("fever"), "faever")
