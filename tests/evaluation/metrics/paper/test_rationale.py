"""Rationales in six languages: the cases, and upstream's example file."""

import json
from pathlib import Path

import pytest

from tests.evaluation.metrics.paper.cases import (
    assert_averages,
    assert_rows,
    assert_totals,
    load,
    score_table,
)
from workbench.evaluation.metrics.paper.rationale import SCRIPT
from workbench.evaluation.metrics.paper.table import read_table

pytestmark = pytest.mark.usefixtures("punkt")


def test_numbers_are_upstreams(shared_data: Path) -> None:
    """Every row and every total, to the last digit."""
    table, expected = load(shared_data, "Rationale")
    scored = score_table(SCRIPT, table)
    assert_rows(scored, expected["rows"])
    totals = SCRIPT.totals(scored)
    assert_totals(totals, expected["total"]["bleu_rouge"]["result"]["Rationale"])
    assert_averages(totals, expected["total"]["bleu_rouge"]["results_csv"])


def test_rows_that_stop_upstream_say_so(shared_data: Path) -> None:
    """No value, the type of the exception, and the file's own end."""
    table, expected = load(shared_data, "Rationale.crash")
    scored = score_table(SCRIPT, table)
    assert_rows(scored, expected["rows"])
    stopped_by = SCRIPT.totals(scored).stopped_by
    assert stopped_by.rpartition(": ")[2] == expected["total"]["bleu_rouge"]["result"].split(": ")[1]


def test_the_example_file_has_upstreams_numbers(shared_data: Path) -> None:
    """The rows that upstream published with its code, to the last digit."""
    file = next(shared_data.glob("eval_results_Rationale_*.csv"))
    path = shared_data / "scoring_cases" / "Rationale_real.expected.json"
    expected = json.loads(path.read_text(encoding="utf-8"))
    scored = score_table(SCRIPT, read_table(file))
    for row in expected["rows"]:
        task_id, scores = scored[row["row"]]
        assert task_id == row["task_id"]
        assert scores is not None
        assert [score.value for score in scores] == [100 * row["bleu1"], 100 * row["rougeL"]]
    chosen = [scored[row["row"]] for row in expected["rows"]]
    assert_totals(SCRIPT.totals(chosen), expected["total"])
