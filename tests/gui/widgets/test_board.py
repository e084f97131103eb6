"""The leaderboard as a table: keys, clicks, what stays in view."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from tests.gui.invented_results import board
from workbench.domain.boards import Board
from workbench.gui.presenters.results_grid import EVERYTHING, Choice, Sorting, grid_of
from workbench.gui.widgets.board import BoardTable
from workbench.gui.widgets.board_header import GROUP_BAND


@pytest.fixture
def table(qtbot: QtBot, light: None) -> BoardTable:
    """The invented board in a usual width."""
    made = BoardTable()
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show_board(grid_of(board(), EVERYTHING), Sorting(), ())
    made.show()
    return made


def test_arrows_move_in_the_numbers(qtbot: QtBot, table: BoardTable) -> None:
    """Never onto a name; each move is told."""
    first = table.current
    assert first is not None
    with qtbot.waitSignal(table.pointed) as heard:
        qtbot.keyClick(table, Qt.Key.Key_Right)
    assert heard.args == [first[0], "Text Summarization/BLEU-1"]
    for _press in range(3):
        qtbot.keyClick(table, Qt.Key.Key_Left)
    assert table.current == first
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.currentIndex().column() == 1


def test_enter_opens_and_space_marks(qtbot: QtBot, table: BoardTable) -> None:
    """The current cell, and its row."""
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert tuple(opened.args or ()) == table.current
    with qtbot.waitSignal(table.marked) as marked:
        qtbot.keyClick(table, Qt.Key.Key_Space)
    assert table.current is not None
    assert marked.args == [table.current[0]]


def test_a_click_on_a_name_marks_its_row(qtbot: QtBot, table: BoardTable) -> None:
    """Names lie over the table and scroll with it."""
    names = next(view for view in table.findChildren(QTableView) if view is not table)
    with qtbot.waitSignal(table.marked):
        qtbot.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    table.verticalScrollBar().setValue(40)
    assert names.verticalScrollBar().value() == 40
    assert names.rowViewportPosition(3) == table.rowViewportPosition(3)
    assert names.geometry().width() < table.width() / 2


def test_the_current_cell_is_never_behind_the_names(qtbot: QtBot, table: BoardTable) -> None:
    """Going right and back again."""
    for key in (Qt.Key.Key_End, *[Qt.Key.Key_Left] * 14):
        qtbot.keyClick(table, key)
        cell = table.visualRect(table.currentIndex())
        assert cell.left() >= table.columnWidth(0)
        assert cell.right() <= table.viewport().width()


def test_the_cell_stays_current_on_another_board(table: BoardTable) -> None:
    """Where it is still there; else the first one is."""
    table.setCurrentIndex(table.model().index(4, 1))
    at = table.current
    assert at is not None
    table.show_board(grid_of(board(), Choice(sorting=Sorting("MCQA/accuracy"))), Sorting("MCQA/accuracy"), ())
    assert table.current == at
    table.show_board(grid_of(board(), Choice(category="NER")), Sorting(), (at[0],))
    assert table.current is not None
    assert table.current[1] == "NER/F1"
    table.show_board(grid_of(Board((), ()), EVERYTHING), Sorting(), ())
    assert table.current is None


def test_headers_fold_and_sort(qtbot: QtBot, table: BoardTable) -> None:
    """The band of categories above, that of columns below."""
    header = table.header.viewport()
    x = table.columnViewportPosition(2) + 10
    with qtbot.waitSignal(table.folded) as folded:
        qtbot.mouseClick(header, Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
    assert folded.args == ["Text Summarization"]
    with qtbot.waitSignal(table.sorted) as ordered:
        qtbot.mouseClick(header, Qt.MouseButton.LeftButton, pos=QPoint(x, GROUP_BAND + 20))
    assert ordered.args == ["Text Summarization/BLEU-1"]


def test_names_stay_beside_their_numbers(qtbot: QtBot, light: None) -> None:
    """In a table that becomes lower while its last row is the current one."""
    table = BoardTable()
    qtbot.addWidget(table)
    table.resize(900, 800)
    table.show_board(grid_of(board(), EVERYTHING), Sorting(), ())
    table.show()
    table.setCurrentIndex(table.model().index(11, 1))
    table.resize(900, 260)
    names = next(view for view in table.findChildren(QTableView) if view is not table)
    qtbot.waitUntil(lambda: table.verticalScrollBar().value() > 0)
    assert names.rowViewportPosition(11) == table.rowViewportPosition(11)
