"""The options of a question's input, and how an answer may name them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.evaluation.metrics.corrected.choices import (
    _LISTED,
    all_of,
    asks_for_exception,
    choices_of,
    letters_within,
    small_texts,
    worded,
    wordings_of,
)

LISTED = "Question: Vitamin?\nOptions: A: The liver\tB: Escherichia coli\tC: Le foie.\t"


def test_options_have_their_texts() -> None:
    """On one line between tabs, or on lines of their own."""
    assert choices_of(LISTED) == {"A": "The liver", "B": "Escherichia coli", "C": "Le foie."}
    assert choices_of("Options:\nA. one\nB. two") == {"A": "one", "B": "two"}
    assert choices_of("Options: A: one\tC: three\tB: two\t") == {"A": "one\tC: three", "B": "two"}
    assert choices_of("no list") == {}


_PIECES = ["A", "B", "AB", "\n", "\t", ":", ".", ")", "x", " ", ": ", ". ", ") ", "\nA: "]


@given(st.lists(st.sampled_from(_PIECES)).map("".join))
def test_the_list_is_that_of_the_whole_text(text: str) -> None:
    """Though it is looked for from the end: the letters from the last A on, one after the other."""
    every = [one[1] for one in _LISTED.finditer(text)]
    expected: list[str] = []
    for letter in every[len(every) - every[::-1].index("A") - 1 :] if "A" in every else ():
        if letter == chr(ord("A") + len(expected)):
            expected.append(letter)
    assert list(choices_of(text)) == expected


def test_wordings_are_longest_first_without_articles() -> None:
    """An option may be named without its article, a species by its short name."""
    found = wordings_of(LISTED)
    assert ("liver", "A") in found
    assert ("e. coli", "B") in found
    assert ("foie", "C") in found
    assert [len(wording) for wording, _ in found] == sorted((len(one) for one, _ in found), reverse=True)


def test_options_that_read_alike_are_not_told_apart() -> None:
    """Their text names neither."""
    assert wordings_of("Options: A: The liver\tB: liver\tC: heart\t") == (("the liver", "A"), ("heart", "C"))


def test_all_and_none_of_the_above_have_many_wordings() -> None:
    """And the option for all is known as such."""
    listed = "Options:\nA. one\nB. two\nC. All of the above\nD. None of the above"
    assert all_of(listed) == "C"
    assert all_of(LISTED) == ""
    assert [letter for letter, _ in worded("none of these", listed)] == ["D"]
    assert [letter for letter, _ in worded("all of these", listed)] == ["C"]


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Which is not a sign?", True),
        ("All are signs, except:", True),
        ("下列说法错误的是", True),
        ("誤っているのはどれか", True),
        ("Laquelle est fausse?", True),
        ("Which is a sign?", False),
    ],
)
def test_questions_for_the_exception_are_known(question: str, asks: bool) -> None:
    """In the question; not in the options."""
    assert asks_for_exception(f"{question}\nOptions: A: not x\tB: y\t") == asks


def test_options_are_found_by_their_texts() -> None:
    """With a hyphen or without, in the plural, in another case, with or without a comma before "and"."""
    listed = "Options: A: Reed-Sternberg cell\tB: aspirin, iron and zinc\tC: Печень\tD: 5 mg\t"
    for text, letter in (
        ("reed sternberg cells", "A"),
        ("give aspirin, iron, and zinc", "B"),
        ("в печени", "C"),
        ("take 5mg", "D"),
        ("sternberg", "A"),
    ):
        assert [found for found, _ in worded(text, listed)] == [letter], text
    assert worded("take 2.5 mg of it", listed) == []


def test_letters_within_options_are_known() -> None:
    """ "Vitamin K" is no choice of K."""
    assert letters_within("Options: A: Vitamin A\tB: iron\t") == {"A"}
    assert small_texts("Options: A: Vitamin A\tB: Iron.\t") == (("A", "vitamin a"), ("B", "iron"))
