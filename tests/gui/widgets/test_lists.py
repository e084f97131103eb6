"""Tables and trees as widgets."""

import time

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.gui.presenters.pages import Pages
from workbench.gui.tables.rows import Column, RowsTable
from workbench.gui.tables.tree import Node, TreeTable
from workbench.gui.theme import Theme, apply_theme
from workbench.gui.tokens import LIGHT
from workbench.gui.widgets.lists import ROW, Table, Tree

Row = tuple[int, str]
ROWS: tuple[Row, ...] = ((1, "renal failure"), (2, "腎不全"), (3, "c"))


def made(qtbot: QtBot) -> Table:
    """A table in view."""
    columns: list[Column[Row]] = [
        Column("Number", lambda row: f"{row[0]:,}", number=True, width=20),
        Column("Word", lambda row: row[1], marks=lambda row: ((0, 1),) if row[0] < 3 else ()),
    ]
    table = Table(RowsTable(columns))
    qtbot.addWidget(table)
    table.resize(300, 200)
    table.show()
    return table


def test_choosing_is_said_showing_is_not(qtbot: QtBot, light: None) -> None:
    """Arrow keys choose; a state that shows another row is no choice."""
    table = made(qtbot)
    said: list[int] = []
    table.chosen.connect(said.append)
    table.show_rows(ROWS, 0)
    table.show_current(2)
    table.show_current(1)
    assert said == []
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert said == [2]
    table.show_current(None)
    assert not table.selectionModel().hasSelection()
    assert said == [2]


def test_a_large_table_is_there_at_once(qtbot: QtBot, light: None) -> None:
    """134,529 rows: no row is measured, and only pages in view are read."""
    reads: list[int] = []

    def read(offset: int, limit: int) -> list[Row]:
        reads.append(offset)
        return [(number, "word") for number in range(offset, offset + limit)]

    table = made(qtbot)
    QApplication.processEvents()
    began = time.perf_counter()
    table.show_rows(Pages(134_529, read), 0)
    table.viewport().repaint()
    assert time.perf_counter() - began < 0.1
    assert reads == [0]
    table.scrollToBottom()
    table.viewport().repaint()
    assert len(reads) <= 3
    assert table.rowHeight(134_528) == ROW


def test_marks_are_painted(qtbot: QtBot, light: None) -> None:
    """A hit looks otherwise than the same words without one, also where the text is cut off."""
    table = made(qtbot)
    table.show_rows(((1, "renal failure " * 20),), marked=True)
    marked = table.grab().toImage()
    table.show_rows(((3, "renal failure " * 20),), marked=True)
    without = table.grab().toImage()
    assert without != marked
    table.show_rows(((3, "renal failure " * 20),))
    assert not table.grab().isNull()


def test_rows_grow_with_the_text(qtbot: QtBot, qapp: QApplication, light: None) -> None:
    """Twice the text is twice the row; a title is never cut off."""
    table = made(qtbot)
    table.show_rows(ROWS)
    apply_theme(qapp, Theme(LIGHT, 200))
    height, width = table.rowHeight(0), table.columnWidth(0)
    title = table.fontMetrics().horizontalAdvance("Number")
    apply_theme(qapp, Theme(LIGHT, 100))
    assert (height, table.rowHeight(0)) == (2 * ROW, ROW)
    assert width > title


def test_a_tree_says_what_is_chosen(qtbot: QtBot, light: None) -> None:
    """By its key; showing a choice says nothing; the spare column goes where room is short."""
    nodes = TreeTable(("Task", "Language", "n"))
    tree = Tree(nodes, (40, 60), spare=1)
    qtbot.addWidget(tree)
    tree.resize(400, 200)
    tree.show()
    nodes.show_nodes([Node("qa", ("QA", "", "2"), (Node("57", ("57", "en", "2")),)), Node("x", ("X",))])
    tree.expandAll()
    said: list[str] = []
    tree.chosen.connect(said.append)
    tree.show_current("57")
    assert said == []
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert said == ["x"]
    tree.show_current("gone")
    assert said == ["x"]
    assert not tree.isColumnHidden(1)
    tree.resize(200, 200)
    assert tree.isColumnHidden(1)
    assert not tree.grab().isNull()


def test_columns_that_can_be_spared_go_where_the_text_is_narrow(qtbot: QtBot, light: None) -> None:
    """What is read keeps its room; with more of it everything is there again."""
    table = Table(RowsTable([Column("Input", str), Column("Refs", str, width=40, spare=True)]))
    qtbot.addWidget(table)
    table.resize(400, 200)
    table.show()
    assert not table.isColumnHidden(1)
    table.resize(160, 200)
    assert table.isColumnHidden(1)
    table.resize(400, 200)
    assert not table.isColumnHidden(1)


def test_a_name_takes_the_room_of_an_empty_cell(qtbot: QtBot, light: None) -> None:
    """A category's name goes on where its tasks have a language; where one is written it stops."""

    def ink(language: str) -> int:
        nodes = TreeTable(("Task", "Language", "n"))
        tree = Tree(nodes, (120, 30))
        qtbot.addWidget(tree)
        tree.resize(240, 60)
        nodes.show_nodes([Node("a", ("Clinical Outcome Prediction", language, "1"))])
        tree.show()
        picture = tree.grab().toImage()
        names = range(110, 170)
        return sum(picture.pixelColor(x, y).lightness() < 120 for x in names for y in range(picture.height()))

    assert ink("") > 0
    assert ink(" ") == 0


def test_a_column_of_a_tree_is_as_wide_as_its_texts(qtbot: QtBot, light: None) -> None:
    """A width of 0 follows what is shown, so that names have the rest."""
    nodes = TreeTable(("Task", "n"))
    tree = Tree(nodes, (0,))
    qtbot.addWidget(tree)
    nodes.show_nodes([Node("a", ("A", "7"))])
    narrow = tree.columnWidth(1)
    nodes.show_nodes([Node("a", ("A", "134,529"))])
    assert tree.columnWidth(1) > narrow + 30
