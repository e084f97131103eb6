"""The leaderboard as an item model."""

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt

from tests.gui.invented_results import PAPER, board
from workbench.gui.presenters.results_grid import EVERYTHING, grid_of
from workbench.gui.tables.grid import GridTable


def test_names_come_first_then_a_cell_for_each_number() -> None:
    """With words, a tooltip and what a screen reader says."""
    table = GridTable()
    table.show_grid(grid_of(board(), EVERYTHING))
    assert (table.rowCount(), table.columnCount()) == (12, 16)
    name = table.place_of("r0", "MCQA/accuracy").siblingAtColumn(0)
    assert name.data() == "MMedIns-Llama 3 8B"
    assert "Q4_K_M · this project" in name.data(Qt.ItemDataRole.ToolTipRole)
    cell = table.place_of("r0", "MCQA/accuracy")
    assert cell.data() == "72.5 / 73.4"
    assert "95 % interval" in cell.data(Qt.ItemDataRole.ToolTipRole)
    said = cell.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "MMedIns-Llama 3 8B Q4_K_M, MCQA, mean, accuracy: paper 72.5, corrected 73.4"
    published = table.place_of(f"{PAPER}/GPT-4", "MCQA/accuracy").siblingAtColumn(0)
    assert published.data(Qt.ItemDataRole.AccessibleTextRole).endswith(", published")
    assert cell.data(Qt.ItemDataRole.DecorationRole) is None


def test_headers_say_the_whole_column() -> None:
    """For screen readers: what is painted is shorter."""
    table = GridTable()
    table.show_grid(grid_of(board(), EVERYTHING))
    across = Qt.Orientation.Horizontal
    assert table.headerData(0, across) == "Model"
    assert table.headerData(1, across) == "MCQA · mean · accuracy"
    assert table.headerData(0, Qt.Orientation.Vertical) is None


def test_only_names_is_one_column() -> None:
    """For the part that stays while numbers scroll."""
    table = GridTable(names_only=True)
    table.show_grid(grid_of(board(), EVERYTHING))
    assert (table.rowCount(), table.columnCount()) == (12, 1)


def test_what_is_not_shown_has_no_place() -> None:
    """Neither a line nor a column."""
    table = GridTable()
    table.show_grid(grid_of(board(), EVERYTHING))
    assert not table.place_of("nobody", "MCQA/accuracy").isValid()
    assert not table.place_of("r0", "MCQA-MedQA/accuracy").isValid()
