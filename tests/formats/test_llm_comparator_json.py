"""Comparisons are a document that LLM Comparator opens."""

import json

import pytest

from workbench.formats.llm_comparator_json import Comparison, RaterScore, text


def test_document() -> None:
    """Models, examples, the mean and each rater."""
    scores = (RaterScore("R1", 1.5, True), RaterScore("R2", -0.5, False, "too long"))
    found = json.loads(text("Study", ("a", "b"), [Comparison("What?", ("t",), "A.", "B.", scores)]))
    assert [one["name"] for one in found["models"]] == ["a", "b"]
    (example,) = found["examples"]
    assert (example["output_text_a"], example["output_text_b"], example["score"]) == ("A.", "B.", 0.5)
    assert [
        (one["score"], one["is_flipped"], one["rating_label"]) for one in example["individual_rater_scores"]
    ] == [(1.5, True, "A is much better"), (-0.5, False, "B is slightly better")]


@pytest.mark.parametrize(
    ("score", "label"), [(0.0, "same"), (1.0, "A is better"), (-1.5, "B is much better")]
)
def test_labels(score: float, label: str) -> None:
    """In LLM Comparator's words."""
    comparison = Comparison("", (), "", "", (RaterScore("R", score, False),))
    assert label in text("", ("a", "b"), [comparison])


def test_nobody_is_in_the_middle() -> None:
    """A comparison without a rater scores 0."""
    assert Comparison("", (), "", "", ()).score == 0.0
