"""Hallmarks of cancer: upstream's numbers, and scikit-learn's on random labels."""

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score, precision_score, recall_score

from tests.evaluation.metrics.paper.cases import assert_rows, assert_totals, load, score_table
from tests.evaluation.metrics.paper.hostile import many
from workbench.evaluation.metrics.paper.classification import LABELS, METRICS, SCRIPT

_sets = st.lists(st.booleans(), min_size=10, max_size=10)


def test_numbers_are_upstreams(shared_data: Path) -> None:
    """Every row and every total, to the last digit."""
    table, expected = load(shared_data, "TextClassification")
    scored = score_table(SCRIPT, table)
    assert_rows(scored, expected["rows"])
    total = expected["total"]["prf"]["result"]["TextClassification"]
    assert_totals(SCRIPT.totals(scored), {"task106": list(total.values())})


def test_without_rows_upstream_stops() -> None:
    """There is nothing to print, and no stand-in."""
    assert SCRIPT.totals([]).printed[0].values == (None, None, None)


@many(60)
@given(st.lists(st.tuples(_sets, _sets), min_size=1, max_size=30))
def test_macro_averages_are_scikit_learns(rows: list[tuple[list[bool], list[bool]]]) -> None:
    """The same doubles, labels that nobody has included."""
    scored = [
        SCRIPT.measure.score("task106", _text(expected), _text(given_labels))
        for expected, given_labels in rows
    ]
    truth, found = (np.array([row[side] for row in rows], dtype=int) for side in (0, 1))
    for place, (metric, function) in enumerate(
        zip(METRICS, (precision_score, recall_score, f1_score), strict=True)
    ):
        wanted = 100 * function(truth, found, average="macro", zero_division=0)
        assert SCRIPT.measure.total([scores[place] for scores in scored]) == wanted, metric


def _text(chosen: list[bool]) -> str:
    return "; ".join(label for label, is_chosen in zip(LABELS, chosen, strict=True) if is_chosen)
