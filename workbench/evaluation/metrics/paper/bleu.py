"""BLEU-1 as nltk's `sentence_bleu` gives it with weights (1, 0, 0, 0) and smoothing method 1.

Papineni et al. 2002, "BLEU: a method for automatic evaluation of machine translation", section 2.3, for one
reference and words alone. Smoothing touches orders of weight 0 only, so it never shows.
"""

from collections.abc import Mapping, Sequence
from math import exp, log


def matches(reference: Mapping[str, int], answer: Sequence[str]) -> int:
    """Words of the answer that the reference has too, each at most as often as it is counted there."""
    left = dict(reference)
    matched = 0
    for word in filter(left.__contains__, answer):
        if left[word]:
            left[word] -= 1
            matched += 1
    return matched


def bleu_1(matched: int, answer_words: int, reference_words: int) -> float:
    """From 0 to 1. The detour over the logarithm is upstream's and shows in the last digit."""
    if not matched:
        return 0.0
    precision = exp(log(matched / answer_words))
    if answer_words > reference_words:
        return precision
    return exp(1 - reference_words / answer_words) * precision
