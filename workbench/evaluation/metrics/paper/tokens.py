"""Texts taken apart for BLEU and ROUGE, each once however often it is scored."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from workbench.evaluation.metrics.paper import chinese, english, japanese
from workbench.evaluation.metrics.paper.rouge import Sentences

KEPT = 8192
"""Texts that stay taken apart: more than a task has references."""

_SEGMENTED = {"zh": chinese.words, "ja": japanese.words}


class Parts:
    """A text's tokens as BLEU counts them, and its sentences as ROUGE sees them."""

    __slots__ = ("_counts", "sentences", "tokens")

    def __init__(self, tokens: Sequence[str], text: str) -> None:
        self._counts: Counter[str] | None = None
        self.tokens = tokens
        self.sentences = Sentences(text)

    @property
    def counts(self) -> Counter[str]:
        """How often each token stands there; wanted of references alone."""
        if self._counts is None:
            self._counts = Counter(self.tokens)
        return self._counts


@lru_cache(maxsize=KEPT)
def parts(language: str, text: str) -> Parts:
    """The text in its parts; every language but zh and ja is taken apart as English, as upstream does."""
    segment = _SEGMENTED.get(language)
    if segment is None:
        return Parts(english.words(text), text)
    tokens = segment(text)
    return Parts(tokens, " ".join(tokens))
