"""MedNLI, labels and texts, row by row and in total."""

from pathlib import Path

import pytest

from tests.evaluation.metrics.paper.cases import (
    assert_averages,
    assert_rows,
    assert_totals,
    load,
    score_table,
)
from workbench.evaluation.metrics.paper.inference import CLASSIFICATION, GENERATION
from workbench.evaluation.metrics.paper.script import Script

FILE = "NatureLanguageInference"


@pytest.mark.usefixtures("punkt")
@pytest.mark.parametrize(
    ("script", "key"), [(CLASSIFICATION, "cls"), (GENERATION, "gen")], ids=["cls", "gen"]
)
def test_numbers_are_upstreams(shared_data: Path, script: Script, key: str) -> None:
    """Every row and every total, to the last digit."""
    table, expected = load(shared_data, FILE)
    scored = score_table(script, table)
    assert_rows(scored, expected["rows"], key)
    totals = script.totals(scored)
    assert_totals(totals, expected["total"][key]["result"][FILE])
    assert_averages(totals, expected["total"][key]["results_csv"])


@pytest.mark.usefixtures("punkt")
def test_rows_that_stop_upstream_say_so(shared_data: Path) -> None:
    """Texts stop it, labels do not."""
    table, expected = load(shared_data, f"{FILE}.crash")
    scored = score_table(GENERATION, table)
    assert_rows(scored, expected["rows"], "gen")
    assert GENERATION.totals(scored).stopped_by.endswith(": ValueError")
    assert not CLASSIFICATION.totals(score_table(CLASSIFICATION, table)).stopped_by
