"""What the plots of the Results screen are about."""

import pytest

from tests.gui.invented_results import PAPER, board
from workbench.domain.scores import Protocol
from workbench.gui.presenters.results_grid import EVERYTHING, Choice, grid_of
from workbench.gui.presenters.results_plots import MOST_SERIES, bits_of, dot_plot, ladder


@pytest.mark.parametrize(
    ("name", "bits"),
    [("Q4_K_M", 4.8), ("Q8_0", 8.5), ("F16", 16.0), ("bf16", 16.0), ("Q2_K", 2.6), ("IQ3_XS", 3.3)],
)
def test_names_say_how_many_bits(name: str, bits: float) -> None:
    """About: enough to stand in the right order."""
    assert bits_of(name) == pytest.approx(bits)


@pytest.mark.parametrize("name", ["", "awq", "Q4_K_M_extra"])
def test_other_names_do_not(name: str) -> None:
    """They are left out rather than guessed."""
    assert bits_of(name) is None


def test_marked_rows_have_a_dot_in_every_column() -> None:
    """With their intervals, and the chance of guessing where there is one."""
    plot = dot_plot(grid_of(board(), EVERYTHING), ("r1", "r0"), Protocol.CORRECTED)
    assert plot.series == ("MMedIns-Llama 3 8B Q8_0", "MMedIns-Llama 3 8B Q4_K_M")
    assert plot.rows[0].title == "MCQA, mean"
    assert [dot.series for dot in plot.rows[0].dots] == [0, 1]
    assert plot.rows[0].chance == 25.0
    assert plot.rows[1].chance is None
    assert all(dot.interval is not None for row in plot.rows for dot in row.dots)


def test_without_marks_the_first_rows_are_drawn() -> None:
    """As many as can be told apart; published ones too, which have no intervals."""
    plot = dot_plot(grid_of(board(), EVERYTHING), (), Protocol.PAPER)
    assert len(plot.series) == MOST_SERIES
    published = dot_plot(grid_of(board(), Choice(source=PAPER)), (), Protocol.PAPER)
    assert all(name.endswith("(published)") for name in published.series)
    assert published.rows[0].dots[0].interval is None


def test_quantizations_of_a_model_are_a_line_from_few_bits_to_many() -> None:
    """Models with several come first; what has no quantization is left out."""
    found = ladder(grid_of(board(), EVERYTHING), "MCQA/accuracy", Protocol.CORRECTED)
    assert found.series[0] == "MMedIns-Llama 3 8B"
    assert [point.quantization for point in found.points if point.series == 0] == ["Q2_K", "Q4_K_M", "Q8_0"]
    assert not any("gpt-4o" in name for name in found.series)
    assert found.title == "MCQA · mean · accuracy"


def test_a_column_that_is_not_shown_has_no_line() -> None:
    """Nor has an empty board."""
    assert ladder(grid_of(board(), Choice(category="NER")), "MCQA/accuracy", Protocol.PAPER).points == ()
    assert dot_plot(grid_of(board(0, 0), EVERYTHING), (), Protocol.PAPER).rows == ()
