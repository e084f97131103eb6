"""How sure a model was, without a screen."""

from dataclasses import replace
from math import log

import pytest

from tests.gui.invented import completion
from workbench.domain.runs import Finish, OptionChance, TokenChance
from workbench.gui.presenters.confidence import (
    FROM,
    LEGEND,
    MOST_LISTED,
    NOTHING_WRITTEN,
    UNKNOWN,
    Doubt,
    confidence_of,
    tints,
    told_apart,
)


def chances(*found: tuple[int, float]) -> tuple[TokenChance, ...]:
    """Characters and probability of tokens."""
    return tuple(TokenChance(characters, log(probability)) for characters, probability in found)


def tinted(text: str, *found: tuple[int, float]) -> list[tuple[str, str]]:
    """The tinted words, each with its kind."""
    return [(text[tint.start : tint.end], str(tint.doubt)) for tint in tints(text, chances(*found))]


def test_sure_tokens_are_not_tinted() -> None:
    """A calm page: only what was doubtful stands out, by how much."""
    found = tinted("It is gout again .", (2, 0.99), (3, 0.9), (5, 0.3), (6, 0.6), (2, 0.05))
    assert found == [("gout", "doubtful"), ("again", "likely"), (".", "unlikely")]


def test_neighbours_of_one_kind_are_one_stretch() -> None:
    """With the space between them; without those at the ends, and without white space alone."""
    assert tinted("a b c\n", (1, 0.3), (2, 0.4), (2, 0.99), (1, 0.1)) == [("a b", "doubtful")]


def test_positions_are_code_points() -> None:
    """A character beyond the basic plane is one."""
    assert tinted("😀糖尿病", (1, 0.99), (2, 0.3), (1, 0.99)) == [("糖尿", "doubtful")]


def test_parts_of_a_character_count_together() -> None:
    """Three tokens of one character: it was as likely as all of them, one after the other."""
    assert tinted("糖尿", (0, 0.6), (0, 0.6), (1, 0.99), (1, 0.99)) == [("糖", "doubtful")]
    assert tinted("糖", (1, 0.99), (0, 0.01)) == []


def test_tokens_beyond_the_text_are_left_out() -> None:
    """What a stop text cut off has nothing to tint."""
    assert tinted("ab", (1, 0.3), (5, 0.3), (3, 0.1)) == [("ab", "doubtful")]


def test_the_legend_says_what_the_limits_are() -> None:
    """A line for each kind, in the same order."""
    assert [doubt for _words, doubt in LEGEND] == [doubt for _least, doubt in FROM]
    for (words, _doubt), (least, _same) in zip(LEGEND[:3], FROM, strict=False):
        assert words.startswith(f"{least:.0%}")


def test_an_answer_has_its_mean() -> None:
    """Over all tokens, sure or not."""
    answer = replace(completion(text="gout"), chances=chances((2, 0.9), (2, 0.1)))
    found = confidence_of(answer)
    assert found.words == "Mean probability 50% of 2 tokens"
    assert [tint.doubt for tint in found.tints] == [Doubt.UNLIKELY]


@pytest.mark.parametrize("answer", [None, completion(), replace(completion(), finish=Finish.CHOSEN)])
def test_what_is_not_known_is_said(answer: object) -> None:
    """Old runs and endpoints have no probabilities; nothing is tinted as if it were certain or doubtful."""
    found = confidence_of(answer)  # type: ignore[arg-type]
    assert (found.words, found.tints, found.shares) == (UNKNOWN, (), ())


def test_an_empty_answer_is_not_an_unknown_one() -> None:
    """It was written, to its end, with no token."""
    assert confidence_of(replace(completion(text=""), chances=())).words == NOTHING_WRITTEN


def test_a_chosen_answer_lists_its_options() -> None:
    """In their order, as shares of what all have together, told apart by what differs."""
    options = tuple(
        OptionChance(f"The right answer is {letter}", 5, log(probability) - 50)
        for letter, probability in zip("ABC", (0.02, 0.06, 0.02), strict=True)
    )
    answer = replace(completion(text=options[1].text), finish=Finish.CHOSEN, options=options)
    found = confidence_of(answer)
    assert found.words == "Chosen with 60% among 3 options"
    assert [(line.text, line.chosen) for line in found.shares] == [("A", False), ("B", True), ("C", False)]
    assert [line.share for line in found.shares] == pytest.approx([0.2, 0.6, 0.2])
    assert found.shares[0].whole == "The right answer is A"
    assert found.rest == ""


def test_of_many_options_the_likeliest_are_listed() -> None:
    """The likeliest first; the others in one line."""
    options = tuple(OptionChance(f"Diagnosis {number}", 2, -float(number)) for number in range(50))[::-1]
    found = confidence_of(replace(completion(text="Diagnosis 0"), options=options))
    assert [line.text for line in found.shares] == [str(number) for number in range(MOST_LISTED)]
    assert found.shares[0].chosen
    assert found.rest == "44 more with 0% together"
    assert not found.by_token


def test_an_answer_that_is_none_of_its_options_is_not_given_a_share() -> None:
    """A project from elsewhere may hold one."""
    options = (OptionChance("yes", 1, -1.0), OptionChance("no", 1, -2.0))
    assert (
        confidence_of(replace(completion(text="perhaps"), options=options)).words == "Chosen among 2 options"
    )


@pytest.mark.parametrize(
    ("options", "short"),
    [
        (("The right answer is A", "The right answer is B"), ("A", "B")),
        (("正确答案是 A", "正确答案是 B"), ("A", "B")),
        (("yes", "no"), ("yes", "no")),
        (("It is so.", "It is so. Really."), ("so.", "so. Really.")),
        (("only one",), ("only one",)),
        ((), ()),
    ],
)
def test_common_beginnings_are_left_out_by_whole_words(
    options: tuple[str, ...], short: tuple[str, ...]
) -> None:
    """What is left is never empty and never begins within a word."""
    assert told_apart(options) == short
