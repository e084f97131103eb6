"""Upstream's arithmetic for free text, called as its `cal_similarity` does: what ours is timed against."""

import logging
import sys
import warnings
from collections.abc import Callable

from nltk import word_tokenize
from nltk.translate.bleu_score import SmoothingFunction, sentence_bleu

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import jieba
    from janome.tokenizer import Tokenizer
    from rouge import Rouge

jieba.setLogLevel(logging.ERROR)
RECURSION_LIMIT = 10_000


def _japanese(*texts: str) -> list[list[str]]:
    tokenizer = Tokenizer()  # anew for every pair of texts, as upstream does
    return [[token.surface for token in tokenizer.tokenize(text)] for text in texts]


def _chinese(*texts: str) -> list[list[str]]:
    return [list(jieba.cut(text)) for text in texts]


def _english(*texts: str) -> list[list[str]]:
    return [word_tokenize(text) for text in texts]


def tokens(language: str) -> Callable[..., list[list[str]]]:
    """How upstream takes texts of this language apart."""
    return {"zh": _chinese, "ja": _japanese}.get(language, _english)


def bleu(reference: list[str], answer: list[str]) -> float:
    """BLEU-1 of tokens."""
    method = SmoothingFunction().method1
    return float(sentence_bleu([reference], answer, smoothing_function=method, weights=(1, 0, 0, 0)))


def rouge(reference: str, answer: str) -> float:
    """ROUGE-L of texts; ROUGE-1 and ROUGE-2 are computed too and thrown away."""
    return float(Rouge().get_scores(answer, reference)[0]["rouge-l"]["f"])


def row(language: str, reference: str, answer: str) -> tuple[float, float]:
    """Both scores of a row: the texts are taken apart for each."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(RECURSION_LIMIT)
    try:
        apart = tokens(language)
        found = bleu(*apart(reference, answer))
        if language in {"zh", "ja"}:
            reference, answer = (" ".join(words) for words in apart(reference, answer))
        return found, rouge(reference, answer)
    finally:
        sys.setrecursionlimit(limit)
