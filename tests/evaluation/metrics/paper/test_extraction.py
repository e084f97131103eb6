"""Information extraction, row by row and in total."""

from pathlib import Path

from tests.evaluation.metrics.paper.cases import (
    assert_averages,
    assert_rows,
    assert_totals,
    load,
    score_table,
)
from workbench.evaluation.metrics.paper.extraction import SCRIPT


def test_numbers_are_upstreams(shared_data: Path) -> None:
    """Every row and every total, to the last digit."""
    table, expected = load(shared_data, "InformationExtraction")
    scored = score_table(SCRIPT, table)
    assert_rows(scored, expected["rows"])
    totals = SCRIPT.totals(scored)
    assert_totals(totals, expected["total"]["acc"]["result"]["InformationExtraction"])
    assert_averages(totals, expected["total"]["acc"]["results_csv"])
