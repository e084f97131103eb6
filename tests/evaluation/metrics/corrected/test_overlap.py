"""BLEU, ROUGE and chrF, against values worked out by hand and against the packages themselves."""

import math

import pytest
from rouge_score.rouge_scorer import RougeScorer
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from workbench.domain.scores import Answer
from workbench.evaluation.metrics.corrected.overlap import METRICS, NO_REFERENCE, OVERLAP, bleu, chrf, rouge
from workbench.evaluation.metrics.corrected.tokens import plain_words_of, words_of

WRITTEN = "the cat sat on the mat"
SAID = "the cat lay on the red mat"
PAIRS = [
    ("en", SAID, WRITTEN),
    ("en", "Fever of 39.2, then a rash.", "A rash came after the fever (39.2)."),
    ("fr", "L'insuline est produite par le pancréas.", "Le pancréas produit l'insuline."),
    ("es", "El hueso más largo es el fémur.", "El fémur es el hueso más largo."),
    ("ru", "Желчь образуется в печени.", "Печень образует желчь."),
    ("zh", "患者发热三天，应立即就诊。", "患者发热，应就诊。"),
    ("ja", "肝臓で胆汁が作られる。", "胆汁は肝臓で作られる。"),
]


def test_rouge_by_hand() -> None:
    """Seven words said, six written: five in common, of the pairs two, in order five."""
    first, second, longest = rouge(SAID, [WRITTEN], "en")
    assert first == pytest.approx(100 * 2 * 5 / (7 + 6))
    assert second == pytest.approx(100 * 2 * 2 / (6 + 5))
    assert longest == pytest.approx(100 * 2 * 5 / (7 + 6))
    assert rouge("dog", [WRITTEN], "en") == (0, 0, 0)


def test_bleu_by_hand() -> None:
    """Five of seven words are right; a text that is too short is punished by exp(1 - 6/5)."""
    assert bleu(SAID, [WRITTEN], "en", 1) == pytest.approx(100 * 5 / 7)
    assert bleu("the cat sat on the", [WRITTEN], "en", 1) == pytest.approx(100 * math.exp(1 - 6 / 5))
    # Pairs 2/6, triples none: half a match for the first order without one, a quarter for the next
    precisions = (5 / 7, 2 / 6, 1 / (2 * 5), 1 / (4 * 4))
    assert bleu(SAID, [WRITTEN], "en", 4) == pytest.approx(100 * math.prod(precisions) ** (1 / 4))


@pytest.mark.parametrize(("language", "said", "written"), PAIRS)
def test_equal_to_the_packages(language: str, said: str, written: str) -> None:
    """ROUGE as rouge-score computes it with the same words, BLEU and chrF as sacrebleu does."""

    class Words:
        """The language's words, for rouge-score."""

        def tokenize(self, text: str) -> list[str]:
            """Those that ROUGE counts."""
            return list(plain_words_of(text, language))

    names = ["rouge1", "rouge2", "rougeL"]
    found = RougeScorer(names, tokenizer=Words()).score(written, said)
    assert rouge(said, [written], language) == pytest.approx([100 * found[name].fmeasure for name in names])
    whole = BLEU(max_ngram_order=1, effective_order=True, tokenize="none", force=True)
    cut = [" ".join(words_of(text, language)) for text in (said, written)]
    assert bleu(said, [written], language, 1) == pytest.approx(whole.sentence_score(cut[0], cut[1:]).score)
    assert chrf(said, [written]) == pytest.approx(CHRF().sentence_score(said, [written]).score)


def test_a_reference_given_as_the_answer_has_everything() -> None:
    """100 %, and not a hair more; of several references any will do."""
    scores = OVERLAP.score(Answer("task114", ("x", WRITTEN, " "), WRITTEN))
    assert [score.metric for score in scores] == list(METRICS)
    assert [score.value for score in scores] == pytest.approx([100] * 6)
    assert max(score.value or 0 for score in scores) <= 100


def test_nothing_said_and_nothing_to_say() -> None:
    """An empty answer has 0 and a reason; without a reference there is no score."""
    empty = OVERLAP.score(Answer("task114", (WRITTEN,), " \n"))
    assert {(score.value, score.reason) for score in empty} == {(0, "the answer is empty")}
    missing = OVERLAP.score(Answer("task114", ("",), "x"))
    assert {(score.value, score.reason) for score in missing} == {(None, NO_REFERENCE)}
    assert OVERLAP.total([empty[0], missing[0]]) == 0
    assert OVERLAP.total([missing[0]]) is None


def test_punctuation_alone_scores_nothing() -> None:
    """Without a word there is nothing in common."""
    assert rouge("...", [WRITTEN], "en") == (0, 0, 0)
    assert bleu("...", [WRITTEN], "en", 4) == 0
