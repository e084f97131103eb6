"""How numbers of the leaderboard are said."""

import pytest

from workbench.domain.boards import Cell, Column
from workbench.domain.scores import Interval, Protocol
from workbench.gui.presenters.results_grid import Figure, Line
from workbench.gui.presenters.results_words import (
    between,
    cell_said,
    chance_of,
    column_said,
    difference_between,
    facts_line,
    number,
    points,
    tip_of,
)

COLUMN = Column("MCQA/accuracy", "Mean", "MCQA", "accuracy", None)
CELL = Cell(61.234, 1273, (("the answer is empty", 3),), Interval(58.5, 63.9), 20.0, 27.5)
FIGURES = (Figure(Protocol.PAPER, CELL), Figure(Protocol.CORRECTED, Cell(None)))
LINE = Line("r", "Llama", "Q4_K_M", "this project", False, (FIGURES,))


def test_numbers_have_one_digit_and_missing_ones_a_dash() -> None:
    """A minus is a minus, not a hyphen."""
    assert (number(61.25), number(None)) == ("61.2", "–")
    assert (points(4.6), points(-4.6), points(None)) == ("+4.6", "−4.6", "–")
    assert between(Interval(1.0, 2.0)) == "1.0 to 2.0"
    assert difference_between(Interval(-1.0, 2.0)) == "−1.0 to +2.0"
    assert between(None) == difference_between(None) == "–"


@pytest.mark.parametrize(("p", "said"), [(None, "–"), (0.0004, "< 0.001"), (0.0412, "0.041")])
def test_chances_are_said_as_journals_print_them(p: float | None, said: str) -> None:
    """Three digits, and never zero."""
    assert chance_of(p) == said


def test_a_tooltip_has_every_fact() -> None:
    """Both protocols with what they are, n, what is missing and why, interval, guessing."""
    tip = tip_of(LINE, COLUMN, FIGURES)
    for words in (
        "Llama · Q4_K_M",
        "MCQA · mean · accuracy",
        "Paper (the published metric code, quirk by quirk): 61.23",
        "95 % interval 58.50 to 63.90",
        "1,273 answers",
        "3 missing: the answer is empty",
        "guessing gets 20.0",
        "commonest answer gets 27.5",
        "Corrected (what the paper says that it measures): no value",
    ):
        assert words in tip
    assert "No number" in tip_of(LINE, COLUMN, ())
    mean = Figure(Protocol.PAPER, Cell(61.0, 10, interval=Interval(58.0, 64.0), tasks=(7, 8)))
    assert "over 7 of 8 tasks" in tip_of(LINE, COLUMN, (mean,))


def test_a_doubt_is_said_in_words() -> None:
    """In the tooltip, below the board, and by a screen reader."""
    figures = (Figure(None, Cell(63.9, doubt="its tasks' mean is 59.6")),)
    assert "In doubt: its tasks' mean is 59.6" in tip_of(LINE, COLUMN, figures)
    assert "in doubt: its tasks' mean is 59.6" in facts_line(LINE, COLUMN, figures)
    assert "in doubt" in cell_said(LINE, COLUMN, figures)


def test_a_cell_is_one_line_below_the_board() -> None:
    """Names, then a part for each protocol."""
    line = facts_line(LINE, COLUMN, FIGURES)
    assert line.startswith(
        "Llama Q4_K_M · MCQA · mean · accuracy: paper 61.2 (95 % 58.5 to 63.9) of 1,273 answers"
    )
    assert line.endswith("; corrected – · guessing gets 20.0, the commonest answer 27.5")
    assert facts_line(LINE, COLUMN, ()).endswith(": no number")
    assert column_said(Column("t", "MedQA", "MCQA", "accuracy", "t")) == "MCQA · MedQA · accuracy"
