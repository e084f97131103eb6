"""BLEU-1 and ROUGE-L of an answer against its reference, as upstream's `cal_similarity` gives them."""

import gc
from collections.abc import Sequence

from workbench.domain.scores import Score
from workbench.evaluation.metrics.paper.bleu import bleu_1, matches
from workbench.evaluation.metrics.paper.rouge import rouge_l, shared_words
from workbench.evaluation.metrics.paper.rows import crashed, described
from workbench.evaluation.metrics.paper.tokens import Parts, parts

METRICS = ("BLEU-1", "ROUGE-L")
"""What comes out of the scripts that compare free text.

The counts of BLEU-1 are matched words, words of the answer and of the reference; those of ROUGE-L are the
different words on common subsequences, in the reference and in the answer.
"""


def compared(reference: object, output: object, language: str = "en") -> tuple[Score, ...]:
    """Both scores of one answer, or why upstream stops at it."""
    if not isinstance(reference, str):
        return crashed(METRICS, TypeError, described(reference, "reference"))
    if not isinstance(output, str):
        return crashed(METRICS, TypeError, described(output, "answer"))
    # Thousands of short-lived tuples would set off Python's search for cycles again and again, through the
    # dictionaries of three languages. It waits for the few milliseconds that a row takes.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return compared_parts(parts(language, reference), parts(language, output), reference, output)
    finally:
        if collecting:
            gc.enable()


def compared_parts(expected: Parts, given: Parts, reference: str, output: str) -> tuple[Score, ...]:
    """Both scores of texts that are taken apart already."""
    if not given.sentences.words:
        return crashed(METRICS, ValueError, _stops(output, "answer"))
    if not expected.sentences.words:
        return crashed(METRICS, ValueError, _stops(reference, "reference"))
    try:
        shared = shared_words(expected.sentences, given.sentences)
    except RecursionError:
        return crashed(METRICS, RecursionError, "an answer and a reference with such long sentences")
    of_bleu = (matches(expected.counts, given.tokens), len(given.tokens), len(expected.tokens))
    of_rouge = (shared, len(expected.sentences.every), len(given.sentences.every))
    return (
        Score("BLEU-1", 100 * bleu_1(*of_bleu), counts=of_bleu),
        Score("ROUGE-L", 100 * rouge_l(*of_rouge), counts=of_rouge),
    )


def nothing_shared() -> tuple[Score, ...]:
    """The scores of an answer that upstream counts without comparing it."""
    return Score("BLEU-1", 0.0, counts=(0, 0, 0)), Score("ROUGE-L", 0.0, counts=(0, 1, 1))


def total(scores: Sequence[Score]) -> float | None:
    """100 times the sum by the number of scores, added up one after the other; None without any."""
    added, number = 0.0, 0
    for score in scores:
        if score.value is not None:
            first, second, third = score.counts
            added += (bleu_1 if score.metric == "BLEU-1" else rouge_l)(first, second, third)
            number += 1
    return 100 * added / number if number else None


def _stops(text: str, noun: str) -> str:
    article = "an" if noun == "answer" else "a"
    return f"{article} {noun} of full stops alone" if text.strip() else described(text, noun)
