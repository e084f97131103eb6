"""How answers write the letter of an option."""

import pytest

from workbench.evaluation.metrics.corrected.phrasings import (
    CONTRASTED,
    DECLARED,
    DECLARED_FALSE,
    LETTERS_ONLY,
    PRAISED,
    RUN,
    WALKED,
)


@pytest.mark.parametrize(
    "text",
    [
        "the answer is B",
        "Ans: b",
        "\\boxed{B}".replace("\\", " "),
        "故选B",
        "答えはB",
        "Ответ: B",
        "la respuesta es B",
    ],
)
def test_declarations_are_known(text: str) -> None:
    """In every language."""
    found = DECLARED.search(text)
    assert found is not None
    assert found[0][-1].upper() == "B"


def test_a_false_option_may_be_declared() -> None:
    """Where a question asks for it."""
    found = DECLARED_FALSE.search("La proposition fausse est la D.")
    assert found is not None
    assert found[1] == "D"


def test_praise_is_known() -> None:
    """In front of nothing else."""
    assert PRAISED.search("B est exacte")
    assert PRAISED.search("C選択肢が正しい")
    assert not PRAISED.search("A and B is right")


def test_lines_about_options_end_with_the_line() -> None:
    """Or where the next option begins, when texts of options are blank."""
    assert [one[1] for one in WALKED.finditer("A: no\nB) yes\nC. no")] == ["A", "B", "C"]
    assert [one[1] for one in WALKED.finditer("A:        B:        C:   ")] == ["A", "B", "C"]


def test_letters_alone_are_known() -> None:
    """With whatever stands between them."""
    assert LETTERS_ONLY.fullmatch("B\nC\nD")
    assert RUN.fullmatch("b et e")
    assert not RUN.fullmatch("be")


def test_contrast_ends_with_its_sentence() -> None:
    """What follows it in the sentence is set against what was said."""
    assert CONTRASTED.search("A falls, whereas ")
    assert not CONTRASTED.search("A falls, whereas B rises. And ")
