"""Numbers as they are printed."""

import pytest

from workbench.domain.scores import Interval
from workbench.evaluation.statistics.estimates import Estimate
from workbench.study.agreement.findings import Coefficient, Share
from workbench.study.report_words import (
    coefficient,
    estimated,
    forest_row,
    listed,
    moment,
    number,
    p_value,
    plural,
    ranged,
    share,
    span,
    turned,
)


@pytest.mark.parametrize(
    ("value", "text"), [(None, "–"), (-0.001, "0.00"), (-1.5, "−1.50"), (2.0, "2.00"), (-0.004, "0.00")]
)
def test_numbers(value: float | None, text: str) -> None:
    """A real minus, none before 0, a dash for none."""
    assert number(value) == text


@pytest.mark.parametrize(
    ("p", "text"), [(None, "–"), (0.0004, "< 0.001"), (0.0312, "0.031"), (0.5, "0.50"), (1.0, "1.00")]
)
def test_p_values(p: float | None, text: str) -> None:
    """Never 0."""
    assert p_value(p) == text


def test_intervals_stand_in_brackets() -> None:
    """Where there is one."""
    estimate = Estimate(1.25, Interval(-0.5, 2.0), 3, 3)
    assert estimated(estimate, 1) == "1.2 (−0.5 to 2.0)"
    assert ranged(1.0, None) == "1.00"
    assert estimated(turned(estimate), 2) == "−1.25 (−2.00 to 0.50)"
    assert turned(Estimate(None, None, 0, 0)).value is None


def test_shares_have_their_counts() -> None:
    """And nothing of nothing."""
    assert share(Share(1, 4, 0.25, Interval(0.05, 0.7))) == "25\N{NO-BREAK SPACE}% (5 to 70), 1 of 4"
    assert share(Share(0, 0, None, None)) == "–"


def test_coefficients_may_be_undefined() -> None:
    """Which is not 0."""
    assert coefficient(None) == "–"
    assert coefficient(Coefficient("κ", None, None, 3, 2, reason="all equal")) == "undefined"


def test_counts_and_lists() -> None:
    """As people say them."""
    assert (plural(1, "item"), plural(1200, "item")) == ("1 item", "1,200 items")
    assert (listed([]), listed("a"), listed("abc")) == ("", "a", "a, b and c")


def test_times_are_readable() -> None:
    """What is none stays."""
    assert moment("2025-03-09T10:00:31Z") == "2025-03-09, 10:00 UTC"
    assert moment("yesterday") == "yesterday"


def test_a_figure_holds_all_its_numbers() -> None:
    """With a margin."""
    rows = [forest_row("a", Estimate(1.0, Interval(0.0, 2.0), 1, 1))]
    low, high = span(rows, -1.0)
    assert low < -1 < 2 < high
    assert forest_row("b", Estimate(None, None, 0, 0, reason="nothing")).text == "nothing"
