"""Beginnings of words against janome's own matcher."""

import pytest

from tests.evaluation.metrics.paper.packages import Tokenizer
from workbench.evaluation.metrics.paper.prefixes import Prefixes, reader


@pytest.mark.parametrize(
    "text", ["東京都", "すもももももも", "カテーテル", "ABC", "。」", "患者様は糖尿病", "モーニング娘。"]
)
def test_words_are_those_that_janome_finds(text: str) -> None:
    """The cheapest of each pair of connections, of every beginning that is a word."""
    tokenizer = Tokenizer()
    prefixes = Prefixes(
        tokenizer.matcher.dict_data,
        lambda outputs: [
            (number, left, right, cost)
            for number, _, left, right, cost in _entries(tokenizer, text)
            if _packed(number) in outputs
        ],
    )
    found: set[tuple[int, int, int]] = set()
    prefix = prefixes.root
    for character in text:
        longer = prefixes.grow(prefix, character)
        if longer is None:
            break
        prefix = longer
        found |= {(left, right, cost) for left, right, cost, _ in prefix.words}
    cheapest: dict[tuple[str, int, int], int] = {}
    for _, surface, left, right, cost in _entries(tokenizer, text):
        key = surface, left, right
        cheapest[key] = min(cost, cheapest.get(key, cost))
    assert found == {(left, right, cost) for (_, left, right), cost in cheapest.items()}


def test_entries_are_those_that_janome_reads() -> None:
    """Its files are read without decoding the words."""
    dictionary = Tokenizer().sys_dic
    find = reader(dictionary.entries_compact)
    last = max(beyond for _, beyond in dictionary.entries_compact) - 1
    for number in (*range(0, last, 97), last):
        assert find({_packed(number)}) == [(number, *dictionary._find_entry(number)[1:])]


def _entries(tokenizer: Tokenizer, text: str) -> list[tuple[int, str, int, int, int]]:
    return list(tokenizer.sys_dic.lookup(text.encode(), tokenizer.matcher))


def _packed(number: int) -> bytes:
    return number.to_bytes(4, "little")
