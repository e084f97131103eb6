"""Named entities, row by row and in total."""

from pathlib import Path

from tests.evaluation.metrics.paper.cases import (
    assert_averages,
    assert_rows,
    assert_totals,
    load,
    score_table,
)
from workbench.evaluation.metrics.paper.entities import SCRIPT


def test_numbers_are_upstreams(shared_data: Path) -> None:
    """Every row and every total, to the last digit."""
    table, expected = load(shared_data, "NamedEntityRecognition")
    scored = score_table(SCRIPT, table)
    assert_rows(scored, expected["rows"])
    totals = SCRIPT.totals(scored)
    assert_totals(totals, expected["total"]["f1"]["result"]["NamedEntityRecognition"])
    assert_averages(totals, expected["total"]["f1"]["results_csv"])


def test_rows_that_stop_upstream_say_so(shared_data: Path) -> None:
    """No value, the type of the exception, and the file's own end."""
    table, expected = load(shared_data, "NamedEntityRecognition.crash")
    scored = score_table(SCRIPT, table)
    assert_rows(scored, expected["rows"])
    stopped_by = SCRIPT.totals(scored).stopped_by
    assert stopped_by.rpartition(": ")[2] == expected["total"]["f1"]["result"].split(": ")[1]


def test_counts_are_upstreams(shared_data: Path) -> None:
    """True positives, false positives, false negatives of every row that counts."""
    table, expected = load(shared_data, "NamedEntityRecognition")
    for (_, scores), row in zip(score_table(SCRIPT, table), expected["rows"], strict=True):
        if "tp" in row:
            assert scores is not None
            assert scores[0].counts == (row["tp"], row["fp"], row["fn"])
