"""Qt's item model over frozen rows: one class for every list of the window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from workbench.gui.theme import families

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
MARKS_ROLE = Qt.ItemDataRole.UserRole.value + 1
"""What stands out in a cell's text; None where nothing can."""

# Plain numbers: comparing Qt's enumerations costs more than all the rest.
_DISPLAY = Qt.ItemDataRole.DisplayRole.value
_TIP = Qt.ItemDataRole.ToolTipRole.value
_ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole.value
_FONT = Qt.ItemDataRole.FontRole.value
_ANSWERED = frozenset({_DISPLAY, _TIP, _ALIGNMENT, _FONT, MARKS_ROLE})
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """How one field of a row is shown."""

    title: str
    text: Callable[[Row], str]
    number: bool = False
    """Numbers stand at the right."""
    width: int | None = None
    """Pixels at the default text size; None takes what the others leave."""
    tip: Callable[[Row], str | None] | None = None
    """The tooltip, when it is more than the text."""
    header_tip: str = ""
    marks: Callable[[Row], tuple[tuple[int, int], ...]] | None = None
    """Code points from and to of what stands out in the text."""
    language: Callable[[Row], str | None] | None = None
    """The language whose way of writing Chinese characters the text is drawn in."""
    spare: bool = False
    """Left out where the column without a width would become too narrow."""


class RowsTable(QAbstractTableModel, Generic[Row]):
    """A read-only table. The rows are replaced as a whole, never edited.

    Any sequence will do: a tuple, or `Pages` that reads what comes into view.
    """

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: Sequence[Row] = ()

    @property
    def rows(self) -> Sequence[Row]:
        """What is shown."""
        return self._rows

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows`. Rows added at the end keep the selection and the scroll."""
        old = self._rows
        if rows is old:
            return
        if isinstance(old, tuple) and isinstance(rows, tuple):
            if rows == old:
                return
            if old and rows[: len(old)] == old:
                self.beginInsertRows(QModelIndex(), len(old), len(rows) - 1)
                self._rows = rows
                self.endInsertRows()
                return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    # Qt

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """As many as there are rows; none below a row."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """One for each `Column`."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """The text of a cell, its alignment, its tooltip."""
        # Asked some hundred times for every row that is painted, mostly about colours and fonts.
        if role not in _ANSWERED or not index.isValid() or index.row() >= len(self._rows):
            return None
        column = self.columns[index.column()]
        if role == _ALIGNMENT:
            return _RIGHT if column.number else _LEFT
        row = self._rows[index.row()]
        if role == _DISPLAY:
            return column.text(row)
        if role == _TIP:
            return (column.tip or column.text)(row)
        if role == _FONT:
            return _font(column, row)
        return column.marks(row) if column.marks is not None else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The columns' titles."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == _DISPLAY:
            return column.title
        if role == _TIP:
            return column.header_tip or None
        if role == _ALIGNMENT:
            return _RIGHT if column.number else _LEFT
        return None


def _font(column: Column[Row], row: Row) -> QFont | None:
    """The font of a cell; None where it is the table's own."""
    language = column.language(row) if column.language is not None else None
    if language != "ja":
        return None
    font = QFont()
    font.setFamilies(families(language))
    return font
