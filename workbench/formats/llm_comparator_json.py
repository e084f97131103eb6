"""Preferences between two models as LLM Comparator reads them: one JSON document.

Kahng et al. 2024, LLM Comparator, arXiv 2402.10524; the fields and their signs as the repository
PAIR-code/llm-comparator has them (docs/decisions/0014). Scores are from -1.5 (B is much better) to 1.5 (A is
much better) and always about A and B, wherever they stood; `is_flipped` tells that A stood on the right.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

FARTHEST = 1.5


@dataclass(frozen=True, slots=True)
class RaterScore:
    """One rater's preference."""

    rater: str
    score: float
    """From -1.5 to 1.5, above 0 for A."""
    flipped: bool
    """Whether A stood on the right."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two answers to one prompt."""

    prompt: str
    tags: tuple[str, ...]
    text_a: str
    text_b: str
    scores: tuple[RaterScore, ...]

    @property
    def score(self) -> float:
        """The mean over raters; 0 without one."""
        return sum(one.score for one in self.scores) / len(self.scores) if self.scores else 0.0


def text(source: str, models: tuple[str, str], comparisons: Sequence[Comparison]) -> str:
    """The document. `source` is what it is made from, such as a study's title."""
    document = {
        "metadata": {"source_path": source, "custom_fields_schema": []},
        "models": [{"name": name} for name in models],
        "examples": [
            {
                "input_text": one.prompt,
                "tags": list(one.tags),
                "output_text_a": one.text_a,
                "output_text_b": one.text_b,
                "score": one.score,
                "individual_rater_scores": [
                    {
                        "score": each.score,
                        "rating_label": _label(each.score),
                        "is_flipped": each.flipped,
                        "rationale": each.reason,
                        "rater": each.rater,
                        "custom_fields": {},
                    }
                    for each in one.scores
                ],
                "custom_fields": {},
            }
            for one in comparisons
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _label(score: float) -> str:
    """A score in LLM Comparator's words."""
    if score == 0:
        return "same"
    winner = "A" if score > 0 else "B"
    far = abs(score)
    return f"{winner} is {'much better' if far > 1 else 'better' if far > 0.5 else 'slightly better'}"
