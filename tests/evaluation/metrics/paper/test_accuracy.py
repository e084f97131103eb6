"""Right answers counted."""

from workbench.evaluation.metrics.paper.accuracy import METRICS, right, total
from workbench.evaluation.metrics.paper.rows import crashed


def test_answers_without_a_value_are_not_counted() -> None:
    """Neither as right nor as wrong."""
    (crash,) = crashed(METRICS, AttributeError, "an empty answer")
    assert total([*right(True), crash, *right(False), *right(False)]) == 100 / 3
    assert total([crash]) is None
