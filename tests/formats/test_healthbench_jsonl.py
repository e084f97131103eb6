"""Checklists are lines that HealthBench's code reads."""

import json

from workbench.formats.healthbench_jsonl import Criterion, GradedAnswer, RubricItem, text


def test_an_item_is_a_line() -> None:
    """A prompt as messages, rubrics with points, majorities of grades."""
    item = RubricItem(
        "i1",
        "What?",
        ("task:t",),
        (Criterion("Says the dose", 5, ("a",)), Criterion("Invents", -3), Criterion("Plain", 1)),
        (GradedAnswer("m", "text", ((2, 3), (1, 2), (0, 0))),),
    )
    found = json.loads(text([item]))
    assert found["prompt"] == [{"role": "user", "content": "What?"}]
    assert found["rubrics"][0] == {"criterion": "Says the dose", "points": 5, "tags": ["a"]}
    assert found["example_tags"] == ["task:t"]
    assert [one["criteria_met"] for one in found["answers"][0]["grades"]] == [True, None, None]
