"""The table over rows."""

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from workbench.gui.presenters.pages import Pages
from workbench.gui.tables.rows import MARKS_ROLE, Column, RowsTable
from workbench.gui.theme import JAPANESE_FAMILIES

Row = tuple[int, str]


def made() -> RowsTable[Row]:
    """A table of numbers and words."""
    return RowsTable(
        [
            Column("#", lambda row: f"{row[0]:,}", number=True, header_tip="Number"),
            Column("Word", lambda row: row[1], tip=lambda row: row[1] * 2, marks=lambda _row: ((0, 1),)),
        ]
    )


def test_rows_come_and_go(qtmodeltester: ModelTester) -> None:
    """Qt's own checks hold for none, some, more and fewer rows."""
    table = made()
    qtmodeltester.check(table)
    for rows in (((1, "a"),), ((1, "a"), (2, "b")), ((3, "c"),), ()):
        table.show_rows(rows)
        qtmodeltester.check(table)


def test_rows_added_at_the_end_are_inserted() -> None:
    """Selection and scroll stay; anything else is a new table; the same rows are nothing."""
    table = made()
    events: list[str] = []
    table.rowsInserted.connect(lambda _parent, first, last: events.append(f"insert {first}-{last}"))
    table.modelReset.connect(lambda: events.append("reset"))
    table.show_rows(((1, "a"),))
    table.show_rows(((1, "a"), (2, "b"), (3, "c")))
    table.show_rows(((1, "a"), (2, "b"), (3, "c")))
    table.show_rows(((1, "a"),))
    assert events == ["reset", "insert 1-2", "reset"]


def test_a_long_table_reads_only_what_is_asked() -> None:
    """134,529 rows cost one page for one cell; showing the same pages again costs nothing."""
    reads: list[int] = []

    def read(offset: int, limit: int) -> list[Row]:
        reads.append(offset)
        return [(number, "x") for number in range(offset, offset + limit)]

    pages = Pages(134_529, read)
    table = made()
    table.show_rows(pages)
    table.show_rows(pages)
    assert table.rowCount() == 134_529
    assert reads == []
    assert table.data(table.index(134_528, 0)) == "134,528"
    assert len(reads) == 1


def test_cells_know_their_side_their_tip_and_their_marks() -> None:
    """Numbers stand at the right, words at the left; titles as their columns."""
    table = made()
    table.show_rows(((1234, "word"),))
    number, word = table.index(0, 0), table.index(0, 1)
    role = Qt.ItemDataRole
    assert table.data(number) == "1,234"
    assert table.data(number, role.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert table.data(word, role.TextAlignmentRole) & Qt.AlignmentFlag.AlignLeft
    assert (table.data(number, role.ToolTipRole), table.data(word, role.ToolTipRole)) == ("1,234", "wordword")
    assert (table.data(number, MARKS_ROLE), table.data(word, MARKS_ROLE)) == (None, ((0, 1),))
    assert table.data(QModelIndex()) is None
    across = Qt.Orientation.Horizontal
    assert [table.headerData(place, across) for place in (0, 1, 2)] == ["#", "Word", None]
    assert table.headerData(0, across, role.ToolTipRole) == "Number"
    assert table.headerData(0, across, role.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert table.headerData(0, Qt.Orientation.Vertical) is None


def test_a_japanese_cell_has_its_own_characters(qapp: QApplication) -> None:
    """Only where the column knows the language."""
    table: RowsTable[tuple[str, str]] = RowsTable(
        [Column("Text", lambda row: row[1], language=lambda row: row[0]), Column("n", str)]
    )
    table.show_rows((("ja", "骨"), ("zh", "骨")))
    font = Qt.ItemDataRole.FontRole.value
    assert JAPANESE_FAMILIES[0] in table.data(table.index(0, 0), font).families()
    assert table.data(table.index(1, 0), font) is None
    assert table.data(table.index(0, 1), font) is None
