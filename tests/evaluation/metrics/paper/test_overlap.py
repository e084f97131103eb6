"""Two scores of free text, and their sums."""

import pytest

from workbench.evaluation.metrics.paper import overlap
from workbench.evaluation.metrics.paper.rouge import rouge_l
from workbench.evaluation.metrics.paper.rows import exception_of

pytestmark = pytest.mark.usefixtures("punkt")


def test_totals_are_added_from_the_counts() -> None:
    """In the order given, before they become percent."""
    pairs = [("a b c. d", "a c"), ("x y", "y x z"), ("one two three", "three two one")]
    rows = [overlap.compared(*pair) for pair in pairs]
    added = 0.0
    for _, rouge in rows:
        added += rouge_l(*rouge.counts)
    assert overlap.total([rouge for _, rouge in rows]) == 100 * added / 3
    assert overlap.total([]) is None


@pytest.mark.parametrize(
    ("reference", "output", "error"),
    [
        ("a", float("nan"), "TypeError"),
        (5, "a", "TypeError"),
        ("a", "...", "ValueError"),
        ("", "a", "ValueError"),
    ],
)
def test_what_stops_upstream_has_no_value(reference: object, output: object, error: str) -> None:
    """Under both metrics."""
    scores = overlap.compared(reference, output)
    assert [score.value for score in scores] == [None, None]
    assert [exception_of(score) for score in scores] == [error, error]


def test_sentences_that_are_too_long_have_no_value() -> None:
    """Upstream runs out of calls."""
    scores = overlap.compared("w0", " ".join(f"w{place}" for place in range(1, 12_001)))
    assert exception_of(scores[0]) == "RecursionError"
