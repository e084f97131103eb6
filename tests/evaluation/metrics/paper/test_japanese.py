"""Japanese tokens against janome itself."""

import sys
from functools import lru_cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluation.metrics.paper.hostile import japanese_texts, latin_texts, many
from tests.evaluation.metrics.paper.packages import Tokenizer
from workbench.evaluation.metrics.paper import japanese
from workbench.evaluation.metrics.paper.table import read_table


@lru_cache(maxsize=1)
def _janome() -> Tokenizer:
    return Tokenizer()


def _theirs(text: str) -> list[str]:
    return [token.surface for token in _janome().tokenize(text)]


@many(200, share=5)
@given(japanese_texts)
def test_tokens_of_hostile_texts_are_janomes(text: str) -> None:
    """Known words, unknown ones, other alphabets."""
    assert japanese.words(text) == _theirs(text)


@many(60, share=20)
@given(latin_texts)
def test_tokens_of_other_alphabets_are_janomes(text: str) -> None:
    """Every script goes through."""
    assert japanese.words(text) == _theirs(text)


def test_long_texts_are_cut_where_janome_cuts_them() -> None:
    """After 500 characters at a stop, after 1,024 anywhere."""
    for text in ("患者は糖尿病です。" * 200, "糖尿病" * 700, "カ" * 2100, ("あ" * 510 + "\n\n") * 3):
        assert japanese.words(text) == _theirs(text)


@many(100, share=10)
@given(st.lists(japanese_texts.map(lambda text: text[:8]), min_size=2, max_size=6), st.randoms())
def test_pieces_met_before_are_janomes_in_any_order(pieces: list[str], chooser: Random) -> None:
    """What is remembered of one text holds in another, whatever stands before and after."""
    for _ in range(2):
        text = "".join(chooser.choices(pieces, k=8))
        assert japanese.words(text) == _theirs(text)


def test_pieces_are_forgotten_when_they_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """All at once; tokens stay janome's."""
    monkeypatch.setattr(japanese, "_KEPT", 3)
    text = "患者は糖尿病で、インスリンを使用している。血糖値が高い。"
    segmenter = japanese.Segmenter()
    for _ in range(3):
        assert segmenter.words(text) == _theirs(text)


def test_categories_of_characters_are_janomes() -> None:
    """On both sides of every border, and of characters in between."""
    segmenter = japanese.Segmenter()
    borders = [ord(character) for character in segmenter._borders]
    beside = {place + step for place in borders for step in (-1, 0, 1)}
    for place in sorted(beside | set(range(0, sys.maxunicode + 1, 1009))):
        if 0 <= place <= sys.maxunicode:
            found = segmenter._dictionary.get_char_categories(chr(place))
            category = segmenter._category(chr(place))
            assert [unknown.category for unknown in category.begins] == list(found)
            assert category.goes_on == frozenset(found).union(*found.values())


def test_tokens_of_real_texts_are_janomes(shared_data: Path) -> None:
    """The example rows."""
    for row in read_table(next(shared_data.glob("eval_results_Rationale_*.csv"))).by_name:
        if row.task_id == "task54":
            for text in (str(row.reference), str(row.output)):
                assert japanese.words(text) == _theirs(text)
