"""Texts are compared and measured the same way everywhere."""

import pytest

from workbench.authoring.checks.texts import (
    folded,
    grams,
    likeness,
    rough_tokens,
    sketch,
    told_language,
)


def test_folding_leaves_letters_and_digits() -> None:
    """Case, white space, punctuation and full-width letters fold away; accents and scripts stay."""
    assert folded("Ａ 61-year-old, été!") == "a61yearoldété"
    assert folded("咳嗽。 咳嗽") == "咳嗽咳嗽"


def test_likeness_is_one_for_equal_texts_and_nothing_for_strangers() -> None:
    """From 0 to 1, the same in both directions."""
    assert likeness("He coughs.", "he coughs") == 1
    assert likeness("He coughs a lot", "Nothing in common") == 0


def test_short_texts_have_one_gram() -> None:
    """A text below six characters is its own run, so short inputs can be compared too."""
    assert len(grams("pH 7")) == 1
    assert sketch("pH 7") == tuple(grams("pH 7"))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("The patient was admitted to the hospital with chest pain and shortness of breath.", 15),
        ("患者因胸痛和呼吸困难入院。", 11),
        ("Пациент поступил с болью в груди и одышкой.", 15),
    ],
)
def test_rough_counts_are_of_the_right_size(text: str, tokens: int) -> None:
    """Within a third of what Llama 3's tokenizer counts."""
    assert abs(rough_tokens(text) - tokens) <= tokens / 3 + 1


def test_a_language_is_told_once() -> None:
    """What was told of a text is remembered: it is asked at every pause in typing."""
    assert told_language("He coughs and has a fever.") == "en"
    before = told_language.cache_info().hits
    told_language("He coughs and has a fever.")
    assert told_language.cache_info().hits == before + 1
