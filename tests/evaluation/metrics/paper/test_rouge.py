"""ROUGE-L against the package that upstream uses."""

import sys

import pytest
from hypothesis import given

from tests.evaluation.metrics.paper.hostile import latin_texts, many, word_texts
from tests.evaluation.metrics.paper.packages import Rouge, _lcs, _recon_lcs
from workbench.evaluation.metrics.paper.rouge import (
    Sentences,
    rouge_l,
    shared_words,
    steps_back,
)


def _ours(reference: str, answer: str) -> float | str:
    expected, given_ = Sentences(reference), Sentences(answer)
    if not given_.words:
        return "Hypothesis is empty."
    if not expected.words:
        return "Reference is empty."
    return rouge_l(shared_words(expected, given_), len(expected.every), len(given_.every))


def _theirs(reference: str, answer: str) -> float | str:
    try:
        return float(Rouge().get_scores(answer, reference)[0]["rouge-l"]["f"])
    except ValueError as error:
        return str(error)


@many(400)
@given(word_texts, word_texts)
def test_rouge_is_the_packages(reference: str, answer: str) -> None:
    """The same double among many subsequences of equal length, or the same complaint."""
    assert _ours(reference, answer) == _theirs(reference, answer)


@many(100, share=10)
@given(latin_texts, latin_texts)
def test_rouge_of_hostile_texts_is_the_packages(reference: str, answer: str) -> None:
    """Any white space, any stops."""
    assert _ours(reference, answer) == _theirs(reference, answer)


@many(150, share=10)
@given(word_texts, word_texts)
def test_the_way_is_the_packages(first: str, second: str) -> None:
    """Not any longest subsequence: this one."""
    one, two = first.replace(".", "o"), second.replace(".", "o")
    if one.strip() and two.strip():
        assert shared_words(Sentences(one), Sentences(two)) == len(
            _recon_lcs(one.split(), two.split())._ngrams
        )


@many(150, share=10)
@given(word_texts, word_texts)
def test_steps_are_the_packages(first: str, second: str) -> None:
    """As many calls as the package makes on its way back until a sentence is used up."""
    one, two = first.split(), second.split()
    table = _lcs(one, two)
    row, column, steps = len(one), len(two), 0
    while row and column:
        steps += 1
        if one[row - 1] == two[column - 1]:
            row, column = row - 1, column - 1
        elif table[row - 1, column] > table[row, column - 1]:
            row -= 1
        else:
            column -= 1
    assert steps_back(one, two) == steps


@pytest.mark.parametrize(("words", "fits"), [(9_990, True), (9_991, False)])
def test_long_ways_end_as_upstreams_do(words: int, fits: bool) -> None:
    """Some 10,000 words without a match are one call too many."""
    first, second = [f"w{place}" for place in range(1, words + 1)], ["w0"]
    assert steps_back(["w0"], first) == words
    reference, answer = Sentences("w0"), Sentences(" ".join(first))
    if fits:
        assert shared_words(reference, answer) == 0
    else:
        with pytest.raises(RecursionError):
            shared_words(reference, answer)
    assert steps_back(second, [*second, *first]) == words + 1


def _fits(words: int) -> bool:
    """Whether the package compares so many words with one that is not among them."""
    try:
        return _theirs("w0", " ".join(f"w{place}" for place in range(1, words + 1))) == 0.0
    except RecursionError:
        return False


def test_the_limit_is_where_the_package_meets_it() -> None:
    """With a lower limit, one more open call leaves room for exactly one step less."""
    before = sys.getrecursionlimit()
    most = []
    try:
        for limit in (before + 200, before + 201):
            sys.setrecursionlimit(limit)
            fewest, beyond = 1, 2 * limit
            while beyond - fewest > 1:
                middle = (fewest + beyond) // 2
                fewest, beyond = (middle, beyond) if _fits(middle) else (fewest, middle)
            most.append(fewest)
    finally:
        sys.setrecursionlimit(before)
    assert most[1] == most[0] + 1
    assert steps_back(["w0"], [f"w{place}" for place in range(1, most[0] + 1)]) == most[0]
