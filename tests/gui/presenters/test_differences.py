"""Which words of a text another does not have."""

import pytest

from workbench.gui.presenters.differences import MOST_WORDS, unshared, words


def _marked(text: str, *others: str) -> list[str]:
    return [text[first:last] for first, last in unshared(text, others) or ()]


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [
        ("Give 5 mg now.", "Give 10 mg now.", ["5"]),
        ("The answer is C.", "The answer is C.", []),
        ("Stop naproxen and hydrate.", "Hydrate.", ["Stop naproxen and hydrate"]),
        ("Creatinine 4.2 mg/dL", "Creatinine 4.3 mg/dL", ["4.2"]),
        ("患者应立即停药。", "患者应继续用药。", ["立即停"]),
        ("直ちに投与する", "ゆっくり投与する", ["直ちに"]),
        ("Le patient est guéri.", "Le patient est malade.", ["guéri"]),
        ("Пациент здоров.", "Пациент болен.", ["здоров"]),
        ("El paciente está sano.", "", ["El paciente está sano."]),
        ("", "anything", []),
    ],
)
def test_words_the_other_lacks_are_marked(text: str, other: str, expected: list[str]) -> None:
    """Exactly the words that the other text does not have are marked, in all six languages."""
    assert _marked(text, other) == expected


def test_several_others_add_up() -> None:
    """A word is marked as soon as one of the other texts lacks it."""
    assert _marked("aspirin and heparin", "aspirin and warfarin", "clopidogrel and heparin") == [
        "aspirin",
        "heparin",
    ]


def test_equal_texts_have_nothing_marked_even_with_common_words() -> None:
    """A word that stands very often is still the same word."""
    text = "the " * 1000 + "end"
    assert _marked(text, text) == []


def test_stretches_are_code_points() -> None:
    """Positions count characters, also those outside the basic plane."""
    assert unshared("𝛼 high", ["𝛼 low"]) == ((2, 6),)


def test_a_very_long_text_is_not_compared() -> None:
    """Beyond the limit there is no answer rather than a long wait."""
    assert unshared("a " * (MOST_WORDS + 1), ["b"]) is None


def test_a_mixed_word_is_split_where_the_script_changes() -> None:
    """Latin letters beside Chinese ones are a word of their own."""
    text = "做MRI检查"
    assert [text[first:last] for first, last in words(text)] == ["做", "MRI", "检", "查"]
