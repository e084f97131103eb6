"""Which script scores what."""

import pytest

from workbench.domain.errors import UnknownNameError
from workbench.evaluation.metrics.paper.scripts import SCRIPTS, script_named, script_of


def test_every_task_has_one_script() -> None:
    """Found from either side."""
    tasks = [task for script in SCRIPTS.values() for task in script.tasks]
    assert len(tasks) == len(set(tasks))
    for script in SCRIPTS.values():
        assert script_named(script.name) is script
        assert all(script_of(task) is script for task in script.tasks)
    assert script_of("task999") is None


def test_unknown_names_are_refused_with_the_known_ones() -> None:
    """As everywhere."""
    with pytest.raises(UnknownNameError, match="Rationale"):
        script_named("Rational")


def test_scores_have_the_names_that_are_promised() -> None:
    """One for each metric, in order; other tasks are none of a script's business."""
    for script in SCRIPTS.values():
        scores = script.scores(script.tasks[0], float("nan"), float("nan"))
        assert scores is not None
        assert tuple(score.metric for score in scores) == script.measure.metrics
        assert script.every_row or script.scores("task999", "a", "a") is None
