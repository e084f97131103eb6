"""Weighted checklists as HealthBench has them: JSON lines with prompt and rubrics.

The fields that its published code reads (prompt_id, prompt, rubrics with criterion, points and tags,
example_tags), and, beside them, answers with what raters decided about each criterion.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of a checklist."""

    text: str
    points: float
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GradedAnswer:
    """An answer with how many raters found each criterion met."""

    model: str
    text: str
    grades: tuple[tuple[int, int], ...]
    """For each criterion: raters that found it met, and raters that decided."""


@dataclass(frozen=True, slots=True)
class RubricItem:
    """An instance with its criteria."""

    id: str
    prompt: str
    tags: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    answers: tuple[GradedAnswer, ...] = ()


def text(items: Iterable[RubricItem]) -> str:
    """The lines."""
    return "".join(json.dumps(_item(item), ensure_ascii=False) + "\n" for item in items)


def _item(item: RubricItem) -> dict[str, object]:
    return {
        "prompt_id": item.id,
        "prompt": [{"role": "user", "content": item.prompt}],
        "rubrics": [
            {"criterion": one.text, "points": one.points, "tags": list(one.tags)} for one in item.criteria
        ],
        "example_tags": list(item.tags),
        "answers": [
            {
                "model": answer.model,
                "completion": answer.text,
                "grades": [
                    # Met where more than half of those who decided say so; null where nobody or half did.
                    {"criteria_met": _majority(met, decided), "met": met, "decided": decided}
                    for met, decided in answer.grades
                ],
            }
            for answer in item.answers
        ],
    }


def _majority(met: int, decided: int) -> bool | None:
    return None if 2 * met == decided else 2 * met > decided
