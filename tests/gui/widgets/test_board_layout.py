"""The parts of a leaderboard's cell, with numbers."""

import pytest

from tests.gui.invented_results import board
from workbench.domain.boards import Board, Cell
from workbench.domain.scores import Interval
from workbench.gui.presenters.results_grid import EVERYTHING, grid_of
from workbench.gui.widgets.board_layout import bar_place, figure_places, scale_of
from workbench.gui.widgets.plot_layout import Box


def test_two_numbers_stand_one_above_the_other_in_the_middle() -> None:
    """Number at the left, bar at the right, nothing outside of the cell."""
    above, below = figure_places(2, Box(100, 50, 108, 46), 20, 8)
    assert (above.number.y, below.number.y) == (53, 73)
    assert above.number.x == 108
    assert above.bar.x == pytest.approx(above.number.right + 8)
    assert above.bar.right == pytest.approx(200)
    (alone,) = figure_places(1, Box(0, 0, 108, 46), 20, 8)
    assert alone.number.y == 13
    assert figure_places(0, Box(0, 0, 108, 46), 20, 8) == ()


def test_a_narrow_cell_has_no_bar() -> None:
    """Instead of one that runs backwards."""
    assert figure_places(1, Box(0, 0, 10, 46), 20, 8)[0].bar.width == 0


def test_a_bar_shows_number_interval_and_chance() -> None:
    """What lies outside of the scale stands at its end."""
    cell = Cell(60.0, 100, (), Interval(50.0, 90.0), chance=25.0)
    place = bar_place(cell, Box(10, 0, 50, 20), (30.0, 80.0))
    assert place is not None
    assert (place.value, place.low, place.high, place.chance) == (40, 30, 60, 10)
    plain = bar_place(Cell(60.0), Box(10, 0, 50, 20), (30.0, 80.0))
    assert plain is not None
    assert (plain.low, plain.chance) == (None, None)
    assert bar_place(Cell(None), Box(10, 0, 50, 20), (0.0, 100.0)) is None


def test_a_scale_covers_every_number_of_its_column() -> None:
    """In tens, within 0 and 100."""
    grid = grid_of(board(), EVERYTHING)
    for place in range(len(grid.columns)):
        low, high = scale_of(grid, place)
        assert 0 <= low < high <= 100
        assert low % 10 == high % 10 == 0
        values = [figure.cell.value or low for line in grid.lines for figure in line.cells[place]]
        assert low <= min(values) <= max(values) <= high
    empty = grid_of(Board(board().columns, ()), EVERYTHING)
    assert {scale_of(empty, place) for place in range(len(empty.columns))} == {(0.0, 100.0)}
