"""Summaries, row by row and in total."""

from pathlib import Path

import pytest

from tests.evaluation.metrics.paper.cases import (
    assert_averages,
    assert_rows,
    assert_totals,
    load,
    score_table,
)
from workbench.evaluation.metrics.paper.summarization import SCRIPT


@pytest.mark.usefixtures("punkt")
def test_numbers_are_upstreams(shared_data: Path) -> None:
    """Every row and every total, to the last digit."""
    table, expected = load(shared_data, "TextSummarization")
    scored = score_table(SCRIPT, table)
    assert_rows(scored, expected["rows"])
    totals = SCRIPT.totals(scored)
    assert_totals(totals, expected["total"]["bleu_rouge"]["result"]["TextSummarization"])
    assert_averages(totals, expected["total"]["bleu_rouge"]["results_csv"])


@pytest.mark.usefixtures("punkt")
def test_rows_that_stop_upstream_say_so(shared_data: Path) -> None:
    """No value, the type of the exception, and the file's own end."""
    table, expected = load(shared_data, "TextSummarization.crash")
    scored = score_table(SCRIPT, table)
    assert_rows(scored, expected["rows"])
    stopped_by = SCRIPT.totals(scored).stopped_by
    assert stopped_by.rpartition(": ")[2] == expected["total"]["bleu_rouge"]["result"].split(": ")[1]
