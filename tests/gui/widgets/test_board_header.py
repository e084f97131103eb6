"""The bands above the leaderboard."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from tests.gui.invented_results import board
from workbench.gui.presenters.results_grid import EVERYTHING, Sorting, grid_of
from workbench.gui.widgets.board import BoardTable
from workbench.gui.widgets.board_header import COLUMN_BAND, GROUP_BAND


def test_both_bands_have_room_and_explain_themselves(qtbot: QtBot, light: None) -> None:
    """What a click does stands in the tooltip; what cannot be clicked has no hand."""
    table = BoardTable()
    qtbot.addWidget(table)
    table.resize(900, 400)
    table.show_board(grid_of(board(), EVERYTHING), Sorting(), ())
    table.show()
    header = table.header
    assert header.height() == GROUP_BAND + COLUMN_BAND
    x = table.columnViewportPosition(1) + 10
    for y, words in ((10, "Click shows its 6 columns of tasks"), (GROUP_BAND + 20, "Click orders by it")):
        place = QPoint(x, y)
        event = QHelpEvent(QEvent.Type.ToolTip, place, header.mapToGlobal(place))
        QApplication.sendEvent(header.viewport(), event)
        assert words in QToolTip.text()
    qtbot.mouseMove(header.viewport(), QPoint(x, 12))
    assert header.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor
