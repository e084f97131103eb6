"""Votes as battles of Chatbot Arena: a JSON array that FastChat's analysis reads.

Zheng et al. 2023, Judging LLM-as-a-Judge, arXiv 2306.05685; `winner` is one of model_a, model_b, tie and
tie (bothbad). Model a is the one that stood on the left.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Winner(StrEnum):
    """Who won."""

    MODEL_A = "model_a"
    MODEL_B = "model_b"
    TIE = "tie"
    BOTH_BAD = "tie (bothbad)"


@dataclass(frozen=True, slots=True)
class Battle:
    """One vote."""

    question_id: str
    model_a: str
    """On the left."""
    model_b: str
    winner: Winner
    judge: str
    """Code of the rater."""
    language: str


def text(battles: Iterable[Battle]) -> str:
    """The array, a battle a line."""
    lines = [
        json.dumps(
            {
                "question_id": one.question_id,
                "model_a": one.model_a,
                "model_b": one.model_b,
                "winner": one.winner.value,
                "judge": one.judge,
                "turn": 1,
                "anony": True,
                "language": one.language,
            },
            ensure_ascii=False,
        )
        for one in battles
    ]
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"
