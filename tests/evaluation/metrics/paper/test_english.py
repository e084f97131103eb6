"""Word tokens against nltk itself."""

from pathlib import Path

import nltk
import pytest
from hypothesis import given

from tests.evaluation.metrics.paper.hostile import latin_texts, many
from workbench.evaluation.metrics.paper import english
from workbench.evaluation.metrics.paper.table import read_table

pytestmark = pytest.mark.usefixtures("punkt")


@many(1500)
@given(latin_texts)
def test_tokens_of_hostile_texts_are_nltks(text: str) -> None:
    """Quotes, stops, contractions and white space in any order."""
    assert english.words(text) == nltk.word_tokenize(text)


@many(200, share=10)
@given(latin_texts)
def test_sentences_are_nltks(text: str) -> None:
    """The English model, whatever the language."""
    assert english.sentences(text) == nltk.sent_tokenize(text)


def test_tokens_of_real_texts_are_nltks(shared_data: Path) -> None:
    """English, French, Russian, Spanish, and the others too."""
    table = read_table(next(shared_data.glob("eval_results_Rationale_*.csv")))
    for row in table.by_name:
        for text in (str(row.reference), str(row.output)):
            assert english.words(text) == nltk.word_tokenize(text)
