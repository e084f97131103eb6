"""Qt's item model over the leaderboard: the first column is the models', then one for each number."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from workbench.gui.presenters.results_grid import Grid, Line
from workbench.gui.presenters.results_words import cell_said, column_said, number, tip_of

Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
_DISPLAY = Qt.ItemDataRole.DisplayRole.value
_TIP = Qt.ItemDataRole.ToolTipRole.value
_SAID = Qt.ItemDataRole.AccessibleTextRole.value


class GridTable(QAbstractTableModel):
    """The board as chosen. Replaced as a whole, never edited."""

    def __init__(self, parent: QObject | None = None, *, names_only: bool = False) -> None:
        super().__init__(parent)
        self._grid = Grid()
        self._names_only = names_only
        self._answers: dict[int, Callable[[Line, int], Any]] = {
            _DISPLAY: self._words,
            _TIP: self._tip,
            _SAID: self._said,
        }

    @property
    def grid(self) -> Grid:
        """What is shown."""
        return self._grid

    def show_grid(self, grid: Grid) -> None:
        """Show another board."""
        if grid is not self._grid:
            self.beginResetModel()
            self._grid = grid
            self.endResetModel()

    def place_of(self, line_id: str, column_id: str) -> QModelIndex:
        """The cell of a line in a column; not valid where it is not shown."""
        row = next((at for at, line in enumerate(self._grid.lines) if line.id == line_id), -1)
        place = next((at for at, one in enumerate(self._grid.columns) if one.id == column_id), -1)
        return self.index(row, place + 1) if row >= 0 and place >= 0 else QModelIndex()

    # Qt

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One for each line; none below a line."""
        return 0 if parent.isValid() else len(self._grid.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """One more than there are columns of numbers; one by itself where only names are shown."""
        if parent.isValid():
            return 0
        return 1 if self._names_only else 1 + len(self._grid.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """The words of a cell, its tooltip, what is drawn in it."""
        answer = self._answers.get(role)
        if answer is None or not index.isValid() or index.row() >= len(self._grid.lines):
            return None
        return answer(self._grid.lines[index.row()], index.column() - 1)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The columns' titles."""
        if orientation is not Qt.Orientation.Horizontal or section > len(self._grid.columns):
            return None
        if role in {_DISPLAY, _SAID}:
            return "Model" if section == 0 else column_said(self._grid.columns[section - 1])
        return None

    def _words(self, line: Line, place: int) -> str:
        if place < 0:
            return line.model
        return " / ".join(number(figure.cell.value) for figure in line.cells[place])

    def _tip(self, line: Line, place: int) -> str:
        if place < 0:
            return f"{line.model}\n{line.detail}"
        return tip_of(line, self._grid.columns[place], line.cells[place])

    def _said(self, line: Line, place: int) -> str:
        if place < 0:
            return f"{line.model}, {line.detail}{', published' if line.published else ''}"
        return cell_said(line, self._grid.columns[place], line.cells[place])
