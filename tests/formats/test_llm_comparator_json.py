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


def test_every_field_that_is_required_is_there() -> None:
    """The page looks fields up without asking whether they are there."""
    found = json.loads(
        text("Study", ("a", "b"), [Comparison("", (), "", "", (RaterScore("R", 0.5, False),))])
    )
    assert set(found["metadata"]) == {"source_path", "custom_fields_schema"}
    (example,) = found["examples"]
    required = "input_text tags output_text_a output_text_b score individual_rater_scores custom_fields"
    assert set(example) == set(required.split())
    (rating,) = example["individual_rater_scores"]
    assert {"score", "rating_label", "is_flipped", "rationale", "custom_fields"} <= set(rating)


@pytest.mark.parametrize(
    ("score", "label"),
    [
        (1.5, "A is much better"),
        (1.0, "A is better"),
        (0.5, "A is slightly better"),
        (0.0, "same"),
        (-0.5, "B is slightly better"),
        (-1.0, "B is better"),
        (-1.5, "B is much better"),
    ],
)
def test_labels(score: float, label: str) -> None:
    """In LLM Comparator's words, each with the score that its own judge gives it."""
    comparison = Comparison("", (), "", "", (RaterScore("R", score, False),))
    assert f'"rating_label": "{label}"' in text("", ("a", "b"), [comparison])


def test_nobody_is_in_the_middle() -> None:
    """A comparison without a rater scores 0."""
    assert Comparison("", (), "", "", ()).score == 0.0
