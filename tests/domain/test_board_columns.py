"""The leaderboard's columns are upstream's."""

import pytest

from workbench.domain.board_columns import (
    CATEGORIES,
    OTHERS,
    behind,
    category_named,
    columns,
    metric_named,
    pooled,
)
from workbench.domain.catalogue import BENCHMARK


def test_every_task_of_the_benchmark_has_a_column() -> None:
    """Each once under each metric, those counted together in one."""
    made = columns()
    assert len({column.id for column in made}) == len(made)
    parts = [part for column in made if column.task_id for part in pooled(column.task_id)]
    assert set(parts) == set(BENCHMARK)
    assert list(dict.fromkeys(column.category for column in made)) == list(CATEGORIES)


def test_a_category_begins_with_its_mean() -> None:
    """Then come its tasks; precision and recall have no mean."""
    for category in CATEGORIES:
        tasks = [column.task_id for column in columns() if column.category == category]
        assert tasks == sorted(tasks, key=lambda task: task is not None)
        assert tasks[0] is None
    assert [column.metric for column in columns() if column.id.startswith("Text Classification/")] == [
        "macro-F1"
    ]


def test_mean_of_summaries_is_over_four_tasks() -> None:
    """CT and MRI are left out, as upstream does."""
    made = columns()
    mean = next(column for column in made if column.id == "Text Summarization/BLEU-1")
    assert mean.title == "Mean of 4"
    assert [column.task_id for column in behind(mean, made)] == ["task114", "task110", "task112", "task78"]
    rationale = next(column for column in made if column.id == "Rationale/ROUGE-L")
    assert len(behind(rationale, made)) == 6


def test_other_tasks_get_columns_of_their_own() -> None:
    """Named where a name is known, behind all others, with their mean."""
    made = columns([("task9001", "accuracy"), ("task9002", "BLEU-1")], {"task9001": "Demo"})[-4:]
    assert {column.category for column in made} == {OTHERS}
    assert [column.title for column in made] == ["Mean", "Mean", "Demo", "task9002"]


def test_further_metrics_get_columns() -> None:
    """When they are asked for."""
    assert any(column.id == "task52/chrF" for column in columns(further=["chrF"]))
    assert not any(column.metric == "chrF" for column in columns())


@pytest.mark.parametrize(
    ("spelled", "category"),
    [
        ("Multi-choice QA", "MCQA"),
        ("OVERVIEW: Treatment planning", "Treatment Planning"),
        ("OVERVIEW: Text classification(F1)", "Text Classification"),
        ("Named Entity Recognition", "NER"),
        ("Discharge Instruction", None),
    ],
)
def test_categories_are_known_by_their_spellings(spelled: str, category: str | None) -> None:
    """The article's, the leaderboard's, and its Overview's."""
    assert category_named(spelled) == category


def test_metrics_are_known_by_their_spellings() -> None:
    """F1 of text classification is the macro one."""
    assert metric_named("Text Classification", "F1") == "macro-F1"
    assert metric_named("NER", "micro-F1") == "F1"
    assert metric_named("NER", "chrF") == "chrF"


def test_pooled_tasks_are_named_by_their_ends() -> None:
    """The regions of CT."""
    assert pooled("task83-88") == ("task83", "task84", "task85", "task86", "task87", "task88")
    assert pooled("task57") == ("task57",)
