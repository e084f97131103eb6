"""Facts verified, labels and texts, row by row and in total."""

from pathlib import Path

import pytest

from tests.evaluation.metrics.paper.cases import assert_rows, assert_totals, load, score_table
from workbench.evaluation.metrics.paper.verification import LABELS, TEXTS

FILE = "FactVerification"


@pytest.mark.usefixtures("punkt")
def test_numbers_are_upstreams(shared_data: Path) -> None:
    """Every row and every total, to the last digit."""
    table, expected = load(shared_data, FILE)
    of_labels, of_texts = expected["total"]["acc+bleu_rouge"]["result"]
    for script, part, total in ((LABELS, "acc", of_labels), (TEXTS, "bleu_rouge", of_texts)):
        scored = score_table(script, table)
        assert_rows(scored, expected["rows"], part=part)
        assert_totals(script.totals(scored), total[FILE])


@pytest.mark.usefixtures("punkt")
def test_rows_that_stop_upstream_say_so(shared_data: Path) -> None:
    """No value, the type of the exception; labels come first and stop the file."""
    table, expected = load(shared_data, f"{FILE}.crash")
    for script, part in ((LABELS, "acc"), (TEXTS, "bleu_rouge")):
        assert_rows(score_table(script, table), expected["rows"], part=part)
    assert LABELS.totals(score_table(LABELS, table)).stopped_by.endswith(": AttributeError")
