"""Rows to what a script prints."""

from workbench.domain.scores import Score
from workbench.evaluation.metrics.paper import accuracy, outcome, summarization
from workbench.evaluation.metrics.paper.rows import crashed


def test_columns_without_rows_have_upstreams_stand_ins() -> None:
    """0 or -1, and they enter the average."""
    totals = outcome.SCRIPT.totals([("task117", accuracy.right(True))])
    assert [column.values for column in totals.printed] == [(100.0,), (0.0,), (0.0,)]
    assert [column.stand_in for column in totals.printed] == [False, True, True]
    assert totals.averages == (100 / 3,)
    assert summarization.SCRIPT.totals([]).averages == (-1.0, -1.0)


def test_rows_that_stop_upstream_are_counted_beside_the_number() -> None:
    """With the reason; the number is about the others."""
    crash = crashed(accuracy.METRICS, AttributeError, "an empty answer")
    totals = outcome.SCRIPT.totals(
        [("task117", accuracy.right(True)), ("task117", crash), ("task118", crash)]
    )
    first, second, _ = totals.printed
    assert (first.values, first.n, first.missing) == ((100.0,), 1, ((crash[0].reason, 1),))
    assert second.values == (None,)
    assert totals.averages == (None,)
    assert totals.stopped_by == crash[0].reason


def test_pooled_columns_are_added_in_the_order_of_tasks() -> None:
    """Not in that of rows: the last digit depends on it."""
    rows = [(task, _overlap(number)) for task, number in (("task88", 1), ("task83", 3), ("task84", 6))]
    (pooled,) = (column for column in summarization.SCRIPT.totals(rows).printed if column.name == "CT")
    ordered = summarization.SCRIPT.measure.total([_overlap(number)[0] for number in (3, 6, 1)])
    assert pooled.values[0] == ordered


def _overlap(number: int) -> tuple[Score, ...]:
    return tuple(Score(metric, 0.0, counts=(number, 7, 7)) for metric in summarization.SCRIPT.measure.metrics)
