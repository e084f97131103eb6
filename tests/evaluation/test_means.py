"""Means of categories and of pooled tasks have an interval where their tasks have one."""

from dataclasses import replace

import pytest

from workbench.domain.scores import Interval, TaskScore
from workbench.evaluation.means import intervals_of_means
from workbench.evaluation.statistics.estimates import Draws

OWN = Interval(10.0, 90.0)


def scored(task_id: str, metric: str, value: float | None = 50.0, n: int = 10) -> TaskScore:
    """A task's score."""
    return TaskScore(task_id, metric, value, n, interval=None if value is None else OWN)


def spread(middle: float) -> Draws:
    """Resamples around a number."""
    return tuple(middle + offset for offset in range(-20, 21))


def test_a_category_has_the_interval_of_its_tasks_mean() -> None:
    """Under the name of its column; a task has its own elsewhere."""
    scores = [scored("task57", "accuracy"), scored("task58", "accuracy")]
    draws = {("task57", "accuracy"): spread(40), ("task58", "accuracy"): spread(60)}
    assert intervals_of_means(scores, draws) == {"MCQA/accuracy": Interval(31.0, 69.0)}


def test_a_mean_of_one_task_is_as_sure_as_the_task() -> None:
    """What has no number does not enter."""
    scores = [scored("task57", "accuracy"), scored("task58", "accuracy", None)]
    assert intervals_of_means(scores, {}) == {"MCQA/accuracy": OWN}


def test_a_mean_over_a_task_that_tells_nothing_has_none() -> None:
    """It would be too narrow."""
    scores = [scored("task57", "accuracy"), replace(scored("task58", "accuracy"), interval=None)]
    assert intervals_of_means(scores, {("task57", "accuracy"): spread(40)}) == {}


def test_tasks_counted_together_weigh_by_their_answers() -> None:
    """And enter no mean of the four that upstream takes."""
    scores = [scored("task83", "BLEU-1", n=30), scored("task84", "BLEU-1", n=10)]
    draws = {("task83", "BLEU-1"): spread(40), ("task84", "BLEU-1"): spread(60)}
    assert intervals_of_means(scores, draws) == {"task83-88/BLEU-1": Interval(26.0, 64.0)}
    bare = [replace(one, interval=None) for one in scores]
    assert intervals_of_means(bare, {}) == {}


def test_other_tasks_and_other_names_of_metrics_have_their_means() -> None:
    """The corrected exact F1 stands in the column F1."""
    scores = [
        *(scored(task, "F1 exact") for task in ("task125", "task126")),
        *(scored(task, "accuracy") for task in ("task900", "task901")),
    ]
    draws = {(one.task_id, one.metric): spread(50) for one in scores}
    found = intervals_of_means(scores, draws)
    assert set(found) == {"NER/F1", "Other tasks/accuracy"}
    assert found["NER/F1"].low == pytest.approx(31)
