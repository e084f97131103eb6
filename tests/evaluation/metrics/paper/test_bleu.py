"""BLEU-1 against nltk itself."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from nltk.translate.bleu_score import SmoothingFunction, sentence_bleu

from tests.evaluation.metrics.paper.hostile import many
from workbench.evaluation.metrics.paper.bleu import bleu_1, matches

_tokens = st.lists(st.sampled_from("a b c d e f g h . ,".split()), max_size=40)


@many(400)
@given(_tokens, _tokens)
def test_bleu_is_nltks(reference: list[str], answer: list[str]) -> None:
    """The same double, method 1 and all."""
    wanted = sentence_bleu(
        [reference], answer, smoothing_function=SmoothingFunction().method1, weights=(1, 0, 0, 0)
    )
    assert bleu_1(matches(Counter(reference), answer), len(answer), len(reference)) == wanted


def test_no_common_word_is_nothing() -> None:
    """However long the texts are."""
    assert bleu_1(0, 7, 9) == 0.0
