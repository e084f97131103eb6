"""How much of the references' wording a text has: BLEU, ROUGE and chrF.

BLEU-1 and BLEU-4 of each text by sacrebleu (Papineni et al., ACL 2002, section 2.3, with the brevity penalty;
exponential smoothing; of a text shorter than four words, only the n-grams that it can have), ROUGE-1, ROUGE-2
and ROUGE-L as F1 (Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", 2004, sections 2 and 3.1,
with beta 1), chrF by sacrebleu (Popović, WMT 2015: characters up to six, beta 2). The words are those of
`tokens`: as written for BLEU, in small letters and without punctuation for ROUGE. Of several references BLEU
uses all, the others the one that fits best. A task's number is the mean over its texts.

An empty answer has 0; its score says why.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from workbench.domain.scores import Answer, Score
from workbench.evaluation.metrics.corrected.accuracy import mean
from workbench.evaluation.metrics.corrected.plain import EMPTY
from workbench.evaluation.metrics.corrected.tokens import package, plain_words_of, words_of
from workbench.evaluation.metrics.measure import Measure

METRICS = ("BLEU-1", "BLEU-4", "ROUGE-1", "ROUGE-2", "ROUGE-L", "chrF")
NO_REFERENCE = "the reference is empty"


def score(answer: Answer) -> tuple[Score, ...]:
    """All six scores of one text."""
    references = [one for one in answer.references if one.strip()]
    if not references:
        return tuple(Score(metric, None, NO_REFERENCE) for metric in METRICS)
    if not answer.output.strip():
        return tuple(Score(metric, 0.0, EMPTY.reason) for metric in METRICS)
    values = (
        *(bleu(answer.output, references, answer.language, order) for order in (1, 4)),
        *rouge(answer.output, references, answer.language),
        chrf(answer.output, references),
    )
    return tuple(Score(metric, value) for metric, value in zip(METRICS, values, strict=True))


def bleu(text: str, references: Sequence[str], language: str, order: int) -> float:
    """BLEU up to n-grams of `order`, in percent."""
    said = " ".join(words_of(text, language))
    written = [" ".join(words_of(one, language)) for one in references]
    # Equal texts come out as 100.00000000000004: exp of a logarithm.
    return min(100.0, float(_bleu(order).sentence_score(said, written).score))


def rouge(text: str, references: Sequence[str], language: str) -> tuple[float, float, float]:
    """F1 of ROUGE-1, ROUGE-2 and ROUGE-L, in percent."""
    said = plain_words_of(text, language)
    found = [_rouge(said, plain_words_of(one, language)) for one in references]
    return max(one[0] for one in found), max(one[1] for one in found), max(one[2] for one in found)


def chrf(text: str, references: Sequence[str]) -> float:
    """chrF, in percent."""
    return float(_chrf().sentence_score(text, list(references)).score)


def _rouge(said: tuple[str, ...], written: tuple[str, ...]) -> tuple[float, float, float]:
    """ROUGE against one reference."""
    scorer, longest = _scorer()
    grams = scorer.score(" ".join(written), " ".join(said))
    common = longest(said, written)
    longest_f1 = 200 * common / (len(said) + len(written)) if common else 0.0
    return 100 * grams["rouge1"].fmeasure, 100 * grams["rouge2"].fmeasure, longest_f1


@lru_cache(maxsize=2)
def _bleu(order: int) -> Any:
    """sacrebleu's BLEU of words that are already cut."""
    return package("sacrebleu.metrics").BLEU(
        max_ngram_order=order, effective_order=True, tokenize="none", force=True
    )


@lru_cache(maxsize=1)
def _chrf() -> Any:
    """sacrebleu's chrF as it comes."""
    return package("sacrebleu.metrics").CHRF()


class _Cut:
    """Hands words that are already cut to rouge-score."""

    def tokenize(self, text: str) -> list[str]:
        """The words."""
        return text.split(" ") if text else []


@lru_cache(maxsize=1)
def _scorer() -> Any:
    """rouge-score for n-grams, and rapidfuzz for the longest common subsequence.

    The package's own table in Python takes 2 ms a text; the length is the same.
    """
    scorer = package("rouge_score.rouge_scorer").RougeScorer(["rouge1", "rouge2"], tokenizer=_Cut())
    return scorer, package("rapidfuzz.distance").LCSseq.similarity


OVERLAP = Measure("overlap", 1, METRICS, score, mean)
"""BLEU, ROUGE and chrF."""
